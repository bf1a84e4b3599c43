package organisation

import (
	"slices"
)

// Lineage (Herkunft) says that a unit came out of another on a day.
type Lineage struct {
	Org      OrgID
	From, To UnitID
	On       Date
	Kind     ReformKind
}

// Relation is how a unit of now is related to a unit that gave a result.
type Relation string

// The relations between units over time, as comparisons name them.
const (
	SameUnit    Relation = "same"       // the unit itself
	OtherName   Relation = "renamed"    // itself, under another name
	MergedFrom  Relation = "merged"     // it has taken the other in
	SplitFrom   Relation = "split"      // it is a part of what the other was
	TakenOver   Relation = "taken_over" // it has taken over what a dissolved unit did
	NotRelated  Relation = "none"
	manySteps   Relation = "descends" // through more than one change
	maxAncestry          = 100
)

// Ancestors returns the units that a unit came out of, the nearest first, without
// itself.
func Ancestors(lines []Lineage, unit UnitID) []UnitID {
	return reach(unit, func(id UnitID) (next []UnitID) {
		for _, l := range lines {
			if l.To == id {
				next = append(next, l.From)
			}
		}
		return next
	})
}

// Descendants returns the units that came out of a unit, the nearest first.
func Descendants(lines []Lineage, unit UnitID) []UnitID {
	return reach(unit, func(id UnitID) (next []UnitID) {
		for _, l := range lines {
			if l.From == id {
				next = append(next, l.To)
			}
		}
		return next
	})
}

// reach walks a relation in width; no unit is met twice.
func reach(from UnitID, step func(UnitID) []UnitID) []UnitID {
	seen, queue, out := map[UnitID]bool{from: true}, []UnitID{from}, []UnitID(nil)
	for len(queue) > 0 && len(out) < maxAncestry {
		for _, id := range step(queue[0]) {
			if !seen[id] {
				seen[id] = true
				queue, out = append(queue, id), append(out, id)
			}
		}
		queue = queue[1:]
	}
	return out
}

// RelationOf returns how a unit is related to the one that gave a result under a
// name. A comparison of the two has to say so.
func RelationOf(lines []Lineage, now Unit, then UnitID, thenName string) Relation {
	switch {
	case now.ID == then && now.Name == thenName:
		return SameUnit
	case now.ID == then:
		return OtherName
	}
	for _, l := range lines {
		if l.From == then && l.To == now.ID {
			return l.Kind.relation()
		}
	}
	if slices.Contains(Ancestors(lines, now.ID), then) {
		return manySteps
	}
	return NotRelated
}

func (k ReformKind) relation() Relation {
	switch k {
	case Merge:
		return MergedFrom
	case Split:
		return SplitFrom
	}
	return TakenOver
}
