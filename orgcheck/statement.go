package orgcheck

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

// Statement is what a unit says to a question.
type Statement struct {
	Place
	// UnitName is the unit's name when it answered: it may be gone by now.
	UnitName string
	// Answer has value, reference and need for action; its option may say that
	// others are competent (instrument.Option.Elsewhere).
	Answer instrument.Answer
	// Remark explains the answer; where others are competent, it says who, and
	// how we can push.
	Remark string
	// By answered; Confirmed confirms it, unsigned while nobody has.
	By, Confirmed Signature
	// Version counts the changes of this statement; 0 means not yet written.
	Version int
}

// Given reports whether the unit has said something, skipping included.
func (s Statement) Given() bool { return s.Answer.State() != instrument.Unanswered }

// Skipped reports whether the unit passed: it skipped the question, cannot
// judge it, or nobody there knows.
func (s Statement) Skipped() bool {
	return slices.Contains([]instrument.AnswerState{instrument.Skipped, instrument.CannotJudge, instrument.NobodyKnows}, s.Answer.State())
}

// Contradicts reports whether two statements cannot both be right: another
// level, number or state. Words do not contradict each other, and whoever
// passes contradicts nobody.
func (s Statement) Contradicts(o Statement) bool {
	switch {
	case !s.Given() || !o.Given() || s.Skipped() || o.Skipped():
		return false
	case s.Answer.State() != o.Answer.State():
		return true
	}
	return !slices.Equal(s.Answer.Options(), o.Answer.Options()) || s.Answer.Number() != o.Answer.Number() || s.Answer.PDCA() != o.Answer.PDCA()
}

// Said is what somebody writes for her unit.
type Said struct {
	Question string
	Answer   instrument.Answer
	Remark   string
	// Version is that of the statement the writer saw.
	Version int
}

// Changed is the conflict of two people answering the same question for the
// same unit: what stands there now, and what was about to be written. Both are
// shown, neither is lost.
type Changed struct {
	Now   Statement
	Yours Said
}

// Error names the question; the texts stay on the page.
func (c *Changed) Error() string {
	return fmt.Sprintf("statement on %s changed meanwhile", c.Yours.Question)
}

// Unwrap makes it a conflict.
func (c *Changed) Unwrap() error { return fault.New(fault.Conflict, "orgcheck.changed") }

// Mistake is a statement that cannot be accepted as it is.
type Mistake struct {
	Question string
	Err      error
}

// Error gives the reason.
func (m *Mistake) Error() string { return m.Question + ": " + m.Err.Error() }

// Unwrap returns the reason.
func (m *Mistake) Unwrap() error { return m.Err }

// say writes statements down. Those that changed meanwhile are left as they
// are and told of; the others are kept.
func (r *Record) say(act access.Act, ins *instrument.Instrument, unit organisation.UnitID, who Signature, list []Said) ([]audit.Event, []*Changed, error) {
	var events []audit.Event
	var stale []*Changed
	for _, s := range list {
		at := Place{s.Question, unit}
		if _, err := r.duty(act, at); err != nil {
			return nil, nil, err
		}
		before := r.Statements[at]
		if same(before, s) {
			continue
		}
		if err := r.acceptable(ins, who, s); err != nil {
			return nil, nil, &Mistake{s.Question, err}
		}
		if before.Version != s.Version {
			stale = append(stale, &Changed{before, s})
			continue
		}
		now := Statement{Place: at, UnitName: r.UnitName(unit), Answer: s.Answer, Remark: strings.TrimSpace(s.Remark),
			By: who, Version: before.Version + 1}
		r.Statements[at] = now
		if _, decided := r.Decisions[s.Question]; decided && (before.Contradicts(now) || before.Given() != now.Given()) {
			delete(r.Decisions, s.Question)
			events = append(events, r.Check.Event(act, "lapse", s.Question))
		}
	}
	return events, stale, nil
}

func (r *Record) acceptable(ins *instrument.Instrument, who Signature, s Said) error {
	q := ins.Question(s.Question)
	switch {
	case q == nil:
		return ErrQuestion
	case who.Post == "" && s.Answer.State() != instrument.Unanswered:
		return ErrPost
	case utf8.RuneCountInString(s.Remark) > MostText || utf8.RuneCountInString(who.Post) > MostPost:
		return ErrLong
	}
	return s.Answer.Fits(q)
}

// MostPost is the length of a post's name, in characters.
const MostPost = 200

func same(before Statement, s Said) bool {
	return before.Answer.Equal(s.Answer) && before.Remark == strings.TrimSpace(s.Remark)
}

// confirm puts a name behind what a unit said, in the versions that were seen,
// by question. A later change takes the confirmation away again.
func (r *Record) confirm(act access.Act, unit organisation.UnitID, who Signature, seen map[string]int) ([]audit.Event, error) {
	if err := access.Require(act, access.ConfirmOrgCheck, r.ObjectOf(unit, act.At)); err != nil {
		return nil, err
	}
	switch {
	case r.Check.State != Running:
		return nil, ErrNotRunning
	case who.Post == "":
		return nil, ErrPost
	}
	n := 0
	for q, version := range seen {
		at := Place{q, unit}
		s, ok := r.Statements[at]
		if !ok || !s.Given() || s.Confirmed.Signed() || s.Version != version {
			continue
		}
		s.Confirmed = who
		r.Statements[at] = s
		n++
	}
	if n == 0 {
		return nil, errNothing
	}
	return []audit.Event{r.Check.Event(act, "confirm", r.UnitName(unit))}, nil
}

var errNothing = fault.New(fault.Invalid, "orgcheck.nothing_to_confirm")

// AsChanged finds the conflicts in an error of Say.
func AsChanged(err error) []*Changed {
	var c *Stale
	if errors.As(err, &c) {
		return c.List
	}
	return nil
}

// Stale tells of all statements that changed meanwhile; the others are kept.
type Stale struct{ List []*Changed }

// Error counts them.
func (s *Stale) Error() string { return fmt.Sprintf("%d statements changed meanwhile", len(s.List)) }

// Unwrap makes it a conflict.
func (s *Stale) Unwrap() error { return fault.New(fault.Conflict, "orgcheck.changed") }
