package report

import (
	"strings"
	"unicode/utf8"
)

// shares returns the columns' widths in hundredths that add up to 100: as the
// table asks, but wide enough for the longest word of each column where that
// is possible. Longer words are left to hyphenation.
func (t Table) shares() []int {
	need := t.needs(40)
	for letters := 24; total(need) > 100 && letters >= 8; letters -= 8 {
		need = t.needs(letters)
	}
	free := 100 - total(need)
	if free <= 0 {
		return hundredths(need)
	}
	want, spare := t.wanted(), 0.0
	for i := range want {
		spare += max(0, want[i]-need[i])
	}
	for i := range want {
		want[i] = need[i] + max(0, want[i]-need[i])*free/spare
	}
	return hundredths(want)
}

// wanted is the widths the table asks for, in hundredths.
func (t Table) wanted() []float64 {
	want := make([]float64, t.columns())
	for i := range want {
		want[i] = 1
		if len(t.Widths) == len(want) {
			want[i] = float64(max(t.Widths[i], 1))
		}
	}
	sum := total(want)
	for i := range want {
		want[i] *= 100 / sum
	}
	return want
}

// needs is every column's need for words up to a number of letters.
func (t Table) needs(letters int) []float64 {
	need := make([]float64, t.columns())
	for i := range need {
		need[i] = t.need(i, letters)
	}
	return need
}

func total(widths []float64) float64 {
	sum := 0.0
	for _, w := range widths {
		sum += w
	}
	return sum
}

// need is the width in hundredths of a 16.5 cm line that the longest word of a
// column takes at 9.5 pt: 1.3 per letter in bold, and 2.5 for the cell's padding.
func (t Table) need(column, letters int) float64 {
	longest := 1
	measure := func(s string) {
		for _, word := range strings.Fields(s) {
			longest = max(longest, min(utf8.RuneCountInString(word), letters))
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

// hundredths rounds widths, scaled so that their sum is 100.
func hundredths(widths []float64) []int {
	out, sum, used, all := make([]int, len(widths)), 0.0, 0, total(widths)
	for i, w := range widths {
		sum += w
		out[i] = int(sum*100/all+0.5) - used
		used += out[i]
	}
	return out
}
