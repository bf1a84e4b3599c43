package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"chancencheck/fault"
	"chancencheck/instrument"
)

// Agreement is what the team has written down for one item: an answer with its
// reason, or "we see it differently" with both.
type Agreement struct {
	Item   ItemID
	Answer instrument.Answer
	// Reason: why this level, in two lines.
	Reason string
	// Differing (Wir sehen es verschieden): there is a second answer with its own
	// reason, and the item counts for no value.
	Differing   bool
	OtherAnswer instrument.Answer
	OtherReason string
	// Adopted says that the proposal was accepted together with others, without talk.
	Adopted bool
	// Version counts the changes of this one text; 0 means not yet written.
	Version int
}

// Counted returns the answer that counts for values, and whether there is one.
func (a Agreement) Counted() (instrument.Answer, bool) {
	return a.Answer, !a.Differing && a.Answer.State() != instrument.Unanswered
}

// MostReason is the length of a reason in characters: two lines, generously.
const MostReason = 1000

// Errors that callers tell apart.
var (
	ErrReasonLong   = fault.New(fault.Invalid, "agreement.reason_long", "most", MostReason)
	ErrOneAnswer    = fault.New(fault.Invalid, "agreement.one_answer")
	ErrMeasures     = fault.New(fault.Invalid, "note.measures", "most", MostMeasures)
	ErrNoteEmpty    = fault.New(fault.Invalid, "note.empty")
	ErrWhoCanChange = fault.New(fault.Invalid, "note.who")
	ErrNoteKind     = fault.New(fault.Invalid, "note.kind")
	ErrPostLong     = fault.New(fault.Invalid, "note.post_long", "most", MostPost)
)

// Validate checks an agreement before it is stored.
func (a Agreement) Validate() error {
	switch {
	case max(utf8.RuneCountInString(a.Reason), utf8.RuneCountInString(a.OtherReason)) > MostReason:
		return ErrReasonLong
	case !teams(a.Answer), a.Differing && !teams(a.OtherAnswer):
		return ErrOneAnswer
	}
	return nil
}

// teams reports whether a team can say this. That somebody passes or cannot
// judge is said by persons; a team finds that nobody here knows.
func teams(a instrument.Answer) bool {
	switch a.State() {
	case instrument.Answered, instrument.NotApplicable, instrument.NobodyKnows:
		return true
	}
	return false
}

// Written reports whether the team has written something down for the item.
func (a Agreement) Written() bool { return a.Answer.State() != instrument.Unanswered }

// Changed is the conflict of two people editing the same agreed text: what
// stands there now, and what was about to be written. Both are shown, neither
// is lost.
type Changed struct {
	Item  ItemID
	Now   Agreement
	Yours Agreement
}

// Error names the item; the texts stay on the page.
func (c *Changed) Error() string { return fmt.Sprintf("agreement on %s changed meanwhile", c.Item) }

// Unwrap makes it a conflict.
func (c *Changed) Unwrap() error { return fault.New(fault.Conflict, "agreement.changed") }

// NoteKind says what a note of the talk is.
type NoteKind string

// The kinds of note.
const (
	// Worked (Was gelingt) is something to keep.
	Worked NoteKind = "worked"
	// Measure (Maßnahme) is something the team starts itself.
	Measure NoteKind = "measure"
	// Upward (Was wir weitergeben) is a need that others have to answer.
	Upward NoteKind = "upward"
)

// Who says who can change something; without it, teams are blamed for federal forms.
type Who string

// Who can change it.
const (
	We          Who = "we"
	OtherOffice Who = "other_office"
	Centrally   Who = "central"
	ByLaw       Who = "law"
)

// Whos lists them in the order of pages.
var Whos = []Who{We, OtherOffice, Centrally, ByLaw}

// MostMeasures is how many measures one talk may decide. Source: practice,
// section 2 ("at most 3, one startable within 4 weeks").
const MostMeasures = 3

// MostPost is the length of a post's name in characters.
const MostPost = 200

// Note is a line of the scribe page: what works, a measure, a need passed upward.
type Note struct {
	ID   string
	Kind NoteKind
	Text string
	// Item is what gave rise to it, "" if nothing in particular.
	Item ItemID
	// Who can change it; required for measures and needs.
	Who Who
	// Post answers for a measure: a post, not a person.
	Post string
	// Soon: can be started within four weeks.
	Soon    bool
	Version int
}

// Validate checks a note that joins others of the same check.
func (n Note) Validate(others []Note) error {
	measures := 0
	for _, o := range others {
		if o.Kind == Measure && o.ID != n.ID {
			measures++
		}
	}
	switch {
	case n.Kind != Worked && n.Kind != Measure && n.Kind != Upward:
		return ErrNoteKind
	case strings.TrimSpace(n.Text) == "":
		return ErrNoteEmpty
	case utf8.RuneCountInString(n.Text) > MostReason:
		return ErrReasonLong
	case utf8.RuneCountInString(n.Post) > MostPost:
		return ErrPostLong
	case n.Kind != Worked && !knownWho(n.Who):
		return ErrWhoCanChange
	case n.Kind == Measure && measures >= MostMeasures:
		return ErrMeasures
	}
	return nil
}

func knownWho(w Who) bool { return slices.Contains(Whos, w) }

// Record is a check with all its team has written down.
type Record struct {
	Check      *Check
	Agreements map[ItemID]Agreement
	Notes      []Note
}
