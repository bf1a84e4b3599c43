package organisation

import (
	"slices"
	"strings"

	"chancencheck/fault"
)

// Mistake is one thing wrong with one element of a list.
type Mistake struct {
	// Index of the element in the list that was checked, -1 for the whole.
	Index int
	// Field of the element, named like the column of its import file.
	Field string
	// Err says what is wrong.
	Err *fault.Error
}

// mistakes collects what is wrong with the elements of a list.
type mistakes []Mistake

func (m *mistakes) add(index int, field, key string, args ...any) {
	*m = append(*m, Mistake{index, field, fault.New(fault.Invalid, key, args...)})
}

func (m *mistakes) fault(index int, field string, err *fault.Error) {
	if err != nil {
		*m = append(*m, Mistake{index, field, err})
	}
}

func (m *mistakes) name(index int, name string) {
	switch {
	case name == "":
		m.add(index, "name", "organisation.name_missing")
	case len([]rune(name)) > maxName:
		m.add(index, "name", "organisation.name_long", "most", maxName)
	}
}

// Check returns everything wrong with an organisation's own data.
func (o Organisation) Check() []Mistake {
	var m mistakes
	m.fault(-1, "id", CheckID(string(o.ID)))
	m.name(-1, o.Name)
	m.fault(-1, "ars", CheckRegion(o.ARS, o.AGS))
	for _, l := range o.Languages {
		m.fault(-1, "languages", CheckLanguage(l))
	}
	for i, l := range o.Levels {
		if slices.ContainsFunc(o.Levels[:i], func(k Level) bool { return k.ID == l.ID || strings.EqualFold(k.Name, l.Name) }) {
			m.add(-1, "levels", "organisation.level_twice", "level", l.Name)
		}
	}
	return m
}

// CheckUnits returns everything wrong with a set of units that exist together:
// missing, invalid or repeated IDs, parents that are not there, circles, missing
// names, impossible numbers and dates.
func CheckUnits(units []Unit) []Mistake {
	var m mistakes
	at := make(map[UnitID]int, len(units))
	for i, u := range units {
		m.fault(i, "id", CheckID(string(u.ID)))
		if _, twice := at[u.ID]; twice && u.ID != "" {
			m.add(i, "id", "unit.twice", "id", string(u.ID))
		} else {
			at[u.ID] = i
		}
		m.name(i, u.Name)
		if u.Headcount < 0 {
			m.add(i, "headcount", "unit.headcount_negative", "value", u.Headcount)
		}
		if u.ValidUntil != "" && u.ValidUntil < u.ValidFrom {
			m.add(i, "valid_until", "unit.dates_reversed", "from", string(u.ValidFrom), "until", string(u.ValidUntil))
		}
	}
	for i, u := range units {
		if u.Parent == "" {
			continue
		}
		if _, ok := at[u.Parent]; !ok {
			m.add(i, "parent", "unit.parent_unknown", "parent", string(u.Parent))
		}
	}
	m.circles(units, at)
	return m
}

// circles reports each circle of parents once, at its first unit.
func (m *mistakes) circles(units []Unit, at map[UnitID]int) {
	const done = -1
	seen := make([]int, len(units)) // walk that met the unit first, or done
	for i := range units {
		var walk []int
		for j, ok := i, true; ok; j, ok = at[units[j].Parent] {
			if seen[j] == i+1 {
				m.circle(units, walk, j)
			}
			if seen[j] != 0 {
				break
			}
			seen[j] = i + 1
			walk = append(walk, j)
			if units[j].Parent == "" {
				break
			}
		}
		for _, j := range walk {
			seen[j] = done
		}
	}
}

// circle reports the part of a walk from the unit that was met again.
func (m *mistakes) circle(units []Unit, walk []int, again int) {
	circle := walk[slices.Index(walk, again):]
	var ids []string
	for _, j := range append(circle[:len(circle):len(circle)], again) {
		ids = append(ids, string(units[j].ID))
	}
	m.add(slices.Min(circle), "parent", "unit.circle", "units", strings.Join(ids, " > "))
}

// CheckLevels returns the units whose level the organisation does not have, or
// whose level is not below their parent's. Without levels nothing is checked.
func CheckLevels(o Organisation, units []Unit) []Mistake {
	var m mistakes
	if len(o.Levels) == 0 {
		return nil
	}
	level := make(map[UnitID]string, len(units))
	for _, u := range units {
		level[u.ID] = u.Level
	}
	for i, u := range units {
		own, ok := o.Depth(u.Level)
		if !ok {
			m.add(i, "level", "unit.level_unknown", "value", u.Level, "known", o.levelNames())
			continue
		}
		above, ok := o.Depth(level[u.Parent])
		if u.Parent != "" && ok && own <= above {
			m.add(i, "level", "unit.level_order", "level", o.Levels[own].Name, "above", o.Levels[above].Name)
		}
	}
	return m
}

// CheckServices returns everything wrong with services; unit tells whether a
// unit exists.
func CheckServices(services []Service, unit func(UnitID) bool) []Mistake {
	var m mistakes
	seen := make(map[ServiceID]bool, len(services))
	for i, s := range services {
		m.fault(i, "id", CheckID(string(s.ID)))
		if seen[s.ID] && s.ID != "" {
			m.add(i, "id", "service.twice", "id", string(s.ID))
		}
		seen[s.ID] = true
		if !unit(s.Unit) {
			m.add(i, "unit", "service.unit_unknown", "unit", string(s.Unit))
		}
		m.name(i, s.Name)
		for _, l := range s.Languages {
			m.fault(i, "languages", CheckLanguage(l))
		}
		m.fault(i, "leika", CheckLeiKa(s.LeiKa))
		if s.Visits < 0 {
			m.add(i, "visits", "service.visits_negative", "value", s.Visits)
		}
	}
	return m
}

// CheckPeople returns everything wrong with people: their IDs, names, mail
// addresses and languages. Two people cannot share an address, because it is
// how they sign in.
func CheckPeople(people []Person) []Mistake {
	var m mistakes
	ids, emails := map[PersonID]bool{}, map[string]bool{}
	for i, p := range people {
		m.fault(i, "id", CheckID(string(p.ID)))
		if ids[p.ID] && p.ID != "" {
			m.add(i, "id", "person.twice", "id", string(p.ID))
		}
		ids[p.ID] = true
		m.name(i, p.Name)
		if p.Language != "" {
			m.fault(i, "language", CheckLanguage(p.Language))
		}
		if p.Email == "" {
			continue
		}
		m.fault(i, "email", CheckEmail(p.Email))
		if key := strings.ToLower(p.Email); emails[key] {
			m.add(i, "email", "person.email_twice", "value", p.Email)
		} else {
			emails[key] = true
		}
	}
	return m
}
