package round

import (
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// Mandate (Auftrag) is the decision that a round takes place. Everybody who is
// invited can read it: a department is obliged by it, a person stays free.
type Mandate struct {
	// By names who decided, for example the executive board.
	By string
	// On is the day of the decision, "" if it is not known.
	On organisation.Date
	// Text is what was decided, in the words of the decision.
	Text string
	// Reference says where the decision can be found: a file number, a minute.
	Reference string
}

// Longest parts of a mandate, in characters.
const (
	MostMandateName = 300
	MostMandateText = 3000
)

// ErrMandate refuses a mandate that is too long or whose day is none.
var ErrMandate = fault.New(fault.Invalid, "round.mandate_invalid", "most", MostMandateText)

// Given reports whether there is anything on record.
func (m Mandate) Given() bool { return m != Mandate{} }

func (m Mandate) validate() error {
	_, err := organisation.ParseDate(string(m.On))
	switch {
	case err != nil,
		utf8.RuneCountInString(m.By) > MostMandateName,
		utf8.RuneCountInString(m.Reference) > MostMandateName,
		utf8.RuneCountInString(m.Text) > MostMandateText:
		return ErrMandate
	}
	return nil
}

// record puts the mandate on record, also while the round runs: a decision may
// be confirmed after the pilot.
func (r *Round) record(act access.Act, m Mandate) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	if r.State == Closed {
		return nil, ErrNotOpen
	}
	m = Mandate{strings.TrimSpace(m.By), m.On, strings.TrimSpace(m.Text), strings.TrimSpace(m.Reference)}
	if err := m.validate(); err != nil {
		return nil, err
	}
	r.Mandate = m
	return []audit.Event{r.Event(act, "round.mandate", m.By)}, nil
}
