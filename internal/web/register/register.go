// Package register shows what an organisation is made of: units, services, how
// they are read in from files, and who did what.
package register

import (
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }
