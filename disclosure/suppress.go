package disclosure

import "slices"

// group is the search for one pattern: one column, or several linked ones.
type group struct {
	tree      Tree
	order     []int   // children before parents
	own       [][]int // people per column and node, the node itself only
	total     [][]int // the same including everything below
	threshold int
	tooFew    []bool
	hidden    []bool
}

func newGroup(t Tree, order []int, own [][]int, columns []int, threshold int) *group {
	g := &group{tree: t, order: order, threshold: threshold, tooFew: make([]bool, len(order)), hidden: make([]bool, len(order))}
	for _, c := range columns {
		g.own = append(g.own, own[c])
		g.total = append(g.total, g.pool(own[c], func(int) bool { return true }))
	}
	for n := range t.nodes {
		for _, total := range g.total {
			g.tooFew[n] = g.tooFew[n] || total[n] < threshold
		}
	}
	copy(g.hidden, g.tooFew)
	return g
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
		n := g.exposed()
		if n < 0 {
			break
		}
		g.hideUnder(n)
	}
	g.showAgain()
}

// exposed returns the lowest shown node with a remainder that is too small, or
// -1. The unions of nodes above every top count as nothing: they are not shown.
func (g *group) exposed() int {
	for _, own := range g.own {
		rest := g.pool(own, func(n int) bool { return g.hidden[n] })
		for _, n := range g.order {
			if !g.hidden[n] && rest[n] > 0 && rest[n] < g.threshold {
				return n
			}
		}
	}
	return -1
}

// hideUnder enlarges the remainder of n: it hides the nearest, then smallest,
// then first bottom node that is still shown below n, with the way to it. If
// there is none, n itself is hidden and its remainder becomes its parent's.
func (g *group) hideUnder(n int) {
	best, bestCost := []int(nil), [2]int{}
	var walk func(at int, newly []int)
	walk = func(at int, newly []int) {
		for _, c := range g.tree.children[at] {
			path := newly
			if !g.hidden[c] {
				path = append(slices.Clone(newly), c)
			}
			if len(path) > 0 && g.adds(c) {
				cost := [2]int{len(path), g.size(c)}
				if best == nil || slices.Compare(cost[:], bestCost[:]) < 0 {
					best, bestCost = path, cost
				}
			}
			walk(c, path)
		}
	}
	walk(n, nil)
	if best == nil {
		best = []int{n}
	}
	for _, b := range best {
		g.hidden[b] = true
	}
}

// adds tells whether hiding the shown node c alone enlarges the remainder above it.
func (g *group) adds(c int) bool {
	if g.hidden[c] {
		return false
	}
	for i := range g.own {
		rest := g.own[i][c]
		for _, below := range g.tree.children[c] {
			if g.hidden[below] {
				rest += g.total[i][below]
			}
		}
		if rest > 0 {
			return true
		}
	}
	return false
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
		if g.hidden[n] && !g.tooFew[n] {
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
			if g.exposed() >= 0 {
				g.hidden[n] = true
			} else {
				again = true
			}
		}
	}
}

func (g *group) state(n int) Reason {
	switch {
	case g.tooFew[n]:
		return TooFew
	case g.hidden[n]:
		return Complementary
	}
	return shownState
}
