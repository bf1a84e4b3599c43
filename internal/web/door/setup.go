package door

import (
	"net/http"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/library"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// setUp is the first page of an empty installation.
type setUp struct {
	page.Base
	Token              string
	Organisation, Name string
	Email              string
	Mistakes           []page.Mistake
}

// SetUpPage asks who the organisation is and who coordinates.
func (p *Pages) SetUpPage(w http.ResponseWriter, r *site.Request) error {
	if err := p.maySetUp(r); err != nil {
		return err
	}
	return r.Render(w, setUpPage(setUp{Base: r.Page.Named(r.Page.T("setup.title")), Token: r.PathValue("token")}))
}

// SetUp makes the organisation and its first person, and signs her in. The link
// that led here is used up in the end, so that a refused form can be sent again.
func (p *Pages) SetUp(w http.ResponseWriter, r *site.Request) error {
	if err := p.maySetUp(r); err != nil {
		return err
	}
	form := setUp{
		Base: r.Page.Named(r.Page.T("setup.title")), Token: r.PathValue("token"),
		Organisation: strings.TrimSpace(r.FormValue("organisation")), Name: strings.TrimSpace(r.FormValue("name")),
		Email: strings.TrimSpace(r.FormValue("email")),
	}
	org, person := form.subject(organisation.OrgID(strings.ToLower(r.Act.NewID())))
	if form.check(org, person); len(form.Mistakes) > 0 {
		return r.RenderStatus(w, http.StatusUnprocessableEntity, setUpPage(form))
	}
	if _, err := p.Store.UseLink(r.Context(), site.HashToken(form.Token), r.Act.At); err != nil {
		return err
	}
	if err := p.Store.PutOrganisation(r.Context(), org); err != nil {
		return err
	}
	parts := []organisation.Membership{
		{Org: org.ID, Person: person.ID, Role: access.Admin}, {Org: org.ID, Person: person.ID, Role: access.Coordinator},
	}
	event := audit.Event{Org: string(org.ID), At: r.Act.At, Person: string(person.ID), Verb: "organisation.setup", Object: string(org.ID), Detail: org.Name}
	if err := p.Store.PutPeople(r.Context(), []organisation.Person{person}, parts, event); err != nil {
		return err
	}
	for _, file := range library.Files() {
		if _, err := p.Instruments.Publish(r.Context(), org.ID, library.FS, file, r.Act.At); err != nil {
			return err
		}
	}
	if err := p.StartSession(w, r, person.Ref(), signin.ByLink); err != nil {
		return err
	}
	r.Redirect(w, "/home", "setup")
	return nil
}

// maySetUp lets in with a link for nobody, and only while there is nothing yet.
func (p *Pages) maySetUp(r *site.Request) error {
	who, _, err := p.Store.Link(r.Context(), site.HashToken(r.PathValue("token")), r.Act.At)
	if err != nil {
		return err
	}
	orgs, err := p.Store.Organisations(r.Context())
	if err != nil {
		return err
	}
	if who.ID != "" || len(orgs) > 0 {
		return errNotForSignIn
	}
	return nil
}

func (f *setUp) subject(id organisation.OrgID) (organisation.Organisation, organisation.Person) {
	org := organisation.Organisation{
		ID: id, Name: f.Organisation, Kind: organisation.Municipality, Languages: []string{"de", "en"}, TimeZone: "Europe/Berlin",
		Levels: []organisation.Level{
			{ID: "directorate", Name: f.T("setup.level_1")}, {ID: "division", Name: f.T("setup.level_2")}, {ID: "department", Name: f.T("setup.level_3")},
		},
	}
	return org, organisation.Person{Org: id, ID: "coordination", Name: f.Name, Email: f.Email}
}

// check collects what has to be changed in the form.
func (f *setUp) check(org organisation.Organisation, person organisation.Person) {
	for _, m := range org.Check() {
		f.mistake("organisation", m.Err)
	}
	for _, m := range organisation.CheckPeople([]organisation.Person{person}) {
		f.mistake(m.Field, m.Err)
	}
}

func (f *setUp) mistake(field string, err *fault.Error) {
	f.Mistakes = append(f.Mistakes, page.Mistake{Field: field, Sentence: f.P.Error(err)})
}
