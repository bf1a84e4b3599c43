// Package door is the way in: the start page, signing in, what a person finds
// when she comes in, and the pages the law asks for.
package door

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/entrance"
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// Start is the first page: what this is, and the two ways in.
func (p *Pages) Start(w http.ResponseWriter, r *site.Request) error {
	if r.Page.SignedIn() {
		r.Redirect(w, "/home", "")
		return nil
	}
	f, err := entrance.NewForm(p.Site, r)
	if err != nil {
		return err
	}
	return r.Render(w, start(r.Page.Named(r.Page.T("door.title")), f))
}

// NotFound answers for every address that leads nowhere.
func (p *Pages) NotFound(http.ResponseWriter, *site.Request) error {
	return fault.New(fault.NotFound, "problem.no_such_page")
}
