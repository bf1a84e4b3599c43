package opinion

import (
	"cmp"
	"slices"
)

// Divided is a statement that two groups see differently.
type Divided struct {
	Statement string
	// For and Against are the two groups that are furthest apart.
	For, Against int
	// Gap is the difference of their shares of agreement, 0 to 1, and Test its z value.
	Gap, Test float64
}

// Dividing returns the statements on which two groups take opposite sides or
// differ by more than chance, at most so many, the widest gap first. Groups of
// which fewer than five have voted on a statement say nothing about it.
func (v *Votes) Dividing(most int) []Divided {
	var list []Divided
	for _, id := range v.Statements() {
		widest := Divided{Statement: id}
		for a := range v.inGroup {
			for b := range v.inGroup {
				own, other := v.GroupTally(a, id), v.GroupTally(b, id)
				if min(own.Seen(), other.Seen()) < leastGroup {
					continue
				}
				gap := own.Lean(Agree).Share - other.Lean(Agree).Share
				if gap > widest.Gap {
					widest = Divided{id, a, b, gap, differenceTest(own.Agree, own.Seen(), other.Agree, other.Seen())}
				}
			}
		}
		if widest.Test > sure {
			list = append(list, widest)
		}
	}
	slices.SortStableFunc(list, func(a, b Divided) int { return cmp.Compare(b.Gap, a.Gap) })
	return list[:min(most, len(list))]
}
