package orgchecks

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

// checkView is how far an organisation check is.
type checkView struct {
	*desk
	Fields []fieldRow
	Units  []unitRow
	// Disputed questions wait for a decision; Homeless ones for somebody to ask.
	Disputed []orgcheck.Merged
	Homeless []orgcheck.Duty
	Mistakes []page.Mistake
}

// fieldRow is how far a field is.
type fieldRow struct {
	Field *instrument.Node
	orgcheck.Progress
}

// unitRow is a unit with its page. Organisation checks are answered with names,
// so everybody may see whose page is still open.
type unitRow struct {
	ID   organisation.UnitID
	Name string
	// Asked of it, Said so far.
	Asked, Said int
	// Mine: the reader answers for it. Gone: it no longer exists.
	Mine, Gone bool
}

// Check shows an organisation check.
func (p *Pages) Check(w http.ResponseWriter, r *site.Request) error {
	d, err := p.load(r, access.SeeOrgCheck)
	if err != nil {
		return err
	}
	return p.checkPage(w, r, d, nil)
}

func (p *Pages) checkPage(w http.ResponseWriter, r *site.Request, d *desk, refused error) error {
	d.named(d.Check.Title)
	v := checkView{desk: d, Homeless: d.Record.Homeless(d.Ins, d.At)}
	progress := orgcheck.ProgressOf(d.Ins, d.Merged)
	for _, f := range d.Ins.Fields {
		if n := progress[f.ID]; n.Of > 0 {
			v.Fields = append(v.Fields, fieldRow{f, n})
		}
	}
	for _, id := range d.Answering(d.At) {
		v.Units = append(v.Units, v.unit(id))
	}
	for _, m := range d.Merged {
		if m.Ending == orgcheck.Contradictory {
			v.Disputed = append(v.Disputed, m)
		}
	}
	if refused != nil {
		v.Mistakes = []page.Mistake{{Sentence: r.Page.P.Error(refused)}}
		return r.RenderStatus(w, site.Status(refused), checkPage(v))
	}
	return r.Render(w, checkPage(v))
}

func (v checkView) unit(id organisation.UnitID) unitRow {
	row := unitRow{ID: id, Name: v.UnitName(id), Mine: v.mayAnswer(id), Gone: !v.Exists(id, v.At)}
	for _, duty := range v.DutiesOf(v.Ins, id) {
		if !duty.Pending() || !v.Asks(v.Ins, v.Merged, duty.Place) {
			continue
		}
		row.Asked++
		if v.Statements[duty.Place].Given() {
			row.Said++
		}
	}
	return row
}

// mine are the units the reader answers for and nobody above her asks.
func (v checkView) mine() []unitRow {
	var out []unitRow
	for _, u := range v.Units {
		if u.Mine && !u.Gone && !v.can(access.ManageOrgCheck) {
			out = append(out, u)
		}
	}
	return out
}

// Open lets the offices answer.
func (p *Pages) Open(w http.ResponseWriter, r *site.Request) error {
	err := r.Ready()
	if err == nil {
		err = orgcheck.Begin(r.Context(), p.Store, r.Act, refOf(r))
	}
	if invalid(err) {
		d, loadErr := p.load(r, access.SeeOrgCheck)
		if loadErr != nil {
			return loadErr
		}
		return p.checkPage(w, r, d, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+r.PathValue("orgcheck"), "oc.opened")
	return nil
}

// closeView asks before closing and lists what stays unsettled.
type closeView struct {
	*desk
	Left orgcheck.Leftovers
}

// ClosePage asks before closing: it says what is contradictory, unconfirmed or
// unanswered and will stay so.
func (p *Pages) ClosePage(w http.ResponseWriter, r *site.Request) error {
	d, err := p.load(r, access.ManageOrgCheck)
	if err != nil {
		return err
	}
	if d.Check.State != orgcheck.Running {
		return orgcheck.ErrNotRunning
	}
	d.named(d.T("oc.close_title"))
	return r.Render(w, closePage(closeView{d, d.Record.Left(d.Ins, d.Merged, d.At)}))
}

// Close freezes everything.
func (p *Pages) Close(w http.ResponseWriter, r *site.Request) error {
	ins, err := p.ins(r)
	if err != nil {
		return err
	}
	if err := orgcheck.Close(r.Context(), p.Store, r.Act, refOf(r), ins); err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+r.PathValue("orgcheck")+"/result", "oc.closed")
	return nil
}
