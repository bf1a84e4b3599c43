package opinion

import (
	"cmp"
	"slices"
)

// point is a place on the map.
type point struct{ x, y float64 }

func (p point) square(q point) float64 {
	dx, dy := p.x-q.x, p.y-q.y
	return dx*dx + dy*dy
}

func comparePoints(a, b point) int {
	if c := cmp.Compare(a.x, b.x); c != 0 {
		return c
	}
	return cmp.Compare(a.y, b.y)
}

const (
	// maxBase is the number of small clusters that groups are made of (Polis).
	maxBase = 100
	// maxRounds ends a k-means that has not settled.
	maxRounds = 100
)

// gather puts points into at most maxBase small clusters by k-means. It returns
// their centres from left to right and the cluster of every point.
func gather(points []point) (centres []point, of []int) {
	centres = spread(points)
	of = make([]int, len(points))
	for i, p := range points {
		of[i] = nearest(p, centres, at(p, centres))
	}
	for range maxRounds {
		centres = recentre(points, of, len(centres))
		moved := false
		for i, p := range points {
			if c := nearest(p, centres, of[i]); c != of[i] {
				of[i], moved = c, true
			}
		}
		if !moved {
			break
		}
	}
	return centres, of
}

// spread returns the starts: evenly many of the distinct points from left to right.
func spread(points []point) []point {
	distinct := slices.Clone(points)
	slices.SortFunc(distinct, comparePoints)
	distinct = slices.Compact(distinct)
	k := min(maxBase, len(distinct))
	starts := make([]point, k)
	for i := range starts {
		starts[i] = distinct[(2*i+1)*len(distinct)/(2*k)]
	}
	return starts
}

// at returns a centre that is near from left to right, to begin looking from.
func at(p point, centres []point) int {
	i, _ := slices.BinarySearchFunc(centres, p, comparePoints)
	return min(i, len(centres)-1)
}

// nearest looks for the nearest of centres that stand from left to right,
// outwards from one of them; of two equally near ones the left one.
func nearest(p point, centres []point, from int) int {
	best, least := from, p.square(centres[from])
	for i := from + 1; i < len(centres); i++ {
		if dx := centres[i].x - p.x; dx > 0 && dx*dx > least {
			break
		}
		if d := p.square(centres[i]); d < least {
			best, least = i, d
		}
	}
	for i := from - 1; i >= 0; i-- {
		if dx := p.x - centres[i].x; dx > 0 && dx*dx > least {
			break
		}
		if d := p.square(centres[i]); d < least || d == least && i < best {
			best, least = i, d
		}
	}
	return best
}

// recentre moves k centres to the middle of their points, drops those without
// any, and puts them from left to right again; of follows.
func recentre(points []point, of []int, k int) []point {
	sums, sizes := make([]point, k), make([]int, k)
	for i, p := range points {
		c := of[i]
		sums[c].x += p.x
		sums[c].y += p.y
		sizes[c]++
	}
	order := make([]int, 0, k)
	for c, n := range sizes {
		if n > 0 {
			sums[c] = point{sums[c].x / float64(n), sums[c].y / float64(n)}
			order = append(order, c)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return comparePoints(sums[a], sums[b]) })
	place, centres := make([]int, k), make([]point, len(order))
	for i, c := range order {
		place[c], centres[i] = i, sums[c]
	}
	for i, c := range of {
		of[i] = place[c]
	}
	return centres
}
