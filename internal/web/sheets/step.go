package sheets

import (
	"net/http"
	"net/url"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// stepPage asks the questions of one step.
type stepPage struct {
	*desk
	Step step
	// At is the place of the step among all, from 0.
	At int
	// Posted and Mistakes are those of a refused form.
	Posted   url.Values
	Mistakes map[check.ItemID]string
}

// Step asks the questions of one field, or the situations.
func (p *Pages) Step(w http.ResponseWriter, r *site.Request) error {
	d, err := p.desk(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	at, err := d.step(r)
	if err != nil {
		return err
	}
	v := stepPage{desk: d, Step: d.Steps[at], At: at}
	return r.Render(w, stepOf(r.Page.Named(v.Step.title(r.Page)), v))
}

// SaveStep saves a whole step and goes on. What cannot be accepted comes back
// filled in; everything else is kept.
func (p *Pages) SaveStep(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "sheet.form")
	}
	d, err := p.desk(r)
	if err != nil {
		return p.closed(w, r, err)
	}
	at, err := d.step(r)
	if err != nil {
		return err
	}
	mistakes, err := p.saveAll(r, d, d.Steps[at])
	if err != nil {
		return p.closed(w, r, err)
	}
	if len(mistakes) > 0 {
		v := stepPage{desk: d, Step: d.Steps[at], At: at, Posted: r.PostForm, Mistakes: mistakes}
		return r.RenderStatus(w, http.StatusUnprocessableEntity, stepOf(r.Page.Named(v.Step.title(r.Page)), v))
	}
	path, done, err := p.after(r, d, at)
	if err != nil {
		return err
	}
	r.Redirect(w, path, done)
	return nil
}

// saveAll saves what a form says of the items it showed and returns the
// sentences on what it could not accept.
func (p *Pages) saveAll(r *site.Request, d *desk, s step) (map[check.ItemID]string, error) {
	mistakes := map[check.ItemID]string{}
	for _, item := range s.Items {
		if !shown(r.PostForm, item) {
			continue
		}
		before := d.Entries[item.ID]
		e, err := read(d.Instrument, r.PostForm, item, before)
		if err == nil || e.Validate() == nil {
			err = firstOf(p.saveChanged(r, d, before, e), err)
		}
		if fault.KindOf(err) == fault.Invalid {
			mistakes[item.ID] = r.Page.P.Error(err)
		} else if err != nil {
			return nil, err
		}
	}
	return mistakes, nil
}

func (p *Pages) saveChanged(r *site.Request, d *desk, before, e check.Entry) error {
	if before.Answer.Equal(e.Answer) && before.Note == e.Note && before.Hand == e.Hand {
		return nil
	}
	return p.box.Save(r.Context(), d.Opened, e)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// after says where to go from a saved step: forward or back, or to the same
// step if an answer has brought further questions to it.
func (p *Pages) after(r *site.Request, d *desk, at int) (path, done string, err error) {
	asked, err := p.Asked(r.Context(), d.Check)
	if err != nil {
		return "", "", err
	}
	id := d.Steps[at].ID
	d.lay(asked.Items())
	at = d.at(id)
	back := r.PostForm.Get("back") != ""
	switch {
	case at < 0:
		return d.Path(""), "", nil
	case !back && d.more(r.PostForm, d.Steps[at]):
		return d.Path(id), "sheets.more", nil
	case back && at == 0:
		return d.Path(""), "", nil
	case back:
		return d.Path(d.Steps[at-1].ID), "", nil
	case at+1 == len(d.Steps):
		return d.Path("done"), "", nil
	}
	return d.Path(d.Steps[at+1].ID), "", nil
}

// more reports whether a step asks something that the form did not show.
func (d *desk) more(form url.Values, s step) bool {
	for _, item := range s.Items {
		if !shown(form, item) {
			return true
		}
	}
	return false
}

// list returns the mistakes in the order of the page.
func (v stepPage) list() []page.Mistake {
	var out []page.Mistake
	for _, item := range v.Step.Items {
		if m := v.Mistakes[item.ID]; m != "" {
			out = append(out, page.Mistake{Field: answerform.FieldID(string(item.ID)), Sentence: m})
		}
	}
	return out
}

// options is how an item is asked on this page.
func (v stepPage) options(b page.Base, place int) answerform.Options {
	item := v.Step.Items[place]
	o := answerform.Options{
		States: states(v.Instrument, item), Posted: v.Posted, Mistake: v.Mistakes[item.ID], Place: v.Step.First + place,
	}
	if v.Step.Field == nil {
		o.Over = b.T("sheets.people_who")
	}
	return o
}

// entry is what the fields beside the answer show.
func (v stepPage) entry(item check.Item) check.Entry {
	e := v.Entries[item.ID]
	if v.Posted != nil {
		e.Note, e.Hand = v.Posted.Get(noteField(item)), v.Posted.Get(handField(item)) != ""
	}
	return e
}

// noteKeys are the label of notes and what is promised of them, by mode.
func (d *desk) noteKeys() (label, hint string) {
	if d.Check.Mode == round.Named {
		return "sheets.reason", "sheets.reason_hint"
	}
	return "sheets.note", "sheets.note_hint"
}

func (d *desk) noteLabel(b page.Base) string {
	label, _ := d.noteKeys()
	return b.T(label)
}

func (d *desk) noteHint(b page.Base) string {
	_, hint := d.noteKeys()
	return b.T(hint)
}
