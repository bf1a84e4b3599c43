// Package rounds is where a round is prepared, opened, followed and closed, and
// where the check of one unit stands.
package rounds

import (
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }
