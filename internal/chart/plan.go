package chart

import "time"

// Span is one thing on a plan, from its first day to its last; a zero day is not
// set. Open has no end.
type Span struct {
	Name        string
	From, Until time.Time
	Open        bool
}

// PlanData are spans in the order given, with the day of today.
type PlanData struct {
	Spans []Span
	Today time.Time
	// Now names today's line; Ongoing and Unset stand in the table.
	Now, Ongoing, Unset string
	// Head names the table's columns: what, from, until.
	Head [3]string
	Date func(time.Time) string
}

// Plan draws spans below each other on one line of time. What has no first day
// begins at the left, what has no last one ends at the right; both are hatched
// there, so that nobody reads a date that nobody has named.
func Plan(o Options, d PlanData) Figure {
	c := newCanvas(o)
	const left, top, thick, step = 8.0, 34.0, 12.0, 46.0
	first, last := d.bounds()
	width := c.width - 2*left
	at := func(t time.Time) float64 {
		return left + width*clamp(float64(t.Sub(first))/float64(max(last.Sub(first), time.Hour)))
	}
	y := top
	for _, s := range d.Spans {
		c.text("ink", point{left, y}, 14, atStart, false, wrap(s.Name, 14, width, 1)[0])
		from, until := at(s.From), at(s.Until)
		if s.From.IsZero() {
			from = left
		}
		if s.Until.IsZero() {
			until = left + width
		}
		paint := role("bar")
		if s.From.IsZero() && s.Until.IsZero() || s.Until.IsZero() && !s.Open {
			paint = "hatch"
		}
		c.rect(paint, from, y+8, max(until-from, 4), thick, 3)
		y += step
	}
	x := at(d.Today)
	c.line("axis", point{x, 8}, point{x, y - 10})
	c.text("quiet", point{x, y + 6}, 12.5, atMiddle, false, d.Now)
	return c.figure("plan", y+14, d.table())
}

// bounds are the first and the last day of all, with today between them.
func (d PlanData) bounds() (first, last time.Time) {
	first, last = d.Today.AddDate(0, -1, 0), d.Today.AddDate(0, 6, 0)
	for _, s := range d.Spans {
		if !s.From.IsZero() && s.From.Before(first) {
			first = s.From
		}
		for _, t := range []time.Time{s.From, s.Until} {
			if t.After(last) {
				last = t
			}
		}
	}
	return first, last
}

func (d PlanData) table() Table {
	t := Table{Head: d.Head[:]}
	for _, s := range d.Spans {
		from, until := d.Unset, d.Unset
		if !s.From.IsZero() {
			from = d.Date(s.From)
		}
		switch {
		case s.Open:
			until = d.Ongoing
		case !s.Until.IsZero():
			until = d.Date(s.Until)
		}
		t.Rows = append(t.Rows, []string{s.Name, from, until})
	}
	return t
}
