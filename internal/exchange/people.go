package exchange

import (
	"errors"
	"slices"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// readPeople reads the table of people and gathers the rows of one person.
func (c *Content) readPeople(o organisation.Organisation, f File, has func(organisation.UnitID) bool, report *Report) error {
	s := peopleSheet()
	r, err := s.read(f, report)
	if r == nil {
		return err
	}
	var found []organisation.Mistake
	first := map[organisation.PersonID]int{} // index in c.People
	given := map[organisation.Membership]bool{}
	var from []int // index in r.items of each of c.People
	c.Origin = &Origin{file: r.file, header: r.header, people: map[organisation.PersonID]int{}, parts: map[organisation.Membership]int{}}
	for i, item := range r.items {
		p, m := item.person, item.member
		p.Org, m.Org, m.Person = o.ID, o.ID, p.ID
		if m.Unit != "" && !has(m.Unit) {
			found = append(found, mistake(i, "unit", "person.unit_unknown"))
		}
		at, again := first[p.ID]
		switch {
		case !again || p.ID == "":
			first[p.ID] = len(c.People)
			c.People, from = append(c.People, p), append(from, i)
			c.Origin.people[p.ID] = r.number[i]
		case c.People[at] != p:
			found = append(found, mistake(i, "id", "person.rows_differ", "row", r.number[from[at]]))
		}
		if !given[m] {
			given[m] = true
			c.Memberships = append(c.Memberships, m)
			c.Origin.parts[m] = r.number[i]
		}
	}
	for _, m := range organisation.CheckPeople(c.People) {
		m.Index = from[m.Index]
		found = append(found, m)
	}
	slices.SortStableFunc(found, func(a, b organisation.Mistake) int { return a.Index - b.Index })
	r.mistakes(found, s)
	return nil
}

// Origin is where a table of people says what: its file, its headers, and the row
// of each person and of each part.
type Origin struct {
	file   string
	header map[string]string
	people map[organisation.PersonID]int
	parts  map[organisation.Membership]int
}

// Refuse adds to a report what the people of an organisation, as they are, do not
// allow a table to change.
func (o *Origin) Refuse(report *Report, refused []organisation.Refusal) {
	for _, r := range refused {
		p := Problem{File: o.file, Row: o.people[r.Person], Column: r.Field, Value: string(r.Person), Key: "access.denied"}
		if r.Part.Role != "" {
			p.Row, p.Value = o.parts[r.Part], string(r.Part.Role)
		}
		if h := o.header[r.Field]; h != "" {
			p.Column = h
		}
		var why *fault.Error
		if errors.As(r.Err, &why) {
			p.Key, p.Args = why.Key, why.Args
		}
		report.problem(p)
	}
}
