package exchange

import (
	"slices"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// readUnits reads the table of units, and reports whether it was one.
func readUnits(o organisation.Organisation, f File, report *Report) ([]organisation.Unit, bool, error) {
	s := unitSheet(o)
	r, err := s.read(f, report)
	if r == nil {
		return nil, false, err
	}
	_, ordered := r.header["position"]
	for i := range r.items {
		u := &r.items[i]
		u.Org = o.ID
		if !ordered {
			u.Position = i + 1
		}
	}
	r.mistakes(organisation.CheckUnits(r.items), s)
	r.mistakes(organisation.CheckLevels(o, r.items), s)
	return r.items, true, nil
}

func readServices(o organisation.Organisation, f File, has func(organisation.UnitID) bool, report *Report) ([]organisation.Service, error) {
	s := serviceSheet()
	r, err := s.read(f, report)
	if r == nil {
		return nil, err
	}
	for i := range r.items {
		r.items[i].Org = o.ID
	}
	r.mistakes(organisation.CheckServices(r.items, has), s)
	return r.items, nil
}

// readPeople reads the table of people and gathers the rows of one person.
func readPeople(o organisation.Organisation, f File, has func(organisation.UnitID) bool, report *Report) ([]organisation.Person, []organisation.Membership, error) {
	s := peopleSheet()
	r, err := s.read(f, report)
	if r == nil {
		return nil, nil, err
	}
	var people []organisation.Person
	var members []organisation.Membership
	var found []organisation.Mistake
	first := map[organisation.PersonID]int{} // index in people
	given := map[organisation.Membership]bool{}
	var from []int // index in r.items of each of people
	for i, item := range r.items {
		p, m := item.person, item.member
		p.Org, m.Org, m.Person = o.ID, o.ID, p.ID
		if m.Unit != "" && !has(m.Unit) {
			found = append(found, mistake(i, "unit", "person.unit_unknown"))
		}
		at, again := first[p.ID]
		switch {
		case !again || p.ID == "":
			first[p.ID] = len(people)
			people, from = append(people, p), append(from, i)
		case people[at] != p:
			found = append(found, mistake(i, "id", "person.rows_differ", "row", r.number[from[at]]))
		}
		if !given[m] {
			given[m] = true
			members = append(members, m)
		}
	}
	for _, m := range organisation.CheckPeople(people) {
		m.Index = from[m.Index]
		found = append(found, m)
	}
	slices.SortStableFunc(found, func(a, b organisation.Mistake) int { return a.Index - b.Index })
	r.mistakes(found, s)
	return people, members, nil
}

func mistake(index int, field, key string, args ...any) organisation.Mistake {
	return organisation.Mistake{Index: index, Field: field, Err: fault.New(fault.Invalid, key, args...)}
}
