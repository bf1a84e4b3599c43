package opinion

import (
	"cmp"
	"slices"
)

// Common is a statement that people agree on, whichever group they are in.
type Common struct {
	Statement string
	Lean
	// Tally are the votes of everybody.
	Tally Tally
	// Across is the product over all groups of (n+1)/(seen+2) for the side: near 1 only
	// if every group takes it. 1 without groups.
	Across float64
}

// Consensus returns what most of all voters agree to, and what most reject, at
// most five each, the strongest first.
func (v *Votes) Consensus() (agreed, rejected []Common) {
	for _, id := range v.Statements() {
		for _, side := range []Vote{Agree, Disagree} {
			c := Common{id, v.Tally(id).Lean(side), v.Tally(id), v.Across(id, side)}
			switch {
			case !c.clear():
			case side == Agree:
				agreed = append(agreed, c)
			default:
				rejected = append(rejected, c)
			}
		}
	}
	return strongest(agreed), strongest(rejected)
}

func strongest(list []Common) []Common {
	slices.SortStableFunc(list, func(a, b Common) int { return cmp.Compare(b.Share*b.Test, a.Share*a.Test) })
	return list[:min(longestList, len(list))]
}

// Across is the product over all groups of (n+1)/(seen+2) for one side of a
// statement (group-informed consensus); 1 without groups.
func (v *Votes) Across(statement string, side Vote) float64 {
	product := 1.0
	for g := range v.inGroup {
		t := v.GroupTally(g, statement)
		product *= share(t.on(side), t.Seen())
	}
	return product
}

// CommonGround returns the statements that every group takes the same side of, by a
// clear majority in each, at most so many, the one with the largest Across first.
func (v *Votes) CommonGround(most int) []Common {
	var list []Common
	for _, id := range v.Statements() {
		if r, side := v.agreement(id); r == SameSide {
			list = append(list, Common{id, v.Tally(id).Lean(side), v.Tally(id), v.Across(id, side)})
		}
	}
	slices.SortStableFunc(list, func(a, b Common) int { return cmp.Compare(b.Across, a.Across) })
	return list[:min(most, len(list))]
}
