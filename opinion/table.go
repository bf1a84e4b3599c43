package opinion

import (
	"math"
	"slices"
)

// table is the votes as the map sees them: people and statements in the order
// of their ids, one row after the other, so that no order of arrival is left.
type table struct {
	people     []string
	statements []string
	cells      []cell // row after row, each in ascending order of statements
	start      []int  // where the row of a person begins; one more than people
	counted    []int  // by person: votes on all statements, those left out included
	mean       []float64
}

// tabulate orders the votes. Whoever has no vote at all is not in the table.
func tabulate(v *Votes) *table {
	t := &table{}
	place := make([]int, len(v.statements.ids)) // of a statement in the table, -1: left out
	for i, s := range ordered(v.statements.ids, func(s int) bool { return !v.out[s] }, place) {
		place[s] = i
		t.statements = append(t.statements, v.statements.ids[s])
		t.mean = append(t.mean, mean(v.all[s]))
	}
	people := ordered(v.people.ids, func(p int) bool { return len(v.rows[p]) > 0 }, nil)
	total := 0
	for _, p := range people {
		total += len(v.rows[p])
	}
	t.cells, t.start = make([]cell, 0, total), make([]int, 1, len(people)+1)
	t.people, t.counted = make([]string, len(people)), make([]int, len(people))
	for i, p := range people {
		t.people[i], t.counted[i] = v.people.ids[p], len(v.rows[p])
		for _, c := range v.rows[p] {
			if s := place[c.statement()]; s >= 0 {
				t.cells = append(t.cells, cellOf(s, c.vote()))
			}
		}
		if row := t.cells[t.start[i]:]; !slices.IsSorted(row) {
			slices.Sort(row)
		}
		t.start = append(t.start, len(t.cells))
	}
	return t
}

// ordered returns the numbers of those ids that are kept, in the order of ids,
// and marks all places as -1.
func ordered(ids []string, keep func(int) bool, place []int) []int {
	for i := range place {
		place[i] = -1
	}
	list := make([]int, 0, len(ids))
	for i := range ids {
		if keep(i) {
			list = append(list, i)
		}
	}
	slices.SortFunc(list, func(a, b int) int { return CompareIDs(ids[a], ids[b]) })
	return list
}

// mean is the mean vote on a statement, 0 if nobody has voted.
func mean(t Tally) float64 {
	if t.Seen() == 0 {
		return 0
	}
	return float64(t.Agree-t.Disagree) / float64(t.Seen())
}

// row returns the votes of a person.
func (t *table) row(person int) []cell { return t.cells[t.start[person]:t.start[person+1]] }

// deviations returns by cell how far the vote is from the statement's mean.
func (t *table) deviations() []float64 {
	d := make([]float64, 4*len(t.statements))
	for s, mean := range t.mean {
		for vote := Disagree; vote <= Agree; vote++ {
			d[cellOf(s, vote)] = float64(vote) - mean
		}
	}
	return d
}

// without returns the table with some statements left out, for Stability.
func (t *table) without(leave func(statement int) bool) *table {
	out := &table{people: t.people, counted: t.counted, start: make([]int, 1, len(t.start)), cells: make([]cell, 0, len(t.cells))}
	place := make([]int, len(t.statements))
	for s, id := range t.statements {
		if place[s] = -1; !leave(s) {
			place[s] = len(out.statements)
			out.statements, out.mean = append(out.statements, id), append(out.mean, t.mean[s])
		}
	}
	for i := range t.people {
		for _, c := range t.row(i) {
			if s := place[c.statement()]; s >= 0 {
				out.cells = append(out.cells, cellOf(s, c.vote()))
			}
		}
		out.start = append(out.start, len(out.cells))
	}
	return out
}

// project places everybody on the axes, corrected for few votes.
func (t *table) project(axes [2][]float64) []point {
	var along [2][]float64 // by cell: what a vote adds on an axis
	for c, axis := range axes {
		along[c] = t.deviations()
		for i := range along[c] {
			along[c][i] *= axis[i>>2]
		}
	}
	points := make([]point, len(t.people))
	for i := range points {
		var p point
		row := t.row(i)
		for _, c := range row {
			p.x += along[0][c]
			p.y += along[1][c]
		}
		scale := math.Sqrt(float64(len(t.statements)) / float64(max(1, len(row))))
		points[i] = point{p.x * scale, p.y * scale}
	}
	return points
}
