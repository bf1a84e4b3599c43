package protection

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/retaining"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/retention"
)

// periods is what is kept for how long, and what would go now.
type periods struct {
	page.Base
	Due []retention.Due
	// Runs are the last deletions on record.
	Runs []audit.Event
	// Asking are people who have asked for erasure; only for whoever carries it out.
	Asking []asking
	// MayErase: the reader carries erasures out.
	MayErase bool
}

// asking is somebody who has asked for erasure.
type asking struct {
	sqlstore.Erasure
	Name string
}

// mostRuns is how many deletions the page shows.
const mostRuns = 20

// Periods shows what is kept for how long.
func (p *Pages) Periods(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.SeeProtection, whole(r)); err != nil {
		return err
	}
	v := periods{Base: r.Page.Named(r.Page.T("nav.protection")), MayErase: r.Page.Can(access.ErasePeople)}
	var err error
	if v.Due, err = retaining.DueOf(r.Context(), p.Store, r.Org(), r.Act.At); err != nil {
		return err
	}
	events, err := p.Store.EventsOf(r.Context(), r.Org(), string(r.Org()), "")
	if err != nil {
		return err
	}
	for _, e := range events {
		if e.Verb == "retention.run" && len(v.Runs) < mostRuns {
			v.Runs = append(v.Runs, e)
		}
	}
	if v.MayErase {
		if v.Asking, err = p.asking(r); err != nil {
			return err
		}
	}
	return r.Render(w, periodsPage(v))
}

func (p *Pages) asking(r *site.Request) ([]asking, error) {
	all, err := p.Store.Erasures(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	var out []asking
	for _, e := range all {
		who, err := p.Store.Person(r.Context(), r.Org(), e.Person)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		out = append(out, asking{e, who.Name})
	}
	return out, nil
}

// ErasePage asks before an account is removed for good.
func (p *Pages) ErasePage(w http.ResponseWriter, r *site.Request) error {
	who, err := p.erasing(r)
	if err != nil {
		return err
	}
	at := "/people/" + string(who.ID) + "/erase"
	b := r.Page.Named(r.Page.T("erase.title"), page.Crumb{Text: r.Page.T("nav.protection"), Path: "/protection"})
	return r.Render(w, page.Confirm(b, b.T("erase.heading", "name", who.Name), b.T("erase.text"), at, b.T("erase.yes"), "/protection"))
}

// Erase removes an account for good; that of the last administrator stays.
func (p *Pages) Erase(w http.ResponseWriter, r *site.Request) error {
	who, err := p.erasing(r)
	if err != nil {
		return err
	}
	event := audit.Event{Org: r.Act.By.Org, At: r.Act.At, Person: r.Act.By.Person, Verb: "person.erase", Object: string(who.ID)}
	if err := p.Store.ErasePerson(r.Context(), r.Org(), who.ID, event); err != nil {
		return err
	}
	if err := p.Store.Erase(r.Context()); err != nil {
		return err
	}
	r.Redirect(w, "/protection", "erased")
	return nil
}

func (p *Pages) erasing(r *site.Request) (organisation.Person, error) {
	if err := access.Require(r.Act, access.ErasePeople, whole(r)); err != nil {
		return organisation.Person{}, err
	}
	return p.Store.Person(r.Context(), r.Org(), organisation.PersonID(r.PathValue("person")))
}
