package sheets

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// paper is the page on which one paper sheet is typed in.
type paper struct {
	site.Asked
	// Secret is made before the first key is pressed, so that the same form sent
	// twice makes one sheet.
	Secret   sheetbox.Secret
	Groups   []group
	Posted   url.Values
	Mistakes []page.Mistake
	// Differences are what two typings of the sheet do not agree on.
	Differences []difference
}

// group is a run of items of one field with the same answers: a table. A group
// whose items have no options is asked question by question.
type group struct {
	Field  *instrument.Node
	Scale  *instrument.Scale
	Table  bool
	Items  []check.Item
	First  int
	States []instrument.AnswerState
}

// PaperPage is the empty form.
func (p *Pages) PaperPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.paper(r)
	if err != nil {
		return err
	}
	v.Secret = sheetbox.NewSecret(r.Act)
	return r.Render(w, paperForm(v.named(r.Page), v))
}

// Paper makes a sheet of what was typed in and shows the code for its author.
func (p *Pages) Paper(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "sheet.form")
	}
	v, err := p.paper(r)
	if err != nil {
		return err
	}
	if v.Secret, err = sheetbox.ParseSecret(r.PostForm.Get("sheet")); err != nil {
		return err
	}
	v.Posted = r.PostForm
	entries := v.read(r)
	if len(v.Mistakes) == 0 && v.twice() {
		return p.second(w, r, v, entries)
	}
	return p.keep(w, r, v, entries)
}

// keep stores the sheet and shows the code for its author, or the form with
// what is wrong in it.
func (p *Pages) keep(w http.ResponseWriter, r *site.Request, v paper, entries []check.Entry) error {
	if len(v.Mistakes) == 0 {
		err := p.store(r, v, entries)
		if err == nil {
			return r.Render(w, paperSlip(v.named(r.Page), v))
		}
		if fault.KindOf(err) != fault.Invalid {
			return err
		}
		v.Mistakes = []page.Mistake{{Field: "name", Sentence: r.Page.P.Error(err)}}
	}
	return r.RenderStatus(w, http.StatusUnprocessableEntity, paperForm(v.named(r.Page), v))
}

func (p *Pages) paper(r *site.Request) (paper, error) {
	c, err := r.Check(access.EnterPaper)
	if err != nil {
		return paper{}, err
	}
	if c.State != check.Preparing && c.State != check.Talking {
		return paper{}, check.ErrNotPreparing
	}
	v := paper{}
	if v.Asked, err = p.Asked(r.Context(), c); err != nil {
		return v, err
	}
	v.Groups = groups(v.Instrument, v.Items())
	return v, nil
}

// groups puts the items into tables.
func groups(ins *instrument.Instrument, items []check.Item) []group {
	var out []group
	for i, item := range items {
		scale := item.Question.Scale
		table := chosenOnce(item)
		if n := len(out); n == 0 || out[n-1].Field != item.Field || out[n-1].Table != table || table && out[n-1].Scale != scale {
			out = append(out, group{Field: item.Field, Scale: scale, Table: table, First: i + 1, States: states(ins, item)})
		}
		g := &out[len(out)-1]
		g.Items = append(g.Items, item)
	}
	return out
}

// read returns the entries that were typed in and notes what is wrong.
func (v *paper) read(r *site.Request) []check.Entry {
	var entries []check.Entry
	for _, item := range v.Items() {
		e, err := read(v.Instrument, v.Posted, item, check.Entry{Item: item.ID})
		if err != nil {
			v.Mistakes = append(v.Mistakes, page.Mistake{Field: answerform.FieldID(string(item.ID)), Sentence: r.Page.P.Error(err)})
			continue
		}
		if _, says := e.Card(); says || e.Note != "" {
			entries = append(entries, e)
		}
	}
	return entries
}

// store begins the sheet and fills it in. A form sent twice finds its sheet.
func (p *Pages) store(r *site.Request, v paper, entries []check.Entry) error {
	o, err := p.box.Open(r.Context(), v.Secret)
	if errors.Is(err, errGone) {
		if err = p.box.BeginAs(r.Context(), v.Secret, v.Check, v.Posted.Get("name")); err != nil {
			return err
		}
		o, err = p.box.Open(r.Context(), v.Secret)
	}
	if err != nil {
		return err
	}
	if o.Check.Ref != v.Check.Ref {
		return errGone
	}
	for _, e := range entries {
		if err := p.box.Save(r.Context(), o, e); err != nil {
			return err
		}
	}
	return nil
}

// mistake returns the sentence at a field, "" for none.
func (v paper) mistake(field string) string {
	i := slices.IndexFunc(v.Mistakes, func(m page.Mistake) bool { return m.Field == field })
	if i < 0 {
		return ""
	}
	return v.Mistakes[i].Sentence
}

func (v paper) named(b page.Base) page.Base {
	return b.Named(b.T("sheets.paper_title"), page.Crumb{Text: b.T("nav.rounds"), Path: "/rounds"},
		page.Crumb{Text: v.Round.Title, Path: "/rounds/" + string(v.Round.ID)},
		page.Crumb{Text: v.Check.UnitName, Path: v.path()})
}

func (v paper) path() string { return "/checks/" + string(v.Check.ID) }

// asksName reports whether sheets of this check have a name.
func (v paper) asksName() bool { return v.Check.Mode == round.Named }
