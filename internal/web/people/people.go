// Package people shows who has which part in the organisation and lets
// administrators and coordinators change it: take people in, give and take
// parts, name deputies, hand over, let people go, make sign-in links.
package people

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
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
	People, Former []row
	// Sought is what the reader looks for in names and parts, "" for everybody.
	Sought string
	Posts  []organisation.Post
	// MayChange: the reader may do more than make links.
	MayChange bool
	// Link was just made for Invited; it is shown once.
	Link    string
	Invited string
}

// row is a person with what she does.
type row struct {
	organisation.Person
	Parts []string
	// MayLink: the reader may make a sign-in link for her.
	MayLink bool
}

// List shows who does what.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error { return p.list(w, r, "", "") }

func (p *Pages) list(w http.ResponseWriter, r *site.Request, link, invited string) error {
	if err := access.Require(r.Act, access.InvitePeople, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	roster, words, err := p.roster(r)
	if err != nil {
		return err
	}
	v := list{
		Base: r.Page.Named(r.Page.T("people.title")), Link: link, Invited: invited, Posts: roster.Posts,
		Sought:    strings.TrimSpace(r.FormValue("q")),
		MayChange: r.Page.Can(access.ManagePeople),
	}
	today := organisation.DateOf(r.Act.At)
	parts := map[organisation.PersonID][]string{}
	for _, m := range roster.Parts {
		if m.ValidOn(today) {
			parts[m.Person] = append(parts[m.Person], words.part(m))
		}
	}
	for _, one := range roster.People {
		if one.Left(today) {
			v.Former = append(v.Former, row{Person: one})
			continue
		}
		v.People = append(v.People, row{one, parts[one.ID], roster.MayLink(r.Act, one.ID) == nil})
	}
	v.People, v.Former = v.found(v.People), v.found(v.Former)
	for _, rows := range [][]row{v.People, v.Former} {
		i18n.SortBy(v.P, rows, func(one row) string { return one.Name })
	}
	return r.Render(w, listPage(v))
}

// found returns the rows with what is sought in the name or a part.
func (v list) found(rows []row) []row {
	return slices.DeleteFunc(rows, func(one row) bool {
		return !slices.ContainsFunc(append([]string{one.Name}, one.Parts...), func(text string) bool {
			return i18n.Contains(text, v.Sought)
		})
	})
}

// Invite makes a link for a person. It lets in once, and earlier ones no more.
// Whoever has a link could come in as her: so the record says who made it, and
// she reads it on her own page.
func (p *Pages) Invite(w http.ResponseWriter, r *site.Request) error {
	roster, _, err := p.roster(r)
	if err != nil {
		return err
	}
	id := organisation.PersonID(r.PathValue("person"))
	if err := roster.MayLink(r.Act, id); err != nil {
		return err
	}
	one, _ := roster.Find(id)
	token := r.Act.NewID()
	made := audit.Event{Org: r.Act.By.Org, At: r.Act.At, Person: r.Act.By.Person, Verb: "person.link", Object: string(id)}
	if err := p.Store.ReplaceLinks(r.Context(), site.HashToken(token), one.Ref(), r.Act.At.Add(LinkLasts), made); err != nil {
		return err
	}
	return p.list(w, r, p.BaseURL+"/in/"+token, one.Name)
}

// roster loads the people of today and the words for their parts.
func (p *Pages) roster(r *site.Request) (*organisation.Roster, words, error) {
	roster, err := p.Store.Roster(r.Context(), r.Org(), organisation.DateOf(r.Act.At))
	if err != nil {
		return nil, words{}, err
	}
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	return roster, words{r.Page, roster, rounds}, err
}

// change does one change to the roster. What is refused comes back as a page
// with the form filled in; other errors as they are.
func (p *Pages) change(w http.ResponseWriter, r *site.Request, path, done string, again func([]page.Mistake) error, do func(*organisation.Roster) ([]audit.Event, error)) error {
	err := p.Store.UpdateRoster(r.Context(), r.Org(), organisation.DateOf(r.Act.At), do)
	switch kind := fault.KindOf(err); {
	case err == nil:
		r.Redirect(w, path, done)
		return nil
	case kind == fault.Invalid, kind == fault.Conflict:
		return again([]page.Mistake{{Field: fieldOf(err), Sentence: r.Page.P.Error(err)}})
	}
	return err
}
