// Package dates is where facilitators offer dates, teams book one for their
// talk, and the coordinator sees where one is missing.
package dates

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/facilitation"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// pool is the dates there are, for a facilitator her own.
type pool struct {
	page.Base
	// Whole: the reader coordinates and sees everybody's dates.
	Whole bool
	Dates []entry
	// Facilitators can be offered for by the coordinator.
	Facilitators []organisation.Person
	Gaps         []*check.Check
	MayRehearse  bool
	Form         form
	Mistakes     []page.Mistake
}

// entry is one date with its names.
type entry struct {
	*facilitation.Slot
	Who   string
	Check *check.Check
}

// form is what was typed to offer a date.
type form struct{ Day, Time, Minutes, Place, Person string }

// List shows the dates.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error {
	return p.poolPage(w, r, form{Minutes: "90"}, nil)
}

func (p *Pages) poolPage(w http.ResponseWriter, r *site.Request, f form, refused error) error {
	if err := access.Require(r.Act, access.OfferDates, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	v := pool{Base: r.Page.Named(r.Page.T("dates.title")), Whole: r.Page.Can(access.ManageRounds), Form: f,
		MayRehearse: r.Act.By.Has(access.Facilitator) || r.Page.Can(access.LeadTalk)}
	slots, err := p.Store.Slots(r.Context(), r.Org(), r.Act.At)
	if err != nil {
		return err
	}
	names, err := p.facilitators(r)
	if err != nil {
		return err
	}
	if err := p.entries(r, &v, slots, names); err != nil {
		return err
	}
	if v.Whole {
		v.Facilitators = names
		if v.Gaps, err = p.gaps(r, slots); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: fieldOf[fault.KeyOf(refused)], Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, poolPage(v))
}

var fieldOf = map[string]string{"date.length": "minutes", "date.place": "place", "date.past": "day", "date.overlap": "day", "date.invalid": "day"}

// facilitators are the people who may lead talks, by name.
func (p *Pages) facilitators(r *site.Request) ([]organisation.Person, error) {
	parts, err := p.Store.Memberships(r.Context(), r.Org(), "")
	if err != nil {
		return nil, err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	lead := map[organisation.PersonID]bool{}
	for _, m := range parts {
		lead[m.Person] = lead[m.Person] || m.Role == access.Facilitator
	}
	return slices.DeleteFunc(people, func(one organisation.Person) bool { return !lead[one.ID] }), nil
}

// entries puts names beside the dates the reader may see.
func (p *Pages) entries(r *site.Request, v *pool, slots []*facilitation.Slot, people []organisation.Person) error {
	names := map[organisation.PersonID]string{}
	for _, one := range people {
		names[one.ID] = one.Name
	}
	for _, s := range slots {
		if !v.Whole && string(s.Facilitator) != r.Act.By.Person {
			continue
		}
		e := entry{Slot: s, Who: names[s.Facilitator]}
		if s.Booked() {
			c, err := p.Store.Check(r.Context(), check.Ref{Org: s.Org, ID: s.Check})
			if err != nil {
				return err
			}
			e.Check = c
		}
		v.Dates = append(v.Dates, e)
	}
	return nil
}

// gaps are the checks of running rounds without a date.
func (p *Pages) gaps(r *site.Request, slots []*facilitation.Slot) ([]*check.Check, error) {
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	var out []*check.Check
	for _, rd := range rounds {
		if rd.State != round.Running {
			continue
		}
		checks, err := p.Store.Checks(r.Context(), rd.Ref)
		if err != nil {
			return nil, err
		}
		tandems, err := p.Store.Tandems(r.Context(), rd.Ref)
		if err != nil {
			return nil, err
		}
		out = append(out, facilitation.Gaps(checks, slots, tandems)...)
	}
	return out, nil
}

// Offer adds a date to the pool.
func (p *Pages) Offer(w http.ResponseWriter, r *site.Request) error {
	f := form{r.FormValue("day"), r.FormValue("time"), r.FormValue("minutes"), r.FormValue("place"), r.FormValue("person")}
	s := facilitation.Slot{Ref: facilitation.Ref{Org: r.Org()}, Facilitator: organisation.PersonID(r.Act.By.Person), Place: f.Place}
	if f.Person != "" {
		s.Facilitator = organisation.PersonID(f.Person)
	}
	s.Minutes, _ = strconv.Atoi(f.Minutes) // what is no number is 0, which is refused
	starts, err := time.ParseInLocation("2006-01-02 15:04", f.Day+" "+f.Time, zone(r))
	if err != nil {
		return p.poolPage(w, r, f, fault.New(fault.Invalid, "date.invalid", "value", f.Day+" "+f.Time))
	}
	s.StartsAt = starts
	_, err = facilitation.Offer(r.Context(), p.Store, r.Act, s)
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return p.poolPage(w, r, f, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/dates", "date.offered")
	return nil
}

// Withdraw takes a free date back.
func (p *Pages) Withdraw(w http.ResponseWriter, r *site.Request) error {
	err := facilitation.Withdraw(r.Context(), p.Store, r.Act, facilitation.Ref{Org: r.Org(), ID: facilitation.SlotID(r.PathValue("date"))})
	if err != nil {
		return err
	}
	r.Redirect(w, "/dates", "date.withdrawn")
	return nil
}

// Rehearse starts a made-up check for somebody who leads talks.
func (p *Pages) Rehearse(w http.ResponseWriter, r *site.Request) error {
	list, err := p.Instruments.ForTeams(r.Context(), r.Org())
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fault.New(fault.NotFound, "store.not_found")
	}
	path := "/rehearsal"
	for _, g := range r.Act.By.Grants {
		if g.Role == access.Facilitator && g.UnitPath != "" {
			path = g.UnitPath + path
			break
		}
	}
	c, err := check.Rehearse(r.Context(), p.Store, r.Act, check.Rehearsal{
		Org: r.Org(), Instrument: list[0], UnitPath: path, Ends: organisation.DateOf(r.Act.At.Add(check.RehearsalLasts)),
		Title: r.Page.T("dates.rehearsal_round"), Unit: r.Page.T("dates.rehearsal_unit"), Service: r.Page.T("dates.rehearsal_service"),
	})
	if err != nil {
		return err
	}
	r.Redirect(w, "/checks/"+string(c.ID), "date.rehearsal")
	return nil
}

// zone is where the organisation's clocks are.
func zone(r *site.Request) *time.Location {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return z
	}
	return time.UTC
}
