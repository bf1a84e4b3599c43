package scorefile

import (
	"errors"
	"fmt"
	"strings"

	"chancencheck/fault"
)

// sentences say for people at a terminal what is wrong with an instrument's
// rules (score.Compile). {at} is the node, group or question.
var sentences = map[string]string{
	"score.format_unknown":          "there is no format {format}",
	"score.bounds_empty":            "{at}: the bounds need a min and a max that differ",
	"score.bounds_log":              "{at}: bounds with log must be above 0",
	"score.cell":                    "{at}: the table cell {cell} is no option or state of its column, no comparison such as <20, and not *",
	"score.circle":                  "{at}: the value depends on itself",
	"score.condition_on_node":       "{at}: a question can only depend on a question; {id} is a node",
	"score.coverage_share":          "{at}: min_coverage is {value}, it must be from 0 to 1",
	"score.digits":                  "{at}: {digits} digits are not possible; give a whole number from -30 to 30",
	"score.divisor_zero":            "{at}: the divisor is 0",
	"score.full_without_range":      "{at}: question {question} cannot count as full, because its points have no range; give bounds",
	"score.gate_without_test":       "{at}: a gate or deduction needs a test (when)",
	"score.group_empty":             "{at}: the group lists no members (over)",
	"score.id_twice":                "{at}: this id is there twice",
	"score.id_unknown":              "{at}: there is no question, node or group {id}",
	"score.lookup_empty":            "{at}: the table needs columns (of) and rows",
	"score.lookup_method":           "{at}: the method lookup and a table (lookup) belong together",
	"score.option_of_node":          "{at}: {id} is a node and has no options; compare its value with at_least, at_most, above or below",
	"score.option_unknown":          "{at}: scale {scale} has no option {option}",
	"score.question_without_points": "{at}: question {question} has no points and cannot count",
	"score.question_without_range":  "{at}: the points of question {question} have no range; give bounds, or use measure: points",
	"score.ratio_of_two":            "{at}: a ratio is made of two members, not {members}",
	"score.row_length":              "{at}: a table row has {cells} cells, the table has {columns} columns",
	"score.state_unknown":           "{at}: {state} is no state",
	"score.test_of_nothing":         "{at}: a test names no question or node",
}

// explain puts the faults of an instrument's rules into sentences, one per
// line. The faults stay reachable by errors.As.
func explain(instrument string, err error) error {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	lines := make([]string, len(list))
	for i, e := range list {
		lines[i] = "instrument " + instrument + ": " + sentence(e)
	}
	return &ruleError{strings.Join(lines, "\n"), err}
}

type ruleError struct {
	text string
	err  error
}

func (e *ruleError) Error() string { return e.text }
func (e *ruleError) Unwrap() error { return e.err }

// sentence fills the sentence of one fault; an error that is none is its text.
func sentence(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) || sentences[f.Key] == "" {
		return err.Error()
	}
	text := sentences[f.Key]
	for _, a := range f.Args {
		text = strings.ReplaceAll(text, "{"+a.Name+"}", fmt.Sprint(a.Value))
	}
	return text
}
