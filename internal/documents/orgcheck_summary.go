package documents

import (
	"strings"
	"unicode/utf8"

	"chancencheck/internal/i18n"
	"chancencheck/internal/report"
	"chancencheck/orgcheck"
)

// longest is how many characters of an appraisal the summary repeats, so that
// it stays two pages; the whole text stands in the evaluation.
const longest = 140

// Summary writes the two pages for the council: per field its appraisal, the
// value from both sides, the first strength and the first need; then what
// somebody outside says and what was left open.
func (o OrgCheck) Summary() *report.Document {
	c := o.Report.Check
	d := report.New(o.T("ocr.summary_title"), string(o.Lang()))
	d.Subtitle, d.Organisation = c.Title, o.Organisation
	d.Date, d.Made, d.Dir, d.Classification = o.Date(o.Made), o.Made, o.Dir(), report.Internal
	d.Footer = o.T("ocr.summary_footer", "title", c.Title)
	d.Words = o.reportWords()
	d.Small(o.T("ocr.lead"))
	t := report.Table{Caption: o.T("ocr.summary_table"), RowHeads: true, Widths: []int{4, 4, 4},
		Header: []string{o.T("ocr.col_field"), o.T("ocr.strong"), o.T("ocr.needs")}}
	for _, f := range o.Report.Fields {
		if f.Progress.Of > 0 {
			t.Rows = append(t.Rows, report.Row{o.summaryHead(f), o.first(f.Worked.Text, f.Strong), o.first("", f.Needs)})
		}
	}
	d.Table(t)
	o.comparison(d)
	o.outside(d)
	o.leftovers(d)
	return d
}

// summaryHead is a field with its appraisal and its value from both sides.
func (o OrgCheck) summaryHead(f orgcheck.Field) report.Text {
	title := o.run(f.Node.Title)
	title.Bold = true
	out := report.Text{title}
	if f.Band != nil {
		out = append(out, report.Plain("\n"), o.run(f.Band.Title))
	}
	out = append(out, report.Plain("\n"+o.T("result.value_line", "value", o.Value(f.Value, o.Most()), "coverage", o.Coverage(f.Progress.Done, f.Progress.Of))))
	if last := o.LastTime(f); last != "" {
		out = append(out, report.Plain(" · "+last))
	}
	if len(f.Views) > 0 {
		v := f.Views[0]
		out = append(out, report.Plain("\n"+o.T("ocr.summary_views", "self", o.Points(v.Self), "partners", o.Points(v.Partners))))
	}
	return out
}

// first writes a text, or else the first question of a list, and how many more
// there are.
func (o OrgCheck) first(text string, list []orgcheck.Merged) report.Text {
	var out report.Text
	rest := len(list)
	switch {
	case text != "":
		out = append(out, report.Plain(cut(text)))
	case rest > 0:
		out = append(out, o.run(list[0].Question.Text), report.Plain(" "), report.Bold(o.Level(list[0])))
		rest--
	}
	if rest > 0 {
		out = append(out, report.Plain("\n"+o.T("ocr.more", "count", rest)))
	}
	return out
}

// Level is the chosen option alone, without where it can be looked up.
func (o OrgCheck) Level(m orgcheck.Merged) string {
	if option := m.Question.Scale.Option(m.Answer.Option()); option != nil {
		return o.Text(option.Label)
	}
	return o.SaidTo(m)
}

// cut shortens a text between two words.
func cut(text string) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	short := string([]rune(text)[:longest])
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return short + " …"
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
	var items []report.Item
	var by orgcheck.Signature
	for _, f := range o.Report.Fields {
		if f.Appraisal.Text != "" {
			title := o.run(f.Node.Title)
			title.Bold = true
			items = append(items, report.Item{Text: report.Text{title, report.Plain(": " + cut(f.Appraisal.Text))}})
			by = f.Appraisal.By
		}
	}
	if len(items) == 0 {
		return
	}
	d.Heading(1, o.T("ocr.appraisal"))
	d.Add(report.List{Items: items})
	d.Small(o.T("ocr.appraisal_by", "name", SignerName(o.Printer, by), "post", by.Post, "date", o.Date(by.At)))
}

// leftovers counts what was left open; what is settled is not mentioned.
func (o OrgCheck) leftovers(d *report.Document) {
	l := o.Report.Left
	var items []string
	for _, left := range []struct {
		key   string
		count int
	}{
		{"oc.left_contradictory", len(l.Contradictory)}, {"oc.left_unconfirmed", len(l.Unconfirmed)},
		{"oc.left_open", len(l.Open)}, {"oc.left_passed", len(l.Passed)}, {"oc.left_homeless", len(l.Homeless)},
	} {
		if left.count > 0 {
			items = append(items, o.T(left.key, "count", left.count))
		}
	}
	if len(items) > 0 {
		d.Heading(1, o.T("ocr.left_heading"))
		d.Bullets(items...)
	}
}

// SignerName is the name under something in an organisation check, or words for
// somebody whose account was erased.
func SignerName(p *i18n.Printer, by orgcheck.Signature) string {
	if by.Name == "" {
		return p.T("name.erased")
	}
	return by.Name
}
