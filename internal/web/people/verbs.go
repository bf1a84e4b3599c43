package people

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

func personOf(r *site.Request) organisation.PersonID {
	return organisation.PersonID(r.PathValue("person"))
}

// about changes what a person does, from one of the forms of her page.
func (p *Pages) about(w http.ResponseWriter, r *site.Request, form string, do func(*organisation.Roster) ([]audit.Event, error)) error {
	if err := p.mayManage(r); err != nil {
		return err
	}
	again := func(m []page.Mistake) error { return p.person(w, r, form, m) }
	return p.change(w, r, "/people/"+string(personOf(r)), "person."+form, again, do)
}

// Change gives a person another name, address or language.
func (p *Pages) Change(w http.ResponseWriter, r *site.Request) error {
	return p.about(w, r, "change", func(ro *organisation.Roster) ([]audit.Event, error) {
		return ro.Change(r.Act, personOf(r), r.FormValue("name"), r.FormValue("email"), r.FormValue("language"))
	})
}

// Give gives a person a part.
func (p *Pages) Give(w http.ResponseWriter, r *site.Request) error {
	return p.about(w, r, "give", func(ro *organisation.Roster) ([]audit.Event, error) {
		m, err := membership(r, personOf(r))
		if err != nil {
			return nil, err
		}
		return ro.Give(r.Act, m)
	})
}

// Take ends a part today.
func (p *Pages) Take(w http.ResponseWriter, r *site.Request) error {
	return p.about(w, r, "take", func(ro *organisation.Roster) ([]audit.Event, error) {
		m, err := membership(r, personOf(r))
		if err != nil {
			return nil, err
		}
		m.DeputyFor = organisation.PersonID(r.FormValue("deputy_for"))
		return ro.Take(r.Act, m)
	})
}

// Deputise lets another person stand in for a while.
func (p *Pages) Deputise(w http.ResponseWriter, r *site.Request) error {
	return p.about(w, r, "deputy", func(ro *organisation.Roster) ([]audit.Event, error) {
		from, until, err := days(r)
		if err != nil {
			return nil, err
		}
		return ro.Deputise(r.Act, personOf(r), other(r), from, until)
	})
}

// HandOver gives everything she does to another person.
func (p *Pages) HandOver(w http.ResponseWriter, r *site.Request) error {
	return p.about(w, r, "hand_over", func(ro *organisation.Roster) ([]audit.Event, error) {
		return ro.HandOver(r.Act, personOf(r), other(r))
	})
}

// Leave ends a person's part in the organisation.
func (p *Pages) Leave(w http.ResponseWriter, r *site.Request) error {
	return p.about(w, r, "leave", func(ro *organisation.Roster) ([]audit.Event, error) {
		_, day, err := days(r)
		if err != nil {
			return nil, err
		}
		return ro.Leave(r.Act, personOf(r), day)
	})
}

// Return lets a person come back.
func (p *Pages) Return(w http.ResponseWriter, r *site.Request) error {
	return p.about(w, r, "return", func(ro *organisation.Roster) ([]audit.Event, error) {
		return ro.Return(r.Act, personOf(r))
	})
}

func other(r *site.Request) organisation.PersonID { return organisation.PersonID(r.FormValue("other")) }

// membership reads a part from a form.
func membership(r *site.Request, id organisation.PersonID) (organisation.Membership, error) {
	from, until, err := days(r)
	return organisation.Membership{
		Org: r.Org(), Person: id, Role: access.Role(r.FormValue("role")), Unit: organisation.UnitID(r.FormValue("unit")),
		Round: r.FormValue("round"), Kind: access.Kind(r.FormValue("kind")), From: from, Until: until,
	}, err
}

// days reads the first day and the last day of a form; what it returns is the
// day after the last.
func days(r *site.Request) (from, until organisation.Date, err error) {
	if from, err = organisation.ParseDate(r.FormValue("from")); err != nil {
		return "", "", err
	}
	last, err := organisation.ParseDate(r.FormValue("until"))
	return from, last.Next(), err
}
