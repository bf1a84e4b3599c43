package organisation

import "slices"

// ChangeKind is what an import does to one element.
type ChangeKind string

// The kinds of change. An element that changes in several ways gets the first
// that fits in this order.
const (
	Add       ChangeKind = "add"
	Reopen    ChangeKind = "reopen" // closed before, in the file again
	Close     ChangeKind = "close"  // no longer in the file
	Move      ChangeKind = "move"   // to another unit
	Rename    ChangeKind = "rename"
	Update    ChangeKind = "update" // something else
	Unchanged ChangeKind = "unchanged"
)

// Change is what an import would do to one unit, service or person.
type Change[T any] struct {
	Kind ChangeKind
	// Before is the element as it is, the zero value for Add; After as it
	// would be.
	Before, After T
	// Fields that differ, named like the columns of the import file.
	Fields []string
}

// PlanUnits returns what a complete list of units would change on a day: one
// change per imported unit in the order of the list, then the units to close.
// The list says nothing about history, so the dates are kept or, where
// something begins or ends, set to the day. Units of a first import have always
// been there. Planning a list again after it was carried out changes nothing.
func PlanUnits(current, imported []Unit, day Date) []Change[Unit] {
	first := len(current) == 0
	return plan(current, imported, kindOf[Unit]{
		id:     func(u Unit) string { return string(u.ID) },
		closed: func(u Unit) bool { return u.ValidUntil != "" },
		parent: "parent",
		begin: func(u Unit) Unit {
			if !first {
				u.ValidFrom = day
			}
			return u
		},
		end:  func(u Unit) Unit { u.ValidUntil = day; return u },
		keep: func(before, u Unit) Unit { u.ValidFrom = before.ValidFrom; return u.remembering(before, day) },
		differ: func(a, b Unit) []string {
			var d differences
			d.note("parent", a.Parent != b.Parent)
			d.note("level", a.Level != b.Level)
			d.note("name", a.Name != b.Name)
			d.note("short", a.Short != b.Short)
			d.note("kind", a.Kind != b.Kind)
			d.note("headcount", a.Headcount != b.Headcount)
			d.note("position", a.Position != b.Position)
			return d
		},
	})
}

// PlanServices returns what a complete list of services would change on a day;
// see PlanUnits.
func PlanServices(current, imported []Service, day Date) []Change[Service] {
	return plan(current, imported, kindOf[Service]{
		id:     func(s Service) string { return string(s.ID) },
		closed: func(s Service) bool { return s.ValidUntil != "" },
		parent: "unit",
		end:    func(s Service) Service { s.ValidUntil = day; return s },
		keep: func(before, after Service) Service {
			after.Merged, after.Distinct = before.Merged, before.Distinct
			if before.Merged != nil { // a table does not part what a person has joined
				after.ValidUntil = before.ValidUntil
			}
			return after
		},
		differ: func(a, b Service) []string {
			var d differences
			d.note("unit", a.Unit != b.Unit)
			d.note("name", a.Name != b.Name)
			d.note("short", a.Short != b.Short)
			d.note("for_whom", a.ForWhom != b.ForWhom)
			d.note("channel", !slices.Equal(a.Channels, b.Channels))
			d.note("languages", !slices.Equal(a.Languages, b.Languages))
			d.note("leika", a.LeiKa != b.LeiKa)
			d.note("budget_product", a.BudgetProduct != b.BudgetProduct)
			d.note("visits", a.Visits != b.Visits)
			return d
		},
	})
}

// PlanPeople returns what a complete list of people would change on a day; see
// PlanUnits. Memberships are planned by PlanMemberships.
func PlanPeople(current, imported []Person, day Date) []Change[Person] {
	return plan(current, imported, kindOf[Person]{
		id:     func(p Person) string { return string(p.ID) },
		closed: func(p Person) bool { return p.ValidUntil != "" },
		end:    func(p Person) Person { p.ValidUntil = day; return p },
		differ: func(a, b Person) []string {
			var d differences
			d.note("name", a.Name != b.Name)
			d.note("email", a.Email != b.Email)
			d.note("language", a.Language != b.Language)
			return d
		},
	})
}

// PlanMemberships returns the parts to give so that the imported ones hold on a
// day, and those of the listed people that the list no longer names, each in the
// order of its list. Administration, deputies, parts for one round and kinds of
// reader stay: no table can say them.
func PlanMemberships(current, imported []Membership, day Date) (give, take []Membership) {
	have, wanted := map[Membership]bool{}, map[Membership]bool{}
	for _, m := range current {
		if m.ValidOn(day) {
			have[m.Key()] = true
		}
	}
	for _, m := range imported {
		if !have[m.Key()] && !wanted[m.Key()] {
			give = append(give, m)
		}
		wanted[m.Key()] = true
	}
	for _, m := range current {
		if m.ValidOn(day) && m.Tabled() && !wanted[m.Key()] {
			take = append(take, m)
		}
	}
	return give, take
}

// Changes reports whether a plan does anything.
func Changes[T any](plan []Change[T]) bool {
	return slices.ContainsFunc(plan, func(c Change[T]) bool { return c.Kind != Unchanged })
}

// kindOf is what plan must know about the kind of element it compares.
type kindOf[T any] struct {
	id     func(T) string
	closed func(T) bool
	parent string // field that says where the element belongs
	begin  func(T) T
	end    func(T) T
	keep   func(before, after T) T // carries over what a file does not say
	differ func(before, after T) []string
}

func plan[T any](current, imported []T, k kindOf[T]) []Change[T] {
	now := make(map[string]T, len(current))
	for _, c := range current {
		now[k.id(c)] = c
	}
	var changes []Change[T]
	listed := make(map[string]bool, len(imported))
	for _, after := range imported {
		listed[k.id(after)] = true
		before, known := now[k.id(after)]
		changes = append(changes, k.change(before, known, after))
	}
	for _, c := range current {
		if !listed[k.id(c)] && !k.closed(c) {
			changes = append(changes, Change[T]{Close, c, k.end(c), []string{"valid_until"}})
		}
	}
	return changes
}

// change compares one imported element with what is known of it.
func (k kindOf[T]) change(before T, known bool, after T) Change[T] {
	if !known {
		if k.begin != nil {
			after = k.begin(after)
		}
		return Change[T]{Kind: Add, After: after}
	}
	if k.keep != nil {
		after = k.keep(before, after)
	}
	fields := k.differ(before, after)
	kind := Unchanged
	switch {
	case k.closed(before) && !k.closed(after):
		kind, fields = Reopen, append(fields, "valid_until")
	case k.parent != "" && slices.Contains(fields, k.parent):
		kind = Move
	case slices.Contains(fields, "name"):
		kind = Rename
	case len(fields) > 0:
		kind = Update
	}
	return Change[T]{kind, before, after, fields}
}

// differences collects the names of fields that differ.
type differences []string

func (d *differences) note(field string, differs bool) {
	if differs {
		*d = append(*d, field)
	}
}
