package documents

import (
	"chancencheck/internal/chart"
	"chancencheck/internal/report"
	"chancencheck/result"
)

// Followed are the fields that can be followed over more than one round.
func (r Result) Followed() []result.FieldSeries {
	var out []result.FieldSeries
	for _, f := range r.Series {
		if len(f.Points) > 1 {
			out = append(out, f)
		}
	}
	return out
}

// Timeline draws one field from round to round.
func (r Result) Timeline(f result.FieldSeries, o chart.Options) chart.Figure {
	d := chart.TimelineData{Low: r.Plain(0), High: r.Plain(r.top()),
		Head: [4]string{r.T("result.round"), r.T("result.col_value"), r.T("result.col_coverage"), r.T("years.col_remark")}}
	for _, p := range f.Points {
		d.Moments = append(d.Moments, chart.Moment{When: r.when(p), Value: chart.FromShown(p.Value, 0, r.top(), r.chartWords()), Break: r.Break(p)})
	}
	o.Title = r.Text(f.Node.Title)
	return chart.Timeline(r.options(o), d)
}

// when names a point: its round, and the unit if it was another one then or had
// another name.
func (r Result) when(p result.Point) string {
	if p.Check.UnitName == r.Report.Check.UnitName {
		return p.Round.Title
	}
	return r.T("years.when_unit", "round", p.Round.Title, "unit", p.Check.UnitName)
}

// Plain writes a figure without a unit.
func (w Words) Plain(x float64) string { return w.Printer.Number(x, 0) }

// Break says why a value cannot be compared with the one before, "" if it can.
func (w Words) Break(p result.Point) string {
	if p.Break == nil {
		return ""
	}
	if p.Break.Reason == result.OtherUnit {
		return w.T("years.break_unit_" + string(p.Break.Lineage))
	}
	return w.T("years.break_"+string(p.Break.Reason), "count", p.Break.Common, "of", p.Break.Of)
}

// years writes the fields from round to round as a table: numbers, and in words
// where a line must not be drawn.
func (r Result) years(d *report.Document) {
	followed := r.Followed()
	if len(followed) == 0 {
		return
	}
	d.Heading(1, r.T("years.heading"))
	d.Note(r.T("result.earlier_title", "round", followed[0].Points[0].Round.Title), r.T("years.no_effect"))
	t := report.Table{Caption: r.T("years.caption"), RowHeads: true, Widths: []int{4, 3, 2, 5},
		Header: []string{r.T("result.col_field"), r.T("result.round"), r.T("result.col_value"), r.T("years.col_remark")}}
	for _, f := range followed {
		for _, p := range f.Points {
			t.Rows = append(t.Rows, report.Cells(r.Text(f.Node.Title), r.when(p), r.Number(p.Value), r.Break(p)))
		}
	}
	d.Table(t)
}
