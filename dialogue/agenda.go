package dialogue

import (
	"slices"
	"time"
)

// ActivityID names a step of an agenda.
type ActivityID string

// What is one kind of activity.
type What string

// The activities.
const (
	Welcome    What = "welcome"    // begrüßen
	Results    What = "results"    // Ergebnisse zeigen
	AtTables   What = "tables"     // Gesprächstische
	Plenary    What = "plenary"    // zusammentragen
	Collecting What = "collect"    // sammeln: Angebote und Ideen
	Voting     What = "statements" // Aussagen
	Dots       What = "dots"       // Punkte kleben
	Grid       What = "grid"       // Wirkung und Aufwand
	Pause      What = "pause"      // Pause
	Feedback   What = "feedback"   // Rückmeldung
)

// Whats lists the activities in the order of pages.
var Whats = []What{Welcome, Results, AtTables, Plenary, Collecting, Voting, Dots, Grid, Pause, Feedback}

// Activity is one step of an agenda.
type Activity struct {
	ID      ActivityID
	What    What
	Title   string // "" for the name of the kind
	Minutes int
	// Dots is how many dots each participant has (Dots).
	Dots int
	// Rounds is how often groups move to another table (AtTables).
	Rounds int
	// Open lets people take part also while another step runs: at home, for weeks.
	Open bool
}

// Bounds of an agenda.
const (
	MostSteps   = 30
	MostMinutes = 600
	MostDots    = 10
	// UsualDots is three: the usual number of votes in a dot vote.
	UsualDots = 3
)

// step returns an activity by its id.
func (e *Event) step(id ActivityID) (*Activity, error) {
	at := slices.IndexFunc(e.Agenda, func(a Activity) bool { return a.ID == id })
	if at < 0 {
		return nil, ErrNoStep
	}
	return &e.Agenda[at], nil
}

// Current is the activity that runs, nil for none.
func (e *Event) Current() *Activity {
	if e.State != Running {
		return nil
	}
	a, err := e.step(e.Now)
	if err != nil {
		return nil
	}
	return a
}

// Next is the activity after the current one, nil after the last.
func (e *Event) Next() *Activity {
	at := slices.IndexFunc(e.Agenda, func(a Activity) bool { return a.ID == e.Now })
	if at+1 >= len(e.Agenda) {
		return nil
	}
	return &e.Agenda[at+1]
}

// Until is when the current activity, or the current round at the tables, is
// planned to end; the zero time if nothing runs.
func (e *Event) Until() time.Time {
	a := e.Current()
	if a == nil {
		return time.Time{}
	}
	return e.Since.Add(time.Duration(a.Minutes) * time.Minute)
}

// Takes reports whether participants may take part in a kind of activity now:
// it is the current one, or one that was left open.
func (e *Event) Takes(w What) bool {
	if e.State != Running {
		return false
	}
	return slices.ContainsFunc(e.Agenda, func(a Activity) bool { return a.What == w && (a.ID == e.Now || a.Open) })
}

// of returns the first activity of a kind.
func (e *Event) of(w What) *Activity {
	for i := range e.Agenda {
		if e.Agenda[i].What == w {
			return &e.Agenda[i]
		}
	}
	return nil
}

// DotsEach is how many dots a participant has.
func (e *Event) DotsEach() int {
	if a := e.of(Dots); a != nil && a.Dots > 0 {
		return a.Dots
	}
	return UsualDots
}

func (a Activity) validate() error {
	switch {
	case !slices.Contains(Whats, a.What), a.Minutes < 1 || a.Minutes > MostMinutes, a.Dots < 0 || a.Dots > MostDots,
		a.Rounds < 0 || a.Rounds > MostTables, len([]rune(a.Title)) > MostTitle:
		return ErrForm
	}
	return nil
}
