// Package answerform turns an instrument's questions into form fields, and
// posted forms into answers.
//
// It is used wherever an answer is typed: by a person in her notes, from paper,
// and by a team for what it has agreed. For every kind of scale there is one
// way to ask and one way to read, in a file of its own, and the two are
// inverse: parsing what a form shows for an answer gives that answer.
//
// A question's main field is named by the prefix the page chooses; further
// fields and the states beside an answer ("cannot judge") contain a colon,
// which no id of an instrument contains.
package answerform

import (
	"net/url"
	"strings"

	"chancencheck/fault"
	"chancencheck/instrument"
)

// Options is how a page asks a question.
type Options struct {
	// States are offered beside the answer, in this order.
	States []instrument.AnswerState
	// Posted fills the fields instead of the answer: what a refused form said.
	Posted url.Values
	// Mistake is the sentence at the fields of a refused answer, "" for none.
	Mistake string
	// Place is the question's number on the page, 0 for none.
	Place int
	// Over stands above the question instead of its number.
	Over string
	// Plain asks for the answer alone, without where it is written or whether
	// something has to be done.
	Plain bool
}

// Names of the fields beside the main one, joined to the prefix.
const (
	stateField     = ":state"
	referenceField = ":reference"
	needField      = ":need"
)

// stateMark begins the values that stand for a state instead of an option.
const stateMark = ":"

// noneOf is the state field's value for "none of these".
const noneOf = stateMark + "none"

var (
	errNumber = fault.New(fault.Invalid, "answer.number_form")
	errState  = fault.New(fault.Invalid, "answer.state_unknown")
)

// reader reads the answers of one kind of scale from a form, and writes them
// into one.
type reader struct {
	parse func(v url.Values, prefix string, q *instrument.Question) (instrument.Answer, error)
	write func(v url.Values, prefix string, a instrument.Answer)
}

var readers = map[instrument.ScaleKind]reader{
	instrument.Levels:     {parseOption, writeOption},
	instrument.Choice:     {parseOption, writeOption},
	instrument.Fact:       {parseOption, writeOption},
	instrument.Multi:      {parseMulti, writeMulti},
	instrument.Numeric:    {parseNumber, writeNumber},
	instrument.FreeText:   {parseText, writeText},
	instrument.Reflection: {parseText, writeText},
	instrument.PDCA:       {parsePDCA, writePDCA},
}

// Parse reads the answer to a question from a posted form. Empty fields are no
// answer yet; a chosen state counts instead of what else was filled in. What
// the question's scale does not admit is refused with fault.Invalid. Which
// states may be chosen is for the caller to say.
func Parse(v url.Values, prefix string, q *instrument.Question) (instrument.Answer, error) {
	for _, chosen := range []string{v.Get(prefix), v.Get(prefix + stateField)} {
		name, marked := strings.CutPrefix(chosen, stateMark)
		if !marked || chosen == noneOf {
			continue
		}
		state, known := instrument.ParseAnswerState(name)
		if !known || state == instrument.Answered {
			return instrument.Answer{}, errState
		}
		return instrument.NewAnswerState(state)
	}
	return readers[q.Scale.Kind].parse(v, prefix, q)
}

// Values is what a form with this answer posts; the inverse of Parse.
func Values(prefix string, q *instrument.Question, a instrument.Answer) url.Values {
	v := url.Values{}
	switch a.State() {
	case instrument.Unanswered:
	case instrument.Answered:
		readers[q.Scale.Kind].write(v, prefix, a)
	default:
		v.Set(stateName(prefix, q), stateMark+a.State().String())
	}
	return v
}

// Names lists the fields that ask a question.
func Names(prefix string, q *instrument.Question) []string {
	names := []string{prefix}
	switch q.Scale.Kind {
	case instrument.Levels, instrument.Choice, instrument.Fact:
		if q.Scale.Reference {
			names = append(names, prefix+referenceField)
		}
		if q.Scale.NeedForAction {
			names = append(names, prefix+needField)
		}
		return names
	case instrument.PDCA:
		for _, step := range pdcaSteps {
			names = append(names, prefix+":"+step)
		}
	}
	return append(names, prefix+stateField)
}

// stateName is the field in which a state is chosen: among the options where
// exactly one is chosen, a field of its own elsewhere.
func stateName(prefix string, q *instrument.Question) string {
	if oneOption(q.Scale.Kind) {
		return prefix
	}
	return prefix + stateField
}

// FieldID is the id of the first field of a question, for links to it.
func FieldID(prefix string) string { return id(prefix, "first") }

// id makes an id for an element; ids of situations contain a slash.
func id(prefix, part string) string {
	return "q-" + strings.NewReplacer("/", "-", ":", "-").Replace(prefix) + "-" + part
}

func oneOption(k instrument.ScaleKind) bool {
	return k == instrument.Levels || k == instrument.Choice || k == instrument.Fact
}

// filled is what the fields show.
func (o Options) filled(prefix string, q *instrument.Question, a instrument.Answer) url.Values {
	if o.Posted != nil {
		return o.Posted
	}
	return Values(prefix, q, a)
}
