package kit

import (
	"strconv"
	"strings"

	"chancencheck/check"
	"chancencheck/internal/report"
)

// tableSheets are what lies on the table: to count cards, to write two lines
// per item, what works, measures and what is passed upward.
func (k Kit) tableSheets() *report.Document {
	d := k.document(k.T("kit.part_table"))
	k.countSheet(d)
	d.PageBreak()
	k.itemSheet(d)
	d.PageBreak()
	d.Heading(1, k.T("kit.table_worked"))
	d.Lines(k.T("kit.table_worked_text"), 4)
	k.measureSheet(d)
	d.PageBreak()
	k.upwardSheet(d)
	d.Heading(1, k.T("kit.table_done"))
	d.Lines(k.T("kit.table_done_team"), 1)
	d.Lines(k.T("kit.table_done_head"), 2)
	return d
}

// countSheet has one row per question that is rated, for strokes.
func (k Kit) countSheet(d *report.Document) {
	d.Heading(1, k.T("kit.table_count"))
	written(d, k.T("kit.table_count_text"))
	rows, most := k.rated(), 0
	for _, r := range rows {
		most = max(most, len(r.levels))
	}
	t := report.Table{Caption: k.T("kit.table_count_caption"), Grid: true, RowHeads: true, Header: []string{k.T("kit.col_question")}, Widths: []int{60}}
	for i := range most {
		t.Header, t.Widths = append(t.Header, strconv.Itoa(i)), append(t.Widths, 5)
	}
	t.Header, t.Widths = append(t.Header, "?", "–", "!"), append(t.Widths, 5, 5, 5)
	for _, r := range rows {
		t.Rows = append(t.Rows, report.Cells(strconv.Itoa(r.Place)+". "+k.text(r.Text)))
	}
	d.Table(t)
}

// form is a table to fill in: every row begins with its number and repeats what
// is asked in each column.
func (k Kit) form(caption, row string, rows int, header []string, widths []int, cells ...string) report.Table {
	t := report.Table{Caption: caption, Grid: true, RowHeads: true, Header: append([]string{row}, header...), Widths: append([]int{10}, widths...)}
	for i := range rows {
		t.Rows = append(t.Rows, report.Cells(append([]string{strconv.Itoa(i + 1)}, cells...)...))
	}
	return t
}

// boxes are options to tick in a cell, one below the other.
func boxes(options ...string) string { return "☐ " + strings.Join(options, "\n☐ ") }

// who are the boxes of who can change it; without them, teams are blamed for
// federal forms.
func (k Kit) who() string {
	var options []string
	for _, w := range check.Whos {
		options = append(options, k.T("kit.who_"+string(w)))
	}
	return boxes(options...)
}

// mostItems is for how many items there is room: more than any talk of a morning.
const mostItems = 12

// itemSheet has room for as many items as the usual talk has.
func (k Kit) itemSheet(d *report.Document) {
	slots := mostItems
	if f := k.usual(); f != nil && f.Minutes > 0 {
		slots = min(check.Slots(f.Minutes), mostItems)
	}
	d.Heading(1, k.T("kit.table_items"))
	d.Para(k.T("kit.table_items_text"))
	d.Table(k.form(k.T("kit.table_items_caption"), k.T("kit.col_number"), slots,
		[]string{k.T("kit.col_agreed"), k.T("kit.col_lines"), k.T("kit.col_who")}, []int{20, 40, 30},
		k.T("kit.table_level")+"\n\n"+boxes(k.T("kit.table_nobody"), k.T("kit.table_differing")),
		k.T("kit.table_today")+"\n\n\n\n"+k.T("kit.table_missing")+"\n\n\n", k.who()))
}

func (k Kit) measureSheet(d *report.Document) {
	d.Heading(1, k.T("kit.table_measures"))
	d.Para(k.T("kit.table_measures_text", "most", check.MostMeasures))
	d.Table(k.form(k.T("kit.table_measures_caption"), k.T("kit.col_number"), check.MostMeasures,
		[]string{k.T("kit.col_step"), k.T("kit.col_post"), k.T("kit.col_who")}, []int{30, 30, 30},
		k.T("kit.table_what")+"\n\n\n\n"+k.T("kit.table_sign")+"\n\n", k.T("kit.table_post")+"\n\n\n"+k.T("kit.table_until")+"\n\n"+boxes(k.T("kit.table_soon")), k.who()))
}

// needsOnSheet is how many needs fit on a page.
const needsOnSheet = 4

func (k Kit) upwardSheet(d *report.Document) {
	d.Heading(1, k.T("kit.table_upward"))
	d.Para(k.T("kit.table_upward_text"))
	d.Table(k.form(k.T("kit.table_upward_caption"), k.T("kit.col_number"), needsOnSheet,
		[]string{k.T("kit.col_need"), k.T("kit.col_answer"), k.T("kit.col_who")}, []int{35, 25, 30},
		k.T("kit.table_what")+"\n\n\n\n", k.T("kit.table_to")+"\n\n"+k.T("kit.table_until")+"\n", k.who()))
}

// rated is a question with an order of levels, as the agenda sees it.
type rated struct {
	Question
	field  Field
	levels []string
}

// rated are the questions that are rated, in order.
func (k Kit) rated() []rated {
	fields, _ := Fields(k.Instrument, "", k.Kind)
	var out []rated
	for _, f := range fields {
		for _, q := range f.All() {
			if levels := (check.Item{Question: q.Question}).Levels(); levels != nil {
				out = append(out, rated{q, f, levels})
			}
		}
	}
	return out
}
