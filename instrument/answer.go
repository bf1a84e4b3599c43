package instrument

import "chancencheck/fault"

// AnswerState tells an answer from the several ways of not giving one.
type AnswerState int

const (
	// Unanswered: nothing was said (yet). It is the zero value.
	Unanswered AnswerState = iota
	// Answered: the question was answered on its scale.
	Answered
	// Skipped: the person passed on purpose.
	Skipped
	// CannotJudge: "Kann ich nicht beurteilen", a statement about the person.
	CannotJudge
	// NotApplicable: "Trifft hier nicht zu", a statement about the service.
	NotApplicable
	// NobodyKnows: "Weiß bei uns niemand", a finding of the team.
	NobodyKnows
)

var stateNames = [...]string{"unanswered", "answered", "skipped", "cannot_judge", "not_applicable", "nobody_knows"}

// String returns the state's name in instrument files.
func (s AnswerState) String() string { return stateNames[s] }

// ParseAnswerState reads a state's name in instrument files.
func ParseAnswerState(name string) (AnswerState, bool) {
	for i, n := range stateNames {
		if n == name {
			return AnswerState(i), true
		}
	}
	return Unanswered, false
}

// PDCAValues are the four values of a PDCA answer, each 0 to 100.
type PDCAValues struct {
	Plan, Do, Check, Act Number
}

// Longest texts, in characters, that an answer takes.
const (
	MaxAnswerText      = 20_000
	MaxAnswerReference = 2_000
)

// Answer is what was said to one question. Its content is reached by the
// accessors alone: printing, logging and marshalling are refused, so that no
// answer leaves by accident. The zero Answer is Unanswered.
type Answer struct {
	state     AnswerState
	options   []string
	number    Number
	pdca      PDCAValues
	text      string
	reference string
	need      bool
}

// NewAnswerState makes an answer without content: skipped, cannot judge, not
// applicable, nobody knows or unanswered. Answered is refused.
func NewAnswerState(state AnswerState) (Answer, error) {
	if state == Answered || state < Unanswered || state > NobodyKnows {
		return Answer{}, fault.New(fault.Invalid, "answer.state_without_content", "state", int(state))
	}
	return Answer{state: state}, nil
}

// NewAnswerOptions answers a question on a scale with options: exactly one for
// levels, choice and fact, any number of different ones for multi.
func NewAnswerOptions(q *Question, optionIDs ...string) (Answer, error) {
	return made(q, Answer{state: Answered, options: append([]string(nil), optionIDs...)})
}

// NewAnswerFact answers a question on a fact scale.
func NewAnswerFact(q *Question, optionID, reference string, needForAction bool) (Answer, error) {
	return made(q, Answer{state: Answered, options: []string{optionID}, reference: reference, need: needForAction})
}

// NewAnswerNumber answers a question on a number scale.
func NewAnswerNumber(q *Question, n Number) (Answer, error) {
	return made(q, Answer{state: Answered, number: n})
}

// NewAnswerPDCA answers a question on a pdca scale.
func NewAnswerPDCA(q *Question, v PDCAValues) (Answer, error) {
	return made(q, Answer{state: Answered, pdca: v})
}

// NewAnswerText answers a question on a text or reflection scale.
func NewAnswerText(q *Question, text string) (Answer, error) {
	return made(q, Answer{state: Answered, text: text})
}

// made returns the answer if it fits the question.
func made(q *Question, a Answer) (Answer, error) {
	if err := a.Fits(q); err != nil {
		return Answer{}, err
	}
	return a, nil
}

// State returns whether and how the question was answered.
func (a Answer) State() AnswerState { return a.state }

// Option returns the chosen option's id, or "" if not exactly one was chosen.
func (a Answer) Option() string {
	if len(a.options) != 1 {
		return ""
	}
	return a.options[0]
}

// Options returns a copy of the chosen options' ids.
func (a Answer) Options() []string { return append([]string(nil), a.options...) }

// Number returns the answered number; unset on other scales.
func (a Answer) Number() Number { return a.number }

// PDCA returns the four values; unset on other scales.
func (a Answer) PDCA() PDCAValues { return a.pdca }

// Text returns the written answer.
func (a Answer) Text() string { return a.text }

// Reference returns where the answer can be verified.
func (a Answer) Reference() string { return a.reference }

// NeedForAction reports whether the answer says that something has to be done.
func (a Answer) NeedForAction() bool { return a.need }

// Equal reports whether both answers say the same.
func (a Answer) Equal(b Answer) bool {
	if len(a.options) != len(b.options) {
		return false
	}
	for i := range a.options {
		if a.options[i] != b.options[i] {
			return false
		}
	}
	return a.state == b.state && a.number == b.number && a.pdca == b.pdca &&
		a.text == b.text && a.reference == b.reference && a.need == b.need
}
