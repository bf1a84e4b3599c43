package rounds

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Open starts the checks of the chosen departments, with one click. A round with
// waves starts those whose day has come; the others follow by themselves.
func (p *Pages) Open(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	s, err := p.starting(r, rd)
	if err != nil {
		return err
	}
	if err := p.ready(r, s.Instrument); err != nil {
		return p.roundPage(w, r, rd, err)
	}
	s.Chosen = unitsOf(r)
	if len(s.Chosen) == 0 && len(rd.Waves) == 0 {
		return p.roundPage(w, r, rd, fault.New(fault.Invalid, "round.no_units"))
	}
	if err := check.Launch(r.Context(), p.Store, r.Act, s, r.Today()); err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+string(rd.ID), "round.opened")
	return nil
}

// errForm refuses a form that did not arrive whole.
var errForm = fault.New(fault.Invalid, "form.unreadable")

// unitsOf are the departments ticked in a form that has been read.
func unitsOf(r *site.Request) map[organisation.UnitID]bool {
	chosen := map[organisation.UnitID]bool{}
	for _, id := range r.PostForm["unit"] {
		chosen[organisation.UnitID(id)] = true
	}
	return chosen
}

// starting loads what the checks of a round are started from.
func (p *Pages) starting(r *site.Request, rd *round.Round) (check.Starting, error) {
	s := check.Starting{Round: rd}
	var err error
	if s.Tree, err = p.Tree(r, r.Org()); err != nil {
		return s, err
	}
	if s.Services, err = p.Store.Services(r.Context(), r.Org(), ""); err != nil {
		return s, err
	}
	s.Instrument, err = p.Site.Instruments.Get(r.Context(), r.Org(), rd.Instrument)
	return s, err
}
