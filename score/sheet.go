package score

import (
	"chancencheck/fault"
	"chancencheck/instrument"
)

// state is why a question has its points, or none.
type state uint8

// The order up to nobodyKnows is that of instrument.AnswerState.
const (
	missing state = iota
	answered
	skipped
	cannotJudge
	notApplicable
	nobodyKnows
	notAsked
	unscored
	states
)

// stateOf names states in rules and tables.
var stateOf = map[string]state{
	"missing": missing, "unanswered": missing, "skipped": skipped, "cannot_judge": cannotJudge,
	"not_applicable": notApplicable, "nobody_knows": nobodyKnows, "not_asked": notAsked,
}

// Mark is what a Sheet holds for one question: an instrument.Answer without
// its words, ready for calculation. The zero Mark is "unanswered".
type Mark struct {
	state  state
	option int16 // position in the scale's options; of Levels, Choice, Fact
	more   *more // of Multi, Numeric and PDCA
}

// more is the content of an answer that is not one option.
type more struct {
	options []int16
	numbers []rat // one number, or plan, do, check, act
}

// Sheet holds one Mark per question, in the order of Evaluator.Questions.
type Sheet []Mark

// Mark converts an answer to question i. It refuses what does not fit the
// question's scale, with the fault of instrument.Answer.Fits.
func (e *Evaluator) Mark(i int, a instrument.Answer) (Mark, error) {
	q := e.questions[i].src
	if err := a.Fits(q); err != nil {
		return Mark{}, err
	}
	m := Mark{state: state(a.State())}
	if m.state != answered {
		return m, nil
	}
	switch kind := q.Scale.Kind; {
	case kind == instrument.Multi:
		m.more = &more{}
		for _, id := range a.Options() {
			m.more.options = append(m.more.options, int16(q.Scale.Position(id)))
		}
	case kind.HasOptions():
		m.option = int16(q.Scale.Position(a.Option()))
	case kind == instrument.Numeric:
		m.more = &more{numbers: []rat{number(a.Number())}}
	case kind == instrument.PDCA:
		v := a.PDCA()
		m.more = &more{numbers: []rat{number(v.Plan), number(v.Do), number(v.Check), number(v.Act)}}
	}
	return m, nil
}

// Equal tells whether two marks of the same question say the same.
func (m Mark) Equal(o Mark) bool {
	if m.state != o.state || m.option != o.option || (m.more == nil) != (o.more == nil) {
		return false
	}
	return m.more == nil || m.more.equal(o.more)
}

func (m *more) equal(o *more) bool {
	if len(m.options) != len(o.options) || len(m.numbers) != len(o.numbers) {
		return false
	}
	chosen := map[int16]bool{}
	for _, x := range m.options {
		chosen[x] = true
	}
	for _, x := range o.options {
		if !chosen[x] {
			return false
		}
	}
	for i, x := range m.numbers {
		if x.cmp(o.numbers[i]) != 0 {
			return false
		}
	}
	return true
}

// has tells whether the option at this position is chosen.
func (m Mark) has(option int16) bool {
	if m.more == nil {
		return m.option == option
	}
	for _, x := range m.more.options {
		if x == option {
			return true
		}
	}
	return false
}

// Sheet converts answers by question id; answers to questions that are not
// asked here are left out.
func (e *Evaluator) Sheet(answers map[string]instrument.Answer) (Sheet, error) {
	s := make(Sheet, len(e.questions))
	for i := range e.questions {
		m, err := e.Mark(i, answers[e.questions[i].src.ID])
		if err != nil {
			return nil, err
		}
		s[i] = m
	}
	return s, nil
}

// Evaluate is Compile, Sheet and Evaluator.Evaluate in one, for a single set
// of answers.
func Evaluate(ins *instrument.Instrument, opt Options, answers map[string]instrument.Answer) (*Result, error) {
	e, err := Compile(ins, opt)
	if err != nil {
		return nil, err
	}
	s, err := e.Sheet(answers)
	if err != nil {
		return nil, err
	}
	r := new(Result)
	return r, e.Evaluate(s, r)
}

// ErrSheet is returned for a sheet that does not belong to the evaluator.
var ErrSheet = fault.New(fault.Internal, "score.sheet_length")
