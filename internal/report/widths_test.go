package report

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShares(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 60)
	cases := []struct {
		name   string
		header []string
		widths []int
		want   []int
	}{
		{"equal", []string{"a", "b", "c", "d"}, nil, []int{25, 25, 25, 25}},
		{"asked", []string{"a", "b"}, []int{3, 1}, []int{75, 25}},
		{"wide enough for its words", []string{"a", "Beantwortet"}, []int{19, 1}, []int{83, 17}},
		{"long word beside short ones", []string{long, "ja"}, nil, []int{55, 45}},
		{"more than fits", []string{long, long, long, long, long, long, long, long, long, "a"}, nil, []int{11, 11, 10, 11, 11, 11, 10, 11, 11, 3}},
		{"wrong number of widths", []string{"a", "b"}, []int{9, 1, 1}, []int{50, 50}},
	}
	for _, c := range cases {
		if got := (Table{Header: c.header, Widths: c.widths}).shares(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSharesFillTheLine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		table := Table{Header: rapid.SliceOfN(rapid.String(), 1, 20).Draw(t, "header"), Widths: rapid.SliceOfN(rapid.Int(), 1, 20).Draw(t, "widths")}
		sum := 0
		for _, share := range table.shares() {
			if share < 1 {
				t.Fatalf("a column has %d", share)
			}
			sum += share
		}
		if sum != 100 {
			t.Fatalf("sum is %d", sum)
		}
	})
}
