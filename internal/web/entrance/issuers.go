package entrance

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// issuersView shows an administrator how people of her organisation come in
// through identity providers. It changes nothing: secrets and addresses are the
// operator's, on the command line.
type issuersView struct {
	page.Base
	Issuers []signin.Issuer
	// Home is where the product is reached.
	Home  string
	units map[organisation.UnitID]string
}

// Issuers shows the identity providers of the organisation.
func (p *Pages) Issuers(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.SeeIssuers, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	all, err := p.Store.Issuers(r.Context(), r.Org())
	if err != nil {
		return err
	}
	units, err := p.Store.Units(r.Context(), r.Org())
	if err != nil {
		return err
	}
	v := issuersView{Base: r.Page.Named(r.Page.T("issuers.title")), Issuers: all, Home: p.BaseURL, units: map[organisation.UnitID]string{}}
	for _, u := range units {
		v.units[u.ID] = u.Name
	}
	return r.Render(w, issuersPage(v))
}

// part is what a value gives, in words.
func (v issuersView) part(one signin.ClaimRole) string {
	role := v.T("role." + string(one.Role))
	if one.Unit == "" {
		return role
	}
	if name := v.units[one.Unit]; name != "" {
		return v.T("issuers.role_in", "role", role, "unit", name)
	}
	return v.T("issuers.role_in", "role", role, "unit", string(one.Unit))
}
