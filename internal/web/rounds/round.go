package rounds

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// roundView is one round with the checks the reader may know of.
type roundView struct {
	page.Base
	Round      *round.Round
	Instrument *instrument.Instrument
	// Departments can be chosen while the round is drafted, grouped in
	// organisation order.
	Departments []group
	// Checks are shown once it runs.
	Checks   []checkRow
	MayClose bool
	MayPlan  bool
	Mistakes []page.Mistake
}

// group is a top unit with the departments below it.
type group struct {
	Unit  organisation.Unit
	Units []organisation.Unit
}

// checkRow is one check in the list: open or closed, never how many.
type checkRow struct {
	*check.Check
	// MayOpen: the check's own page is for this reader.
	MayOpen bool
	// Due is the day by which the team should have finished; Late that it has passed.
	Due  organisation.Date
	Late bool
}

// Round shows a round.
func (p *Pages) Round(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.SeeRounds)
	if err != nil {
		return err
	}
	return p.roundPage(w, r, rd, nil)
}

// roundPage shows a round, with what has to be changed if something was refused.
func (p *Pages) roundPage(w http.ResponseWriter, r *site.Request, rd *round.Round, refused error) error {
	v := roundView{Base: r.Page.Named(rd.Title, page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"}), Round: rd}
	v.MayPlan = access.Can(r.Act.By, access.ManageRounds, rd.Object())
	v.MayClose = v.MayPlan && rd.State == round.Running
	var err error
	if v.Instrument, err = p.Site.Instruments.Get(r.Context(), r.Org(), rd.Instrument); err != nil {
		return err
	}
	if rd.State == round.Drafted {
		err = p.departments(r, &v)
	} else {
		err = p.checks(r, &v)
	}
	if err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: fieldOnRound(refused), Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, roundPage(v))
}

// fieldOnRound names the field of the round's own forms an error is about.
func fieldOnRound(err error) string {
	if f := fieldOf(err); f == "closes_on" {
		return f
	}
	return "units"
}

func (p *Pages) departments(r *site.Request, v *roundView) error {
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return err
	}
	v.Departments = grouped(tree, func(organisation.Unit) bool { return true })
	return nil
}

func (p *Pages) checks(r *site.Request, v *roundView) error {
	checks, err := p.Store.Checks(r.Context(), v.Round.Ref)
	if err != nil {
		return err
	}
	for _, c := range checks {
		row := checkRow{Check: c, MayOpen: access.Can(r.Act.By, access.SeeCheck, c.Object()), Due: c.DueOn(v.Round)}
		row.Late = row.MayOpen && c.Overdue(v.Round, r.Today())
		v.Checks = append(v.Checks, row)
	}
	return nil
}

// Postponed are the checks that wait for another time, as far as the reader may
// know why.
func (v roundView) Postponed() []checkRow {
	var out []checkRow
	for _, c := range v.Checks {
		if c.State == check.Postponed && c.MayOpen {
			out = append(out, c)
		}
	}
	return out
}

// Done returns how many checks have been handed in.
func (v roundView) Done() int {
	n := 0
	for _, c := range v.Checks {
		if c.State == check.Signed {
			n++
		}
	}
	return n
}

// Extend moves the last day.
func (p *Pages) Extend(w http.ResponseWriter, r *site.Request) error {
	err := round.Extend(r.Context(), p.Store, r.Act, r.RoundRef(), organisation.Date(r.FormValue("closes_on")))
	if fault.KindOf(err) == fault.Invalid {
		rd, loadErr := r.Round(access.SeeRounds)
		if loadErr != nil {
			return loadErr
		}
		return p.roundPage(w, r, rd, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+r.PathValue("round"), "round.extended")
	return nil
}

// ClosePage asks before closing, because open sheets are deleted with it.
func (p *Pages) ClosePage(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	at := "/rounds/" + string(rd.ID)
	b := r.Page.Named(r.Page.T("round.close_title"), page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"}, page.Crumb{Text: rd.Title, Path: at})
	return r.Render(w, page.Confirm(b, b.T("round.close_heading", "round", rd.Title), b.T("round.close_text"), at+"/close", b.T("round.close_yes"), at))
}

// Close ends the round.
func (p *Pages) Close(w http.ResponseWriter, r *site.Request) error {
	if err := check.CloseRound(r.Context(), p.Store, r.Act, r.RoundRef()); err != nil {
		return err
	}
	if err := p.Store.Erase(r.Context()); err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+r.PathValue("round"), "round.closed")
	return nil
}

// MayOverview reports whether the reader may see units by fields, all of them
// or those she answers for.
func (v roundView) MayOverview() bool {
	for _, g := range v.Actor.Grants {
		if access.Can(v.Actor, access.SeeOverview, access.Object{Org: v.Actor.Org, UnitPath: g.UnitPath}) {
			return true
		}
	}
	return false
}
