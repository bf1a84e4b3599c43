package dialogue

import (
	"strings"
	"unicode/utf8"

	"chancencheck/fault"
)

// ContributionID names a contribution within its event, for good: findings name
// it as where they come from.
type ContributionID string

// Sort tells what already exists from what is new (F52), and both from a plain
// note of a talk.
type Sort string

// The sorts.
const (
	Offer Sort = "offer" // gibt es schon
	Idea  Sort = "idea"  // neue Idee
	Note  Sort = "note"  // Notiz vom Tisch
)

// Sorts lists the sorts in the order of pages.
var Sorts = []Sort{Offer, Idea, Note}

// From is how a contribution came in.
type From string

// The ways.
const (
	FromTable From = "table"
	FromPaper From = "paper"
	FromPhone From = "phone"
)

// Look is what was decided about a contribution.
type Look string

// The states of a contribution.
const (
	Waiting Look = "waiting" // nobody has looked at it
	Shown   Look = "shown"
	Hidden  Look = "hidden"
	Laid    Look = "laid" // says the same as another and lies in it
)

// Author is the device that a contribution came from: the key of a participant,
// never a name.
type Author string

// Contribution is one thing that somebody said.
type Contribution struct {
	Event Ref            `json:"-"`
	ID    ContributionID `json:"-"`
	// Slip is the number on the author's slip, with which she finds the answer.
	Slip   string `json:"-"`
	Author Author `json:"-"`
	State  Look   `json:"-"`
	// Version counts the changes.
	Version int `json:"-"`

	Sort Sort
	// Text and More are the two lines; More may be empty.
	Text, More string
	Language   string
	From       From
	Table      TableID
	Round      int
	Place      int
	// Summarised: a mediator wrote the lines, Original is what was said.
	Summarised bool
	Original   string
	// Cluster is the heading it was laid under in the plenary.
	Cluster string
	// Into is the contribution that says the same.
	Into ContributionID
	// Reason is why it was hidden, and Words what the author reads about it.
	Reason Reason
	Words  string
	// By looked at it last.
	By string
	// Seen says that a threat was passed on to those who act on it.
	Escalated bool
}

// How long what people say may be, in characters.
const (
	MostText = 280
	MostMore = 280
)

// Errors of contributions that callers tell apart.
var (
	ErrEmpty    = fault.New(fault.Invalid, "contribution.empty")
	ErrLong     = fault.New(fault.Invalid, "contribution.long", "most", MostText)
	ErrPersonal = fault.New(fault.Invalid, "contribution.personal")
	ErrEnough   = fault.New(fault.Conflict, "contribution.enough", "most", MostOfDevice)
	ErrBlocked  = fault.New(fault.Denied, "contribution.blocked")
	ErrMoved    = fault.New(fault.Conflict, "contribution.moved")
	ErrReason   = fault.New(fault.Invalid, "contribution.reason")
	ErrItself   = fault.New(fault.Invalid, "contribution.itself")
)

// tidy cleans what was typed and refuses what is empty or too long.
func (c *Contribution) tidy() error {
	c.Text, c.More, c.Original = Clean(c.Text), Clean(c.More), Clean(c.Original)
	switch {
	case !says(c.Text):
		return ErrEmpty
	case utf8.RuneCountInString(c.Text) > MostText, utf8.RuneCountInString(c.More) > MostMore, utf8.RuneCountInString(c.Original) > MostWords:
		return ErrLong
	case c.Sort != Offer && c.Sort != Idea && c.Sort != Note:
		return ErrForm
	case len(c.Language) > 20 || strings.ContainsAny(c.Language, " <>\"'"):
		return ErrForm
	}
	return nil
}

// Both returns the two lines as one text, for search and comparison.
func (c *Contribution) Both() string { return strings.TrimSpace(c.Text + " " + c.More) }
