// Package sheets is what team members see: joining with a code, their own notes,
// laying cards; and typing in what somebody wrote on paper.
//
// Team members have no account and no cookie. The secret in the path of a sheet
// is all there is, so nothing here logs a path or sets one into a link of
// another site.
package sheets

import (
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/site"
	"chancencheck/internal/web/tries"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	box   *sheetbox.Box
	tries *tries.Limit
}

// New returns the pages of a site.
func New(s *site.Site) *Pages {
	return &Pages{Site: s, box: sheetbox.New(s.Store), tries: &tries.Limit{}}
}
