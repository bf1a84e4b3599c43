package result

import (
	"chancencheck/check"
	"chancencheck/organisation"
)

// Lineage says how a unit of an earlier check belongs to the unit of today.
type Lineage string

// The lineages of a unit. The zero Lineage is the same unit with the same tasks.
const (
	SameUnit Lineage = ""
	// Grown: the unit itself, before it took others in.
	Grown Lineage = "grown"
	// Joined: the unit of then went into today's together with others.
	Joined Lineage = "joined"
	// Parted: today's unit is a part of the unit of then.
	Parted Lineage = "parted"
	// Descended: more than one reorganisation lies between.
	Descended Lineage = "descended"
	// Beside: two units of then that both went into today's.
	Beside Lineage = "beside"
)

// LineageOf says how the unit that signed a check belongs to a unit of today.
// A unit that has taken another one in since is no longer what it was, though
// its name stayed.
func LineageOf(lines []organisation.Lineage, unit organisation.Unit, then *check.Check) Lineage {
	if then.Unit == unit.ID {
		for _, l := range lines {
			if l.To == unit.ID && organisation.DateOf(then.SignedAt) < l.On {
				return Grown
			}
		}
		return SameUnit
	}
	switch organisation.RelationOf(lines, unit, then.Unit, then.UnitName) {
	case organisation.MergedFrom, organisation.TakenOver:
		return Joined
	case organisation.SplitFrom:
		return Parted
	}
	return Descended
}

// Followed returns a unit with those it came out of, the farthest first: the
// units whose checks its own can be put beside.
func Followed(lines []organisation.Lineage, unit organisation.UnitID) []organisation.UnitID {
	from := organisation.Ancestors(lines, unit)
	out := make([]organisation.UnitID, 0, len(from)+1)
	for i := len(from) - 1; i >= 0; i-- {
		out = append(out, from[i])
	}
	return append(out, unit)
}

// OfRound chooses, among the signed checks of a unit and those it came out of,
// what a round has to say about a check: what was said about the same service if
// there is anything, else one check of each unit.
func OfRound(signed []*check.Check, c *check.Check) []*check.Check {
	var same, others []*check.Check
	seen := map[organisation.UnitID]bool{}
	for _, one := range signed {
		switch {
		case one.Service == c.Service:
			same = append(same, one)
		case !seen[one.Unit]:
			seen[one.Unit], others = true, append(others, one)
		}
	}
	if len(same) > 0 {
		return same
	}
	return others
}
