package measure

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/organisation"
)

// Verdict is what was decided about a measure.
type Verdict string

// The verdicts; "" is not decided.
const (
	Accepted Verdict = "accepted"
	Deferred Verdict = "deferred"
	Rejected Verdict = "rejected"
)

// Verdicts lists them in the order of pages.
var Verdicts = []Verdict{Accepted, Deferred, Rejected}

// Decision is a verdict with its reason. Readers see the reason of what was
// deferred or rejected, too.
type Decision struct {
	Verdict Verdict
	Reason  string
	By      organisation.PersonID
	At      time.Time
	// Again is the day on which a deferred measure is looked at again, "" for none.
	Again organisation.Date
}

// Decide accepts, defers or rejects a measure. Accepting needs no reason.
func (m *Measure) Decide(act access.Act, d Decision) ([]audit.Event, error) {
	if err := access.Require(act, access.DecideMeasures, m.Object()); err != nil {
		return nil, err
	}
	d.Reason = strings.TrimSpace(d.Reason)
	switch {
	case !slices.Contains(Verdicts, d.Verdict):
		return nil, ErrDecision
	case d.Verdict != Accepted && d.Reason == "", utf8.RuneCountInString(d.Reason) > MostText:
		return nil, ErrReason
	case m.Status == Done:
		return nil, ErrOver
	}
	if d.Verdict != Deferred {
		d.Again = ""
	}
	d.By, d.At = organisation.PersonID(act.By.Person), act.At
	m.Decision = d
	return m.event(act, "measure.decide", string(d.Verdict)), nil
}

// Status is how a measure is getting on.
type Status string

// The statuses of a measure.
const (
	Waiting Status = "waiting" // not begun
	Running Status = "running"
	Stuck   Status = "stuck"   // cannot go on without others
	Claimed Status = "claimed" // said to be done, waits for a second pair of eyes
	Done    Status = "done"
	Stopped Status = "stopped" // ended without being done
)

// Statuses lists them in the order of a measure's life.
var Statuses = []Status{Waiting, Running, Stuck, Claimed, Done, Stopped}

// Reportable are the statuses that a report can say; Done and Claimed have ways of
// their own.
var Reportable = []Status{Waiting, Running, Stuck, Stopped}

// Change is one entry of the history.
type Change struct {
	At time.Time
	// By is who said so; "" for a holder of the post who answered by mail.
	By   organisation.PersonID
	From Status `json:",omitempty"`
	To   Status
	Text string `json:",omitempty"`
	// Period is the half-year of a status request that this answers, "" for none.
	Period string `json:",omitempty"`
}

// Evidence is what shows that a measure is done, who says so and who has looked.
type Evidence struct {
	Text      string
	By        organisation.PersonID
	At        time.Time
	Confirmed organisation.PersonID
	Looked    time.Time
}

// Report says how a measure is getting on.
func (m *Measure) Report(act access.Act, to Status, text, period string) ([]audit.Event, error) {
	if err := access.Require(act, access.ReportMeasures, m.Object()); err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	switch {
	case !slices.Contains(Reportable, to):
		return nil, ErrStatus
	case m.Decision.Verdict != Accepted:
		return nil, ErrNotDecided
	case m.Status == Done:
		return nil, ErrOver
	case to == Stuck && text == "", to == Stopped && text == "", utf8.RuneCountInString(text) > MostText:
		return nil, ErrReason
	}
	m.turn(act, to, text, period)
	return m.event(act, "measure.report", string(to)), nil
}

func (m *Measure) turn(act access.Act, to Status, text, period string) {
	m.History = append(m.History, Change{At: act.At, By: organisation.PersonID(act.By.Person), From: m.Status, To: to, Text: text, Period: period})
	m.Status = to
}

// Claim says that a measure is done, and by what one sees it.
func (m *Measure) Claim(act access.Act, evidence, period string) ([]audit.Event, error) {
	if err := access.Require(act, access.ReportMeasures, m.Object()); err != nil {
		return nil, err
	}
	evidence = strings.TrimSpace(evidence)
	n := utf8.RuneCountInString(evidence)
	switch {
	case m.Decision.Verdict != Accepted:
		return nil, ErrNotDecided
	case m.Status == Done || m.Status == Claimed:
		return nil, ErrOver
	case n == 0 || n > MostText:
		return nil, ErrEvidence
	}
	m.Evidence = Evidence{Text: evidence, By: organisation.PersonID(act.By.Person), At: act.At}
	m.turn(act, Claimed, evidence, period)
	return m.event(act, "measure.claim", ""), nil
}

// Confirm is the second pair of eyes: somebody else than who said that it is done,
// and than who holds the post that answers for it.
func (m *Measure) Confirm(act access.Act, holder organisation.PersonID, text string) ([]audit.Event, error) {
	if err := m.mayLook(act, holder); err != nil {
		return nil, err
	}
	m.Evidence.Confirmed, m.Evidence.Looked = organisation.PersonID(act.By.Person), act.At
	m.turn(act, Done, strings.TrimSpace(text), "")
	return m.event(act, "measure.confirm", ""), nil
}

// HandBack says that a measure is not done yet, and what is missing.
func (m *Measure) HandBack(act access.Act, holder organisation.PersonID, missing string) ([]audit.Event, error) {
	if err := m.mayLook(act, holder); err != nil {
		return nil, err
	}
	missing = strings.TrimSpace(missing)
	if missing == "" || utf8.RuneCountInString(missing) > MostText {
		return nil, ErrReason
	}
	m.turn(act, Running, missing, "")
	return m.event(act, "measure.hand_back", ""), nil
}

func (m *Measure) mayLook(act access.Act, holder organisation.PersonID) error {
	if err := access.Require(act, access.ConfirmMeasures, m.Object()); err != nil {
		return err
	}
	me := organisation.PersonID(act.By.Person)
	switch {
	case m.Status != Claimed:
		return ErrNotDone
	case me == m.Evidence.By || me == holder:
		return ErrSameEyes
	}
	return nil
}

// Told is what users and the team say after six months.
type Told string

// What is told in a check-in.
const (
	Better Told = "better"
	Same   Told = "same"
	Worse  Told = "worse"
	Unsure Told = "unsure"
)

// Tolds lists them in the order of pages.
var Tolds = []Told{Better, Same, Worse, Unsure}

// CheckIn is a talk of twenty minutes, half a year after a measure began: what
// those who use the service tell, and what comes next.
type CheckIn struct {
	On organisation.Date
	By organisation.PersonID
	// Users is what people who use the service say or show (complaints, visits that
	// had to be repeated); From says how that is known.
	Users Told
	From  string
	Next  string
}

// CheckInAfter is how long after its begin a measure is looked at. Source: practice,
// section 1, S8 ("a 20-minute check-in after six months").
const CheckInAfter = 6 // months

// Talk notes a check-in.
func (m *Measure) Talk(act access.Act, c CheckIn) ([]audit.Event, error) {
	if err := access.Require(act, access.ReportMeasures, m.Object()); err != nil {
		return nil, err
	}
	c.From, c.Next = strings.TrimSpace(c.From), strings.TrimSpace(c.Next)
	switch {
	case !slices.Contains(Tolds, c.Users):
		return nil, ErrStatus
	case c.Users != Unsure && c.From == "", max(utf8.RuneCountInString(c.From), utf8.RuneCountInString(c.Next)) > MostText:
		return nil, ErrReason
	}
	c.On, c.By = organisation.DateOf(act.At), organisation.PersonID(act.By.Person)
	m.CheckIns = append(m.CheckIns, c)
	return m.event(act, "measure.check_in", string(c.Users)), nil
}

// Begun is when a measure began to run, the zero time if it has not.
func (m *Measure) Begun() time.Time {
	for _, c := range m.History {
		if c.To == Running {
			return c.At
		}
	}
	return time.Time{}
}

// CheckInDue is the day from which a check-in is due, "" while there is none to
// come: half a year after the measure began, and half a year after the last one.
func (m *Measure) CheckInDue() organisation.Date {
	last := m.Begun()
	if n := len(m.CheckIns); n > 0 {
		if t, err := time.Parse(time.DateOnly, string(m.CheckIns[n-1].On)); err == nil {
			last = t
		}
		if m.Status == Done || m.Status == Stopped {
			return ""
		}
	}
	if last.IsZero() || m.Status == Stopped {
		return ""
	}
	return organisation.DateOf(last.AddDate(0, CheckInAfter, 0))
}
