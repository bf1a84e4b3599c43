// Package door is the way in: the start page, signing in, what a person finds
// when she comes in, and the pages the law asks for.
package door

import (
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }
