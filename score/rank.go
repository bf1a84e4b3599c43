package score

import (
	"slices"

	"chancencheck/instrument"
)

// Rank ranks the values of one node over several subjects, in the order given;
// 0 where there is no value. See instrument.Ranking for ties.
func Rank(values []Value, by instrument.Ranking) []int {
	order := make([]int, 0, len(values))
	for i := range values {
		if values[i].OK() {
			order = append(order, i)
		}
	}
	compare := func(a, b int) int { return values[b].rankedBy(by).cmp(values[a].rankedBy(by)) }
	if by.LowFirst {
		compare = func(a, b int) int { return values[a].rankedBy(by).cmp(values[b].rankedBy(by)) }
	}
	slices.SortStableFunc(order, compare)
	ranks := make([]int, len(values))
	place := 0
	for n, i := range order {
		switch {
		case n > 0 && compare(order[n-1], i) == 0:
		case by.Method == instrument.Dense:
			place++
		default:
			place = n + 1
		}
		ranks[i] = place
	}
	return ranks
}

func (v *Value) rankedBy(by instrument.Ranking) rat {
	if by.Of == instrument.RankExact {
		return v.exact
	}
	return v.shown
}

// Ranking returns how the instrument ranks.
func (e *Evaluator) Ranking() instrument.Ranking { return e.rank }
