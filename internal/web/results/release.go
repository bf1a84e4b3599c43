package results

import (
	"net/http"
	"slices"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// releaseView is what the organisation above would see of a round, or sees.
type releaseView struct {
	needsView
	// Above is the organisation above, "" where there is none.
	Above string
	// Released says since when it sees it; nil if it does not.
	Released *round.Release
}

// releasedView is what organisations below have released, to the one above.
type releasedView struct {
	page.Base
	Below []belowOne
}

// belowOne is an organisation below with the rounds it has released.
type belowOne struct {
	organisation.Organisation
	Rounds []*round.Round
}

// strangers is how people outside an organisation see what recurs in it: no unit
// is theirs.
var strangers = result.Audience{}

// ReleasePage shows what a release would show, before anybody sees it.
func (p *Pages) ReleasePage(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ReleaseRound)
	if err != nil {
		return err
	}
	v := releaseView{}
	if err := p.recurring(r, rd, "", strangers, &v.N); err != nil {
		return err
	}
	v.Base = r.Page.Named(r.Page.T("release.title"), page.Crumb{Text: r.Page.T("result.rounds"), Path: "/rounds"}, page.Crumb{Text: rd.Title, Path: "/rounds/" + string(rd.ID)})
	if above := r.Page.Org.Parent; above != "" {
		o, err := p.Store.Organisation(r.Context(), above)
		if err != nil {
			return err
		}
		v.Above = o.Name
	}
	all, err := p.Store.Releases(r.Context(), rd.Org)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(x round.Release) bool { return x.ID == rd.ID && x.To == r.Page.Org.Parent }); i >= 0 {
		v.Released = &all[i]
	}
	return r.Render(w, releasePage(v))
}

// Release lets the organisation above see it.
func (p *Pages) Release(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ReleaseRound)
	if err != nil {
		return err
	}
	if err := round.ReleaseTo(r.Context(), p.Store, r.Act, rd, r.Page.Org); err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+string(rd.ID)+"/release", "round.release")
	return nil
}

// Withdraw takes that back.
func (p *Pages) Withdraw(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ReleaseRound)
	if err != nil {
		return err
	}
	if err := round.Withdraw(r.Context(), p.Store, r.Act, rd, r.Page.Org.Parent); err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+string(rd.ID)+"/release", "round.withdraw")
	return nil
}

// Released lists what organisations below have released to the reader's.
func (p *Pages) Released(w http.ResponseWriter, r *site.Request) error {
	all, err := p.released(r)
	if err != nil {
		return err
	}
	below, err := p.Store.OrganisationsBelow(r.Context(), r.Org())
	if err != nil {
		return err
	}
	v := releasedView{Base: r.Page.Named(r.Page.T("released.title"))}
	for _, o := range below {
		one := belowOne{Organisation: o}
		for _, rel := range all {
			if rel.Org != o.ID {
				continue
			}
			rd, err := p.Store.Round(r.Context(), rel.Ref)
			if err != nil {
				return err
			}
			one.Rounds = append(one.Rounds, rd)
		}
		v.Below = append(v.Below, one)
	}
	return r.Render(w, releasedPage(v))
}

// released is what the reader's organisation may see of others.
func (p *Pages) released(r *site.Request) ([]round.Release, error) {
	if err := access.Require(r.Act, access.SeeReleased, access.Object{Org: r.Act.By.Org}); err != nil {
		return nil, err
	}
	return p.Store.ReleasedTo(r.Context(), r.Org())
}

// ReleasedRound shows what recurs in a round of an organisation below, if that is
// released now.
func (p *Pages) ReleasedRound(w http.ResponseWriter, r *site.Request) error {
	all, err := p.released(r)
	if err != nil {
		return err
	}
	ref := round.Ref{Org: organisation.OrgID(r.PathValue("org")), ID: round.ID(r.PathValue("round"))}
	if !slices.ContainsFunc(all, func(x round.Release) bool { return x.Ref == ref }) {
		return fault.New(fault.NotFound, "store.not_found")
	}
	below, err := p.Store.Organisation(r.Context(), ref.Org)
	if err != nil {
		return err
	}
	rd, err := p.Store.Round(r.Context(), ref)
	if err != nil {
		return err
	}
	v := releaseView{}
	if err := p.recurring(r, rd, "", strangers, &v.N); err != nil {
		return err
	}
	v.N.Organisation = below.Name
	v.Base = r.Page.Named(below.Name, page.Crumb{Text: r.Page.T("released.title"), Path: "/released"})
	return r.Render(w, releasedRoundPage(v))
}
