// Package sheets is what team members see: joining with a code, their own notes,
// laying cards.
package sheets

import (
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }
