package door

import (
	"net/http"

	"chancencheck/internal/web/site"
)

// Help explains the product in a page.
func (p *Pages) Help(w http.ResponseWriter, r *site.Request) error { return p.text(w, r, "help", 6) }

// text shows a page of sections that are texts alone.
func (p *Pages) text(w http.ResponseWriter, r *site.Request, name string, sections int) error {
	return r.Render(w, textPage(r.Page.Named(r.Page.T(name+".title")), name, sections))
}
