package opinion

import (
	"cmp"
	"math"
	"slices"
)

// Mark stands for several people of a group who stand close together, so that a
// picture shows where a group is and nobody in it.
type Mark struct {
	X, Y float64
	// Group is the number of the group.
	Group int
	// People is how many stand here: five at least.
	People int
}

// mostMarks is how many marks a group has at most.
const mostMarks = 100

// Marks puts the people of each group together by fives, or more in large
// groups: the one furthest from the middle of the group with those nearest to her, and so on
// (microaggregation, Domingo-Ferrer and Mateo-Sanz 2002). People in no group are left out.
func (m *Map) Marks() []Mark {
	var marks []Mark
	for g, group := range m.Groups {
		var left []Place
		for _, p := range m.People {
			if p.Group == g {
				left = append(left, p)
			}
		}
		per := max(leastGroup, (len(left)+mostMarks-1)/mostMarks)
		slices.SortStableFunc(left, func(a, b Place) int { return cmp.Compare(b.from(group.X, group.Y), a.from(group.X, group.Y)) })
		for len(left) >= 2*per {
			far := left[0]
			near := slices.Clone(left)
			slices.SortStableFunc(near, func(a, b Place) int { return cmp.Compare(a.from(far.X, far.Y), b.from(far.X, far.Y)) })
			marks = append(marks, markOf(near[:per]))
			taken := map[string]bool{}
			for _, p := range near[:per] {
				taken[p.ID] = true
			}
			left = slices.DeleteFunc(left, func(p Place) bool { return taken[p.ID] })
		}
		marks = append(marks, markOf(left))
	}
	return marks
}

// from is the distance of a place from a point.
func (p Place) from(x, y float64) float64 { return math.Hypot(p.X-x, p.Y-y) }

// markOf puts places of one group together.
func markOf(places []Place) Mark {
	mark := Mark{Group: places[0].Group, People: len(places)}
	for _, p := range places {
		mark.X, mark.Y = mark.X+p.X, mark.Y+p.Y
	}
	mark.X, mark.Y = mark.X/float64(mark.People), mark.Y/float64(mark.People)
	return mark
}
