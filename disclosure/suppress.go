package disclosure

import "slices"

// group is the search for one pattern: one column, or several linked ones.
type group struct {
	tree      Tree
	order     []int   // children before parents
	own       [][]int // people per column and node, the node itself only
	total     [][]int // the same including everything below
	threshold int
	small     []bool // hidden because of its own number, whatever else is hidden
	hidden    []bool
}

func newGroup(t Tree, order []int, own [][]int, columns []int, threshold int) *group {
	g := &group{tree: t, order: order, threshold: threshold, small: make([]bool, len(order))}
	for _, c := range columns {
		g.own = append(g.own, own[c])
		g.total = append(g.total, g.pool(own[c], func(int) bool { return true }))
	}
	for n := range t.nodes {
		g.small[n] = g.isSmall(n)
	}
	g.hidden = slices.Clone(g.small)
	return g
}

// isSmall tells whether a node is under the threshold in some column, or
// nobody answered at all. Nobody in one of several linked columns is no reason
// to hide the others: the question was not put to this node.
func (g *group) isSmall(n int) bool {
	nobody := true
	for _, total := range g.total {
		if total[n] > 0 && total[n] < g.threshold {
			return true
		}
		nobody = nobody && total[n] == 0
	}
	return nobody
}

// pool adds up own from the bottom; a node hands its sum to its parent if it passes.
func (g *group) pool(own []int, passes func(int) bool) []int {
	sums := slices.Clone(own)
	for _, n := range g.order {
		if p := g.tree.parent[n]; p >= 0 && passes(n) {
			sums[p] += sums[n]
		}
	}
	return sums
}

// suppress hides until every remainder is empty or large enough, then shows
// again what turned out to be unnecessary, the largest first.
func (g *group) suppress() {
	for {
		rest := g.remainders()
		n := g.exposed(rest)
		if n < 0 {
			break
		}
		g.hideUnder(n, rest)
	}
	g.showAgain()
}

// remainders gives, per column and node, the people of the node who are in no
// shown node below it.
func (g *group) remainders() [][]int {
	rest := make([][]int, len(g.own))
	for i, own := range g.own {
		rest[i] = g.pool(own, func(n int) bool { return g.hidden[n] })
	}
	return rest
}

// exposed returns the lowest shown node with a remainder that is too small, or -1.
func (g *group) exposed(rest [][]int) int {
	for _, n := range g.order {
		for i := range rest {
			if r := rest[i][n]; !g.hidden[n] && r > 0 && r < g.threshold {
				return n
			}
		}
	}
	return -1
}

// hideUnder enlarges the remainder of n: it hides the nearest, then smallest,
// then first node below n that has a remainder to give, with the way to it. If
// there is none, n itself is hidden and its remainder becomes its parent's.
func (g *group) hideUnder(n int, rest [][]int) {
	best, bestCost := []int{n}, [2]int{len(g.hidden) + 1}
	var walk func(at int, way []int)
	walk = func(at int, way []int) {
		for _, c := range g.tree.children[at] {
			path := way
			if !g.hidden[c] {
				path = append(slices.Clone(way), c)
				cost := [2]int{len(path), g.size(c)}
				if gives(rest, c) && slices.Compare(cost[:], bestCost[:]) < 0 {
					best, bestCost = path, cost
				}
			}
			walk(c, path)
		}
	}
	walk(n, nil)
	for _, b := range best {
		g.hidden[b] = true
	}
}

func gives(rest [][]int, n int) bool {
	return slices.ContainsFunc(rest, func(column []int) bool { return column[n] > 0 })
}

// size is the number of people in a node, in its smallest column.
func (g *group) size(n int) int {
	least := g.total[0][n]
	for _, total := range g.total {
		least = min(least, total[n])
	}
	return least
}

func (g *group) showAgain() {
	var candidates []int
	for n := range g.tree.nodes {
		if g.hidden[n] && !g.small[n] {
			candidates = append(candidates, n)
		}
	}
	slices.SortStableFunc(candidates, func(a, b int) int { return g.size(b) - g.size(a) })
	for again := true; again; {
		again = false
		for _, n := range candidates {
			if !g.hidden[n] {
				continue
			}
			g.hidden[n] = false
			if g.exposed(g.remainders()) >= 0 {
				g.hidden[n] = true
			} else {
				again = true
			}
		}
	}
}

// state is what the pattern stores for node n in the group's i-th column.
func (g *group) state(n, i int) Reason {
	switch {
	case g.total[i][n] < g.threshold:
		return TooFew
	case g.hidden[n]:
		return Complementary
	}
	return shownState
}
