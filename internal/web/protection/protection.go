// Package protection is data protection in the open: what is stored of whoever
// is signed in and how it goes, what is kept for how long, who has asked for
// erasure, and the papers that say so.
package protection

import (
	"chancencheck/access"
	"chancencheck/internal/web/site"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// whole is the reader's organisation as an object.
func whole(r *site.Request) access.Object { return access.Object{Org: r.Act.By.Org} }
