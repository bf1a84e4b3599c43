package documents

import (
	"time"

	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/internal/chart"
	"chancencheck/internal/report"
	"chancencheck/result"
	"chancencheck/round"
)

// Overview is everything the overview of units by fields is written from.
type Overview struct {
	Words
	Organisation string
	Round        *round.Round
	Instrument   *instrument.Instrument
	// Groups are the top units with their rows, in organisation order.
	Groups []Group
	// Signed of Of checks that the reader answers for are in it.
	Signed, Of int
	Made       time.Time
}

// Group is a top unit with the rows below it.
type Group struct {
	Name string
	Rows []result.Row
}

// Fields are the names of the columns.
func (v Overview) Fields() []string {
	var names []string
	for _, f := range v.Instrument.Fields {
		names = append(names, v.Text(f.Title))
	}
	return names
}

// MostCharted is how many units are drawn; the picture of a whole city would be
// half a megabyte and say no more than its table, whose cells carry the tones.
const MostCharted = 40

// Charted reports whether there is a picture beside the table.
func (v Overview) Charted() bool { return v.Signed > 0 && v.Signed <= MostCharted }

// Tone is the place of a figure among five tones, lightest first; -1 if there is none.
func (v Overview) Tone(s disclosure.Shown) int {
	x, ok := s.Value()
	top := v.top()
	if !ok || top <= 0 {
		return -1
	}
	return min(max(int(5*x/top), 0), 4)
}

// Chart draws the overview in organisation order.
func (v Overview) Chart(o chart.Options) chart.Figure {
	d := chart.OverviewData{Fields: v.Fields(), Missing: v.T("overview.no_value"), Low: v.T("overview.low"), High: v.T("overview.high"),
		Head: [2]string{v.T("overview.col_group"), v.T("overview.col_unit")}}
	top := v.top()
	for _, g := range v.Groups {
		group := chart.OverviewGroup{Label: g.Name}
		for _, r := range g.Rows {
			row := chart.OverviewRow{Label: r.Name}
			for _, s := range r.Values {
				row.Values = append(row.Values, chart.FromShown(s, 0, top, chart.Words{Number: v.Number, Reason: v.Reason}))
			}
			group.Rows = append(group.Rows, row)
		}
		d.Groups = append(d.Groups, group)
	}
	o.Title, o.Description = v.T("overview.chart_title"), v.T("overview.chart_description")
	return chart.Overview(v.options(o), d)
}

// top is the upper end of the scale of tones.
func (v Overview) top() float64 {
	top := Most(v.Instrument)
	if top > 0 {
		return top
	}
	for _, g := range v.Groups {
		for _, r := range g.Rows {
			for _, s := range r.Values {
				x, _ := s.Value()
				top = max(top, x)
			}
		}
	}
	return top
}

// Dataset writes the overview for other programs, in organisation order.
func (v Overview) Dataset() *report.Dataset {
	d := &report.Dataset{Name: "overview", Title: v.T("overview.title"), Lang: string(v.Lang()), Made: v.Made,
		Columns: []report.Column{{Name: "group", Title: v.T("overview.col_group")}, {Name: "unit", Title: v.T("overview.col_unit")}},
		Meta: []report.KeyValue{report.KV(v.T("result.organisation"), v.Organisation), report.KV(v.T("result.round"), v.Round.Title),
			report.KV(v.T("result.instrument"), v.Instrument.ID+" "+v.Instrument.Version), report.KV(v.T("overview.order"), v.T("overview.no_ranking")),
			report.KV(v.T("needs.basis"), v.T("overview.signed", "count", v.Signed, "of", v.Of))}}
	for _, f := range v.Instrument.Fields {
		d.Columns = append(d.Columns, report.Column{Name: f.ID, Title: v.Text(f.Title)})
	}
	for _, g := range v.Groups {
		for _, r := range g.Rows {
			row := cells(g.Name, r.Name)
			for _, s := range r.Values {
				row = append(row, v.cell(s))
			}
			d.Rows = append(d.Rows, row)
		}
	}
	return d
}

// Workbook writes the overview as a spreadsheet.
func (v Overview) Workbook() *report.Workbook {
	b := v.Dataset().Workbook(v.T("result.word_notes"))
	b.Organisation = v.Organisation
	return b
}
