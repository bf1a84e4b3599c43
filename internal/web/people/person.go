package people

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/i18n"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// personView is one person with what she does and what can be done about it.
type personView struct {
	page.Base
	words words
	organisation.Person
	Left  bool
	Parts []organisation.Membership
	Posts []organisation.Post
	// Others can stand in for her or take over.
	Others []organisation.Person
	// In is what was typed, where something was refused in Form.
	In       func(string) string
	Form     string
	Mistakes []page.Mistake
	// MayChange: she does nothing that only an administrator may change.
	MayChange bool
}

// newView is the form that takes somebody in.
type newView struct {
	page.Base
	words    words
	In       func(string) string
	Mistakes []page.Mistake
}

// NewPage shows the form that takes somebody in.
func (p *Pages) NewPage(w http.ResponseWriter, r *site.Request) error { return p.newPage(w, r, nil) }

func (p *Pages) newPage(w http.ResponseWriter, r *site.Request, mistakes []page.Mistake) error {
	if err := p.mayManage(r); err != nil {
		return err
	}
	_, words, err := p.roster(r)
	if err != nil {
		return err
	}
	v := newView{Base: r.Page.Named(r.Page.T("people.new"), crumb(r)), words: words, In: r.FormValue, Mistakes: mistakes}
	return r.RenderStatus(w, refusedOr(mistakes), newPage(v))
}

func refusedOr(mistakes []page.Mistake) int {
	if len(mistakes) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

func crumb(r *site.Request) page.Crumb {
	return page.Crumb{Text: r.Page.T("people.title"), Path: "/people"}
}

func (p *Pages) mayManage(r *site.Request) error {
	return access.Require(r.Act, access.ManagePeople, access.Object{Org: r.Act.By.Org})
}

// Add takes somebody in, with her first part if one is chosen.
func (p *Pages) Add(w http.ResponseWriter, r *site.Request) error {
	if err := p.mayManage(r); err != nil {
		return err
	}
	id := organisation.PersonID(r.Act.NewID())
	again := func(m []page.Mistake) error { return p.newPage(w, r, m) }
	return p.change(w, r, "/people/"+string(id), "person.add", again, func(ro *organisation.Roster) ([]audit.Event, error) {
		one := organisation.Person{ID: id, Name: r.FormValue("name"), Email: r.FormValue("email"), Language: r.FormValue("language")}
		_, events, err := ro.Add(r.Act, one)
		if err != nil || r.FormValue("role") == "" {
			return events, err
		}
		m, err := membership(r, id)
		if err != nil {
			return nil, err
		}
		more, err := ro.Give(r.Act, m)
		return append(events, more...), err
	})
}

// prefixes tell the fields of several forms of one page apart.
var prefixes = map[string]string{"give": "give-", "deputy": "deputy-", "hand_over": "hand-over-", "leave": "leave-"}

// Person shows one person.
func (p *Pages) Person(w http.ResponseWriter, r *site.Request) error { return p.person(w, r, "", nil) }

func (p *Pages) person(w http.ResponseWriter, r *site.Request, form string, mistakes []page.Mistake) error {
	if err := p.mayManage(r); err != nil {
		return err
	}
	roster, words, err := p.roster(r)
	if err != nil {
		return err
	}
	id, today := personOf(r), organisation.DateOf(r.Act.At)
	one, ok := roster.Find(id)
	if !ok {
		return fault.New(fault.NotFound, "store.not_found")
	}
	v := personView{
		Base: r.Page.Named(one.Name, crumb(r)), words: words, Person: one, Left: one.Left(today), Parts: roster.PartsOf(id, today),
		Form: form, Mistakes: mistakes, In: func(string) string { return "" }, MayChange: roster.MayChange(r.Act, id),
	}
	if form != "" {
		v.In = r.FormValue
	}
	for i, m := range mistakes {
		if m.Field != "" {
			mistakes[i].Field = prefixes[form] + m.Field
		}
	}
	for _, post := range roster.Posts {
		if post.Holder == id {
			v.Posts = append(v.Posts, post)
		}
	}
	for _, other := range roster.People {
		if other.ID != id && !other.Left(today) {
			v.Others = append(v.Others, other)
		}
	}
	i18n.SortBy(v.P, v.Others, func(o organisation.Person) string { return o.Name })
	return r.RenderStatus(w, refusedOr(mistakes), personPage(v))
}
