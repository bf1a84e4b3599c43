package documents

import (
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/chart"
	"chancencheck/internal/report"
	"chancencheck/result"
)

// Document writes the result as a document: what works on the first page, what
// is missing on the next, then the fields with everything that was agreed.
func (r Result) Document() *report.Document {
	c := r.Report.Check
	d := report.New(r.T("result.document_title", "unit", c.UnitName), string(r.Lang()))
	d.Subtitle, d.Organisation = r.Service(), r.Organisation
	d.Date, d.Made, d.Dir, d.Classification = r.Date(r.Made), r.Made, r.Dir(), report.Internal
	d.Footer = r.T("result.document_footer", "unit", c.UnitName, "round", r.Round.Title)
	d.Words = r.reportWords()
	r.head(d)
	r.works(d)
	d.PageBreak()
	r.missing(d)
	r.agreed(d)
	r.fields(d)
	return d
}

// reportWords are the few words the writers of documents add.
func (w Words) reportWords() report.Words {
	return report.Words{Table: w.T("result.word_table"), Figure: w.T("result.word_figure"), Data: w.T("result.word_data"), Page: w.T("result.word_page"),
		Of: w.T("result.word_of"), Internal: w.T("result.word_internal"), Public: w.T("result.word_public")}
}

func (r Result) head(d *report.Document) {
	if !r.Signed() {
		d.Note(r.T("result.unsigned_title"), r.T("result.unsigned_text"))
	}
	pairs := []report.KeyValue{report.KV(r.T("result.round"), r.Round.Title)}
	if len(r.Above) > 0 {
		pairs = append(pairs, report.KV(r.T("result.above"), joinPath(r.Above)))
	}
	if r.Signed() {
		pairs = append(pairs, report.KV(r.T("result.signed"), r.T("result.signed_by", "name", r.SignedBy, "date", r.SignedAt)))
	}
	d.KeyValues(pairs...)
	if r.Report.Check.Comment != "" {
		d.Quote(r.Report.Check.Comment, r.T("result.comment_by", "name", r.SignedBy))
	}
}

func (r Result) works(d *report.Document) {
	d.Heading(1, r.T("result.works_heading"))
	strong := r.Report.With(result.Strong)
	if len(r.Report.Worked)+len(strong) == 0 {
		d.Para(r.T("result.works_none"))
	}
	if len(r.Report.Worked) > 0 {
		d.Bullets(texts(r.Report.Worked)...)
	}
	for _, l := range strong {
		r.line(d, l)
	}
	if len(r.Report.Situated) > 0 {
		d.Heading(1, r.T("result.for_whom_heading"))
		figure(d, r.Situations(chart.Options{ID: "situations", Standalone: true}))
		r.situated(d)
	}
}

// situated lists the reasons behind the picture.
func (r Result) situated(d *report.Document) {
	var items []report.Item
	for _, l := range r.Report.Situated {
		if l.Reason == "" && !l.Differing {
			continue
		}
		runs := report.Text{report.Bold(r.T("result.people_who", "situation", r.Text(l.Question.Text)) + ": "), report.Plain(r.Level(l))}
		items = append(items, report.Item{Text: append(runs, r.reasons(l)...)})
	}
	if len(items) > 0 {
		d.Add(report.List{Items: items})
	}
}

// line writes one item: the question, the level and the reason.
func (r Result) line(d *report.Document, l result.Line) {
	question := r.run(l.Question.Text)
	question.Bold = true
	runs := []report.Run{question, report.Plain("\n" + r.Level(l))}
	d.Paragraph(append(runs, r.reasons(l)...)...)
}

// reasons are the words behind a level, with the second view if there is one.
func (r Result) reasons(l result.Line) []report.Run {
	var runs []report.Run
	if l.Reason != "" {
		runs = append(runs, report.Plain(" – "+l.Reason))
	}
	if l.Differing {
		runs = append(runs, report.Bold("\n"+r.T("result.other_view")+" "), report.Plain(r.OtherLevel(l)))
		if l.OtherReason != "" {
			runs = append(runs, report.Plain(" – "+l.OtherReason))
		}
	}
	return runs
}

// Missing are the parts of what is missing, in the order of pages.
var Missing = []result.Standing{result.Weak, result.Unknown, result.Differing}

func (r Result) missing(d *report.Document) {
	d.Heading(1, r.T("result.missing_heading"))
	any := false
	for _, standing := range Missing {
		lines := r.Report.With(standing)
		if len(lines) == 0 {
			continue
		}
		any = true
		d.Heading(2, r.T("result.part_"+string(standing)))
		for _, l := range lines {
			r.line(d, l)
			r.suggestions(d, l)
		}
	}
	if !any {
		d.Para(r.T("result.missing_none"))
	}
}

func (r Result) suggestions(d *report.Document, l result.Line) {
	var items []report.Item
	for _, kind := range instrument.SuggestionKinds {
		for _, s := range l.Suggestions {
			if s.Kind == kind {
				items = append(items, report.Item{Text: report.Text{report.Italic(r.T("result.suggestion_"+string(kind)) + ": "), r.run(s.Text)}})
			}
		}
	}
	if len(items) > 0 {
		d.Add(report.List{Items: items})
	}
}

// agreed writes the measures and what is passed upward.
func (r Result) agreed(d *report.Document) {
	if len(r.Report.Measures) > 0 {
		d.Heading(1, r.T("result.measures_heading"))
		t := report.Table{Caption: r.T("result.measures_caption"), RowHeads: true, Widths: []int{6, 3, 3},
			Header: []string{r.T("result.col_measure"), r.T("result.col_post"), r.T("result.col_start")}}
		for _, m := range r.Report.Measures {
			t.Rows = append(t.Rows, report.Cells(m.Text, r.Post(m), r.Start(m)))
		}
		d.Table(t)
	}
	if len(r.Report.Upward) > 0 {
		d.Heading(1, r.T("result.upward_heading"))
		for _, who := range check.Whos {
			if notes := By(r.Report.Upward, who); len(notes) > 0 {
				d.Heading(2, r.T("result.who_"+string(who)))
				d.Bullets(texts(notes)...)
			}
		}
	}
}

// Post says which post answers for a measure, or who can change it.
func (r Result) Post(m check.Note) string {
	if m.Post != "" {
		return m.Post
	}
	return r.T("result.who_" + string(m.Who))
}

// Start says when a measure can begin.
func (r Result) Start(m check.Note) string {
	if m.Soon {
		return r.T("result.soon")
	}
	return r.T("result.later")
}

func (r Result) fields(d *report.Document) {
	d.PageBreak()
	d.Heading(1, r.T("result.fields_heading"))
	d.Para(r.T("result.fields_lead"))
	r.appraisal(d, r.Report.Total)
	if r.Rated() {
		figure(d, r.Radar(chart.Options{ID: "radar", Standalone: true}))
	}
	if r.Earlier != nil {
		d.Note(r.T("result.earlier_title", "round", r.Earlier.Round.Title), r.T("result.earlier_text"))
	}
	for _, f := range r.Report.Fields {
		if len(f.Lines) == 0 {
			continue
		}
		d.Heading(2, r.Text(f.Node.Title))
		r.appraisal(d, f)
		t := report.Table{Caption: r.T("result.lines_caption", "field", r.Text(f.Node.Title)), RowHeads: true, Widths: []int{5, 3, 4},
			Header: []string{r.T("result.col_question"), r.T("result.col_level"), r.T("result.col_reason")}}
		for _, l := range f.Lines {
			t.Rows = append(t.Rows, report.Row{{r.run(l.Question.Text)}, report.T(r.levels(l)), report.T(r.whys(l))})
		}
		d.Table(t)
	}
}

// appraisal writes the text before the number.
func (r Result) appraisal(d *report.Document, f result.Field) {
	if f.Of == 0 {
		return
	}
	if f.Band != nil {
		title := r.run(f.Band.Title)
		title.Bold = true
		d.Paragraph(title, report.Plain(". "), r.run(f.Band.Text))
	}
	d.Small(r.T("result.value_line", "value", r.Value(f.Value, r.Most()), "coverage", r.Coverage(f.Answered, f.Of)))
}

// levels writes the level, or both where views differ.
func (r Result) levels(l result.Line) string {
	if l.Differing {
		return r.Level(l) + "\n" + r.T("result.other_view") + " " + r.OtherLevel(l)
	}
	if level := r.Level(l); level != "" {
		return level
	}
	return r.T("result.not_talked")
}

func (r Result) whys(l result.Line) string {
	if l.OtherReason == "" {
		return l.Reason
	}
	return l.Reason + "\n" + l.OtherReason
}

// By returns the notes that somebody can change.
func By(notes []check.Note, who check.Who) []check.Note {
	var out []check.Note
	for _, n := range notes {
		if n.Who == who {
			out = append(out, n)
		}
	}
	return out
}

func texts(notes []check.Note) []string {
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = n.Text
	}
	return out
}
