package rounds

import (
	"chancencheck/golive"
	"chancencheck/internal/web/site"
)

// ready refuses to ask others while something is missing that the law asks for.
func (p *Pages) ready(r *site.Request) error {
	l, err := p.Store.Legal(r.Context(), r.Org())
	if err != nil {
		return err
	}
	return golive.Require(l, today(r))
}
