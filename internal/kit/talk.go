package kit

import (
	"fmt"

	"chancencheck/check"
)

// The lengths of a talk that the table takes, in minutes: a quarter of an hour
// to a long day.
const (
	leastMinutes = 15
	mostMinutes  = 480
)

// The rows of the sheet of the talk.
const (
	rowMinutes = 2
	rowSlots   = 3
	rowHead    = 5
)

// minutes is the cell people type the length of the talk into.
func (b *book) minutes() string { return "'" + b.names.talk + "'!$B$2" }

// slots is the cell that says how many items fit into the talk.
func (b *book) slots() string { return "'" + b.names.talk + "'!$B$3" }

// talk is the agenda: as many items as fit into the minutes, in their order.
func (b *book) talk() {
	sheet, w, rows := b.names.talk, b.e.working(), len(b.e.rows)
	b.widths(sheet, 22, 12, 60, 44, 14, 14)
	b.text(sheet, 1, 1, "title", b.e.T("kit.eval_talk_title"))
	b.text(sheet, 1, rowMinutes, "text", b.e.T("kit.eval_minutes"))
	minutes := 90
	if b.e.Format != nil && b.e.Format.Minutes > 0 {
		minutes = b.e.Format.Minutes
	}
	b.number(sheet, 2, rowMinutes, "input", minutes)
	typed := b.minutes()
	b.formula(sheet, 3, rowMinutes, "says", fmt.Sprintf("IF(%s>0,\"\",%s)", b.slots(), quoted(b.e.T("kit.eval_bad_minutes", "least", leastMinutes, "most", mostMinutes))))
	b.text(sheet, 1, rowSlots, "text", b.e.T("kit.eval_slots"))
	b.formula(sheet, 2, rowSlots, "result", fmt.Sprintf("IF(ISNUMBER(%[1]s),IF(%[1]s<%[2]d,0,IF(%[1]s>%[3]d,0,INDEX(%[4]s,INT(%[1]s)-%[5]d)+0)),0)",
		typed, leastMinutes, mostMinutes, fixed(b.names.calc, w.slots, first, first+mostMinutes-leastMinutes), leastMinutes-1))
	for i, h := range []string{"kit.eval_place", "kit.col_number", "kit.col_question", "kit.eval_why", "kit.eval_apart", "kit.eval_proposal"} {
		b.text(sheet, i+1, rowHead, "head", b.e.T(h))
	}
	most := min(rows, check.Slots(mostMinutes))
	for k := 1; k <= most; k++ {
		row := rowHead + k
		found := fmt.Sprintf("MATCH(%d,%s,0)", k, fixed(b.names.calc, w.rank, first, first+rows-1))
		shown := func(from string) string {
			return fmt.Sprintf("IF(%d>%s,\"\",IF(ISERROR(%s),\"\",INDEX(%s,%s)))", k, b.slots(), found, from, found)
		}
		b.formula(sheet, 1, row, "text", fmt.Sprintf("IF(%s=\"\",\"\",%d)", at(2, row), k))
		b.formula(sheet, 2, row, "text", shown(fixed(b.names.count, colPlace, first, first+rows-1)))
		b.formula(sheet, 3, row, "text", shown(fixed(b.names.count, colQuestion, first, first+rows-1)))
		b.formula(sheet, 4, row, "text", shown(fixed(b.names.calc, w.why, first, first+rows-1)))
		b.formula(sheet, 5, row, "percent", shown(fixed(b.names.calc, w.distance, first, first+rows-1)))
		median := fmt.Sprintf("INDEX(%s,%s)", fixed(b.names.calc, w.median, first, first+rows-1), found)
		b.formula(sheet, 6, row, "text", fmt.Sprintf("IF(%s=\"\",\"\",IF(%[2]s+0<0,\"\",%[2]s+0))", at(2, row), median))
	}
	b.freeze(sheet, 0, rowHead)
}

// standing is the value of every field, group and the whole.
func (b *book) standing() {
	sheet := b.names.values
	b.widths(sheet, 56, 12, 14, 10, 56)
	for i, h := range []string{"kit.eval_field", "kit.eval_value", "kit.eval_answered", "kit.eval_of", "kit.eval_says"} {
		b.text(sheet, i+1, 1, "head", b.e.T(h))
	}
	for i, u := range b.e.units {
		row := i + first
		title := b.e.text(u.title)
		if u.total {
			title = b.e.T("kit.eval_total")
		}
		b.text(sheet, 1, row, "text", indent(u.depth)+title)
		ok, of, answered := b.unit(unitOK, i), b.unit(unitOf, i), b.unit(unitAnswered, i)
		b.formula(sheet, 2, row, "result", fmt.Sprintf("IF(%s=1,%s,\"\")", ok, b.unit(unitShown, i)))
		b.formula(sheet, 3, row, "text", answered)
		b.formula(sheet, 4, row, "text", of)
		says := fmt.Sprintf("IF(%s=1,\"\",IF(%s=0,%s,IF(%s=0,%s,%s)))", ok, of, quoted(b.e.T("kit.eval_none")), answered, quoted(b.e.T("kit.eval_empty")), quoted(b.e.T("kit.eval_few")))
		if u.beyond {
			says = quoted(b.e.T("kit.eval_beyond"))
		}
		b.formula(sheet, 5, row, "text", says)
	}
	b.freeze(sheet, 1, 1)
}

// indent sets nodes below others in.
func indent(depth int) string {
	out := ""
	for range depth {
		out += "   "
	}
	return out
}
