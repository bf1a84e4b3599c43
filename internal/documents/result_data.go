package documents

import (
	"strings"

	"chancencheck/check"
	"chancencheck/internal/report"
	"chancencheck/result"
)

// joinPath writes the units above in one line.
func joinPath(names []string) string { return strings.Join(names, " / ") }

// columns are those of a result for other programs.
func (r Result) columns() []report.Column {
	column := func(name string) report.Column {
		return report.Column{Name: name, Title: r.T("result.data_" + name), Description: r.T("result.datahelp_" + name)}
	}
	return []report.Column{column("part"), column("id"), column("field"), column("text"), column("standing"), column("level"), column("reason"),
		column("other_level"), column("other_reason"), column("value"), column("answered"), column("of"), column("who"), column("post"), column("soon")}
}

// row is one line of a result for other programs.
type row struct {
	part, id, field, text, standing, level, reason, otherLevel, otherReason string
	value                                                                   report.Value
	answered, of                                                            int
	who, post, soon                                                         string
}

func (x row) values() []report.Value {
	counts := []report.Value{report.Empty(), report.Empty()}
	if x.of > 0 {
		counts = []report.Value{report.Int(x.answered), report.Int(x.of)}
	}
	out := cells(x.part, x.id, x.field, x.text, x.standing, x.level, x.reason, x.otherLevel, x.otherReason)
	out = append(append(out, x.value), counts...)
	return append(out, cells(x.who, x.post, x.soon)...)
}

// cells makes texts; an empty one is a cell for something that does not exist.
func cells(texts ...string) []report.Value {
	out := make([]report.Value, len(texts))
	for i, t := range texts {
		if t != "" {
			out[i] = report.Str(t)
		}
	}
	return out
}

// Dataset writes the result for other programs: the same content as the document.
func (r Result) Dataset() *report.Dataset {
	d := r.dataset()
	for _, rows := range [][]row{r.valueRows(), r.lineRows(), r.noteRows()} {
		d.Rows = append(d.Rows, valuesOf(rows)...)
	}
	return d
}

// Workbook writes the result as a spreadsheet: fields, questions, notes.
func (r Result) Workbook() *report.Workbook {
	d := r.dataset()
	b := d.Workbook(r.T("result.word_notes"))
	b.Organisation = r.Organisation
	pick := func(title string, rows []row, from ...int) report.Sheet {
		s := report.Sheet{Name: r.T(title)}
		for _, c := range from {
			s.Columns = append(s.Columns, d.Columns[c])
		}
		for _, values := range valuesOf(rows) {
			var kept []report.Value
			for _, c := range from {
				kept = append(kept, values[c])
			}
			s.Rows = append(s.Rows, kept)
		}
		return s
	}
	b.Sheets = []report.Sheet{
		pick("result.sheet_fields", r.valueRows(), 2, 3, 9, 10, 11),
		pick("result.sheet_questions", r.lineRows(), 2, 3, 4, 5, 6, 7, 8),
		pick("result.sheet_notes", r.noteRows(), 0, 3, 12, 13, 14),
	}
	return b
}

func (r Result) dataset() *report.Dataset {
	c := r.Report.Check
	d := &report.Dataset{Name: "result", Title: r.T("result.document_title", "unit", c.UnitName), Lang: string(r.Lang()), Made: r.Made, Columns: r.columns()}
	d.Meta = []report.KeyValue{
		report.KV(r.T("result.organisation"), r.Organisation), report.KV(r.T("result.unit"), c.UnitName),
		report.KV(r.T("result.col_service"), r.Service()), report.KV(r.T("result.round"), r.Round.Title),
		report.KV(r.T("result.instrument"), r.Instrument.ID+" "+r.Instrument.Version),
	}
	if r.Signed() {
		d.Meta = append(d.Meta, report.KV(r.T("result.signed"), r.T("result.signed_by", "name", r.SignedBy, "date", r.SignedAt)))
	} else {
		d.Meta = append(d.Meta, report.KV(r.T("result.unsigned_title"), r.T("result.unsigned_text")))
	}
	if c.Comment != "" {
		d.Meta = append(d.Meta, report.KV(r.T("result.comment"), c.Comment))
	}
	return d
}

func valuesOf(rows []row) [][]report.Value {
	out := make([][]report.Value, len(rows))
	for i, x := range rows {
		out[i] = x.values()
	}
	return out
}

// valueRows are the whole and the fields with what is said about their values.
func (r Result) valueRows() []row {
	var rows []row
	add := func(part, id, title string, f result.Field) {
		if f.Of == 0 {
			return
		}
		x := row{part: r.T(part), id: id, field: title, value: r.cell(f.Value), answered: f.Answered, of: f.Of}
		if f.Band != nil {
			x.text = r.Text(f.Band.Title) + ". " + r.Text(f.Band.Text)
		}
		rows = append(rows, x)
	}
	add("result.kind_total", "total", r.T("result.kind_total"), r.Report.Total)
	for _, f := range r.Report.Fields {
		add("result.kind_field", f.Node.ID, r.Text(f.Node.Title), f)
	}
	return rows
}

// lineRows are the questions and the situations.
func (r Result) lineRows() []row {
	var rows []row
	add := func(part, field, text string, l result.Line) {
		x := row{part: r.T(part), id: string(l.Item.ID), field: field, text: text, standing: r.T("result.standing_" + string(l.Standing)), level: r.Level(l), reason: l.Reason}
		if l.Differing {
			x.otherLevel, x.otherReason = r.OtherLevel(l), l.OtherReason
		}
		rows = append(rows, x)
	}
	for _, f := range r.Report.Fields {
		for _, l := range f.Lines {
			add("result.kind_question", r.Text(f.Node.Title), r.Text(l.Question.Text), l)
		}
	}
	for _, l := range r.Report.Situated {
		add("result.kind_situation", r.T("result.for_whom_heading"), r.T("result.people_who", "situation", r.Text(l.Question.Text)), l)
	}
	return rows
}

func (r Result) noteRows() []row {
	var rows []row
	for _, notes := range [][]check.Note{r.Report.Worked, r.Report.Measures, r.Report.Upward} {
		for _, n := range notes {
			x := row{part: r.T("result.kind_" + string(n.Kind)), text: n.Text, post: n.Post}
			if n.Kind != check.Worked {
				x.who = r.T("result.who_" + string(n.Who))
			}
			if n.Kind == check.Measure {
				x.soon = r.Start(n)
			}
			rows = append(rows, x)
		}
	}
	return rows
}
