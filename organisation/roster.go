package organisation

import (
	"cmp"
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// Roster (Menschen und Aufgaben) is everybody with a named part in an
// organisation, what they do, and which posts they hold. It is changed as a
// whole, because some rules look at all of it: somebody always administers.
type Roster struct {
	Org    OrgID
	People []Person
	Parts  []Membership
	Posts  []Post
	// Tree is the units of today, for which parts can be given.
	Tree *Tree
	// Gone are people whose sessions and sign-in links end with this change.
	Gone []PersonID
}

// Errors that callers tell apart.
var (
	ErrLastAdmin  = fault.New(fault.Conflict, "roster.last_admin")
	ErrHasLeft    = fault.New(fault.Conflict, "roster.has_left")
	ErrHasNotLeft = fault.New(fault.Conflict, "roster.has_not_left")
	ErrSamePerson = fault.New(fault.Invalid, "roster.same_person")
	ErrNothing    = fault.New(fault.Conflict, "roster.nothing")
	ErrUntil      = fault.New(fault.Invalid, "roster.until_missing")
	ErrPast       = fault.New(fault.Invalid, "roster.until_past")
	ErrReversed   = fault.New(fault.Invalid, "roster.dates_reversed")
	ErrRole       = fault.New(fault.Invalid, "roster.role_unknown")
	ErrReach      = fault.New(fault.Invalid, "roster.reach")
	ErrNoUnit     = fault.New(fault.Invalid, "roster.no_unit")
	ErrTitle      = fault.New(fault.Invalid, "roster.no_title")
	errUnknown    = fault.New(fault.NotFound, "store.not_found")
)

// Clone returns a roster that can be changed while this one stays.
func (r *Roster) Clone() *Roster {
	c := *r
	c.People, c.Parts, c.Posts, c.Gone = slices.Clone(r.People), slices.Clone(r.Parts), slices.Clone(r.Posts), slices.Clone(r.Gone)
	return &c
}

// whole is the organisation as an object of permissions.
func (r *Roster) whole() access.Object { return access.Object{Org: string(r.Org)} }

// Find returns a person by her id.
func (r *Roster) Find(id PersonID) (Person, bool) {
	i := r.at(id)
	if i < 0 {
		return Person{}, false
	}
	return r.People[i], true
}

func (r *Roster) at(id PersonID) int {
	return slices.IndexFunc(r.People, func(p Person) bool { return p.ID == id })
}

// present returns where a person stands who has not left.
func (r *Roster) present(id PersonID, today Date) (int, error) {
	i := r.at(id)
	switch {
	case i < 0:
		return i, errUnknown
	case r.People[i].Left(today):
		return i, ErrHasLeft
	}
	return i, nil
}

// PartsOf returns the parts of a person that are hers on a day or will be.
func (r *Roster) PartsOf(id PersonID, day Date) []Membership {
	var out []Membership
	for _, m := range r.Parts {
		if m.Person == id && (m.Until == "" || day < m.Until) && (m.Until == "" || m.From < m.Until) {
			out = append(out, m)
		}
	}
	return out
}

// administered reports whether somebody is administrator for good.
func (r *Roster) administered() bool {
	return slices.ContainsFunc(r.Parts, func(m Membership) bool {
		if m.Role != access.Admin || m.Until != "" || m.DeputyFor != "" {
			return false
		}
		p, ok := r.Find(m.Person)
		return ok && p.ValidUntil == ""
	})
}

// LastAdmin reports whether a person alone administers the organisation for good,
// or was the last who did: her account is not erased and does not expire.
func (r *Roster) LastAdmin(id PersonID) bool {
	is, others := false, false
	for _, m := range r.Parts {
		if m.Role != access.Admin || m.Until != "" || m.DeputyFor != "" {
			continue
		}
		p, ok := r.Find(m.Person)
		is = is || m.Person == id
		others = others || ok && m.Person != id && p.ValidUntil == ""
	}
	return is && !others
}

// keeping does a change, unless nobody would administer the organisation any
// more afterwards.
func (r *Roster) keeping(change func()) error {
	before := r.administered()
	change()
	if before && !r.administered() {
		return ErrLastAdmin
	}
	return nil
}

func (r *Roster) event(act access.Act, verb string, on PersonID, detail string) []audit.Event {
	return []audit.Event{{Org: string(r.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(on), Detail: detail}}
}

// Add takes a person in, without a part yet. Her ID is made if it is "". Two
// people cannot share an address: the fault names who has it.
func (r *Roster) Add(act access.Act, p Person) (PersonID, []audit.Event, error) {
	if err := access.Require(act, access.ManagePeople, r.whole()); err != nil {
		return "", nil, err
	}
	p.Org = r.Org
	if p.ID == "" {
		p.ID = PersonID(act.NewID())
	}
	if err := r.acceptable(&p); err != nil {
		return "", nil, err
	}
	r.People = append(r.People, p)
	return p.ID, r.event(act, "person.add", p.ID, ""), nil
}

// Change gives a person another name, address or language.
func (r *Roster) Change(act access.Act, id PersonID, name, email, language string) ([]audit.Event, error) {
	if err := access.Require(act, access.ManagePeople, r.whole()); err != nil {
		return nil, err
	}
	i := r.at(id)
	if i < 0 {
		return nil, errUnknown
	}
	p := r.People[i]
	if err := r.mayTouch(act, id); err != nil {
		return nil, err
	}
	p.Name, p.Email, p.Language = name, email, language
	if err := r.acceptable(&p); err != nil {
		return nil, err
	}
	r.People[i] = p
	return r.event(act, "person.change", id, ""), nil
}

// acceptable trims and checks a person's data against everybody else's.
func (r *Roster) acceptable(p *Person) error {
	p.Name, p.Email = strings.TrimSpace(p.Name), strings.TrimSpace(p.Email)
	if m := CheckPeople([]Person{*p}); len(m) > 0 {
		return m[0].Err
	}
	for _, q := range r.People {
		if q.ID != p.ID && p.Email != "" && strings.EqualFold(q.Email, p.Email) {
			return fault.New(fault.Conflict, "person.email_taken", "name", q.Name)
		}
	}
	return nil
}

// mayTouch refuses to change whoever has a role the actor may not give: who
// writes an administrator's address could sign in as her.
func (r *Roster) mayTouch(act access.Act, id PersonID) error {
	today := DateOf(act.At)
	for _, m := range r.PartsOf(id, today) {
		if err := r.mayGive(act, m.Role); err != nil {
			return err
		}
	}
	return nil
}

// MayChange reports whether the actor may change what a person is and does.
func (r *Roster) MayChange(act access.Act, id PersonID) bool { return r.mayTouch(act, id) == nil }

// mayGive reports whether the actor may give and take a role.
func (r *Roster) mayGive(act access.Act, role access.Role) error {
	verb := access.Appointing(role)
	if verb == access.ManageOrganisations {
		return access.Require(act, verb, access.Object{})
	}
	return access.Require(act, verb, r.whole())
}

// MayLink reports whether the actor may make a sign-in link for a person who has
// not left: with a link she could sign in herself.
func (r *Roster) MayLink(act access.Act, id PersonID) error {
	if err := access.Require(act, access.InvitePeople, r.whole()); err != nil {
		return err
	}
	if _, err := r.present(id, DateOf(act.At)); err != nil {
		return err
	}
	return r.mayTouch(act, id)
}

// sorted puts parts in the order of pages: role, unit, round, person.
func sorted(parts []Membership) []Membership {
	slices.SortFunc(parts, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(slices.Index(access.Roles, a.Role), slices.Index(access.Roles, b.Role)),
			cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Round, b.Round), cmp.Compare(a.Person, b.Person))
	})
	return parts
}
