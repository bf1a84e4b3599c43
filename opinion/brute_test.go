package opinion_test

import (
	"fmt"
	"math"
	"sort"

	"chancencheck/opinion"
)

// dense is a conversation as a full matrix, for an independent computation that
// shares no code with the package: 1, 0, -1, or nothing (NaN).
type dense struct {
	people, statements []string
	cells              [][]float64
	out                []bool // by statement
}

var nothing = math.NaN()

// cast is one vote of a stream.
type cast struct {
	person, statement string
	vote              opinion.Vote
}

// matrix makes the full matrix of a stream of votes: the last one counts.
func matrix(stream []cast, out map[string]bool) dense {
	d := dense{}
	people, statements := map[string]bool{}, map[string]bool{}
	for _, c := range stream {
		people[c.person], statements[c.statement] = true, true
	}
	d.people, d.statements = sorted(people), sorted(statements)
	for _, s := range d.statements {
		d.out = append(d.out, out[s])
	}
	for _, p := range d.people {
		row := make([]float64, len(d.statements))
		for j, s := range d.statements {
			row[j] = nothing
			for _, c := range stream {
				if c.person == p && c.statement == s {
					row[j] = float64(c.vote)
				}
			}
		}
		d.cells = append(d.cells, row)
	}
	return d
}

func sorted(set map[string]bool) []string {
	var list []string
	for s := range set {
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool {
		var a, b int
		fmt.Sscan(list[i], &a)
		fmt.Sscan(list[j], &b)
		return a < b
	})
	return list
}

// counts of a statement among the people that are meant.
func (d dense) counts(j int, among func(person string) bool) (agree, disagree, seen float64) {
	for i, p := range d.people {
		v := d.cells[i][j]
		if math.IsNaN(v) || !among(p) {
			continue
		}
		seen++
		if v == 1 {
			agree++
		}
		if v == -1 {
			disagree++
		}
	}
	return agree, disagree, seen
}

func everybody(string) bool { return true }

// centred is the matrix of the statements that count, with the column mean taken
// away and where there is no vote.
func (d dense) centred() (a [][]float64, mean []float64, kept []int) {
	for j := range d.statements {
		if d.out[j] {
			continue
		}
		kept = append(kept, j)
		agree, disagree, seen := d.counts(j, everybody)
		mean = append(mean, (agree-disagree)/seen)
	}
	for _, row := range d.cells {
		var line []float64
		for c, j := range kept {
			v := row[j]
			if math.IsNaN(v) {
				v = mean[c]
			}
			line = append(line, v-mean[c])
		}
		a = append(a, line)
	}
	return a, mean, kept
}

// jacobi returns eigenvalues and eigenvectors (columns) of a symmetric matrix by
// rotations, another method than the package uses.
func jacobi(m [][]float64) (values []float64, vectors [][]float64) {
	n := len(m)
	vectors = make([][]float64, n)
	for i := range vectors {
		vectors[i] = make([]float64, n)
		vectors[i][i] = 1
	}
	for range 60 {
		for p := range n {
			for q := p + 1; q < n; q++ {
				if m[p][q] == 0 {
					continue
				}
				angle := 0.5 * math.Atan2(2*m[p][q], m[p][p]-m[q][q])
				c, s := math.Cos(angle), math.Sin(angle)
				for k := range n {
					m[k][p], m[k][q] = c*m[k][p]+s*m[k][q], -s*m[k][p]+c*m[k][q]
				}
				for k := range n {
					m[p][k], m[q][k] = c*m[p][k]+s*m[q][k], -s*m[p][k]+c*m[q][k]
				}
				for k := range n {
					vectors[k][p], vectors[k][q] = c*vectors[k][p]+s*vectors[k][q], -s*vectors[k][p]+c*vectors[k][q]
				}
			}
		}
	}
	for i := range n {
		values = append(values, m[i][i])
	}
	return values, vectors
}

// picture is what the map says, computed densely.
type picture struct {
	x, y      map[string]float64
	extremity map[string]float64
	// apart says how well the two axes are told from each other and from the
	// third; near 0 the axes are arbitrary.
	apart float64
}

func (d dense) picture() picture {
	a, mean, kept := d.centred()
	n := len(kept)
	covariance := make([][]float64, n)
	for j := range covariance {
		covariance[j] = make([]float64, n)
		for k := range covariance[j] {
			for i := range a {
				covariance[j][k] += a[i][j] * a[i][k]
			}
		}
	}
	values, vectors := jacobi(covariance)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return values[order[i]] > values[order[j]] })
	axis := func(c int) []float64 {
		out, cubes := make([]float64, n), 0.0
		if c >= n || values[order[c]] < 1e-9 {
			return out
		}
		for j := range out {
			out[j] = vectors[j][order[c]]
			cubes += math.Pow(out[j], 3)
		}
		for j := range out {
			out[j] *= math.Copysign(1, cubes)
		}
		return out
	}
	first, second := axis(0), axis(1)
	p := picture{x: map[string]float64{}, y: map[string]float64{}, extremity: map[string]float64{}}
	gap := func(i int) float64 {
		if i+1 >= n {
			return 1
		}
		return (values[order[i]] - values[order[i+1]]) / values[order[0]]
	}
	p.apart = math.Min(gap(0), gap(1))
	for i, person := range d.people {
		votes := 0.0
		for c, j := range kept {
			if math.IsNaN(d.cells[i][j]) {
				continue
			}
			votes++
			p.x[person] += (d.cells[i][j] - mean[c]) * first[c]
			p.y[person] += (d.cells[i][j] - mean[c]) * second[c]
		}
		stretch := math.Sqrt(float64(n) / math.Max(1, votes))
		p.x[person] *= stretch
		p.y[person] *= stretch
	}
	for c, j := range kept {
		p.extremity[d.statements[j]] = math.Sqrt(float64(n)) * (1 - mean[c]) * math.Hypot(first[c], second[c])
	}
	return p
}
