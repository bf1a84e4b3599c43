package opinion

import "math"

// tridiagonal returns the eigenvalues of a symmetric tridiagonal matrix and its
// eigenvectors in columns, by the implicit QL method (Dubrulle, Martin, Wilkinson 1968).
func tridiagonal(diagonal, beside []float64) (values []float64, vectors [][]float64) {
	n := len(diagonal)
	d, e := append([]float64(nil), diagonal...), make([]float64, n)
	copy(e, beside)
	z := make([][]float64, n)
	for i := range z {
		z[i] = make([]float64, n)
		z[i][i] = 1
	}
	for l := range n {
		for rounds := 0; rounds < 60; rounds++ {
			m := split(d, e, l)
			if m == l {
				break
			}
			sweep(d, e, z, l, m)
		}
	}
	return d, z
}

// split returns the end of the block that begins at l: where what stands beside
// the diagonal is too small to matter.
func split(d, e []float64, l int) int {
	m := l
	for ; m < len(d)-1; m++ {
		if near := math.Abs(d[m]) + math.Abs(d[m+1]); math.Abs(e[m]) <= 1e-16*near {
			break
		}
	}
	return m
}

// sweep is one implicit step with Wilkinson's shift over the block from l to m.
func sweep(d, e []float64, z [][]float64, l, m int) {
	g := (d[l+1] - d[l]) / (2 * e[l])
	r := math.Hypot(g, 1)
	g = d[m] - d[l] + e[l]/(g+math.Copysign(r, g))
	s, c, p := 1.0, 1.0, 0.0
	for i := m - 1; i >= l; i-- {
		f, b := s*e[i], c*e[i]
		r = math.Hypot(f, g)
		e[i+1] = r
		if r == 0 {
			d[i+1] -= p
			e[m] = 0
			return
		}
		s, c = f/r, g/r
		g = d[i+1] - p
		r = (d[i]-g)*s + 2*c*b
		p = s * r
		d[i+1] = g + p
		g = c*r - b
		for _, row := range z {
			row[i], row[i+1] = c*row[i]-s*row[i+1], s*row[i]+c*row[i+1]
		}
	}
	d[l] -= p
	e[l], e[m] = g, 0
}
