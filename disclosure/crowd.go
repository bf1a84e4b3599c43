package disclosure

const (
	// CrowdFrom is the number of voters from which the public sees counts.
	CrowdFrom = 10
	// CrowdStep is the least number of people between two pictures of the same counts.
	CrowdStep = Floor
)

// Crowd is what the public sees of counts that grow while it watches: votes on
// a statement, say. Whoever sees every single vote arrive sees whose it is; so
// nothing is shown below ten voters, and the picture stands still until at
// least five people have come, gone or changed sides. The zero Crowd shows nothing.
type Crowd struct{ counts []int }

// CrowdSeen is a Crowd whose last picture was stored (see Counts), so that a
// restart does not make a step smaller than five.
func CrowdSeen(counts []int) Crowd {
	if sum(counts) < CrowdFrom {
		return Crowd{}
	}
	return Crowd{append([]int(nil), counts...)}
}

// Watch returns the crowd after a look at the counts of now, one per kind of
// vote, always the same kinds in the same order.
func (c Crowd) Watch(now []int) Crowd {
	switch {
	case sum(now) < CrowdFrom:
		return Crowd{}
	case c.counts == nil || c.moved(now) >= CrowdStep:
		return CrowdSeen(now)
	}
	return c
}

// moved is the least number of people who explain the difference to the last picture.
func (c Crowd) moved(now []int) int {
	if len(now) != len(c.counts) {
		return CrowdStep // other kinds of vote: another question
	}
	came, went := 0, 0
	for i, n := range now {
		if d := n - c.counts[i]; d > 0 {
			came += d
		} else {
			went -= d
		}
	}
	return max(came, went)
}

// Counts returns the last picture, to be stored for CrowdSeen; nil before the first.
func (c Crowd) Counts() []int { return append([]int(nil), c.counts...) }

// Voters returns the number of voters in the picture.
func (c Crowd) Voters() Shown {
	if c.counts == nil {
		return Withhold(TooFew)
	}
	return people(sum(c.counts), sum(c.counts))
}

// Show returns the counts of the picture, in so many kinds.
func (c Crowd) Show(kinds int) []Shown {
	out := make([]Shown, kinds)
	for i := range out {
		out[i] = Withhold(TooFew)
		if i < len(c.counts) {
			out[i] = people(c.counts[i], sum(c.counts))
		}
	}
	return out
}
