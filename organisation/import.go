package organisation

import (
	"slices"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// Refusal is what a table of people asks for and the roster does not allow.
type Refusal struct {
	Person PersonID
	// Part is the part that cannot be given or taken; without a role it is the
	// person who cannot be changed.
	Part Membership
	// Field is the column that the refusal is about, "" for the row.
	Field string
	Err   error
}

// Import does what a table of people says, each row by the same rules as on the
// pages for people: whoever may not do it by hand cannot do it with a table. With
// one refusal the roster is not to be saved.
func (r *Roster) Import(act access.Act, people []Change[Person], give, take []Membership) ([]audit.Event, []Refusal) {
	var events []audit.Event
	var refused []Refusal
	note := func(done []audit.Event, err error, why Refusal) {
		if why.Err = err; err != nil {
			refused = append(refused, why)
		}
		events = append(events, done...)
	}
	r.vacate(act, people)
	for _, c := range people {
		done, err := r.row(act, c)
		note(done, err, Refusal{Person: c.After.ID, Field: fieldOf(err)})
	}
	for _, m := range give {
		if r.at(m.Person) < 0 {
			continue // her row is refused already
		}
		done, err := r.Give(act, m)
		field := fieldOf(err)
		if field == "" {
			field = "role"
		}
		note(done, err, Refusal{Person: m.Person, Part: m, Field: field})
	}
	for _, m := range take {
		done, err := r.Take(act, m)
		note(done, err, Refusal{Person: m.Person, Part: m, Field: "role"})
	}
	return events, refused
}

// vacate frees the addresses that people give up in the same table, so that two
// of them can change places.
func (r *Roster) vacate(act access.Act, people []Change[Person]) {
	for _, c := range people {
		if slices.Contains(c.Fields, "email") && c.Kind != Add && r.MayChange(act, c.After.ID) {
			if i := r.at(c.After.ID); i >= 0 {
				r.People[i].Email = ""
			}
		}
	}
}

// row does one change to a person.
func (r *Roster) row(act access.Act, c Change[Person]) ([]audit.Event, error) {
	switch c.Kind {
	case Unchanged:
		return nil, nil
	case Add:
		_, events, err := r.Add(act, c.After)
		return events, err
	case Close:
		return r.Leave(act, c.After.ID, c.After.ValidUntil)
	}
	var events []audit.Event
	if c.Kind == Reopen {
		back, err := r.Return(act, c.After.ID)
		if err != nil || len(c.Fields) == 1 {
			return back, err
		}
		events = back
	}
	changed, err := r.Change(act, c.After.ID, c.After.Name, c.After.Email, c.After.Language)
	return append(events, changed...), err
}

// fieldOf is the column a refusal is about, "" where it is the row as a whole.
func fieldOf(err error) string {
	switch fault.KeyOf(err) {
	case "person.email_taken", "person.email_invalid":
		return "email"
	case "organisation.name_missing":
		return "name"
	case ErrNoUnit.Key, errUnknown.Key:
		return "unit"
	}
	return ""
}
