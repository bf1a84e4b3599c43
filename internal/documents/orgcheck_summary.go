package documents

import (
	"chancencheck/internal/chart"
	"chancencheck/internal/report"
	"chancencheck/orgcheck"
)

// perField is how many strengths and needs of a field the summary names, so
// that it stays two pages.
const perField = 2

// Summary writes the two pages for the council: the texts of every field with
// what works and what is missing, one picture, and what was left open.
func (o OrgCheck) Summary() *report.Document {
	c := o.Report.Check
	d := report.New(o.T("ocr.summary_title"), string(o.Lang()))
	d.Subtitle, d.Organisation = c.Title, o.Organisation
	d.Date, d.Made, d.Dir, d.Classification = o.Date(o.Made), o.Made, o.Dir(), report.Internal
	d.Footer = o.T("ocr.summary_footer", "title", c.Title)
	d.Words = o.reportWords()
	d.Para(o.T("ocr.lead"))
	t := report.Table{Caption: o.T("ocr.summary_table"), RowHeads: true, Widths: []int{3, 4, 4, 1},
		Header: []string{o.T("ocr.col_field"), o.T("ocr.strong"), o.T("ocr.needs"), o.T("ocr.col_value")}}
	for _, f := range o.Report.Fields {
		if f.Progress.Of > 0 {
			t.Rows = append(t.Rows, o.summaryRow(f))
		}
	}
	d.Table(t)
	if o.HasViews() {
		d.Heading(1, o.T("ocr.views_heading"))
		d.Bullets(o.distances()...)
	} else {
		f := o.Radar(chart.Options{ID: "radar", Standalone: true})
		d.Figure(report.Figure{SVG: f.SVG, Caption: f.Title, Alt: f.Description})
	}
	o.comparison(d)
	o.outside(d)
	o.leftovers(d)
	return d
}

// summaryRow is one field: its appraisal, the first strengths and needs, the value.
func (o OrgCheck) summaryRow(f orgcheck.Field) report.Row {
	title := o.run(f.Node.Title)
	title.Bold = true
	head := report.Text{title}
	if f.Band != nil {
		head = append(head, report.Plain("\n"), o.run(f.Band.Title))
	}
	value := report.T(o.Number(f.Value) + "\n" + o.Coverage(f.Progress.Done, f.Progress.Of))
	return report.Row{head, o.first(f.Worked.Text, f.Strong), o.first("", f.Needs), value}
}

// first writes a text and the first few questions of a list.
func (o OrgCheck) first(text string, list []orgcheck.Merged) report.Text {
	var out report.Text
	if text != "" {
		out = append(out, report.Plain(text))
	}
	for _, m := range list[:min(len(list), perField)] {
		if len(out) > 0 {
			out = append(out, report.Plain("\n"))
		}
		out = append(out, report.Plain("– "), o.run(m.Question.Text), report.Plain(" "), report.Bold(o.SaidTo(m)))
	}
	if more := len(list) - perField; more > 0 {
		out = append(out, report.Plain("\n"+o.T("ocr.more", "count", more)))
	}
	return out
}

// distances are one sentence per field that partners see, too.
func (o OrgCheck) distances() []string {
	var out []string
	for _, f := range o.Report.Fields {
		if len(f.Views) > 0 {
			v := f.Views[0]
			out = append(out, o.T("ocr.summary_views", "field", o.Text(f.Node.Title), "self", o.Number(v.Self), "partners", o.Number(v.Partners), "distance", o.Distance(v)))
		}
	}
	return out
}

func (o OrgCheck) comparison(d *report.Document) {
	last := o.Report.Last
	switch {
	case last == nil:
	case last.Broken(o.Report.Check):
		d.Note(o.T("ocr.broken_title", "last", last.Check.Title),
			o.T("ocr.broken_text", "then", last.Check.Instrument.Version, "now", o.Report.Check.Instrument.Version))
	default:
		d.Note(o.T("ocr.last_title", "last", last.Check.Title), o.T("ocr.last_text"))
	}
}

// outside writes the appraisals from outside, marked as such.
func (o OrgCheck) outside(d *report.Document) {
	headed := false
	for _, f := range o.Report.Fields {
		if f.Appraisal.Text == "" {
			continue
		}
		if !headed {
			d.Heading(1, o.T("ocr.appraisal"))
			headed = true
		}
		by := f.Appraisal.By
		d.Quote(o.Text(f.Node.Title)+": "+f.Appraisal.Text, o.T("ocr.appraisal_by", "name", by.Name, "post", by.Post, "date", o.Date(by.At)))
	}
}

func (o OrgCheck) leftovers(d *report.Document) {
	l := o.Report.Left
	d.Heading(1, o.T("ocr.left_heading"))
	d.Bullets(o.T("oc.left_contradictory", "count", len(l.Contradictory)), o.T("oc.left_unconfirmed", "count", len(l.Unconfirmed)),
		o.T("oc.left_open", "count", len(l.Open)), o.T("oc.left_passed", "count", len(l.Passed)))
}
