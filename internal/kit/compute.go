package kit

import (
	"fmt"
	"math/big"
	"strings"

	"chancencheck/check"
)

// Columns of the sheet people type into, from 1; the counts begin at colCounts.
const (
	colPlace = iota + 1
	colField
	colQuestion
	colLegend
	colCounts
)

// first is the row of the first item on the sheets of counts and of calculation.
const first = 2

// columns are the columns that depend on the number of levels.
type columns struct{ unsure, notHere, hands, agreed, says, way int }

func (e *Evaluation) columns() columns {
	n := colCounts + e.levels
	return columns{n, n + 1, n + 2, n + 3, n + 4, n + 5}
}

// Columns of the calculation after the counts as they count (1 … levels, then
// unsure, not here, hands).
type working struct {
	unsure, hands, bad, n, distance, urgent, key, rank, median, agreed, answered, of, use, share, points, why, slots, units int
}

func (e *Evaluation) working() working {
	n := e.levels + 1
	return working{n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9, n + 10, n + 11, n + 12, n + 13, n + 14, n + 15, n + 16, n + 18}
}

// Codes of what was agreed, beside the places of options from 0.
const (
	agreedNothing   = -1
	agreedNobody    = -2
	agreedNotHere   = -3
	agreedDiffering = -4
	agreedWrong     = -9
)

// calc names a cell of the calculation in the row of an item.
func (b *book) calc(column, i int) string { return ref(b.names.calc, column, i+first) }

// typed names a cell people type into.
func (b *book) typed(column, i int) string { return ref(b.names.count, column, i+first) }

// whole is what a cell counts: a whole number from 0 to the most cards, else 0.
func whole(cell string) string {
	return fmt.Sprintf("IF(ISNUMBER(%[1]s),IF(%[1]s<0,0,IF(%[1]s>%[2]d,0,IF(%[1]s=INT(%[1]s),%[1]s,0))),0)", cell, check.MostCounted)
}

// wrong is 1 for a cell that holds anything but such a number or nothing.
func wrong(cell string) string {
	return fmt.Sprintf("IF(ISBLANK(%[1]s),0,IF(ISNUMBER(%[1]s),IF(%[1]s<0,1,IF(%[1]s>%[2]d,1,IF(%[1]s=INT(%[1]s),0,1))),1))", cell, check.MostCounted)
}

// calculate writes the calculation of one item.
func (b *book) calculate(i int) {
	r, c, w := b.e.rows[i], b.e.columns(), b.e.working()
	put := func(column int, formula string) { b.formula(b.names.calc, column, i+first, "", formula) }
	var bad, counts []string
	for l := range r.levels {
		put(l+1, whole(b.typed(colCounts+l, i)))
		counts = append(counts, b.calc(l+1, i))
		bad = append(bad, wrong(b.typed(colCounts+l, i)))
	}
	for l := r.levels; l < b.e.levels; l++ {
		bad = append(bad, fmt.Sprintf("IF(ISBLANK(%s),0,1)", b.typed(colCounts+l, i)))
	}
	for _, column := range []int{c.unsure, c.notHere, c.hands} {
		bad = append(bad, wrong(b.typed(column, i)))
	}
	put(w.unsure, whole(b.typed(c.unsure, i)))
	put(w.hands, whole(b.typed(c.hands, i)))
	put(w.bad, strings.Join(bad, "+"))
	put(w.n, sum(counts))
	n := b.calc(w.n, i)
	put(w.distance, distance(n, counts))
	put(w.median, median(n, counts))
	low := sum(counts[:r.topic().Low])
	unsure, hands := b.calc(w.unsure, i), b.calc(w.hands, i)
	reasons := map[check.Why]string{
		check.Raised:   hands + ">0",
		check.Apart:    b.calc(w.distance, i) + ">0",
		check.AllLow:   fmt.Sprintf("AND(%s>0,%s=%s)", n, low, n),
		check.NobodyIn: fmt.Sprintf("AND(%s=0,%s>0)", n, unsure),
		check.FewIn:    fmt.Sprintf("AND(%s>0,%s>%s)", n, unsure, n),
		check.AllTop:   "FALSE",
	}
	if r.levels > 0 {
		reasons[check.AllTop] = fmt.Sprintf("AND(%s>1,%s=%s)", n, counts[r.levels-1], n)
	} else {
		reasons[check.NobodyIn] = "FALSE"
	}
	put(w.urgent, fmt.Sprintf("IF(OR(%s,%s,%s),1,0)", reasons[check.AllLow], reasons[check.NobodyIn], reasons[check.FewIn]))
	b.rank(i, reasons)
	b.agree(i)
}

// rank makes one whole number of all by which check.MakeAgenda orders items, so
// that the highest comes first: a hand raised, the distance to nine digits, the
// number of hands, urgency, the order of questions.
func (b *book) rank(i int, reasons map[check.Why]string) {
	w, rows := b.e.working(), len(b.e.rows)
	hands, d := b.calc(w.hands, i), b.calc(w.distance, i)
	var all, words []string
	for _, why := range []check.Why{check.Raised, check.Apart, check.AllLow, check.NobodyIn, check.FewIn, check.AllTop} {
		all = append(all, reasons[why])
		words = append(words, fmt.Sprintf("IF(%s,%s,\"\")", reasons[why], quoted(b.e.T("kit.why_"+string(why))+" ")))
	}
	b.formula(b.names.calc, w.key, i+first, "", fmt.Sprintf("IF(OR(%s),(((IF(%s>0,1,0)*1000000001+ROUND(%s*1000000000,0))*%d+%s)*2+%s)*%d+%d,0)",
		strings.Join(all, ","), hands, d, check.MostCounted+1, hands, b.calc(w.urgent, i), rows+1, rows-i))
	b.formula(b.names.calc, w.rank, i+first, "", fmt.Sprintf("IF(%[1]s>0,RANK(%[1]s,%[2]s),0)", b.calc(w.key, i), fixed(b.names.calc, w.key, first, first+rows-1)))
	b.formula(b.names.calc, w.why, i+first, "", strings.Join(words, "&"))
}

// sum adds cells that stand beside each other.
func sum(cells []string) string {
	if len(cells) == 0 {
		return "0"
	}
	return "(" + strings.Join(cells, "+") + ")"
}

// distance is check.Tally.Distance: each cut between two levels is crossed by
// every pair with one card on either side.
func distance(n string, counts []string) string {
	if len(counts) < 2 {
		return "0"
	}
	var crossed []string
	for cut := 1; cut < len(counts); cut++ {
		crossed = append(crossed, sum(counts[:cut])+"*"+sum(counts[cut:]))
	}
	return fmt.Sprintf("IF(%[1]s<2,0,(%[2]s)/(%[1]s*(%[1]s-1)/2*%[3]d))", n, strings.Join(crossed, "+"), len(counts)-1)
}

// median is check.Tally.Median: the place of the level in the middle, the lower
// of two; -1 without a card.
func median(n string, counts []string) string {
	var below []string
	for i := range counts {
		below = append(below, fmt.Sprintf("IF(%s<=INT((%s-1)/2),1,0)", sum(counts[:i+1]), n))
	}
	if len(below) == 0 {
		return "-1"
	}
	return fmt.Sprintf("IF(%s=0,-1,%s)", n, strings.Join(below, "+"))
}

// agree reads what was agreed and writes what it counts.
func (b *book) agree(i int) {
	r, w := b.e.rows[i], b.e.working()
	cell := b.typed(b.e.columns().agreed, i)
	put := func(column int, formula string) { b.formula(b.names.calc, column, i+first, "", formula) }
	word := "LOWER(TRIM(" + cell + "))"
	code := fmt.Sprintf("IF(%[1]s=%[2]s,%[3]d,IF(%[1]s=%[4]s,%[5]d,IF(%[1]s=%[6]s,%[7]d,%[8]d)))", word,
		quoted(b.e.T("kit.code_nobody")), agreedNobody, quoted(b.e.T("kit.code_not_here")), agreedNotHere, quoted(b.e.T("kit.code_differing")), agreedDiffering, agreedWrong)
	put(w.agreed, fmt.Sprintf("IF(ISBLANK(%[1]s),%[2]d,IF(ISNUMBER(%[1]s),IF(%[1]s<0,%[3]d,IF(%[1]s>%[4]d,%[3]d,IF(%[1]s=INT(%[1]s),%[1]s,%[3]d))),%[5]s))",
		cell, agreedNothing, agreedWrong, r.most(), code))
	place := b.calc(w.agreed, i)
	choose := func(of func(option int) string, otherwise string) string {
		var list []string
		for o := range r.options {
			list = append(list, of(o))
		}
		if len(list) == 0 {
			return otherwise
		}
		return fmt.Sprintf("IF(%[1]s>=0,CHOOSE(%[1]s+1,%[2]s),%[3]s)", place, strings.Join(list, ","), otherwise)
	}
	scored := func(o int) string {
		if r.options[o].points == nil {
			return "0"
		}
		return "1"
	}
	put(w.answered, choose(scored, "0"))
	put(w.of, choose(scored, fmt.Sprintf("IF(%s=%d,0,1)", place, agreedNotHere)))
	put(w.use, choose(scored, "0"))
	common := new(big.Rat).SetInt(b.common)
	put(w.share, choose(func(o int) string { return times(r.share(o), common) }, "0"))
	put(w.points, choose(func(o int) string { return times(r.options[o].points, common) }, "0"))
}

// times multiplies, 0 for nothing; the product is a whole number.
func times(x, by *big.Rat) string {
	if x == nil {
		return "0"
	}
	return new(big.Rat).Mul(x, by).RatString()
}
