// Package documents writes what a check or a round has come to as documents:
// the two pages of a department, what recurs in many, and the overview.
//
// It only composes. What may be shown was decided before (packages result and
// disclosure); what a document looks like is decided by package report; the
// pictures come from package chart. Pages on the screen take their pictures and
// words from here as well, so that page and paper say the same.
package documents

import (
	"strings"

	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/internal/chart"
	"chancencheck/internal/i18n"
	"chancencheck/internal/report"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
)

// Words writes for one reader, in her language.
type Words struct{ *i18n.Printer }

// Text returns a text of an instrument.
func (w Words) Text(t instrument.Text) string {
	s, _ := t.In(string(w.Lang()))
	return s
}

// run is a text of an instrument with its language where that differs.
func (w Words) run(t instrument.Text) report.Run {
	s, lang := t.In(string(w.Lang()))
	if strings.EqualFold(lang, string(w.Lang())) {
		lang = ""
	}
	return report.Run{Text: s, Lang: lang}
}

// Said writes an answer in words.
func (w Words) Said(q *instrument.Question, a instrument.Answer) string {
	return answerform.Say(page.Base{P: w.Printer}, q, a)
}

// Number writes a figure that is shown, or why there is none.
func (w Words) Number(s disclosure.Shown) string {
	v, ok := s.Value()
	if !ok {
		return w.Reason(s.Reason())
	}
	text := w.T("shown.number", "number", v)
	if s.Unit() == disclosure.Percent {
		text = w.Percent(v/100, 0)
	}
	switch s.Bound() {
	case disclosure.AtLeast:
		return w.T("shown.at_least", "number", text)
	case disclosure.AtMost:
		return w.T("shown.at_most", "number", text)
	}
	return text
}

// Value writes a figure with the end of its scale, if it has one: "62 von 100".
func (w Words) Value(s disclosure.Shown, most float64) string {
	if s.Withheld() || most == 0 {
		return w.Number(s)
	}
	return w.T("shown.value", "number", w.Number(s), "most", most)
}

// Reason says why a figure is not shown.
func (w Words) Reason(r disclosure.Reason) string { return w.T("shown." + string(r)) }

// Coverage writes "beantwortet: 4 von 5".
func (w Words) Coverage(answered, of int) string {
	return w.T("shown.coverage", "answered", answered, "of", of)
}

// chartWords are the words of pictures.
func (w Words) chartWords() chart.Words {
	return chart.Words{
		Number: w.Number, Reason: w.Reason,
		Coverage: func(c disclosure.Coverage) string {
			if c.Of == 0 {
				return ""
			}
			return w.Coverage(c.Answered, c.Of)
		},
	}
}

// cell is a figure in a data set: the number, or why there is none.
func (w Words) cell(s disclosure.Shown) report.Value {
	v, ok := s.Value()
	if !ok {
		return report.Withheld(w.Reason(s.Reason()))
	}
	if v == float64(int(v)) {
		return report.Int(int(v))
	}
	return report.Num(v, 2)
}

// options are those of a picture in the reader's direction.
func (w Words) options(o chart.Options) chart.Options {
	o.RTL = w.Dir() == "rtl"
	return o
}

// figure puts a picture into a document, with its table.
func figure(d *report.Document, f chart.Figure) {
	data := report.Table{Caption: f.Table.Caption, Header: f.Table.Head, RowHeads: true}
	for _, row := range f.Table.Rows {
		data.Rows = append(data.Rows, report.Cells(row...))
	}
	d.Figure(report.Figure{SVG: f.SVG, Caption: f.Title, Alt: f.Description, Data: &data})
}

// Most is the upper end of an instrument's values, 0 if it has none because
// points are added up as they are.
func Most(ins *instrument.Instrument) float64 {
	if ins.Score.Defaults.Measure == instrument.Points {
		return 0
	}
	if !ins.Score.Defaults.Scale.IsSet() {
		return 100
	}
	most, _ := ins.Score.Defaults.Scale.Rat().Float64()
	return most
}
