// Package catalogue shows what is asked: instruments, their questions and guides,
// and blank questionnaires for paper.
package catalogue

import (
	"chancencheck/internal/kit"
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	shelf *kit.Shelf
}

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{Site: s, shelf: &kit.Shelf{}} }
