package opinion

// repeats is how often Stability draws the map anew, each time without every
// repeats-th statement.
const repeats = 10

// From these similarities on a group is called stable, and from the lower one
// on at least a pattern (Hennig 2007, "Cluster-wise assessment of cluster stability").
const (
	Stable  = 0.75
	Pattern = 0.6
)

// Stability says how sure the groups of a map are: the map is drawn ten times
// anew, each time without every tenth statement, and each group is compared with the group
// that is most like it. By group: the mean Jaccard similarity, 0 to 1, of the
// people in both to the people in either. It takes ten times as long as Draw.
func Stability(v *Votes, m *Map) []float64 {
	t := tabulate(v)
	sums := make([]float64, len(m.Groups))
	for r := range repeats {
		again := draw(t.without(func(s int) bool { return s%repeats == r }))
		for g, best := range alike(m, again) {
			sums[g] += best
		}
	}
	for g := range sums {
		sums[g] /= repeats
	}
	return sums
}

// alike returns for each group of a map the similarity of the most similar
// group of another one with the same people.
func alike(m, other *Map) []float64 {
	both := make([][]int, len(m.Groups))
	for g := range both {
		both[g] = make([]int, len(other.Groups))
	}
	for i, p := range m.People {
		if o := other.People[i].Group; p.Group >= 0 && o >= 0 {
			both[p.Group][o]++
		}
	}
	best := make([]float64, len(m.Groups))
	for g, row := range both {
		for o, n := range row {
			either := m.Groups[g].Size + other.Groups[o].Size - n
			best[g] = max(best[g], float64(n)/float64(either))
		}
	}
	return best
}
