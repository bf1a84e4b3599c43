package kit

import (
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"chancencheck/check"
	"chancencheck/internal/report"
)

// book is the table being written.
type book struct {
	*grid
	e      *Evaluation
	common *big.Int
	names  struct{ how, count, talk, values, calc string }
}

// Write writes the table as a workbook whose formulas are computed when it is
// opened.
func (e *Evaluation) Write(w io.Writer) error {
	b := &book{grid: newGrid(), e: e, common: e.common()}
	defer b.file.Close()
	b.file.SetZipWriter(report.ZipOf(e.Made))
	b.names.how, b.names.count, b.names.talk = e.T("kit.eval_how"), e.T("kit.eval_count"), e.T("kit.eval_talk")
	b.names.values, b.names.calc = e.T("kit.eval_values"), e.T("kit.eval_calc")
	for _, name := range []string{b.names.how, b.names.count, b.names.talk, b.names.values, b.names.calc} {
		b.sheet(name)
		rtl := e.Dir() == "rtl"
		b.keep(b.file.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &rtl}))
	}
	b.howTo()
	b.counting()
	b.calculation()
	b.talk()
	b.standing()
	b.finish()
	if b.err != nil {
		return fmt.Errorf("make the table of %s: %w", e.Instrument.ID, b.err)
	}
	return b.file.Write(w)
}

// finish sets what belongs to the whole file.
func (b *book) finish() {
	for _, name := range []string{b.names.how, b.names.count, b.names.talk, b.names.values, b.names.calc} {
		b.protect(name)
	}
	b.keep(b.file.SetSheetVisible(b.names.calc, false))
	b.file.SetActiveSheet(0)
	full := true
	b.keep(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full}))
	made := b.e.Made.UTC().Format(time.RFC3339)
	b.keep(b.file.SetDocProps(&excelize.DocProperties{Title: b.e.title(), Language: string(b.e.Lang()), Creator: b.e.Organisation,
		LastModifiedBy: b.e.Organisation, Created: made, Modified: made}))
}

// title names the table.
func (e *Evaluation) title() string {
	if e.Format == nil {
		return e.T("kit.part_evaluation")
	}
	return e.T("kit.part_evaluation_of", "format", e.text(e.Format.Title))
}

// howTo says how to use the table, and what the letters mean.
func (b *book) howTo() {
	b.widths(b.names.how, 100)
	b.text(b.names.how, 1, 1, "title", b.e.title())
	b.text(b.names.how, 1, 2, "text", b.e.text(b.e.Instrument.Title)+", "+b.e.Instrument.Version)
	lines := strings.Split(strings.TrimSpace(b.e.T("kit.eval_help", "nobody", b.e.T("kit.code_nobody"), "not_here", b.e.T("kit.code_not_here"), "differing", b.e.T("kit.code_differing"))), "\n")
	for i, line := range lines {
		b.text(b.names.how, 1, i+4, "text", line)
	}
}

// counting is the sheet people type into.
func (b *book) counting() {
	sheet, c := b.names.count, b.e.columns()
	head := []string{b.e.T("kit.col_number"), b.e.T("kit.eval_field"), b.e.T("kit.col_question"), b.e.T("kit.eval_levels")}
	widths := []float64{6, 18, 46, 34}
	for l := range b.e.levels {
		head, widths = append(head, fmt.Sprint(l)), append(widths, 5)
	}
	head = append(head, "?", "–", "!", b.e.T("kit.eval_agreed"), b.e.T("kit.eval_says"), b.e.T("kit.eval_way"))
	widths = append(widths, 5, 5, 5, 12, 46, 30)
	b.widths(sheet, widths...)
	for i, h := range head {
		b.text(sheet, i+1, 1, "head", h)
	}
	for i, r := range b.e.rows {
		row := i + first
		for at, t := range []string{r.place, r.field, b.e.text(r.q.Text), r.legend()} {
			b.text(sheet, colPlace+at, row, "text", t)
		}
		for column := colCounts; column <= c.agreed; column++ {
			style := "input"
			if column >= colCounts+r.levels && column < c.unsure || len(r.options) == 0 && (column == c.agreed || column < c.hands) {
				style = "closed"
			}
			b.look(sheet, column, row, style)
		}
		b.formula(sheet, c.says, row, "says", b.mistake(i))
		b.formula(sheet, c.way, row, "text", b.way(i))
	}
	b.freeze(sheet, colQuestion, 1)
}

// mistake is the sentence beside a row in which something else than a number
// was typed; "" if all is well.
func (b *book) mistake(i int) string {
	w, r := b.e.working(), b.e.rows[i]
	counts := b.e.T("kit.eval_bad_count", "row", r.place, "most", check.MostCounted)
	agreed := b.e.T("kit.eval_bad_agreed", "row", r.place, "most", r.most(),
		"nobody", b.e.T("kit.code_nobody"), "not_here", b.e.T("kit.code_not_here"), "differing", b.e.T("kit.code_differing"))
	return fmt.Sprintf("IF(%s>0,%s,IF(%s=%d,%s,\"\"))", b.calc(w.bad, i), quoted(counts), b.calc(w.agreed, i), agreedWrong, quoted(agreed))
}

// way says what becomes of an item: talked about, confirmed for itself, or
// accepted together with others (check.Agenda).
func (b *book) way(i int) string {
	w := b.e.working()
	rank, slots := b.calc(w.rank, i), b.slots()
	weak := fmt.Sprintf("AND(%[1]s>=0,%[1]s<%[2]d)", b.calc(w.median, i), b.e.rows[i].topic().Low)
	return fmt.Sprintf("IF(%s+%s+%s=0,\"\",IF(AND(%s>0,%s<=%s),%s&%s,IF(OR(%s>0,%s>0,%s),%s,%s)))",
		b.calc(w.n, i), b.calc(w.unsure, i), b.calc(w.hands, i), rank, rank, slots, quoted(b.e.T("kit.eval_talk_place")+" "), rank,
		b.calc(w.hands, i), b.calc(w.urgent, i), weak, quoted(b.e.T("kit.eval_confirm")), quoted(b.e.T("kit.eval_accept")))
}

// calculation is the hidden sheet.
func (b *book) calculation() {
	for i := range b.e.rows {
		b.calculate(i)
	}
	for i := range b.e.units {
		b.value(i)
	}
	for m := leastMinutes; m <= mostMinutes; m++ {
		b.number(b.names.calc, b.e.working().slots, first+m-leastMinutes, "", check.Slots(m))
	}
}
