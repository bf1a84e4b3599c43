package web

import (
	"net/http"

	"chancencheck/internal/web/site"
)

// Patterns are all routes of the product, for tests that go through them.
func Patterns(s *site.Site) []string {
	var all recorder
	routes(s, &all)
	return all
}

type recorder []string

func (r *recorder) Handle(pattern string, _ http.Handler) { *r = append(*r, pattern) }
