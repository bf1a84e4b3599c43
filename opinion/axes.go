package opinion

import "math"

const (
	// axisResidual is the residual at which an axis counts as found, as a part of the largest eigenvalue.
	axisResidual = 1e-12
	// longestSearch is the number of steps after which the best so far is taken:
	// two axes that are nearly equally long cannot be told apart sooner.
	longestSearch = 300
)

// axes finds the two largest principal components of the table by the Lanczos
// method with full orthogonalisation. An axis along which nothing varies is zero.
func (t *table) axes() [2][]float64 {
	n := len(t.statements)
	out := [2][]float64{make([]float64, n), make([]float64, n)}
	if n == 0 {
		return out
	}
	s := newSearch(t)
	for !s.step() {
	}
	values, vectors := tridiagonal(s.diagonal, s.beside[:len(s.diagonal)-1])
	for c, i := range largestTwo(values) {
		if i < 0 || values[i] <= 1e-12*values[largestTwo(values)[0]] || values[i] <= 1e-12 {
			continue
		}
		for k, basis := range s.basis[:len(s.diagonal)] {
			add(out[c], vectors[k][i], basis)
		}
		pointed(out[c])
	}
	return out
}

// search is a Lanczos search under way: an orthogonal basis, and the tridiagonal
// matrix that the covariance is in it.
type search struct {
	t                *table
	deviations       []float64
	along, collected []float64 // by cell, working space
	basis            [][]float64
	diagonal, beside []float64
	fresh            int // the step at which the basis last began anew
	next             int // the step at which to look again whether the axes are found
}

func newSearch(t *table) *search {
	s := &search{t: t, deviations: t.deviations(), next: 8}
	s.along, s.collected = make([]float64, len(s.deviations)), make([]float64, len(s.deviations))
	s.basis = [][]float64{s.newDirection(0)}
	return s
}

// step makes the basis one longer and tells whether the axes are found.
func (s *search) step() bool {
	k := len(s.diagonal)
	w := s.multiply(s.basis[k])
	s.diagonal = append(s.diagonal, dot(w, s.basis[k]))
	s.orthogonalise(w)
	length := norm(w)
	s.beside = append(s.beside, length)
	if k+1 == len(s.t.statements) || k+1 == longestSearch {
		return true
	}
	if length <= 1e-13*s.largest() {
		s.beside[k], w = 0, s.newDirection(k+1)
		s.fresh = k + 1
		s.next = max(s.next, s.fresh+8)
	} else {
		scale(w, 1/length)
	}
	s.basis = append(s.basis, w)
	return k+1 >= s.next && s.found()
}

// found looks at the residuals of the two largest values.
func (s *search) found() bool {
	k := len(s.diagonal)
	s.next = k + 1 + k/8
	values, vectors := tridiagonal(s.diagonal, s.beside[:k-1])
	two := largestTwo(values)
	for _, i := range two {
		if math.Abs(s.beside[k-1]*vectors[k-1][i]) > axisResidual*values[two[0]] {
			return false
		}
	}
	return true
}

func (s *search) largest() float64 {
	m := 0.0
	for _, d := range s.diagonal {
		m = max(m, d)
	}
	return m
}

// multiply returns the covariance (times the people) of the votes with a
// direction: for everybody, how far they are along it, added up by statement.
func (s *search) multiply(direction []float64) []float64 {
	along, collected := s.along, s.collected
	for i, d := range s.deviations {
		along[i], collected[i] = d*direction[i>>2], 0
	}
	for i := range s.t.people {
		row := s.t.row(i)
		var a, b, c, d float64 // four sums, so that none waits for the one before
		k := 0
		for ; k+4 <= len(row); k += 4 {
			a += along[row[k]]
			b += along[row[k+1]]
			c += along[row[k+2]]
			d += along[row[k+3]]
		}
		for ; k < len(row); k++ {
			a += along[row[k]]
		}
		sum := (a + b) + (c + d)
		for _, c := range row {
			collected[c] += sum
		}
	}
	out := make([]float64, len(direction))
	for j := range out {
		at := cellOf(j, Disagree)
		out[j] = collected[at]*s.deviations[at] + collected[at+1]*s.deviations[at+1] + collected[at+2]*s.deviations[at+2]
	}
	return out
}

// orthogonalise takes away what w has of the basis, twice: once leaves rests
// that grow.
func (s *search) orthogonalise(w []float64) {
	for range 2 {
		for _, b := range s.basis {
			add(w, -dot(w, b), b)
		}
	}
}

// newDirection returns a unit vector that has nothing of the basis: fixed
// numbers without a pattern, so that no real axis stands square on it.
func (s *search) newDirection(seed int) []float64 {
	w := make([]float64, len(s.t.statements))
	state := uint64(seed + 1)
	for i := range w {
		state += 0x9e3779b97f4a7c15 // splitmix64 (Steele, Lea, Flood 2014)
		z := state
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		w[i] = 0.5 + float64((z^z>>31)>>11)/(1<<53)
	}
	s.orthogonalise(w)
	scale(w, 1/norm(w))
	return w
}

// pointed turns an axis so that the sum of its cubes is positive, and makes it
// one long: the side that most of its strong loadings are on is the right one.
func pointed(axis []float64) {
	cubes := 0.0
	for _, a := range axis {
		cubes += a * a * a
	}
	factor := 1 / norm(axis)
	if cubes < 0 {
		factor = -factor
	}
	scale(axis, factor)
}

// largestTwo returns where the two largest values are; -1 where there is none.
func largestTwo(values []float64) [2]int {
	at := [2]int{-1, -1}
	for i, v := range values {
		switch {
		case at[0] < 0 || v > values[at[0]]:
			at = [2]int{i, at[0]}
		case at[1] < 0 || v > values[at[1]]:
			at[1] = i
		}
	}
	return at
}

func dot(a, b []float64) float64 {
	var s [4]float64
	b = b[:len(a)]
	k := 0
	for ; k+4 <= len(a); k += 4 {
		s[0] += a[k] * b[k]
		s[1] += a[k+1] * b[k+1]
		s[2] += a[k+2] * b[k+2]
		s[3] += a[k+3] * b[k+3]
	}
	for ; k < len(a); k++ {
		s[0] += a[k] * b[k]
	}
	return (s[0] + s[1]) + (s[2] + s[3])
}

func norm(a []float64) float64 { return math.Sqrt(dot(a, a)) }

func scale(a []float64, by float64) {
	for i := range a {
		a[i] *= by
	}
}

// add adds by times b to a.
func add(a []float64, by float64, b []float64) {
	b = b[:len(a)]
	for i := range a {
		a[i] += by * b[i]
	}
}
