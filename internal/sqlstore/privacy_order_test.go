package sqlstore_test

import (
	"slices"
)

// links returns the mean rank correlations.
func links(order [asked][]int) (between, withArrival float64) {
	const pairs = asked * (asked - 1) / 2
	for i := range order {
		withArrival += rankCorrelation(order[i], arrival()) / asked
		for j := range i {
			between += rankCorrelation(order[i], order[j]) / pairs
		}
	}
	return between, withArrival
}

// arrival is the order in which the persons came.
func arrival() []int {
	order := make([]int, persons)
	for p := range order {
		order[p] = p
	}
	return order
}

// rankCorrelation is Spearman's coefficient of two orders.
func rankCorrelation(a, b []int) float64 {
	sum, n := 0.0, float64(len(a))
	for rank, p := range a {
		d := float64(rank - slices.Index(b, p))
		sum += d * d
	}
	return 1 - 6*sum/(n*(n*n-1))
}
