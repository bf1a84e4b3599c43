package documents

import (
	"time"

	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/internal/chart"
	"chancencheck/orgcheck"
)

// OrgCheck is everything the evaluation of an organisation check is written from.
type OrgCheck struct {
	Words
	Organisation string
	Instrument   *instrument.Instrument
	Report       orgcheck.Report
	Made         time.Time
}

// Closed reports whether the evaluation stands.
func (o OrgCheck) Closed() bool { return o.Report.Check.State == orgcheck.Closed }

// Most is the upper end of the values.
func (o OrgCheck) Most() float64 { return Most(o.Instrument) }

// Radar draws the fields as the offices see them, with the last check behind
// them unless the questions have changed.
func (o OrgCheck) Radar(opt chart.Options) chart.Figure {
	d := chart.RadarData{Now: o.Report.Check.Title, Head: [4]string{o.T("ocr.col_field"), o.T("ocr.col_value"), o.T("ocr.col_coverage"), o.T("ocr.col_last")}}
	last := o.Report.Last
	if last != nil && !last.Broken(o.Report.Check) {
		d.Last = last.Check.Title
	}
	for _, f := range o.Report.Fields {
		axis := chart.Axis{Label: o.Text(f.Node.Title), Now: chart.FromShown(f.Value, 0, o.Most(), o.chartWords())}
		if d.Last != "" {
			v := chart.FromShown(f.Last, 0, o.Most(), o.chartWords())
			axis.Last = &v
		}
		d.Axes = append(d.Axes, axis)
	}
	opt.Title = o.T("ocr.radar_title")
	return chart.Radar(o.options(opt), d)
}

// Views draws what offices and partners think, side by side, field by field
// with its themes.
func (o OrgCheck) Views(opt chart.Options) chart.Figure {
	words := o.chartWords()
	words.Number = o.Points
	d := chart.PairsData{Left: o.T("ocr.self"), Right: o.T("ocr.partners"),
		Head: [4]string{o.T("ocr.col_node"), o.T("ocr.self"), o.T("ocr.partners"), o.T("ocr.distance")}}
	for _, f := range o.Report.Fields {
		for i, v := range f.Views {
			d.Rows = append(d.Rows, chart.Pair{Label: o.Text(v.Node.Title), Below: i > 0,
				Left: chart.FromShown(v.Self, 0, o.Most(), words), Right: chart.FromShown(v.Partners, 0, o.Most(), words),
				Distance: o.Distance(v)})
		}
	}
	opt.Title = o.T("ocr.views_title")
	return chart.Pairs(o.options(opt), d)
}

// HasViews reports whether partners were asked at all.
func (o OrgCheck) HasViews() bool {
	for _, f := range o.Report.Fields {
		if len(f.Views) > 0 {
			return true
		}
	}
	return false
}

// Distance says in words how far the two views lie apart, as they are written.
func (o OrgCheck) Distance(v orgcheck.Side) string {
	d, ok := orgcheck.Distance(v.Self, v.Partners)
	switch {
	case !ok:
		return o.T("ocr.distance_none")
	case d > 0:
		return o.T("ocr.distance_self", "points", o.Printer.Number(d, 0))
	case d < 0:
		return o.T("ocr.distance_partners", "points", o.Printer.Number(-d, 0))
	}
	return o.T("ocr.distance_same")
}

// Points writes a value of offices or partners without decimals: a mean of few
// people is not known more exactly.
func (o OrgCheck) Points(s disclosure.Shown) string {
	v, ok := s.Value()
	if !ok || s.Bound() != disclosure.Exact {
		return o.Number(s)
	}
	return o.Printer.Number(v, 0)
}

// LastTime writes a field's value of the check before, "" where there is none or
// the questions have changed since.
func (o OrgCheck) LastTime(f orgcheck.Field) string {
	if _, ok := f.Change(o.Report.Last, o.Report.Check); !ok {
		return ""
	}
	return o.T("ocr.last_value", "value", o.Number(f.Last))
}

// SaidTo writes what counts for a question.
func (o OrgCheck) SaidTo(m orgcheck.Merged) string {
	if m.Ending == orgcheck.Contradictory {
		return o.T("oc.ending_contradictory")
	}
	return o.Said(m.Question, m.Answer)
}
