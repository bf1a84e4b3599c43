// Package people shows who has which role, and makes sign-in links for them.
package people

import (
	"net/http"
	"time"

	"chancencheck/access"
	"chancencheck/internal/i18n"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// LinkLasts is how long a sign-in link can be used: long enough for a holiday
// of a week, short enough for a forgotten mail.
const LinkLasts = 7 * 24 * time.Hour

// list is everybody with a part in the organisation.
type list struct {
	page.Base
	People []part
	// Link was just made for Invited; it is shown once.
	Link    string
	Invited string
}

// part is a person with what she does.
type part struct {
	organisation.Person
	Roles []string
}

// List shows who has which role.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error {
	return p.list(w, r, "", "")
}

func (p *Pages) list(w http.ResponseWriter, r *site.Request, link, invited string) error {
	if err := access.Require(r.Act, access.InvitePeople, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return err
	}
	parts, err := p.Store.Memberships(r.Context(), r.Org(), "")
	if err != nil {
		return err
	}
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return err
	}
	v := list{Base: r.Page.Named(r.Page.T("people.title")), Link: link, Invited: invited}
	today := organisation.DateOf(r.Act.At)
	roles := map[organisation.PersonID][]string{}
	for _, m := range parts {
		text := v.T("role." + string(m.Role))
		if u, ok := tree.Unit(m.Unit); ok {
			text = v.T("people.role_in", "role", text, "unit", u.Name)
		}
		roles[m.Person] = append(roles[m.Person], text)
	}
	for _, one := range people {
		if one.ValidUntil == "" || today < one.ValidUntil {
			v.People = append(v.People, part{one, roles[one.ID]})
		}
	}
	i18n.SortBy(v.P, v.People, func(one part) string { return one.Name })
	return r.Render(w, listPage(v))
}

// Invite makes a link for a person. It lets in once; earlier ones stay valid
// until they are used or expire.
func (p *Pages) Invite(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.InvitePeople, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	one, err := p.Store.Person(r.Context(), r.Org(), organisation.PersonID(r.PathValue("person")))
	if err != nil {
		return err
	}
	token := r.Act.NewID()
	if err := p.Store.PutLink(r.Context(), site.HashToken(token), one.Ref(), false, r.Act.At.Add(LinkLasts)); err != nil {
		return err
	}
	return p.list(w, r, p.BaseURL+"/in/"+token, one.Name)
}
