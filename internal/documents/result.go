package documents

import (
	"slices"
	"time"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/chart"
	"chancencheck/result"
	"chancencheck/round"
)

// Result is everything the two pages of a check are written from.
type Result struct {
	Words
	Organisation string
	Round        *round.Round
	Instrument   *instrument.Instrument
	Report       result.Report
	// Above are the names of the units above, the highest first.
	Above []string
	// SignedBy is the name of the person who signed, "" before.
	SignedBy string
	// SignedAt and Made are in the organisation's time zone.
	SignedAt, Made time.Time
	// Earlier is the last signed check of the same unit and service, nil if there is none.
	Earlier *Earlier
	// Series are the fields from round to round.
	Series []result.FieldSeries
	// History are the corrections after the result had been finished.
	History []Revision
}

// Earlier is an earlier check of the same unit and service.
type Earlier struct {
	Round  *round.Round
	Report result.Report
}

// Signed reports whether the result has been handed in.
func (r Result) Signed() bool { return r.Report.Check.State == check.Signed }

// Service names what the check looks at.
func (r Result) Service() string {
	if r.Report.Check.ServiceName == "" {
		return r.T("result.whole_unit")
	}
	return r.Report.Check.ServiceName
}

// Most is the upper end of the values.
func (r Result) Most() float64 { return Most(r.Instrument) }

// top is the upper end of an axis that has room for all values.
func (r Result) top() float64 {
	top := r.Most()
	if top > 0 {
		return top
	}
	for _, f := range r.Report.Fields {
		v, _ := f.Value.Value()
		top = max(top, v)
	}
	return top
}

// Rated reports whether the instrument makes values at all.
func (r Result) Rated() bool {
	for _, f := range r.Report.Fields {
		if f.Of > 0 {
			return true
		}
	}
	return false
}

// earlierField returns the value of a field in the earlier check, nil if there
// is none.
func (r Result) earlierField(id string) *chart.Value {
	if r.Earlier == nil || r.broken(id) {
		return nil
	}
	for _, f := range r.Earlier.Report.Fields {
		if f.Node.ID == id {
			v := chart.FromShown(f.Value, 0, r.top(), r.chartWords())
			return &v
		}
	}
	return nil
}

// broken reports whether the series of a field has a break before this check:
// then nothing is drawn behind it.
func (r Result) broken(id string) bool {
	for _, f := range r.Series {
		if n := len(f.Points); f.Node.ID == id && n > 0 {
			return f.Points[n-1].Break != nil
		}
	}
	return false
}

// Comparable reports whether at least one field can be put beside the earlier
// check.
func (r Result) Comparable() bool {
	return r.Earlier != nil && slices.ContainsFunc(r.Report.Fields, func(f result.Field) bool { return r.earlierField(f.Node.ID) != nil })
}

// Radar draws all fields, with those of the earlier check behind them.
func (r Result) Radar(o chart.Options) chart.Figure {
	d := chart.RadarData{Now: r.Round.Title, Head: [4]string{r.T("result.col_field"), r.T("result.col_value"), r.T("result.col_coverage"), r.T("result.col_earlier")}}
	if r.Comparable() {
		d.Last = r.T("result.last_time", "round", r.Earlier.Round.Title)
	}
	for _, f := range r.Report.Fields {
		d.Axes = append(d.Axes, chart.Axis{Label: r.Text(f.Node.Title), Now: r.value(f), Last: r.earlierField(f.Node.ID)})
	}
	o.Title = r.T("result.radar_title")
	return chart.Radar(r.options(o), d)
}

// Bars draws one bar per field, in the order of the instrument.
func (r Result) Bars(o chart.Options) chart.Figure {
	d := chart.BarsData{Head: [3]string{r.T("result.col_field"), r.T("result.col_value"), r.T("result.col_coverage")}}
	for _, f := range r.Report.Fields {
		d.Rows = append(d.Rows, chart.Bar{Label: r.Text(f.Node.Title), Value: r.value(f)})
	}
	o.Title = r.T("result.bars_title")
	return chart.Bars(r.options(o), d)
}

func (r Result) value(f result.Field) chart.Value {
	return chart.FromShown(f.Value, 0, r.top(), r.chartWords())
}

// Situations draws for whom the service works.
func (r Result) Situations(o chart.Options) chart.Figure {
	row := chart.ServiceRow{Label: r.Service()}
	d := chart.SituationData{Levels: r.fitWords(), Head: r.T("result.col_service")}
	for _, l := range r.Report.Situated {
		d.Situations = append(d.Situations, r.Text(l.Question.Text))
		row.Fits = append(row.Fits, fitOf[l.Standing])
	}
	d.Services = []chart.ServiceRow{row}
	o.Title = r.T("result.situations_title")
	return chart.SituationPicture(r.options(o), d)
}

// fitOf draws where a situation ended up; what the team sees differently, and
// what it has left open, has no shape of its own and is told in words.
var fitOf = map[result.Standing]chart.Fit{
	result.Strong: chart.Works, result.Middle: chart.Detours, result.Weak: chart.OftenNot,
	result.Unknown: chart.Unknown, result.Differing: chart.NotAsked, result.Unrated: chart.NotAsked,
}

func (w Words) fitWords() [5]string {
	return [5]string{w.T("result.fit_open"), w.T("result.fit_works"), w.T("result.fit_detours"), w.T("result.fit_often_not"), w.T("result.fit_unknown")}
}

// OtherLevel writes the second of two views on an item.
func (r Result) OtherLevel(l result.Line) string { return r.Said(l.Question, l.OtherAnswer) }

// Level writes what was agreed on an item, "" if nothing was.
func (r Result) Level(l result.Line) string { return r.Said(l.Question, l.Answer) }
