// Package check is one unit's look at one of its services in one round.
//
// Its life: people prepare alone (Preparing), the team talks (Talking), what was
// agreed is frozen (Finished), the head puts a name under it (Signed). Going
// back is possible, has a reason, and is recorded. A unit may be Postponed; the
// check of one that no longer exists is given to another unit or Ended.
//
// Three things meet in a check and are kept apart on purpose: the sheets
// (Meine Notizen), which belong to people; the cards, which people lay in the
// talk and which carry no name; and the agreements, which belong to the team
// and are all that remains.
package check

import (
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

// ID names a check within its organisation.
type ID string

// Ref names a check: the organisation is the first part of every key.
type Ref struct {
	Org organisation.OrgID
	ID  ID
}

// State is where a check is in its life.
type State string

// The states of a check.
const (
	Preparing State = "preparing"
	Talking   State = "talking"
	Finished  State = "finished"
	Signed    State = "signed"
	Postponed State = "postponed"
	// Ended: taken out of the round for good, because the unit no longer exists.
	Ended State = "ended"
)

// MostSituations is how many situations a check judges at most. Source:
// practice, section 1 ("per service up to five situations").
const MostSituations = 5

// Check is one unit's look at one service (or at the unit itself) in one round.
type Check struct {
	Ref
	Round round.ID
	Unit  organisation.UnitID
	// UnitPath is the unit with its superiors on the day the check was started:
	// results stay with the unit that gave them.
	UnitPath string
	UnitName string
	// UnitKind chooses the variant of the instrument.
	UnitKind organisation.UnitKind
	// Headcount is the size of the team on the day the check was started.
	Headcount int
	// Service is what the team looks at; "" means the unit as a whole.
	Service     organisation.ServiceID
	ServiceName string
	// Situations are the ids of the situations judged for this service.
	Situations []string
	Mode       round.Mode
	// Code opens a new sheet for whoever has it. It opens no existing one.
	Code  string
	State State
	// Begun says that somebody has started a sheet: from then on what was
	// promised (service, situations, mode) is fixed.
	Begun bool
	// Seats is how many sheets may be begun where somebody has allowed another
	// number than that of the head count, 0 otherwise; see MostSheets.
	Seats int
	// Sheets is how many had been begun when the talk began, 0 before and after it.
	Sheets int
	// Item is the item the team is talking about, "" before the first.
	Item ItemID
	// Revealed says that the cards of Item lie open.
	Revealed bool
	// Reason says why the check was postponed or reopened last.
	Reason   string
	Reopened int
	// LookAgain is the day on which a postponed check is looked at again, "" if
	// nobody has named one.
	LookAgain organisation.Date
	// Wave is the part of the round the unit started in, "" without waves.
	Wave round.WaveID
	// Until is the unit's own extension, "" for the day of its wave or round.
	Until organisation.Date
	// TalkAt is when the team talk began.
	TalkAt time.Time
	// Rehearsal (Probe) says that everything in the check is made up. It leaves no
	// trace in the record.
	Rehearsal bool
	// SignedBy, SignedAt and Comment belong to the sign-off.
	SignedBy   organisation.PersonID
	SignedAt   time.Time
	Comment    string
	FinishedAt time.Time
	// Version counts the changes.
	Version int
}

// Object returns what permission to act on the check depends on.
func (c *Check) Object() access.Object {
	return access.Object{Org: string(c.Org), UnitPath: c.UnitPath, Round: string(c.Round)}
}

// RoundRef names the check's round.
func (c *Check) RoundRef() round.Ref { return round.Ref{Org: c.Org, ID: c.Round} }

// Frozen reports whether what the team agreed may no longer be changed.
func (c *Check) Frozen() bool { return c.State == Finished || c.State == Signed }

// Errors that callers tell apart.
var (
	ErrNotPreparing = fault.New(fault.Conflict, "check.not_preparing")
	ErrNotTalking   = fault.New(fault.Conflict, "check.not_talking")
	ErrFrozen       = fault.New(fault.Conflict, "check.frozen")
	ErrNotFinished  = fault.New(fault.Conflict, "check.not_finished")
	ErrBegun        = fault.New(fault.Conflict, "check.already_begun")
	ErrNoReason     = fault.New(fault.Invalid, "check.no_reason")
	ErrSituations   = fault.New(fault.Invalid, "check.too_many_situations", "most", MostSituations)
	ErrSigned       = fault.New(fault.Conflict, "check.signed_already")
	ErrMovedOn      = fault.New(fault.Conflict, "check.moved_on")
)

// New starts the check of a unit in a round.
func New(act access.Act, rd *round.Round, unit organisation.Unit, path string, subject organisation.Service, situations []string) *Check {
	return &Check{
		Ref:   Ref{Org: rd.Org, ID: ID(act.NewID())},
		Round: rd.ID, Unit: unit.ID, UnitPath: path, UnitName: unit.Name, UnitKind: unit.Kind, Headcount: unit.Headcount,
		Service: subject.ID, ServiceName: subject.Name, Situations: situations,
		Mode: rd.ModeOf(unit.Headcount), Code: SpokenCode(act.NewID()),
		Rehearsal: rd.Rehearsal, State: Preparing, Version: 1,
	}
}

// spoken replaces the letters that are mistaken for digits when a code is read
// out: the ids' alphabet A-Z2-7 has O and I, a spoken code has 8 and 9 instead.
var spoken = strings.NewReplacer("O", "8", "I", "9")

// CodeLength is the number of characters of a spoken code, five bits each: 40
// bits. Source: issue of the dialogue, "codes of at least 38 bits".
const CodeLength = 8

// SpokenCode makes a code to say aloud from a random id of at least eight
// characters A-Z2-7.
func SpokenCode(id string) string {
	return spoken.Replace(strings.ToUpper(id[:CodeLength]))
}

// NormaliseCode reads a code as people type it: lower case, with spaces or
// hyphens. O and I stand in no code; whoever types them meant 8 and 9.
func NormaliseCode(typed string) string {
	keep := func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}
	return spoken.Replace(strings.Map(keep, strings.ToUpper(typed)))
}

func (c *Check) event(act access.Act, verb, detail string) []audit.Event {
	if c.Rehearsal {
		return nil
	}
	return []audit.Event{{Org: string(c.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(c.ID), Detail: detail}}
}

// Scope is what a team decides before the first answer.
type Scope struct {
	Service     organisation.ServiceID
	ServiceName string
	Situations  []string
}

// prepare chooses what the check looks at.
func (c *Check) prepare(act access.Act, s Scope) ([]audit.Event, error) {
	if err := access.Require(act, access.PrepareCheck, c.Object()); err != nil {
		return nil, err
	}
	switch {
	case c.State != Preparing:
		return nil, ErrNotPreparing
	case c.Begun:
		return nil, ErrBegun
	case len(s.Situations) > MostSituations:
		return nil, ErrSituations
	}
	c.Service, c.ServiceName, c.Situations = s.Service, s.ServiceName, s.Situations
	return c.event(act, "check.prepare", s.ServiceName), nil
}

// begin notes that the first sheet was opened. It leaves no audit event: the
// time of an act identifies people.
func (c *Check) begin() error {
	if c.State != Preparing && c.State != Talking {
		return ErrNotPreparing
	}
	c.Begun = true
	return nil
}

// startTalk ends the preparation.
func (c *Check) startTalk(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.LeadTalk, c.Object()); err != nil {
		return nil, err
	}
	if c.State != Preparing {
		return nil, ErrNotPreparing
	}
	c.State, c.Begun, c.TalkAt = Talking, true, act.At
	return c.event(act, "check.talk", ""), nil
}

// finish freezes what was agreed.
func (c *Check) finish(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.LeadTalk, c.Object()); err != nil {
		return nil, err
	}
	if c.State != Talking {
		return nil, ErrNotTalking
	}
	c.State, c.Item, c.Revealed, c.FinishedAt = Finished, "", false, act.At
	c.Sheets = 0
	return c.event(act, "check.finish", ""), nil
}

// sign puts a name under the result. It may comment; it cannot change anything.
func (c *Check) sign(act access.Act, comment string) ([]audit.Event, error) {
	if err := access.Require(act, access.SignOff, c.Object()); err != nil {
		return nil, err
	}
	comment = strings.TrimSpace(comment)
	switch {
	case c.State == Signed:
		return nil, ErrSigned
	case c.State != Finished:
		return nil, ErrNotFinished
	case utf8.RuneCountInString(comment) > MostReason:
		return nil, ErrReasonLong
	}
	c.State, c.SignedBy, c.SignedAt, c.Comment = Signed, organisation.PersonID(act.By.Person), act.At, comment
	return c.event(act, "check.sign", ""), nil
}

// reopen unfreezes a finished or signed check.
func (c *Check) reopen(act access.Act, reason string) ([]audit.Event, error) {
	if err := access.Require(act, access.Reopen, c.Object()); err != nil {
		return nil, err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case !c.Frozen():
		return nil, ErrNotFinished
	case reason == "":
		return nil, ErrNoReason
	case utf8.RuneCountInString(reason) > MostReason:
		return nil, ErrReasonLong
	}
	c.State, c.Reason = Talking, reason
	c.Reopened++
	c.SignedBy, c.SignedAt, c.Comment, c.FinishedAt = "", time.Time{}, "", time.Time{}
	return c.event(act, "check.reopen", reason), nil
}

// turnTo makes an item the one the team talks about, its cards face down.
func (c *Check) turnTo(act access.Act, item ItemID) error {
	if err := c.leading(act); err != nil {
		return err
	}
	c.Item, c.Revealed = item, false
	return nil
}

// reveal turns the cards of the current item over. It names the item, so that
// nobody's button turns cards over that somebody else has just called for.
func (c *Check) reveal(act access.Act, item ItemID) error {
	if err := c.leading(act); err != nil {
		return err
	}
	if c.Item == "" || c.Item != item {
		return ErrMovedOn
	}
	c.Revealed = true
	return nil
}

func (c *Check) leading(act access.Act) error {
	if err := access.Require(act, access.LeadTalk, c.Object()); err != nil {
		return err
	}
	if c.State != Talking {
		return ErrNotTalking
	}
	return nil
}
