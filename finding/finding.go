// Package finding is the hinge between looking and doing: strengths and needs for
// action, each with where it comes from and who can change it.
//
// A finding is taken from a signed result, from an organisation check, from an
// event, or typed in by somebody. What was signed is never reworded: its text
// stays the team's. Findings that say the same are gathered by a person into a
// finding of their own; each of them stays, and can be taken out again. A finding
// may be gathered more than once, because it may say two things.
//
// A need waits until it is gathered, answered by a measure, or set aside with a
// reason. There is no order of units in this package.
package finding

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/trail"
)

// ID names a finding within its organisation.
type ID string

// Ref names a finding: the organisation is the first part of every key.
type Ref struct {
	Org organisation.OrgID
	ID  ID
}

// Kind is what a finding is.
type Kind string

// The kinds of finding.
const (
	// Strength (Was gelingt) is something to keep and to show others.
	Strength Kind = "strength"
	// Need (Was noch fehlt) is a need for action.
	Need Kind = "need"
	// Idea (Vorschlag) is something that somebody proposes to do.
	Idea Kind = "idea"
)

// Kinds lists them in the order of pages.
var Kinds = []Kind{Need, Idea, Strength}

// Finding is one strength, need or idea.
type Finding struct {
	Ref
	Kind Kind
	Text string
	// Origin is where it comes from; two findings never have the same.
	Origin trail.Node
	// Round is where its check took place, "" if in none.
	Round round.ID
	// Unit that said it, as it was called then; "" for the whole organisation.
	Unit               organisation.UnitID
	UnitPath, UnitName string
	Service            organisation.ServiceID
	ServiceName        string
	// Instrument, Field, Question and Situation say what was asked, each "" if
	// nothing was.
	Instrument                 round.InstrumentKey
	Field, Question, Situation string
	// Who can change it, "" as long as nobody has said.
	Who check.Who
	// Aside is why nothing follows from it for now, "" if it has not been set aside.
	Aside string
	At    time.Time
	// By typed it in or gathered it; "" if it comes from elsewhere.
	By      organisation.PersonID
	Version int

	// Gathered and Answered are found out when it is loaded: whether it is part of
	// another finding, and whether a measure answers it.
	Gathered, Answered bool
}

// State says what has become of a finding.
type State string

// The states of a finding.
const (
	Open     State = "open"
	Part     State = "gathered"
	Answered State = "answered"
	Aside    State = "aside"
)

// States lists them in the order of pages.
var States = []State{Open, Part, Answered, Aside}

// State returns what has become of the finding. A measure weighs more than having
// been set aside: who has answered it has changed her mind.
func (f *Finding) State() State {
	switch {
	case f.Answered:
		return Answered
	case f.Aside != "":
		return Aside
	case f.Gathered:
		return Part
	}
	return Open
}

// Node is the finding's place in the trail.
func (f *Finding) Node() trail.Node { return trail.Of(trail.Finding, string(f.ID)) }

// Whole reports whether the finding was made of others.
func (f *Finding) Whole() bool { return f.Origin.Kind == trail.Gathered }

// Object returns what permission depends on.
func (f *Finding) Object() access.Object {
	return access.Object{Org: string(f.Org), UnitPath: f.UnitPath}
}

// MostText is the length of a finding in characters: what a team writes down for
// an item, with the question it answers.
const MostText = 2*check.MostReason + 100

// Errors that callers tell apart.
var (
	ErrText     = fault.New(fault.Invalid, "finding.text", "most", MostText)
	ErrKind     = fault.New(fault.Invalid, "finding.kind")
	ErrWho      = fault.New(fault.Invalid, "finding.who")
	ErrReason   = fault.New(fault.Invalid, "finding.reason", "most", check.MostReason)
	ErrTwo      = fault.New(fault.Invalid, "finding.two")
	ErrInItself = fault.New(fault.Invalid, "finding.in_itself")
	ErrMixed    = fault.New(fault.Invalid, "finding.mixed")
	ErrChanged  = fault.New(fault.Conflict, "finding.changed")
	ErrSigned   = fault.New(fault.Conflict, "finding.signed")
	ErrAside    = fault.New(fault.Conflict, "finding.not_aside")
)

// Validate checks a finding before it is stored.
func (f *Finding) Validate() error {
	n := utf8.RuneCountInString(strings.TrimSpace(f.Text))
	switch {
	case n == 0 || n > MostText:
		return ErrText
	case !slices.Contains(Kinds, f.Kind):
		return ErrKind
	case f.Who != "" && !slices.Contains(check.Whos, f.Who), f.Who == "" && f.Origin.Kind == trail.Typed && f.Kind != Strength:
		return ErrWho
	case f.Origin.ID == "":
		return trail.ErrNode
	}
	return nil
}

func (f *Finding) event(act access.Act, verb, detail string) []audit.Event {
	return []audit.Event{{Org: string(f.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(f.ID), Detail: detail}}
}

// Typing makes a finding that somebody types in.
func Typing(act access.Act, f Finding) (*Finding, []audit.Event, error) {
	f.ID, f.Text = ID(act.NewID()), strings.TrimSpace(f.Text)
	f.Origin, f.At, f.By, f.Version = trail.Of(trail.Typed, string(f.ID)), act.At, organisation.PersonID(act.By.Person), 1
	if err := access.Require(act, access.WriteFindings, f.Object()); err != nil {
		return nil, nil, err
	}
	if err := f.Validate(); err != nil {
		return nil, nil, err
	}
	return &f, f.event(act, "finding.write", ""), nil
}

// Edit rewords a finding and says who can change it. The text of what was signed
// or said elsewhere stays as it is.
func (f *Finding) Edit(act access.Act, text string, who check.Who, version int) ([]audit.Event, error) {
	if err := access.Require(act, access.WriteFindings, f.Object()); err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	switch {
	case version != f.Version:
		return nil, ErrChanged
	case text != f.Text && !f.Whole() && f.Origin.Kind != trail.Typed:
		return nil, ErrSigned
	}
	f.Text, f.Who = text, who
	if err := f.Validate(); err != nil {
		return nil, err
	}
	return f.event(act, "finding.edit", ""), nil
}

// SetAside says why nothing follows from a finding for now.
func (f *Finding) SetAside(act access.Act, reason string) ([]audit.Event, error) {
	if err := access.Require(act, access.GatherFindings, access.Object{Org: string(f.Org)}); err != nil {
		return nil, err
	}
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n == 0 || n > check.MostReason {
		return nil, ErrReason
	}
	f.Aside = reason
	return f.event(act, "finding.aside", reason), nil
}

// TakeUp takes a finding up again that was set aside.
func (f *Finding) TakeUp(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.GatherFindings, access.Object{Org: string(f.Org)}); err != nil {
		return nil, err
	}
	if f.Aside == "" {
		return nil, ErrAside
	}
	f.Aside = ""
	return f.event(act, "finding.take_up", ""), nil
}
