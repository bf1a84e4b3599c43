package orgchecks

import (
	"net/http"
	"strings"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

// desksView spreads the questions over the units.
type desksView struct {
	*desk
	Desks    []deskRow
	Units    []unitChoice
	Heavy    []unitRow
	Mistakes []page.Mistake
}

// deskRow is one answering desk of the instrument.
type deskRow struct {
	*instrument.Desk
	Questions []*instrument.Question
	// Unit answers, or is proposed; "" for nobody.
	Unit organisation.UnitID
	// Proposed: nobody has confirmed the unit yet.
	Proposed bool
	// Several units answer, because single questions were moved.
	Several bool
}

// Desks shows who answers what, on one page.
func (p *Pages) Desks(w http.ResponseWriter, r *site.Request) error {
	d, err := p.load(r, access.ManageOrgCheck)
	if err != nil {
		return err
	}
	return p.desksPage(w, r, d, nil)
}

func (p *Pages) desksPage(w http.ResponseWriter, r *site.Request, d *desk, refused error) error {
	d.named(d.T("oc.desks_title"))
	v := desksView{desk: d, Units: d.units()}
	tree, err := d.Tree(d.At)
	if err != nil {
		return err
	}
	for i := range d.Ins.Desks {
		row := v.deskRow(&d.Ins.Desks[i])
		if row.Unit == "" {
			row.Unit, row.Proposed = orgcheck.Propose(*row.Desk, tree), true
		}
		if len(row.Questions) > 0 {
			v.Desks = append(v.Desks, row)
		}
	}
	for _, id := range d.Answering(d.At) {
		if n := d.Load(id); n > orgcheck.MostPerUnit {
			v.Heavy = append(v.Heavy, unitRow{ID: id, Name: d.UnitName(id), Asked: n})
		}
	}
	if refused != nil {
		v.Mistakes = []page.Mistake{{Field: "single", Sentence: r.Page.P.Error(refused)}}
		return r.RenderStatus(w, site.Status(refused), desksPage(v))
	}
	return r.Render(w, desksPage(v))
}

// deskRow finds who answers for a desk.
func (v desksView) deskRow(d *instrument.Desk) deskRow {
	row := deskRow{Desk: d}
	units := map[organisation.UnitID]int{}
	for _, q := range v.Questions(v.Ins) {
		if q.Desk != d.ID {
			continue
		}
		row.Questions = append(row.Questions, q)
		for _, u := range v.merged(q.ID).Units {
			if v.Exists(u, v.At) {
				units[u]++
			}
		}
	}
	most := 0
	for _, u := range v.Units {
		if n := units[u.ID]; n > most {
			most, row.Unit = n, u.ID
		}
	}
	row.Several = len(units) > 1
	return row
}

// Assign gives every desk to the unit chosen for it. Desks whose unit has not
// changed are left alone, so that single questions stay where they were moved.
func (p *Pages) Assign(w http.ResponseWriter, r *site.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	d, err := p.load(r, access.ManageOrgCheck)
	if err != nil {
		return err
	}
	v := desksView{desk: d, Units: d.units()}
	var list []orgcheck.Assignment
	for i := range d.Ins.Desks {
		row := v.deskRow(&d.Ins.Desks[i])
		unit := organisation.UnitID(r.PostForm.Get("desk:" + row.ID))
		if unit != "" && unit != row.Unit && len(row.Questions) > 0 {
			list = append(list, orgcheck.Assignment{Desk: row.ID, Unit: unit})
		}
	}
	if len(list) == 0 {
		r.Redirect(w, d.path(""), "")
		return nil
	}
	err = orgcheck.Assign(r.Context(), p.Store, r.Act, refOf(r), d.Ins, list)
	if invalid(err) {
		return p.desksPage(w, r, d, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, d.path(""), "oc.assigned")
	return nil
}

// AssignOne gives a field, a theme or a question to a unit, in the place of who
// is asked now or beside them.
func (p *Pages) AssignOne(w http.ResponseWriter, r *site.Request) error {
	d, err := p.load(r, access.ManageOrgCheck)
	if err != nil {
		return err
	}
	kind, id, _ := strings.Cut(r.FormValue("what"), ":")
	a := orgcheck.Assignment{Unit: organisation.UnitID(r.FormValue("unit")), Also: r.FormValue("also") == "1"}
	switch kind {
	case "node":
		a.Node = id
	case "question":
		a.Question = id
	}
	err = orgcheck.Assign(r.Context(), p.Store, r.Act, refOf(r), d.Ins, []orgcheck.Assignment{a})
	if invalid(err) || fault.KindOf(err) == fault.NotFound {
		return p.desksPage(w, r, d, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, d.path("/desks"), "oc.assigned")
	return nil
}

// who names the units that answer a question.
func (v desksView) who(q *instrument.Question) string {
	var names []string
	for _, u := range v.merged(q.ID).Units {
		names = append(names, v.UnitName(u))
	}
	return v.P.Join(names)
}
