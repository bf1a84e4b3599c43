package opinion

import (
	"cmp"
	"math"
	"slices"
)

// Map says where everybody stands and which groups there are. It is a picture
// of one moment; the votes behind it go on.
type Map struct {
	// People has everybody with a vote, in the order of ids.
	People []Place
	// Groups, largest first; empty if no division has five people in each group.
	Groups []Group
	// Statements has the statements that count, in the order of ids.
	Statements []Spot
	// Silhouette says how clearly the groups stand apart, from -1 to 1: from 0.5
	// clearly, below 0.25 hardly (Kaufman and Rousseeuw 1990). 0 without groups.
	Silhouette float64
}

// Place is where a person stands.
type Place struct {
	ID string
	// X and Y have no unit: a distance of 0 means the same votes as far as two axes can tell.
	X, Y float64
	// Votes is the number of votes on statements that count.
	Votes int
	// Group is the number of the group, -1 if in none.
	Group int
}

// Group is one group of a map. Its number is its place in the list.
type Group struct {
	// Size in people.
	Size int
	// X and Y are the middle of its people.
	X, Y float64
}

// Spot is what the map says about a statement.
type Spot struct {
	ID string
	// X and Y are where somebody would stand who has agreed to this statement and nothing else.
	X, Y float64
	// Extremity is the distance of that place from the middle.
	Extremity float64
}

// enoughVotes is the number of votes from which somebody is grouped, or all
// statements if there are fewer (Polis).
const enoughVotes = 7

// Draw computes the map, cold.
func Draw(v *Votes) *Map { return draw(tabulate(v)) }

func draw(t *table) *Map {
	axes := t.axes()
	points := t.project(axes)
	m := &Map{People: make([]Place, len(points)), Statements: make([]Spot, len(t.statements))}
	for i, p := range points {
		m.People[i] = Place{ID: t.people[i], X: p.x, Y: p.y, Votes: len(t.row(i)), Group: -1}
	}
	for s, id := range t.statements {
		reach := math.Sqrt(float64(len(t.statements))) * (1 - t.mean[s])
		x, y := reach*axes[0][s], reach*axes[1][s]
		m.Statements[s] = Spot{ID: id, X: x, Y: y, Extremity: math.Sqrt(x*x + y*y)}
	}
	m.group(t, points)
	return m
}

// group divides those who have voted often enough.
func (m *Map) group(t *table, points []point) {
	var who []int
	var stand []point
	for i, p := range points {
		if t.counted[i] >= min(enoughVotes, len(t.statements)) {
			who, stand = append(who, i), append(stand, p)
		}
	}
	if len(who) < 2*leastGroup {
		return
	}
	centres, of := gather(stand)
	people := make([]int, len(centres))
	for _, c := range of {
		people[c]++
	}
	d := divide(centres, people)
	if d.k == 0 {
		return
	}
	m.Silhouette = d.silhouette
	for i, p := range who {
		m.People[p].Group = d.of[of[i]]
	}
	m.number(d.k)
}

// number puts the groups in order and gives them their sizes and middles.
func (m *Map) number(k int) {
	sizes, firsts, order := make([]int, k), make([]int, k), make([]int, k)
	for g := range order {
		order[g], firsts[g] = g, len(m.People)
	}
	for i, p := range m.People {
		if p.Group >= 0 {
			sizes[p.Group]++
			firsts[p.Group] = min(firsts[p.Group], i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sizes[b], sizes[a]), cmp.Compare(firsts[a], firsts[b]))
	})
	number := make([]int, k)
	m.Groups = make([]Group, k)
	for n, g := range order {
		number[g] = n
	}
	for i := range m.People {
		p := &m.People[i]
		if p.Group < 0 {
			continue
		}
		p.Group = number[p.Group]
		g := &m.Groups[p.Group]
		g.Size++
		g.X, g.Y = g.X+p.X, g.Y+p.Y
	}
	for n := range m.Groups {
		g := &m.Groups[n]
		g.X, g.Y = g.X/float64(g.Size), g.Y/float64(g.Size)
	}
}
