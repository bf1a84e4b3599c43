package register

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// mostPairs is how many suggestions a page shows; the rest follows when these are
// decided.
const mostPairs = 30

// duplicatesView are services that may be in the register twice, and those that
// were joined.
type duplicatesView struct {
	page.Base
	Pairs []organisation.Duplicate
	// More is how many pairs are not shown.
	More   int
	Joined []joined
	// Mistake is what was refused.
	Mistakes []page.Mistake
	units    map[organisation.UnitID]string
}

// joined is a service that went into another.
type joined struct {
	organisation.Service
	Into, By string
	MaySplit bool
}

// Duplicates shows which services may be in the register twice.
func (p *Pages) Duplicates(w http.ResponseWriter, r *site.Request) error {
	return p.duplicates(w, r, nil)
}

func (p *Pages) duplicates(w http.ResponseWriter, r *site.Request, refused error) error {
	if err := access.Require(r.Act, access.Reorganise, whole(r)); err != nil {
		return err
	}
	v := duplicatesView{Base: r.Page.Named(r.Page.T("duplicates.title"), page.Crumb{Text: r.Page.T("units.title"), Path: "/units"}), units: map[organisation.UnitID]string{}}
	units, err := p.Store.Units(r.Context(), r.Org())
	if err != nil {
		return err
	}
	for _, u := range units {
		v.units[u.ID] = u.Name
	}
	services, err := p.Store.Services(r.Context(), r.Org(), "")
	if err != nil {
		return err
	}
	v.Pairs = organisation.Duplicates(services, r.Today())
	if len(v.Pairs) > mostPairs {
		v.Pairs, v.More = v.Pairs[:mostPairs], len(v.Pairs)-mostPairs
	}
	if v.Joined, err = p.joined(r, services); err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, duplicatesPage(v))
}

func (p *Pages) joined(r *site.Request, services []organisation.Service) ([]joined, error) {
	names := map[organisation.ServiceID]string{}
	for _, s := range services {
		names[s.ID] = s.Name
	}
	var out []joined
	for _, s := range services {
		if s.Merged == nil {
			continue
		}
		who, err := p.Store.Person(r.Context(), r.Org(), s.Merged.By)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		out = append(out, joined{s, names[s.Merged.Into], who.Name, s.MaySplit(r.Today())})
	}
	return out, nil
}

// Decide joins two services or notes that they are different.
func (p *Pages) Decide(w http.ResponseWriter, r *site.Request) error {
	one, other := organisation.ServiceID(r.PathValue("service")), organisation.ServiceID(r.PathValue("other"))
	done := "duplicates_merged"
	decide := func(e organisation.Estate) (organisation.Reformed, error) {
		return organisation.MergeServices(r.Act, e, one, other)
	}
	switch r.FormValue("stays") {
	case string(one):
	case string(other):
		one, other = other, one
	default:
		done = "duplicates_distinct"
		decide = func(e organisation.Estate) (organisation.Reformed, error) {
			return organisation.TellApart(r.Act, e, one, other)
		}
	}
	return p.decided(w, r, done, decide)
}

// SplitService takes a joining back.
func (p *Pages) SplitService(w http.ResponseWriter, r *site.Request) error {
	return p.decided(w, r, "duplicates_split", func(e organisation.Estate) (organisation.Reformed, error) {
		return organisation.SplitServices(r.Act, e, organisation.ServiceID(r.PathValue("service")))
	})
}

func (p *Pages) decided(w http.ResponseWriter, r *site.Request, done string, decide func(organisation.Estate) (organisation.Reformed, error)) error {
	err := p.Store.UpdateEstate(r.Context(), r.Org(), decide)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.Conflict) {
		return p.duplicates(w, r, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/duplicates", done)
	return nil
}
