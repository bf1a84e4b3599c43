package measures

import (
	"time"

	"chancencheck/internal/chart"
	"chancencheck/internal/web/page"
	"chancencheck/organisation"
)

// span is one measure on the time line, in days from the first of all.
type span = chart.Span

// spans puts measures on one line of time: from the first begin to the last end
// that is named, at least this year.
func spans(rows []row) []span {
	var out []span
	for _, one := range rows {
		out = append(out, span{Name: one.Title, From: day(one.From), Until: day(one.Until), Open: one.Ongoing})
	}
	return out
}

// day is a local day as an instant, zero if it is not set.
func day(d organisation.Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// line draws the time line.
func (v list) line() chart.Figure {
	now := day(v.today)
	return chart.Plan(chart.Options{ID: "plan", Title: v.T("measures.time_title"), RTL: v.P.Dir() == "rtl", Width: chart.Wide},
		chart.PlanData{Spans: v.Spans, Today: now, Now: v.T("measures.today"), Head: [3]string{v.T("measures.measure"), v.T("measures.from"), v.T("measures.until")},
			Date: func(t time.Time) string { return page.Day(v.Base, organisation.DateOf(t)) }, Ongoing: v.T("measures.ongoing"), Unset: v.T("measures.unset")})
}
