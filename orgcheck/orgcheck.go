// Package orgcheck is the organisation check (Organisationscheck): a whole
// municipality answers where it stands, across its offices.
//
// It differs from a check of one unit (package check) in four ways. Answers are
// mostly facts and carry names: who answered, who confirms, where it can be
// looked up. The questions are spread: each has offices that answer for it, as
// duties that can be passed on and returned. Offices may contradict each other;
// then both statements stand until somebody entitled decides, with a reason.
// And partners outside answer a short set without names, so that the view from
// inside stands beside the view from outside.
//
// Its life: prepared (Drafted), answered (Running), frozen (Closed). Closing
// loses nothing: what is contradictory, unconfirmed or unanswered is listed as
// such, and only the partners' sheets are deleted, once they are counted.
package orgcheck

import (
	"slices"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/disclosure"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

// ID names an organisation check within its organisation.
type ID string

// Ref names an organisation check: the organisation is the first part of every key.
type Ref struct {
	Org organisation.OrgID
	ID  ID
}

// State is where an organisation check is in its life.
type State string

// The states of an organisation check.
const (
	Drafted State = "drafted"
	Running State = "running"
	Closed  State = "closed"
)

// PartnersFormat is the id of the instrument's format that partners answer.
const PartnersFormat = "partners"

// MostPerUnit is how many questions one unit should answer at most. Source:
// practice, section 6 ("at most 15 questions per answering unit"). More are not
// refused; the page says so.
const MostPerUnit = 15

// Check is one organisation check.
type Check struct {
	Ref
	Title      string
	Instrument round.InstrumentKey
	// Format is what the offices answer; "" means every question.
	Format string
	// Threshold is the least number of partners behind a shown figure.
	Threshold int
	// ClosesOn is the last day on which offices are asked to answer.
	ClosesOn organisation.Date
	State    State
	OpenedAt time.Time
	ClosedAt time.Time
	// Version counts the changes.
	Version int
}

// Errors that callers tell apart.
var (
	ErrNoTitle    = fault.New(fault.Invalid, "orgcheck.no_title")
	ErrDate       = fault.New(fault.Invalid, "orgcheck.date")
	ErrThreshold  = fault.New(fault.Invalid, "orgcheck.threshold", "floor", disclosure.Floor)
	ErrNotDraft   = fault.New(fault.Conflict, "orgcheck.not_draft")
	ErrNotRunning = fault.New(fault.Conflict, "orgcheck.not_running")
	ErrClosed     = fault.New(fault.Conflict, "orgcheck.closed")
	ErrNotClosed  = fault.New(fault.Conflict, "orgcheck.not_closed")
	ErrNobody     = fault.New(fault.Conflict, "orgcheck.nobody_asked")
	ErrNoReason   = fault.New(fault.Invalid, "orgcheck.no_reason")
	ErrLong       = fault.New(fault.Invalid, "orgcheck.too_long", "most", MostText)
	ErrQuestion   = fault.New(fault.NotFound, "orgcheck.no_question")
	ErrUnit       = fault.New(fault.Invalid, "orgcheck.no_unit")
	ErrNoDuty     = fault.New(fault.Conflict, "orgcheck.no_duty")
	ErrPost       = fault.New(fault.Invalid, "orgcheck.no_post")
)

// MostText is the length of what people write in one field, in characters.
const MostText = 4000

// New drafts an organisation check.
func New(act access.Act, c Check) (*Check, error) {
	c.Title, c.State, c.Version = strings.TrimSpace(c.Title), Drafted, 1
	if c.ID == "" {
		c.ID = ID(act.NewID())
	}
	if c.Threshold == 0 {
		c.Threshold = disclosure.DefaultThreshold
	}
	if err := access.Require(act, access.ManageOrgCheck, c.Object()); err != nil {
		return nil, err
	}
	_, err := time.Parse(time.DateOnly, string(c.ClosesOn))
	switch {
	case c.Title == "":
		return nil, ErrNoTitle
	case err != nil:
		return nil, ErrDate
	case c.Threshold < disclosure.Floor:
		return nil, ErrThreshold
	}
	return &c, nil
}

// Object returns what permission to act on the whole check depends on.
func (c *Check) Object() access.Object { return access.Object{Org: string(c.Org)} }

// Overdue reports whether the check still runs although its last day is over.
func (c *Check) Overdue(today organisation.Date) bool {
	return c.State == Running && today > c.ClosesOn
}

// Event returns the record of something done to the check.
func (c *Check) Event(act access.Act, verb, detail string) audit.Event {
	return audit.Event{Org: string(c.Org), At: act.At, Person: act.By.Person, Verb: "orgcheck." + verb, Object: string(c.ID), Detail: detail}
}

// Signature says who stands for something: a person by name, with the post she
// holds, as it was then. Organisation checks are answered with names; when an
// account is erased, the post and the time stay.
type Signature struct {
	Person organisation.PersonID `json:"person,omitempty"`
	Name   string                `json:"name,omitempty"`
	Post   string                `json:"post,omitempty"`
	At     time.Time             `json:"at"`
}

// Signed reports whether anybody stands for it.
func (s Signature) Signed() bool { return s.Person != "" || !s.At.IsZero() }

// without is the signature when a person's account is gone.
func (s Signature) without(id organisation.PersonID) Signature {
	if s.Person == id {
		s.Person, s.Name = "", ""
	}
	return s
}

// Forget takes a person's name out of everything that was said; her post stays.
func (r *Record) Forget(id organisation.PersonID) {
	for p, s := range r.Statements {
		s.By, s.Confirmed = s.By.without(id), s.Confirmed.without(id)
		r.Statements[p] = s
	}
	for q, d := range r.Decisions {
		d.By = d.By.without(id)
		r.Decisions[q] = d
	}
	for _, words := range []map[string]Words{r.Worked, r.Appraisals} {
		for f, w := range words {
			w.By = w.By.without(id)
			words[f] = w
		}
	}
}

// Sign makes the signature of who acts.
func Sign(act access.Act, name, post string) Signature {
	return Signature{Person: organisation.PersonID(act.By.Person), Name: name, Post: strings.TrimSpace(post), At: act.At}
}

// Record is an organisation check with everything that was said in it, and the
// organisation it is about.
type Record struct {
	Check *Check
	// Units are all units of the organisation, those of the past included.
	Units []organisation.Unit
	// Duties say who answers what; Statements what was said.
	Duties     map[Place]Duty
	Statements map[Place]Statement
	// Decisions are by question; Worked and Appraisals by field.
	Decisions  map[string]Decision
	Worked     map[string]Words
	Appraisals map[string]Words
	Groups     map[GroupID]Group
}

// Place is a question at a unit.
type Place struct {
	Question string
	Unit     organisation.UnitID
}

// NewRecord is an empty record.
func NewRecord(c *Check) *Record {
	return &Record{Check: c, Duties: map[Place]Duty{}, Statements: map[Place]Statement{}, Decisions: map[string]Decision{},
		Worked: map[string]Words{}, Appraisals: map[string]Words{}, Groups: map[GroupID]Group{}}
}

// Tree returns the units as they are on a day.
func (r *Record) Tree(at time.Time) (*organisation.Tree, error) {
	return organisation.NewTree(organisation.UnitsOn(r.Units, organisation.DateOf(at)))
}

// UnitName returns a unit's name, also of one that no longer exists.
func (r *Record) UnitName(id organisation.UnitID) string {
	for _, u := range r.Units {
		if u.ID == id {
			return u.Name
		}
	}
	return string(id)
}

// ObjectOf returns what permission to answer for a unit depends on. A unit that
// no longer exists lies in nobody's line: only the whole organisation answers for it.
func (r *Record) ObjectOf(unit organisation.UnitID, at time.Time) access.Object {
	o := r.Check.Object()
	if tree, err := r.Tree(at); err == nil {
		o.UnitPath = tree.PathString(unit)
	}
	return o
}

// Exists reports whether a unit exists on a day.
func (r *Record) Exists(unit organisation.UnitID, at time.Time) bool {
	day := organisation.DateOf(at)
	return slices.ContainsFunc(r.Units, func(u organisation.Unit) bool { return u.ID == unit && u.ValidOn(day) })
}

// open starts the answering.
func (r *Record) open(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageOrgCheck, r.Check.Object()); err != nil {
		return nil, err
	}
	switch {
	case r.Check.State != Drafted:
		return nil, ErrNotDraft
	case len(r.Duties) == 0:
		return nil, ErrNobody
	}
	r.Check.State, r.Check.OpenedAt = Running, act.At
	return []audit.Event{r.Check.Event(act, "open", r.Check.Title)}, nil
}

// close ends the answering. What is open stays open and is listed.
func (r *Record) close(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageOrgCheck, r.Check.Object()); err != nil {
		return nil, err
	}
	if r.Check.State != Running {
		return nil, ErrNotRunning
	}
	r.Check.State, r.Check.ClosedAt = Closed, act.At
	return []audit.Event{r.Check.Event(act, "close", r.Check.Title)}, nil
}
