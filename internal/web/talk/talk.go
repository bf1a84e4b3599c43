// Package talk is the team talk: agenda, cards, what is agreed, and the screen in
// the room.
package talk

import (
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }
