package dialogue

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// EventID is the name of an event within its organisation.
type EventID string

// Ref names an event.
type Ref struct {
	Org string
	ID  EventID
}

// Kind is what sort of event it is (F45, domain.md glossary).
type Kind string

// The kinds of event.
const (
	KickOff    Kind = "kickoff"     // Auftaktveranstaltung
	Workshop   Kind = "workshop"    // Workshop
	Public     Kind = "dialogue"    // Dialogveranstaltung
	RoundTable Kind = "round_table" // Runder Tisch
)

// Kinds lists the kinds in the order of pages.
var Kinds = []Kind{KickOff, Workshop, Public, RoundTable}

// Goal is how much people decide; it is said before anything else.
type Goal string

// The goals.
const (
	Inform   Goal = "inform"    // informieren
	Consult  Goal = "consult"   // anhören
	CoDecide Goal = "co_decide" // mitentscheiden
)

// Goals lists the goals in the order of pages.
var Goals = []Goal{Inform, Consult, CoDecide}

// Moderation is when contributions are looked at.
type Moderation string

// The two ways.
const (
	// Before: everything waits until somebody has looked at it.
	Before Moderation = "before"
	// After: everything is shown at once and may be hidden.
	After Moderation = "after"
)

// State is a step in the life of an event.
type State string

// The states, in order.
const (
	Planned State = "planned"
	Running State = "running"
	Ended   State = "ended"
	Closed  State = "closed"
)

// Event is one occasion to talk.
type Event struct {
	Ref     `json:"-"`
	Title   string
	Words   Words // what it is about, by language
	Kind    Kind
	Goal    Goal
	State   State `json:"-"`
	Starts  time.Time
	Ends    time.Time
	Place   string
	Link    string // of a video room
	Seats   int    // 0 for no limit
	Sectors []string
	// Languages people take part in besides German.
	Languages  []string
	Moderation Moderation
	// Neutral is set in the weeks before an election: no names of parties or
	// candidates, and everything waits until it was looked at.
	Neutral bool
	// Code lets people join.
	Code string
	// Facilitators may lead this event.
	Facilitators []string
	Agenda       []Activity
	Tables       []Table
	// Now is the activity that runs, since when, and at which tables' round.
	Now   ActivityID
	Since time.Time
	Round int
	// MapOn: the facilitator has looked at the opinion map and lets the wall show it.
	MapOn bool
	// Version counts the changes.
	Version int `json:"-"`
}

// Object is the event as permission sees it.
func (e *Event) Object() access.Object { return access.Object{Org: e.Org} }

// Limits of what is typed.
const (
	MostTitle = 200
	MostWords = 2000
	MostSeats = 10_000
)

// Errors of events that callers tell apart.
var (
	ErrTitle     = fault.New(fault.Invalid, "event.title", "most", MostTitle)
	ErrTimes     = fault.New(fault.Invalid, "event.times")
	ErrSeats     = fault.New(fault.Invalid, "event.seats", "most", MostSeats)
	ErrPlace     = fault.New(fault.Invalid, "event.place")
	ErrNeutral   = fault.New(fault.Invalid, "event.neutral")
	ErrForm      = fault.New(fault.Invalid, "event.form")
	ErrState     = fault.New(fault.Conflict, "event.wrong_state")
	ErrOver      = fault.New(fault.Conflict, "event.over")
	ErrNotYet    = fault.New(fault.Conflict, "event.not_yet")
	ErrChanged   = fault.New(fault.Conflict, "event.changed")
	ErrNoCode    = fault.New(fault.NotFound, "event.no_code")
	ErrNoAgenda  = fault.New(fault.Invalid, "event.no_agenda")
	ErrNoTable   = fault.New(fault.NotFound, "event.no_table")
	ErrNoStep    = fault.New(fault.NotFound, "event.no_step")
	ErrTooMany   = fault.New(fault.Invalid, "event.too_many")
	ErrFull      = fault.New(fault.Conflict, "event.full", "most", MostSeats)
	ErrNotPhoned = fault.New(fault.Conflict, "event.not_now")
)

// validate refuses an event that could not take place.
func (e *Event) validate() error {
	e.Title, e.Place, e.Link = Clean(e.Title), Clean(e.Place), strings.TrimSpace(e.Link)
	switch {
	case e.Title == "" || utf8.RuneCountInString(e.Title) > MostTitle:
		return ErrTitle
	case !slices.Contains(Kinds, e.Kind) || !slices.Contains(Goals, e.Goal) || e.Moderation != Before && e.Moderation != After:
		return ErrForm
	case e.Starts.IsZero() || !e.Ends.After(e.Starts):
		return ErrTimes
	case e.Place == "" && e.Link == "":
		return ErrPlace
	case e.Link != "" && !strings.HasPrefix(e.Link, "https://"):
		return ErrPlace
	case e.Seats < 0 || e.Seats > MostSeats:
		return ErrSeats
	case e.Neutral && e.Moderation != Before:
		return ErrNeutral
	}
	return e.Words.validate()
}

// Needs are the languages a statement must exist in before it is voted on:
// German and those of the event.
func (e *Event) Needs() []string {
	out := []string{"de"}
	for _, l := range e.Languages {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// MayLead reports whether somebody leads this event: who manages events, and
// the facilitators named for it.
func (e *Event) MayLead(a access.Actor) bool {
	if access.Can(a, access.ManageEvents, e.Object()) {
		return true
	}
	return access.Can(a, access.LeadEvent, e.Object()) && slices.Contains(e.Facilitators, a.Person)
}

func (e *Event) lead(act access.Act) error {
	if !e.MayLead(act.By) {
		return fault.New(fault.Denied, "access.denied")
	}
	return nil
}

func (e *Event) event(act access.Act, verb, detail string) []audit.Event {
	return []audit.Event{{Org: e.Org, At: act.At, Person: act.By.Person, Verb: verb, Object: string(e.ID), Detail: detail}}
}

// takes refuses what comes in while nothing may.
func (e *Event) takes() error {
	switch e.State {
	case Planned:
		return ErrNotYet
	case Running:
		return nil
	}
	return ErrOver
}
