package report

import (
	"strings"
	"unicode/utf8"
)

// shares returns the columns' widths in hundredths that add up to 100: as the
// table asks, but wide enough for the longest word of each column where that
// is possible.
func (t Table) shares() []int {
	n := t.columns()
	want, need := make([]float64, n), make([]float64, n)
	total, needed, spare := 0.0, 0.0, 0.0
	for i := range want {
		want[i], need[i] = 1, t.need(i)
		if len(t.Widths) == n {
			want[i] = float64(max(t.Widths[i], 1))
		}
		total += want[i]
		needed += need[i]
	}
	for i := range want {
		want[i] *= 100 / total
		spare += max(0, want[i]-need[i])
	}
	for i := range want {
		switch {
		case needed >= 100:
			want[i] = need[i] * 100 / needed
		default:
			want[i] = need[i] + max(0, want[i]-need[i])*(100-needed)/spare
		}
	}
	return hundredths(want)
}

// need is the width in hundredths of a 16.5 cm line that the longest word of a
// column takes at 9.5 pt: 1.3 per letter in bold, and 2.5 for the cell's padding.
// Words over 16 letters are left to hyphenation.
func (t Table) need(column int) float64 {
	longest := 1
	measure := func(s string) {
		for _, word := range strings.Fields(s) {
			longest = max(longest, min(utf8.RuneCountInString(word), 16))
		}
	}
	if column < len(t.Header) {
		measure(t.Header[column])
	}
	for _, row := range t.Rows {
		measure(row.cell(column).String())
	}
	return 2.5 + 1.3*float64(longest)
}

// hundredths rounds widths so that their sum stays 100.
func hundredths(widths []float64) []int {
	out, sum, used := make([]int, len(widths)), 0.0, 0
	for i, w := range widths {
		sum += w
		out[i] = max(int(sum+0.5)-used, 1)
		used += out[i]
	}
	return out
}
