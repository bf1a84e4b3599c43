package documents

import (
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/chart"
	"chancencheck/internal/report"
	"chancencheck/result"
)

// Document writes the result as a document: two pages with what works, what is
// missing and what was agreed, then the suggestions and every field to look up.
func (r Result) Document() *report.Document {
	c := r.Report.Check
	d := report.New(r.T("result.document_title", "unit", c.UnitName), string(r.Lang()))
	d.Subtitle, d.Organisation = r.Service(), r.Organisation
	d.Date, d.Made, d.Dir, d.Classification = r.Date(r.Made), r.Made, r.Dir(), report.Internal
	d.Footer = r.T("result.document_footer", "unit", c.UnitName, "round", r.Round.Title)
	d.Words = r.reportWords()
	r.head(d)
	r.works(d)
	r.missing(d)
	r.agreed(d)
	r.suggestions(d)
	d.PageBreak()
	r.fields(d)
	r.years(d)
	r.history(d)
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
	var items []report.Item
	for _, n := range r.Report.Worked {
		items = append(items, report.Item{Text: report.T(n.Text)})
	}
	items = append(items, r.lines(r.Report.With(result.Strong))...)
	if len(items) == 0 {
		d.Para(r.T("result.works_none"))
	} else {
		d.Add(report.List{Items: items})
	}
	if len(r.Report.Situated) > 0 {
		d.Heading(1, r.T("result.for_whom_heading"))
		r.situated(d)
	}
}

// situated draws for whom the service works, with the reasons the team wrote.
func (r Result) situated(d *report.Document) {
	f := r.Situations(chart.Options{ID: "situations", Standalone: true})
	d.Figure(report.Figure{SVG: f.SVG, Caption: f.Title, Alt: f.Description})
	var items []report.Item
	for _, l := range r.Report.Situated {
		if l.Reason == "" && !l.Differing {
			continue // the picture says it all, and so does what is read out for it
		}
		runs := report.Text{report.Bold(r.T("result.people_who", "situation", r.Text(l.Question.Text)) + ": "), report.Plain(r.levelOr(l))}
		items = append(items, report.Item{Text: append(runs, r.reasons(l)...)})
	}
	if len(items) > 0 {
		d.Add(report.List{Items: items})
	}
}

// lines write items: the question, the level and the reason.
func (r Result) lines(lines []result.Line) []report.Item {
	var items []report.Item
	for _, l := range lines {
		question := r.run(l.Question.Text)
		question.Bold = true
		runs := report.Text{question, report.Plain(" " + r.levelOr(l))}
		items = append(items, report.Item{Text: append(runs, r.reasons(l)...)})
	}
	return items
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
		d.Add(report.List{Items: r.lines(lines)})
	}
	if !any {
		d.Para(r.NothingMissing())
	}
}

// NothingMissing says that nothing is missing, as far as the team has decided.
func (r Result) NothingMissing() string {
	if n := r.Report.Undecided(); n > 0 {
		return r.T("result.missing_undecided", "count", n)
	}
	return r.T("result.missing_none")
}

// suggestions writes what could be done about what is missing.
func (r Result) suggestions(d *report.Document) {
	headed := false
	for _, l := range r.Report.With(Missing...) {
		items := r.ideas(l.Suggestions)
		if len(items) == 0 {
			continue
		}
		if !headed {
			d.Heading(1, r.T("result.suggestions_heading"))
			headed = true
		}
		question := r.run(l.Question.Text)
		question.Bold = true
		d.Paragraph(question)
		d.Add(report.List{Items: items})
	}
}

// ideas are suggestions by what they need: nothing, money, others.
func (w Words) ideas(list []instrument.Suggestion) []report.Item {
	var items []report.Item
	for _, kind := range instrument.SuggestionKinds {
		for _, s := range list {
			if s.Kind == kind {
				items = append(items, report.Item{Text: report.Text{report.Italic(w.T("result.suggestion_"+string(kind)) + ": "), w.run(s.Text)}})
			}
		}
	}
	return items
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
		var items []report.Item
		for _, who := range check.Whos {
			for _, n := range By(r.Report.Upward, who) {
				items = append(items, report.Item{Text: report.Text{report.Bold(r.T("result.who_"+string(who)) + ": "), report.Plain(n.Text)}})
			}
		}
		d.Add(report.List{Items: items})
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
	d.Heading(1, r.T("result.fields_heading"))
	d.Para(r.T("result.fields_lead"))
	r.appraisal(d, r.Report.Total)
	if r.Rated() {
		figure(d, r.Radar(chart.Options{ID: "radar", Standalone: true}))
	}
	if r.Comparable() {
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
	return r.levelOr(l)
}

// levelOr writes the level, or that nothing is on record.
func (r Result) levelOr(l result.Line) string {
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
