// Package results shows what checks and rounds have come to, on pages and in
// documents.
//
// Everything goes through one gate: result.ViewingOf and result.Audience say who
// may see what, package disclosure makes every figure, and pages and documents
// are written from the same values (package documents). No page sorts units by
// value.
package results

import (
	"time"

	"chancencheck/check"
	"chancencheck/internal/documents"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	outcomes outcomes
}

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{Site: s} }

// words are the reader's.
func words(r *site.Request) documents.Words { return documents.Words{Printer: r.Page.P} }

// local is an instant on the organisation's clocks.
func local(r *site.Request, t time.Time) time.Time {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return t.In(z)
	}
	return t
}

// tree returns the units as they were when a round was opened: results stay
// with the unit that gave them.
func (p *Pages) tree(r *site.Request, rd *round.Round) (*organisation.Tree, error) {
	units, err := p.Store.Units(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	return organisation.NewTree(organisation.UnitsOn(units, organisation.DateOf(rd.OpenedAt)))
}

// signed returns the checks of a round, and those that are signed with their outcomes.
func (p *Pages) signed(r *site.Request, rd *round.Round) ([]*check.Check, []result.Signed, error) {
	checks, err := p.Store.Checks(r.Context(), rd.Ref)
	if err != nil {
		return nil, nil, err
	}
	frozen, err := p.Store.Frozen(r.Context(), rd.Ref)
	if err != nil {
		return nil, nil, err
	}
	signed, err := result.SignedWith(p.outcomes.decode, checks, frozen)
	return checks, signed, err
}
