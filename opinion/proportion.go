package opinion

import "math"

// sure is the one-sided 90 % point of the normal distribution: what a z value
// has to exceed to count as more than chance (Polis).
const sure = 1.2816

// share is the part of those who have seen a statement and chose one side, with
// one success and one failure added: (n+1)/(seen+2).
func share(n, seen int) float64 { return (float64(n) + 1) / (float64(seen) + 2) }

// shareTest is the z value of a share against one half.
func shareTest(n, seen int) float64 {
	of := float64(seen) + 1
	return 2 * math.Sqrt(of) * ((float64(n)+1)/of - 0.5)
}

// differenceTest is the z value of the difference of two shares, one success
// added to each count; 0 where all are successes.
func differenceTest(n, seen, other, otherSeen int) float64 {
	s1, n1, s2, n2 := float64(n)+1, float64(seen)+1, float64(other)+1, float64(otherSeen)+1
	pooled := (s1 + s2) / (n1 + n2)
	if pooled == 1 {
		return 0
	}
	return (s1/n1 - s2/n2) / math.Sqrt(pooled*(1-pooled)*(1/n1+1/n2))
}

// on is the number of people on a side of a statement.
func (t Tally) on(side Vote) int {
	if side == Agree {
		return t.Agree
	}
	return t.Disagree
}

// Lean is how strongly people take one side of a statement.
type Lean struct {
	// Side is Agree or Disagree.
	Side Vote
	// Share is (n+1)/(seen+2), from 0 to 1.
	Share float64
	// Test is the z value of the share against one half.
	Test float64
}

// Lean returns how strongly the people of a tally take a side.
func (t Tally) Lean(side Vote) Lean {
	return Lean{side, share(t.on(side), t.Seen()), shareTest(t.on(side), t.Seen())}
}

// clear tells whether a majority takes the side, and not by chance.
func (l Lean) clear() bool { return l.Share > 0.5 && l.Test > sure }

// Side returns the side that a clear majority takes; Pass if there is none.
func (t Tally) Side() Vote {
	for _, side := range []Vote{Agree, Disagree} {
		if t.Lean(side).clear() {
			return side
		}
	}
	return Pass
}
