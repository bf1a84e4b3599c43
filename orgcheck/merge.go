package orgcheck

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/organisation"
	"chancencheck/result"
)

// Decision ends a contradiction: the statement of one unit counts. The others
// stay readable.
type Decision struct {
	Question string              `json:"question"`
	Unit     organisation.UnitID `json:"unit"`
	Reason   string              `json:"reason"`
	By       Signature           `json:"by"`
}

// Ending says where a question stands.
type Ending string

// Where a question can stand.
const (
	// Open: nobody has said anything.
	Open Ending = "open"
	// Passed: whoever was asked passed.
	Passed Ending = "passed"
	// Answered: all who answered say the same.
	Answered Ending = "answered"
	// Contradictory: statements that cannot both be right stand side by side.
	Contradictory Ending = "contradictory"
	// Decided: a contradiction was decided.
	Decided Ending = "decided"
	// Unasked: the question depends on another answer, and that answer is not
	// there. What was said to it stays, and counts again once it is asked.
	Unasked Ending = "unasked"
)

// Merged is what the whole organisation says to one question.
type Merged struct {
	Question *instrument.Question
	// Field is the root above the question, Node what lists it.
	Field, Node *instrument.Node
	Ending      Ending
	// Answer is the one that counts; Unanswered while there is none.
	Answer instrument.Answer
	// Statements are in organisation order of the units that made them.
	Statements []Statement
	Decision   *Decision
	// Units are asked and have not passed the question on.
	Units []organisation.UnitID
}

// Merge returns one answer set out of all statements, in the order asked.
func (r *Record) Merge(ins *instrument.Instrument, at time.Time) []Merged {
	order := r.unitOrder(at)
	byQuestion := map[string][]Statement{}
	for _, s := range r.Statements {
		if s.Given() {
			byQuestion[s.Question] = append(byQuestion[s.Question], s)
		}
	}
	asked := map[string][]organisation.UnitID{}
	for p, d := range r.Duties {
		if d.Pending() {
			asked[p.Question] = append(asked[p.Question], p.Unit)
		}
	}
	var out []Merged
	for _, q := range r.Questions(ins) {
		m := Merged{Question: q, Field: ins.Field(q), Node: ins.Parent(q), Statements: byQuestion[q.ID], Units: asked[q.ID]}
		slices.SortFunc(m.Statements, func(a, b Statement) int { return order(a.Unit, b.Unit) })
		slices.SortFunc(m.Units, order)
		if d, ok := r.Decisions[q.ID]; ok {
			m.Decision = &d
		}
		m.settle()
		out = append(out, m)
	}
	set := AnswerSet(out)
	for i := range out {
		if !ins.Visible(out[i].Question, set) {
			out[i].Ending, out[i].Answer = Unasked, instrument.Answer{}
		}
	}
	return out
}

// Asks reports whether a unit is asked a question now: its conditions hold after
// what counts or, while offices contradict each other, after what the unit says.
func (r *Record) Asks(ins *instrument.Instrument, merged []Merged, at Place) bool {
	q := ins.Question(at.Question)
	if len(q.When) == 0 {
		return true
	}
	set := AnswerSet(merged)
	for _, m := range merged {
		if s := r.Statements[Place{m.Question.ID, at.Unit}]; m.Ending == Contradictory && s.Given() {
			set[m.Question.ID] = s.Answer
		}
	}
	return ins.Visible(q, set)
}

// unitOrder compares units in organisation order; those of the past come last.
func (r *Record) unitOrder(at time.Time) func(a, b organisation.UnitID) int {
	place := map[organisation.UnitID]int{}
	if tree, err := r.Tree(at); err == nil {
		tree.Walk(func(u organisation.Unit, _ int) { place[u.ID] = len(place) + 1 })
	}
	last := len(place) + 1
	return func(a, b organisation.UnitID) int {
		pa, pb := cmp.Or(place[a], last), cmp.Or(place[b], last)
		return cmp.Or(cmp.Compare(pa, pb), cmp.Compare(a, b))
	}
}

// settle finds where the question stands and which answer counts.
func (m *Merged) settle() {
	m.Ending = Open
	var first *Statement
	for i := range m.Statements {
		s := &m.Statements[i]
		if s.Skipped() {
			if m.Ending == Open {
				m.Ending, m.Answer = Passed, s.Answer
			}
			continue
		}
		if first == nil {
			first, m.Ending, m.Answer = s, Answered, s.Answer
			continue
		}
		if s.Contradicts(*first) {
			m.Ending = Contradictory
		}
	}
	if m.Ending != Contradictory {
		return
	}
	m.Answer = instrument.Answer{}
	for _, s := range m.Statements {
		if m.Decision != nil && s.Unit == m.Decision.Unit {
			m.Ending, m.Answer = Decided, s.Answer
		}
	}
}

// Standing says where the answer leaves the question.
func (m Merged) Standing() result.Standing {
	if m.Ending == Contradictory {
		return result.Differing
	}
	if m.Ending == Passed && m.Answer.State() != instrument.NobodyKnows {
		return result.Unrated
	}
	if m.Elsewhere() {
		return result.Unrated
	}
	return result.StandingOf(check.Item{ID: check.ItemID(m.Question.ID), Question: m.Question, Field: m.Field}, check.Agreement{Answer: m.Answer})
}

// Elsewhere reports whether others are competent, and we can push.
func (m Merged) Elsewhere() bool {
	o := m.Question.Scale.Option(m.Answer.Option())
	return o != nil && o.Elsewhere
}

// NeedForAction reports whether any statement that counts says that something
// has to be done.
func (m Merged) NeedForAction() bool {
	return slices.ContainsFunc(m.Counting(), func(s Statement) bool { return s.Answer.NeedForAction() })
}

// Counting returns the statements behind the answer: all, or the one decided for.
func (m Merged) Counting() []Statement {
	if m.Ending != Decided {
		return m.Statements
	}
	for i, s := range m.Statements {
		if s.Unit == m.Decision.Unit {
			return m.Statements[i : i+1]
		}
	}
	return nil
}

// Confirmed reports whether every statement behind the answer is confirmed;
// whoever passed needs no confirmation.
func (m Merged) Confirmed() bool {
	return !slices.ContainsFunc(m.Counting(), func(s Statement) bool { return !s.Skipped() && !s.Confirmed.Signed() })
}

// Suggestions fit the answer; none are made for what works.
func (m Merged) Suggestions() []instrument.Suggestion {
	switch s := m.Standing(); {
	case m.Elsewhere(), s == result.Weak, s == result.Middle:
		return instrument.SuggestionsAfter(m.Question, m.Answer.Option())
	case s == result.Unknown:
		return instrument.SuggestionsFor(m.Question, instrument.Number{})
	}
	return nil
}

// AnswerSet is the merged answers as score reads them; what is contradictory is
// not answered.
func AnswerSet(merged []Merged) map[string]instrument.Answer {
	set := map[string]instrument.Answer{}
	for _, m := range merged {
		if m.Answer.State() != instrument.Unanswered {
			set[m.Question.ID] = m.Answer
		}
	}
	return set
}

// Progress counts how far questions are.
type Progress struct {
	// Of questions, Done are answered or decided; Passed, Open, Contradictory
	// and Unconfirmed ones tell what is left.
	Of, Done, Passed, Open, Contradictory, Unconfirmed int
}

// Add counts a question, unless nobody is asked.
func (p *Progress) Add(m Merged) {
	if m.Ending == Unasked {
		return
	}
	p.Of++
	switch m.Ending {
	case Answered, Decided:
		p.Done++
		if !m.Confirmed() {
			p.Unconfirmed++
		}
	case Passed:
		p.Passed++
	case Open:
		p.Open++
	case Contradictory:
		p.Contradictory++
	}
}

// ProgressOf counts by field, in the order of the instrument.
func ProgressOf(ins *instrument.Instrument, merged []Merged) map[string]Progress {
	out := map[string]Progress{}
	for _, m := range merged {
		p := out[m.Field.ID]
		p.Add(m)
		out[m.Field.ID] = p
	}
	return out
}

var (
	errUndisputed = fault.New(fault.Conflict, "orgcheck.undisputed")
	errNoSuchView = fault.New(fault.Invalid, "orgcheck.no_such_view")
)

// MayDecide reports whether the actor is entitled to decide between statements:
// who answers for all units that made them.
func (r *Record) MayDecide(by access.Actor, m Merged, at time.Time) bool {
	return access.Can(by, access.DecideOrgCheck, r.above(m, at))
}

// above is the lowest unit above all that made a statement.
func (r *Record) above(m Merged, at time.Time) access.Object {
	o := r.Check.Object()
	for i, s := range m.Statements {
		path := r.ObjectOf(s.Unit, at).UnitPath
		if i == 0 {
			o.UnitPath = path
			continue
		}
		o.UnitPath = shared(o.UnitPath, path)
	}
	return o
}

// shared is the common beginning of two paths.
func shared(a, b string) string {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return strings.Join(x[:n], "/")
}

// decide ends a contradiction.
func (r *Record) decide(act access.Act, ins *instrument.Instrument, question string, unit organisation.UnitID, reason string, who Signature) ([]audit.Event, error) {
	i := slices.IndexFunc(r.Questions(ins), func(q *instrument.Question) bool { return q.ID == question })
	if i < 0 {
		return nil, ErrQuestion
	}
	m := r.Merge(ins, act.At)[i]
	if err := access.Require(act, access.DecideOrgCheck, r.above(m, act.At)); err != nil {
		return nil, err
	}
	reason = strings.TrimSpace(reason)
	_, view := r.Statements[Place{question, unit}]
	switch {
	case r.Check.State != Running:
		return nil, ErrNotRunning
	case m.Ending != Contradictory && m.Ending != Decided:
		return nil, errUndisputed
	case !view:
		return nil, errNoSuchView
	case reason == "":
		return nil, ErrNoReason
	case utf8.RuneCountInString(reason) > MostText:
		return nil, ErrLong
	}
	r.Decisions[question] = Decision{Question: question, Unit: unit, Reason: reason, By: who}
	return []audit.Event{r.Check.Event(act, "decide", question+": "+r.UnitName(unit))}, nil
}
