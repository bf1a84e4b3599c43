package golive

import (
	"strings"
	"time"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Point is one line of the checklist.
type Point string

// The points, in the order of the page. The sentence of each is the message key
// "golive." + Point.
const (
	Imprint   Point = "imprint"
	Privacy   Point = "privacy"
	LandPoint Point = "land"
	Statement Point = "statement"
	Barriers  Point = "barriers"
	Easy      Point = "easy"
	Sign      Point = "sign"
	Council   Point = "council"
	Consulted Point = "consulted"
	Deletion  Point = "deletion"
)

// Line is a point with its state.
type Line struct {
	Point Point
	Done  bool
	// Promised: it is not there, and the statement says so with a day.
	Promised bool
}

// ReviewMonths is how long a statement may stand without being looked at.
// Source: Commission Implementing Decision (EU) 2018/1523, model statement
// ("at least once a year").
const ReviewMonths = 12

// Checklist says what is there and what is missing on a day.
func Checklist(l Legal, today organisation.Date) []Line {
	land, known := LandOf(l.Land)
	owed := !known || land.Simple != NotOwed
	lines := []Line{
		{Point: Imprint, Done: filled(l.Address, l.Represented, l.Email)},
		{Point: Privacy, Done: filled(l.Officer, l.Authority, l.Basis)},
		{Point: LandPoint, Done: known && past(l.LandChecked, today)},
		{Point: Statement, Done: past(l.Evaluated, today) && filled(l.EvaluatedBy) && past(l.Reviewed, today) && today <= Months(l.Reviewed, ReviewMonths)},
		{Point: Barriers, Done: filled(l.Barriers)},
	}
	if owed {
		lines = append(lines, slot(Easy, l.Easy != "", l.EasyUntil, today), slot(Sign, l.Sign != "", l.SignBy, today))
	}
	return append(lines, Line{Point: Council, Done: past(l.Council, today)}, Line{Point: Consulted, Done: past(l.Consulted, today)},
		Line{Point: Deletion, Done: past(l.Deletion, today)})
}

// slot is a thing that may be promised for a day to come.
func slot(p Point, there bool, promised, today organisation.Date) Line {
	if there {
		return Line{Point: p, Done: true}
	}
	return Line{Point: p, Done: promised > today, Promised: promised > today}
}

func filled(texts ...string) bool {
	for _, t := range texts {
		if strings.TrimSpace(t) == "" {
			return false
		}
	}
	return true
}

// past reports whether a day is entered and not still to come.
func past(day, today organisation.Date) bool { return day != "" && day <= today }

// Missing counts the points that are not done.
func Missing(lines []Line) int {
	n := 0
	for _, l := range lines {
		if !l.Done {
			n++
		}
	}
	return n
}

// Require refuses to ask others while a point is missing: fault.Conflict
// "golive.not_ready".
func Require(l Legal, today organisation.Date) error {
	if n := Missing(Checklist(l, today)); n > 0 {
		return fault.New(fault.Conflict, "golive.not_ready", "count", n)
	}
	return nil
}

// Months returns the day some months later, the last of a month that is shorter.
func Months(day organisation.Date, months int) organisation.Date {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return ""
	}
	later := t.AddDate(0, months, 0)
	if later.Day() != t.Day() {
		later = later.AddDate(0, 0, -later.Day())
	}
	return organisation.DateOf(later)
}
