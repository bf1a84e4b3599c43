package people

import (
	"net/http"
	"slices"

	"chancencheck/audit"
	"chancencheck/internal/i18n"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// postsView is the posts of the organisation, each with who holds it.
type postsView struct {
	page.Base
	words    words
	Posts    []organisation.Post
	People   []organisation.Person
	In       func(string) string
	Mistakes []page.Mistake
}

// Posts shows the posts.
func (p *Pages) Posts(w http.ResponseWriter, r *site.Request) error { return p.posts(w, r, nil) }

func (p *Pages) posts(w http.ResponseWriter, r *site.Request, mistakes []page.Mistake) error {
	if err := p.mayManage(r); err != nil {
		return err
	}
	roster, words, err := p.roster(r)
	if err != nil {
		return err
	}
	v := postsView{Base: r.Page.Named(r.Page.T("posts.title"), crumb(r)), words: words, Posts: roster.Posts, In: r.FormValue, Mistakes: mistakes}
	v.People = slices.DeleteFunc(roster.People, func(one organisation.Person) bool { return one.Left(organisation.DateOf(r.Act.At)) })
	i18n.SortBy(v.P, v.People, func(o organisation.Person) string { return o.Name })
	return r.RenderStatus(w, refusedOr(mistakes), postsPage(v))
}

// PutPost makes a post or gives it to another person.
func (p *Pages) PutPost(w http.ResponseWriter, r *site.Request) error {
	if err := p.mayManage(r); err != nil {
		return err
	}
	again := func(m []page.Mistake) error { return p.posts(w, r, m) }
	return p.change(w, r, "/posts", "posts", again, func(ro *organisation.Roster) ([]audit.Event, error) {
		return ro.PutPost(r.Act, organisation.Post{
			ID: organisation.PostID(r.FormValue("id")), Unit: organisation.UnitID(r.FormValue("unit")), Title: r.FormValue("title"),
			Holder: organisation.PersonID(r.FormValue("holder")),
		})
	})
}

func unitName(w words, post organisation.Post) string {
	if u, ok := w.roster.Tree.Unit(post.Unit); ok {
		return u.Name
	}
	return w.T("people.unit_gone")
}
