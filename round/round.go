// Package round is one occasion of asking: which instrument in which version
// and format, of which units, how their answers are protected, until when.
//
// The life of a round: it is drafted, opened (from then on instrument, format
// and modes are fixed and shown to everybody), and closed. A large city starts in
// waves ([Wave]), the first of them as a pilot. While a round is open
// everybody sees whether a unit is done; nobody sees how many of its people
// have answered, because in a team of six the missing one has a name.
package round

import (
	"context"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/disclosure"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// ID names a round within its organisation.
type ID string

// Ref names a round: the organisation is the first part of every key.
type Ref struct {
	Org organisation.OrgID
	ID  ID
}

// State is where a round is in its life.
type State string

// The states of a round.
const (
	Drafted State = "drafted"
	Running State = "running"
	Closed  State = "closed"
)

// Mode (Schutz der Antworten) is how the answers of a team's members are
// protected. It is fixed before the first answer and shown to everybody.
type Mode string

const (
	// Private (private Vorbereitung): a sheet belongs to its author, nobody else can
	// ever open it, it is deleted when the check is finished.
	Private Mode = "private"
	// Anonymous (anonym zusammengeführt): answers are counted per question when the
	// preparation ends; the single sheets are deleted then.
	Anonymous Mode = "anonymous"
	// Named (mit Namen): by agreement of the team.
	Named Mode = "named"
)

// ModeBySize leaves the mode of each check to [ModeFor].
const ModeBySize Mode = "by_size"

// AnonymousFrom is the team size from which anonymous merging protects better
// than private preparation. Source: practice, section 2 ("default under 8 people").
const AnonymousFrom = 8

// ModeFor returns the mode a team of a size gets when the round leaves it open.
func ModeFor(headcount int) Mode {
	if headcount < AnonymousFrom {
		return Private
	}
	return Anonymous
}

// InstrumentKey names a published, immutable version of an instrument.
type InstrumentKey struct {
	ID, Version string
}

// Round is one occasion of asking.
type Round struct {
	Ref
	Title      string
	Instrument InstrumentKey
	// Format is the id of the instrument's format, for example "standard".
	Format string
	// Mode is Private, Anonymous, Named or ModeBySize.
	Mode Mode
	// Threshold is the least number of people behind a shown anonymous figure.
	Threshold int
	// TalkMinutes is the length of a team talk.
	TalkMinutes int
	// ClosesOn is the last day on which teams can finish.
	ClosesOn organisation.Date
	// Mandate is the decision that this round takes place.
	Mandate Mandate
	// Waves are the steps in which the round reaches its units; none means that all
	// units start together.
	Waves []Wave
	// Letters are the invitations in the round's own words; what it does not word
	// itself is written as usual.
	Letters []Letter
	// Rehearsal (Probe) says that everything in the round is made up. It is in no
	// list, no overview and no export, and it is deleted by itself.
	Rehearsal bool
	State     State
	OpenedAt  time.Time
	ClosedAt  time.Time
	// Version counts the changes, so that two people do not overwrite each other.
	Version int
}

// Object returns what permission to act on the round depends on.
func (r *Round) Object() access.Object {
	return access.Object{Org: string(r.Org), Round: string(r.ID)}
}

// Errors that callers tell apart.
var (
	ErrNotOpen   = fault.New(fault.Conflict, "round.not_open")
	ErrNotDraft  = fault.New(fault.Conflict, "round.not_draft")
	ErrNoTitle   = fault.New(fault.Invalid, "round.no_title")
	ErrDate      = fault.New(fault.Invalid, "round.date")
	ErrDatePast  = fault.New(fault.Invalid, "round.date_past")
	ErrMode      = fault.New(fault.Invalid, "round.mode_invalid")
	ErrThreshold = fault.New(fault.Invalid, "round.threshold")
	ErrMinutes   = fault.New(fault.Invalid, "round.minutes_invalid")
)

// Store keeps rounds.
type Store interface {
	// Round returns one round, or fault.NotFound.
	Round(ctx context.Context, ref Ref) (*Round, error)
	// Rounds returns an organisation's rounds, the youngest first, and no rehearsal.
	Rounds(ctx context.Context, org organisation.OrgID) ([]*Round, error)
	// CreateRound stores a new round with its audit record.
	CreateRound(ctx context.Context, r *Round, events ...audit.Event) error
	// UpdateRound loads the round, lets decide change it, and saves it together
	// with the events decide returns, all or nothing. Decide may run twice.
	UpdateRound(ctx context.Context, ref Ref, decide func(*Round) ([]audit.Event, error)) error
}

// New drafts a round. It checks what can be checked without the instrument.
func New(act access.Act, r Round) (*Round, error) {
	r.Title = strings.TrimSpace(r.Title)
	r.State, r.Version = Drafted, 1
	if r.ID == "" {
		r.ID = ID(act.NewID())
	}
	if r.Threshold == 0 {
		r.Threshold = disclosure.DefaultThreshold
	}
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	if err := r.validate(act.At); err != nil {
		return nil, err
	}
	return &r, nil
}

func (r *Round) validate(now time.Time) error {
	switch r.Mode {
	case Private, Anonymous, Named, ModeBySize:
	default:
		return ErrMode
	}
	day, err := time.Parse(time.DateOnly, string(r.ClosesOn))
	switch {
	case r.Title == "":
		return ErrNoTitle
	case err != nil:
		return ErrDate
	case day.Before(now.Truncate(24 * time.Hour)):
		return ErrDatePast
	case r.Threshold < disclosure.Floor:
		return ErrThreshold
	case r.TalkMinutes < 20 || r.TalkMinutes > 480:
		return ErrMinutes
	}
	return r.Mandate.validate()
}

// ModeOf returns the mode of a check in this round for a team of a size.
func (r *Round) ModeOf(headcount int) Mode {
	if r.Mode == ModeBySize {
		return ModeFor(headcount)
	}
	return r.Mode
}

// Overdue reports whether the round still runs though its last day is over.
func (r *Round) Overdue(today organisation.Date) bool {
	return r.State == Running && r.ClosesOn < today
}

// Event returns the record of something done to the round.
func (r *Round) Event(act access.Act, verb, detail string) audit.Event {
	return audit.Event{Org: string(r.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(r.ID), Detail: detail}
}
