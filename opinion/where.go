package opinion

import (
	"math"
	"slices"
)

// Person returns where somebody stands.
func (m *Map) Person(id string) (Place, bool) {
	i, ok := slices.BinarySearchFunc(m.People, id, func(p Place, id string) int { return CompareIDs(p.ID, id) })
	if !ok {
		return Place{}, false
	}
	return m.People[i], true
}

// Statement returns what the map says about a statement.
func (m *Map) Statement(id string) (Spot, bool) {
	i, ok := slices.BinarySearchFunc(m.Statements, id, func(s Spot, id string) int { return CompareIDs(s.ID, id) })
	if !ok {
		return Spot{}, false
	}
	return m.Statements[i], true
}

// Standing answers "where am I?" for one person.
type Standing struct {
	Place
	// Missing is the number of votes until this person is grouped; 0 if there are enough.
	Missing int
	// Nearest is the group whose middle is nearest, -1 without groups; Other the next one.
	Nearest, Other int
	// Lean is from 0, between the two groups, to 1, in the middle of the nearest.
	Lean float64
}

// between is the lean below which somebody stands between two groups: as far
// as a silhouette below which there is hardly any structure.
const between = 0.25

// Between tells whether the person stands between two groups rather than in one.
func (s Standing) Between() bool { return s.Lean < between }

// Where tells where somebody stands; false for those without a vote.
func (m *Map) Where(id string) (Standing, bool) {
	place, ok := m.Person(id)
	if !ok {
		return Standing{}, false
	}
	s := Standing{Place: place, Missing: max(0, min(enoughVotes, len(m.Statements))-place.Votes), Nearest: -1, Other: -1}
	if place.Group >= 0 {
		s.Missing = 0
	}
	near, next := math.Inf(1), math.Inf(1)
	for g, group := range m.Groups {
		switch d := math.Hypot(place.X-group.X, place.Y-group.Y); {
		case d < near:
			near, next, s.Nearest, s.Other = d, near, g, s.Nearest
		case d < next:
			next, s.Other = d, g
		}
	}
	if s.Other >= 0 {
		s.Lean = silhouette(near, next)
	}
	return s, true
}
