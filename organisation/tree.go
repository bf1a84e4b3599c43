package organisation

import (
	"cmp"
	"slices"
	"strings"
)

// Tree answers questions about a consistent set of units. Everything it returns
// is in organisation order: parents before children, siblings by Position, then
// by ID. Build it for one day with NewTree(UnitsOn(units, day)).
type Tree struct {
	units    map[UnitID]Unit
	children map[UnitID][]UnitID // "" holds the top
}

// NewTree builds a tree, or returns the first mistake CheckUnits finds.
func NewTree(units []Unit) (*Tree, error) {
	if m := CheckUnits(units); len(m) > 0 {
		return nil, m[0].Err
	}
	t := &Tree{units: make(map[UnitID]Unit, len(units)), children: map[UnitID][]UnitID{}}
	for _, u := range units {
		t.units[u.ID] = u
		t.children[u.Parent] = append(t.children[u.Parent], u.ID)
	}
	for _, ids := range t.children {
		slices.SortFunc(ids, func(a, b UnitID) int {
			return cmp.Or(cmp.Compare(t.units[a].Position, t.units[b].Position), cmp.Compare(a, b))
		})
	}
	return t, nil
}

// Len returns the number of units.
func (t *Tree) Len() int { return len(t.units) }

// Unit returns a unit and whether the tree has it.
func (t *Tree) Unit(id UnitID) (Unit, bool) {
	u, ok := t.units[id]
	return u, ok
}

// Children returns the IDs of the units directly below id; "" asks for the top.
func (t *Tree) Children(id UnitID) []UnitID { return slices.Clone(t.children[id]) }

// Path returns the IDs from the top down to id, both included; nil if the tree
// does not have it.
func (t *Tree) Path(id UnitID) []UnitID {
	var path []UnitID
	for u, ok := t.units[id]; ok; u, ok = t.units[u.Parent] {
		path = append(path, u.ID)
	}
	slices.Reverse(path)
	return path
}

// PathString returns the path as one text, "/d1/b12/a3", as access scopes are
// written. It is "" if the tree does not have id.
func (t *Tree) PathString(id UnitID) string {
	var b strings.Builder
	for _, p := range t.Path(id) {
		b.WriteString("/" + string(p))
	}
	return b.String()
}

// Subtree returns id and all units below it; "" gives the whole tree.
func (t *Tree) Subtree(id UnitID) []UnitID {
	var ids []UnitID
	t.walk(id, 0, func(u Unit, _ int) { ids = append(ids, u.ID) })
	return ids
}

// Walk calls visit for every unit with its depth, 0 at the top.
func (t *Tree) Walk(visit func(u Unit, depth int)) { t.walk("", 0, visit) }

func (t *Tree) walk(id UnitID, depth int, visit func(Unit, int)) {
	if u, ok := t.units[id]; ok {
		visit(u, depth)
		depth++
	}
	for _, c := range t.children[id] {
		t.walk(c, depth, visit)
	}
}
