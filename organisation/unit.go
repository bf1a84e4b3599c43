package organisation

// UnitKind chooses the variant of an instrument that fits a unit's work. An
// instrument may know further kinds; these five ship with the product.
type UnitKind string

// The kinds of unit of the shipped instruments.
const (
	Counter        UnitKind = "counter"        // Publikumsverkehr
	Enforcement    UnitKind = "enforcement"    // Vollzug: Ordnung, Kontrolle, Bescheide
	Facility       UnitKind = "facility"       // Einrichtung: Kita, Bibliothek, Bad
	Infrastructure UnitKind = "infrastructure" // Straßen, Grün, Abfall, Gebäude
	Internal       UnitKind = "internal"       // Innerer Dienst: Personal, IT, Kasse
)

// Unit is one organisational unit: a directorate, a division, a department.
//
// Its ID stands for the unit as long as it exists, whatever it is called and
// wherever it hangs. A reorganisation that dissolves a unit closes it
// (ValidUntil) and adds new ones, so that results stay with the former unit.
type Unit struct {
	Org OrgID
	ID  UnitID
	// Parent is the unit above, "" at the top.
	Parent UnitID
	// Level is the ID of one of the organisation's levels.
	Level string
	Name  string
	Short string
	Kind  UnitKind
	// Headcount is the number of people working in the unit itself, without
	// the units below it.
	Headcount int
	// Position orders units below the same parent (organisation order).
	Position int
	// ValidFrom is the first day of the unit's existence, "" if it has always
	// been there; ValidUntil the first day on which it no longer exists, ""
	// while it lasts.
	ValidFrom, ValidUntil Date
	// Was is how the unit was called and where it hung before, the oldest first.
	Was []Was
}

// Was is what a unit was until a day, the first on which it was so no longer.
type Was struct {
	Until  Date
	Name   string
	Short  string
	Level  string
	Parent UnitID
	// Position among those below Parent.
	Position int
}

// Ref names the unit.
func (u Unit) Ref() Ref { return Ref{u.Org, string(u.ID)} }

// ValidOn reports whether the unit exists on a day.
func (u Unit) ValidOn(day Date) bool { return during(u.ValidFrom, u.ValidUntil, day) }

// On returns the unit as it was on a day: with the name it had and below the
// unit it belonged to.
func (u Unit) On(day Date) Unit {
	for _, w := range u.Was {
		if day < w.Until {
			u.Name, u.Short, u.Level, u.Parent, u.Position = w.Name, w.Short, w.Level, w.Parent, w.Position
			return u
		}
	}
	return u
}

// until is the unit as it is, as what it was until a day.
func (u Unit) until(day Date) Was { return Was{day, u.Name, u.Short, u.Level, u.Parent, u.Position} }

// remembering returns the unit with what it was before a change on a day, if the
// change is one of those that are remembered; another position alone is not.
func (u Unit) remembering(before Unit, day Date) Unit {
	u.Was = before.Was
	was := before.until(day)
	was.Position = u.Position
	if u.until(day) != was {
		u.Was = append(before.Was[:len(before.Was):len(before.Was)], before.until(day))
	}
	return u
}

// UnitsOn returns the units that exist on a day, as they were on that day, in the
// order given.
func UnitsOn(units []Unit, day Date) []Unit {
	var on []Unit
	for _, u := range units {
		if u.ValidOn(day) {
			on = append(on, u.On(day))
		}
	}
	return on
}
