// Package measure is what an organisation does about its findings: measures with
// a goal, somebody who answers for them, indicators, resources, a decision, and
// how they are getting on.
//
// A measure belongs to a unit and a post, never to a person: whoever holds the
// post looks after it. Its life has two tracks. The decision (accepted, deferred,
// rejected) always has a reason. The status is a history that nothing is taken
// out of; "done" is said by one person with evidence and confirmed by another.
//
// Whether a measure has helped is told by its indicators and by what users say. A
// changed self-rating stands beside them and is never called an effect.
package measure

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/organisation"
	"chancencheck/trail"
)

// ID names a measure within its organisation.
type ID string

// Ref names a measure: the organisation is the first part of every key.
type Ref struct {
	Org organisation.OrgID
	ID  ID
}

// Measure is one measure of the plan. It is stored in this form: add fields,
// never rename one.
type Measure struct {
	Ref
	Draft
	// UnitPath and UnitName are the unit's on the day it was entered.
	UnitPath, UnitName string
	// Findings are what it answers.
	Findings []finding.ID `json:"-"`
	Decision Decision
	Status   Status
	History  []Change
	Evidence Evidence
	// Row is the line of the file that it was imported from, "" if from none.
	Row      string    `json:",omitempty"`
	CheckIns []CheckIn `json:",omitempty"`
	MadeAt   time.Time
	Version  int
}

// Draft is what people write about a measure and may change.
type Draft struct {
	// Title is what is done, in one line; Goal what will be different for whom.
	Title, Goal string
	Text        string
	// Cause is why there is a need at all.
	Cause string
	Unit  organisation.UnitID
	Post  organisation.PostID
	// Partners help, in free words.
	Partners string
	Field    string
	Who      check.Who
	// From and Until are its first and last day; Ongoing has no last one.
	From, Until organisation.Date
	Ongoing     bool
	Resources   Resources
	// Impact and Effort are 1 (small) to 3 (large), 0 not judged.
	Impact, Effort int
	Indicators     []Indicator
	// Goals are the goals of the strategy that it serves.
	Goals []string `json:",omitempty"`
}

// Resources is what a measure needs.
type Resources struct {
	// Staff in free words ("2 hours a week"), Euros in whole euros a year, -1 not known.
	Staff string
	Euros int
	// Unfunded: the money is not there yet.
	Unfunded bool
}

// Most of what people write, in characters.
const (
	MostTitle = 200
	MostText  = 4000
	// MostIndicators is how many indicators a measure has: few strong ones. Source:
	// domain.md, complaint C18.
	MostIndicators = 5
)

// Errors that callers tell apart.
var (
	ErrTitle      = fault.New(fault.Invalid, "measure.title", "most", MostTitle)
	ErrLong       = fault.New(fault.Invalid, "measure.long", "most", MostText)
	ErrUnit       = fault.New(fault.Invalid, "measure.unit")
	ErrPost       = fault.New(fault.Invalid, "measure.post")
	ErrReversed   = fault.New(fault.Invalid, "measure.dates_reversed")
	ErrOngoing    = fault.New(fault.Invalid, "measure.ongoing")
	ErrScale      = fault.New(fault.Invalid, "measure.scale")
	ErrMoney      = fault.New(fault.Invalid, "measure.money")
	ErrIndicators = fault.New(fault.Invalid, "measure.indicators", "most", MostIndicators)
	ErrIndicator  = fault.New(fault.Invalid, "measure.indicator")
	ErrNumber     = fault.New(fault.Invalid, "measure.number")
	ErrReason     = fault.New(fault.Invalid, "measure.reason", "most", MostText)
	ErrDecision   = fault.New(fault.Invalid, "measure.decision")
	ErrStatus     = fault.New(fault.Invalid, "measure.status")
	ErrNotDecided = fault.New(fault.Conflict, "measure.not_decided")
	ErrEvidence   = fault.New(fault.Invalid, "measure.evidence", "most", MostText)
	ErrNotDone    = fault.New(fault.Conflict, "measure.not_done")
	ErrOver       = fault.New(fault.Conflict, "measure.over")
	ErrSameEyes   = fault.New(fault.Denied, "measure.same_eyes")
	ErrChanged    = fault.New(fault.Conflict, "measure.changed")
	ErrFuture     = fault.New(fault.Invalid, "measure.future")
)

// Validate checks a draft before it is stored.
func (d *Draft) Validate() error {
	d.Title = strings.Join(strings.Fields(d.Title), " ")
	n := utf8.RuneCountInString(d.Title)
	texts := []string{d.Goal, d.Text, d.Cause, d.Partners, d.Resources.Staff}
	switch {
	case n == 0 || n > MostTitle:
		return ErrTitle
	case slices.ContainsFunc(texts, func(t string) bool { return utf8.RuneCountInString(t) > MostText }):
		return ErrLong
	case d.Unit == "":
		return ErrUnit
	case d.Ongoing && d.Until != "":
		return ErrOngoing
	case d.From != "" && d.Until != "" && d.Until < d.From:
		return ErrReversed
	case d.Impact < 0 || d.Impact > 3 || d.Effort < 0 || d.Effort > 3:
		return ErrScale
	case d.Resources.Euros < -1:
		return ErrMoney
	case len(d.Indicators) > MostIndicators:
		return ErrIndicators
	case d.Who != "" && !slices.Contains(check.Whos, d.Who):
		return finding.ErrWho
	}
	for _, i := range d.Indicators {
		if err := i.validate(); err != nil {
			return err
		}
	}
	return nil
}

// Place is where a measure belongs, as the tree and the posts of today say it.
type Place struct {
	Path, Name string
	// Post says that the post belongs to the organisation.
	Post bool
}

// Object returns what permission depends on.
func (m *Measure) Object() access.Object {
	return access.Object{Org: string(m.Org), UnitPath: m.UnitPath}
}

// VisibleTo reports whether somebody may read a measure. What nobody has decided
// about yet is seen by those who plan, decide and report in its unit; afterwards by
// all who read the plan, also what was deferred or rejected.
func (m *Measure) VisibleTo(a access.Actor) bool {
	if m.Decision.Verdict != "" {
		return access.Can(a, access.SeeMeasures, m.Object())
	}
	for _, v := range []access.Verb{access.PlanMeasures, access.DecideMeasures, access.ReportMeasures} {
		if access.Can(a, v, m.Object()) {
			return true
		}
	}
	return false
}

// Node is the measure's place in the trail.
func (m *Measure) Node() trail.Node { return trail.Of(trail.Measure, string(m.ID)) }

// Steps are the measure's steps in the trail: from its findings, to its goals and
// to what its indicators showed.
func (m *Measure) Steps() []trail.Step {
	var out []trail.Step
	for _, f := range m.Findings {
		out = append(out, trail.Step{From: trail.Of(trail.Finding, string(f)), To: m.Node()})
	}
	for _, g := range m.Goals {
		out = append(out, trail.Step{From: m.Node(), To: trail.Of(trail.Goal, g)})
	}
	for _, i := range m.Indicators {
		for _, r := range i.Readings {
			out = append(out, trail.Step{From: m.Node(), To: trail.Of(trail.Reading, string(m.ID), i.ID, string(r.On))})
		}
	}
	return out
}

func (m *Measure) event(act access.Act, verb, detail string) []audit.Event {
	return []audit.Event{{Org: string(m.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(m.ID), Detail: detail}}
}

// Propose makes a measure that answers findings. It waits for a decision.
func Propose(act access.Act, org organisation.OrgID, d Draft, at Place, findings []finding.ID) (*Measure, []audit.Event, error) {
	m := &Measure{Ref: Ref{org, ID(act.NewID())}, Draft: d, UnitPath: at.Path, UnitName: at.Name, Findings: findings,
		Status: Waiting, MadeAt: act.At, Version: 1}
	m.name(act)
	if err := m.allowed(act, at); err != nil {
		return nil, nil, err
	}
	m.History = []Change{{At: act.At, By: organisation.PersonID(act.By.Person), To: Waiting}}
	return m, m.event(act, "measure.propose", m.Title), nil
}

// Edit changes what is written about a measure. Readings stay.
func (m *Measure) Edit(act access.Act, d Draft, at Place, version int) ([]audit.Event, error) {
	if version != m.Version {
		return nil, ErrChanged
	}
	if err := access.Require(act, access.PlanMeasures, m.Object()); err != nil {
		return nil, err
	}
	for n := range d.Indicators {
		if old := m.Indicator(d.Indicators[n].ID); old != nil {
			d.Indicators[n].Readings = old.Readings
		}
	}
	for _, old := range m.Indicators {
		if len(old.Readings) > 0 && !slices.ContainsFunc(d.Indicators, func(i Indicator) bool { return i.ID == old.ID }) {
			d.Indicators = append(d.Indicators, old) // what was read is not lost by an empty field
		}
	}
	d.Goals = m.Goals
	m.Draft, m.UnitPath, m.UnitName = d, at.Path, at.Name
	m.name(act)
	if err := m.allowed(act, at); err != nil {
		return nil, err
	}
	return m.event(act, "measure.edit", m.Title), nil
}

// name gives new indicators their ids.
func (m *Measure) name(act access.Act) {
	for n := range m.Indicators {
		if m.Indicators[n].ID == "" {
			m.Indicators[n].ID = act.NewID()
		}
	}
}

// allowed checks where a measure is to belong, and what it says.
func (m *Measure) allowed(act access.Act, at Place) error {
	switch {
	case m.Unit == "" || at.Path == "":
		return ErrUnit
	case m.Post != "" && !at.Post:
		return ErrPost
	}
	if err := access.Require(act, access.PlanMeasures, m.Object()); err != nil {
		return err
	}
	return m.Validate()
}
