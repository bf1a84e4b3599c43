package door

import (
	"net/http"

	"chancencheck/internal/web/site"
)

// Help explains the product in a page.
func (p *Pages) Help(w http.ResponseWriter, r *site.Request) error { return p.text(w, r, "help", 6) }

// Accessibility is the statement the law asks for (BITV, WCAG 2.2 AA).
func (p *Pages) Accessibility(w http.ResponseWriter, r *site.Request) error {
	return p.text(w, r, "accessibility", 5)
}

// Privacy says what is stored, for how long, and what is not.
func (p *Pages) Privacy(w http.ResponseWriter, r *site.Request) error {
	return p.text(w, r, "privacy", 6)
}

// Imprint says who answers for the installation.
func (p *Pages) Imprint(w http.ResponseWriter, r *site.Request) error {
	return p.text(w, r, "imprint", 2)
}

// text shows a page of sections that are texts alone.
func (p *Pages) text(w http.ResponseWriter, r *site.Request, name string, sections int) error {
	return r.Render(w, textPage(r.Page.Named(r.Page.T(name+".title")), name, sections))
}
