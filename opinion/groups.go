package opinion

import "math"

const (
	// leastGroup is the least number of people in a group (disclosure.Floor).
	leastGroup = 5
	// mostGroups is the largest number of groups looked for (Polis).
	mostGroups = 5
	// basePerGroup is how many base clusters every group beyond the second needs (Polis).
	basePerGroup = 12
)

// division puts base clusters into groups.
type division struct {
	of         []int // group by base cluster
	k          int
	silhouette float64
}

// grouping looks for the best division of base clusters.
type grouping struct {
	centres  []point
	weight   []float64   // people by base cluster
	cost     [][]float64 // of a base cluster to a seed: squared distance times weight, by seed
	pair     [][]float64 // what is left of the cost with two seeds
	distance [][]float64
	seen     map[string]bool // divisions met on any way, so that no way is gone twice
	best     division
	members  [mostGroups][]int // working space
	name     []byte            // working space
}

// divide returns the best division of base clusters with so many people each;
// none (k = 0) if every division has a group that is too small.
func divide(centres []point, people []int) division {
	g := &grouping{centres: centres, weight: make([]float64, len(people)), seen: map[string]bool{}, name: make([]byte, len(people))}
	for i, n := range people {
		g.weight[i] = float64(n)
	}
	g.measure()
	most := min(mostGroups, 2+len(centres)/basePerGroup, len(centres))
	starts := make([][]int, len(centres))
	for first := range starts {
		starts[first] = g.seeds(first, most)
	}
	for k := 2; k <= most; k++ {
		for _, seeds := range starts {
			if len(seeds) >= k {
				g.follow(seeds[:k])
			}
		}
	}
	return g.best
}

// measure fills the distances between base clusters.
func (g *grouping) measure() {
	n := len(g.centres)
	g.cost, g.distance, g.pair = make([][]float64, n), make([][]float64, n), make([][]float64, n)
	for i, p := range g.centres {
		g.cost[i], g.distance[i] = make([]float64, n), make([]float64, n)
		for j, q := range g.centres {
			square := p.square(q)
			g.cost[i][j] = square * g.weight[j]
			g.distance[i][j] = math.Sqrt(square)
		}
	}
	for i := range n {
		g.pair[i] = make([]float64, n)
		for j := range i {
			g.pair[i][j] = together(g.cost[i], g.cost[j], math.Inf(1))
			g.pair[j][i] = g.pair[i][j]
		}
		g.pair[i][i] = together(g.cost[i], g.cost[i], math.Inf(1))
	}
}

// slack is more than rounding can do to a sum of costs.
const slack = 1e-9

// seeds begins with one base cluster and adds those that lower the weighted sum
// of squares most, up to a number. What one would gain only falls with every
// seed, so that most need not be looked at again (lazy evaluation, Minoux 1978).
func (g *grouping) seeds(first, number int) []int {
	seeds := append(make([]int, 0, number), first)
	left := append([]float64(nil), g.cost[first]...) // to the nearest seed so far
	gain := make([]float64, len(left))               // at most
	for i, cost := range g.pair[first] {
		gain[i] = g.pair[first][first] - cost
	}
	for len(seeds) < number {
		total := together(left, left, math.Inf(1))
		best, least := -1, total
		look := func(candidate int) {
			c := together(left, g.cost[candidate], least)
			gain[candidate] = total - c
			if c < least || c == least && candidate < best {
				best, least = candidate, c
			}
		}
		look(largest(gain))
		for candidate := range gain {
			if total-gain[candidate] <= least*(1+slack) {
				look(candidate)
			}
		}
		if best < 0 {
			break
		}
		seeds = append(seeds, best)
		for i, c := range g.cost[best] {
			left[i] = min(left[i], c)
		}
	}
	return seeds
}

// largest returns where the first of the largest numbers is.
func largest(numbers []float64) int {
	at := 0
	for i, n := range numbers {
		if n > numbers[at] {
			at = i
		}
	}
	return at
}

// together is the sum of the smaller ones of two costs each; above a limit it
// stops on the way and returns what it has.
func together(left, cost []float64, limit float64) float64 {
	var a, b, c, d float64 // four sums, so that none waits for the one before
	cost = cost[:len(left)]
	i := 0
	for ; i+4 <= len(left); i += 4 {
		l, k := left[i:i+4:i+4], cost[i:i+4:i+4]
		a += min(l[0], k[0])
		b += min(l[1], k[1])
		c += min(l[2], k[2])
		d += min(l[3], k[3])
		if i&12 == 12 && (a+b)+(c+d) > limit {
			return (a + b) + (c + d)
		}
	}
	for ; i < len(left); i++ {
		a += min(left[i], cost[i])
	}
	return (a + b) + (c + d)
}

// follow runs k-means from seeds until nothing moves, and considers where it
// ends. It gives up where another start has been before, and where a group is left empty.
func (g *grouping) follow(seeds []int) {
	d := division{of: make([]int, len(g.centres)), k: len(seeds)}
	centres := make([]point, d.k)
	for i, s := range seeds {
		centres[i] = g.centres[s]
	}
	for range maxRounds {
		if !g.assign(centres, d.of) {
			break
		}
		d.write(g.name)
		if g.seen[string(g.name)] {
			return
		}
		g.seen[string(g.name)] = true
		if !g.middle(centres, d.of) {
			return
		}
	}
	g.consider(d)
}

// assign puts every base cluster to its nearest centre, of equally near ones to
// the first, and tells whether one has moved.
func (g *grouping) assign(centres []point, of []int) (moved bool) {
	for i, p := range g.centres {
		old := of[i] // most stay where they are
		best, least := old, p.square(centres[old])
		for c, q := range centres {
			dx, dy := p.x-q.x, p.y-q.y
			if d := dx*dx + dy*dy; d <= least && (d < least || c < best) {
				best, least = c, d
			}
		}
		if best != old {
			of[i], moved = best, true
		}
	}
	return moved
}

// middle moves the centres and tells whether each has base clusters.
func (g *grouping) middle(centres []point, of []int) bool {
	var sums [mostGroups]point
	var weights [mostGroups]float64
	for i, p := range g.centres {
		w, c := g.weight[i], of[i]
		sums[c].x += w * p.x
		sums[c].y += w * p.y
		weights[c] += w
	}
	for c := range centres {
		if weights[c] == 0 {
			return false
		}
		centres[c] = point{sums[c].x / weights[c], sums[c].y / weights[c]}
	}
	return true
}

// consider takes a division that is better than the best so far and has no
// group that is too small.
func (g *grouping) consider(d division) {
	var people [mostGroups]float64
	for i, c := range d.of {
		people[c] += g.weight[i]
	}
	for _, n := range people[:d.k] {
		if n < leastGroup {
			return
		}
	}
	if d.silhouette = g.silhouette(d); g.best.k == 0 || d.silhouette > g.best.silhouette {
		g.best = d
	}
}

// write writes the division as a text that is the same for equal divisions,
// whatever the numbers of their groups.
func (d division) write(text []byte) {
	var number [mostGroups]byte // by group, in the order of first base clusters; 0: not met
	met := byte(0)
	for i, c := range d.of {
		if number[c] == 0 {
			met++
			number[c] = met
		}
		text[i] = number[c]
	}
}

// silhouette is the mean over base clusters of (b-a)/max(a,b): a is the mean
// distance within the own group, b to the nearest other one (Rousseeuw 1987).
// A base cluster that is a group of its own counts 0.
func (g *grouping) silhouette(d division) float64 {
	members := &g.members
	for c := range members {
		members[c] = members[c][:0]
	}
	for i, c := range d.of {
		members[c] = append(members[c], i)
	}
	total := 0.0
	for i, own := range d.of {
		if len(members[own]) == 1 {
			continue
		}
		row, b := g.distance[i], math.Inf(1)
		for c := range d.k {
			if c != own {
				b = min(b, sumOf(row, members[c])/float64(len(members[c])))
			}
		}
		total += silhouette(sumOf(row, members[own])/float64(len(members[own])-1), b)
	}
	return total / float64(len(d.of))
}

// sumOf adds some numbers of a row.
func sumOf(row []float64, at []int) float64 {
	var a, b float64
	i := 0
	for ; i+2 <= len(at); i += 2 {
		a += row[at[i]]
		b += row[at[i+1]]
	}
	if i < len(at) {
		a += row[at[i]]
	}
	return a + b
}

// silhouette of one point from the distance to its own group and to the nearest other.
func silhouette(own, other float64) float64 {
	if larger := max(own, other); larger > 0 {
		return (other - own) / larger
	}
	return 0
}
