package dates

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/facilitation"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// tandemView is which team leads the talk of which.
type tandemView struct {
	page.Base
	Round  *round.Round
	Pairs  []pair
	Checks []*check.Check
	// People can be asked to lead: those with a part in one team.
	People   []member
	Mistakes []page.Mistake
}

type pair struct {
	facilitation.Tandem
	Unit, By, Who string
}

// member is a person with the one team she belongs to.
type member struct {
	organisation.Person
	Unit organisation.UnitID
	Team string
}

// Tandems shows the tandems of a round and a form for one more.
func (p *Pages) Tandems(w http.ResponseWriter, r *site.Request) error { return p.tandemPage(w, r, nil) }

func (p *Pages) tandemPage(w http.ResponseWriter, r *site.Request, refused error) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	v := tandemView{Round: rd}
	v.Base = r.Page.Named(r.Page.T("dates.tandem_title"), page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"},
		page.Crumb{Text: rd.Title, Path: "/rounds/" + string(rd.ID)})
	if v.Checks, err = p.Store.Checks(r.Context(), rd.Ref); err != nil {
		return err
	}
	if v.People, err = p.members(r, v.Checks); err != nil {
		return err
	}
	tandems, err := p.Store.Tandems(r.Context(), rd.Ref)
	if err != nil {
		return err
	}
	v.Pairs = pairs(tandems, v.Checks, v.People)
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: "person", Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, tandemPage(v))
}

func pairs(tandems []facilitation.Tandem, checks []*check.Check, people []member) []pair {
	units := map[organisation.UnitID]string{}
	for _, c := range checks {
		units[c.Unit] = c.UnitName
	}
	var out []pair
	for _, t := range tandems {
		one := pair{Tandem: t, Unit: units[t.Unit], By: units[t.By]}
		for _, m := range people {
			if m.ID == t.Person {
				one.Who = m.Name
			}
		}
		out = append(out, one)
	}
	return out
}

// members are the people with a part in one of the round's teams, in the order
// of the teams.
func (p *Pages) members(r *site.Request, checks []*check.Check) ([]member, error) {
	parts, err := p.Store.Memberships(r.Context(), r.Org(), "")
	if err != nil {
		return nil, err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	byID := map[organisation.PersonID]organisation.Person{}
	for _, one := range people {
		byID[one.ID] = one
	}
	var out []member
	for _, c := range checks {
		for _, m := range parts {
			if m.Unit == c.Unit {
				out = append(out, member{byID[m.Person], c.Unit, c.UnitName})
			}
		}
	}
	return out, nil
}

// Pair lets somebody of one team lead the talk of another.
func (p *Pages) Pair(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	checks, err := p.Store.Checks(r.Context(), rd.Ref)
	if err != nil {
		return err
	}
	people, err := p.members(r, checks)
	if err != nil {
		return err
	}
	t := facilitation.Tandem{Round: rd.Ref, Unit: organisation.UnitID(r.FormValue("unit")), Person: organisation.PersonID(r.FormValue("person"))}
	pairing := facilitation.Pairing{}
	for _, m := range people {
		if m.ID == t.Person {
			t.By = m.Unit
		}
	}
	for _, c := range checks {
		if c.Unit == t.Unit {
			pairing.Check = c
		}
		if c.Unit == t.By {
			pairing.ByPath = c.UnitPath
		}
	}
	if pairing.Check == nil {
		return p.tandemPage(w, r, facilitation.ErrNotTheirs)
	}
	if pairing.Person, err = p.ActorOf(r, t.Person); err != nil {
		return err
	}
	err = facilitation.Pair(r.Context(), p.Store, r.Act, t, pairing)
	if fault.KindOf(err) == fault.Invalid {
		return p.tandemPage(w, r, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+string(rd.ID)+"/tandems", "tandem.paired")
	return nil
}

// Part takes a tandem back.
func (p *Pages) Part(w http.ResponseWriter, r *site.Request) error {
	err := facilitation.Part(r.Context(), p.Store, r.Act, r.RoundRef(), organisation.UnitID(r.FormValue("unit")))
	if err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+r.PathValue("round")+"/tandems", "tandem.parted")
	return nil
}
