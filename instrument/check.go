package instrument

import (
	"math/big"
	"unicode/utf8"

	"chancencheck/fault"
)

// Fits reports whether the answer is one the question's scale admits: nil, or a
// fault.Invalid that names the question and what is wrong. Answers without
// content fit every question.
func (a Answer) Fits(q *Question) error {
	if a.state != Answered {
		return nil
	}
	if q == nil || q.Scale == nil {
		return fault.New(fault.Invalid, "answer.question_without_scale")
	}
	if key := a.misfit(q.Scale); key != "" {
		return fault.New(fault.Invalid, key, "question", q.ID, "scale", q.Scale.ID)
	}
	return nil
}

// misfit returns the message key of the first thing that is wrong, or "".
func (a Answer) misfit(s *Scale) string {
	if !a.onlyPartsOf(s) {
		return "answer.wrong_kind"
	}
	if utf8.RuneCountInString(a.text) > MaxAnswerText || utf8.RuneCountInString(a.reference) > MaxAnswerReference {
		return "answer.text_long"
	}
	if !utf8.ValidString(a.text) || !utf8.ValidString(a.reference) {
		return "answer.text_not_utf8"
	}
	switch {
	case s.Kind.HasOptions():
		return a.misfitOptions(s)
	case s.Kind == Numeric:
		return misfitNumber(s, a.number)
	case s.Kind == PDCA:
		for _, v := range []Number{a.pdca.Plan, a.pdca.Do, a.pdca.Check, a.pdca.Act} {
			if key := misfitNumber(s, v); key != "" {
				return key
			}
		}
	case s.Kind.HasText() && a.text == "":
		return "answer.text_empty"
	}
	return ""
}

// onlyPartsOf reports whether the answer has no parts that the scale does not ask for.
func (a Answer) onlyPartsOf(s *Scale) bool {
	return (len(a.options) == 0 || s.Kind.HasOptions()) &&
		(!a.number.IsSet() || s.Kind == Numeric) &&
		(a.pdca == PDCAValues{} || s.Kind == PDCA) &&
		(a.text == "" || s.Kind.HasText()) &&
		(a.reference == "" || s.Reference) &&
		(!a.need || s.NeedForAction)
}

// misfitOptions checks number, existence and difference of the chosen options.
func (a Answer) misfitOptions(s *Scale) string {
	if s.Kind != Multi && len(a.options) != 1 {
		return "answer.one_option"
	}
	for i, id := range a.options {
		if s.Option(id) == nil {
			return "answer.option_unknown"
		}
		if anyIn(a.options[:i], []string{id}) {
			return "answer.option_twice"
		}
	}
	return ""
}

// misfitNumber checks a number against bounds, wholeness and step of a scale.
func misfitNumber(s *Scale, n Number) string {
	lo, hi := s.bounds()
	switch {
	case !n.IsSet():
		return "answer.number_missing"
	case s.Whole && !n.IsWhole():
		return "answer.number_whole"
	case !s.Clamp && lo.IsSet() && n.Cmp(lo) < 0:
		return "answer.number_low"
	case !s.Clamp && hi.IsSet() && n.Cmp(hi) > 0:
		return "answer.number_high"
	case s.Step.IsSet() && !onStep(n, lo, s.Step):
		return "answer.number_step"
	}
	return ""
}

// onStep reports whether n is a whole number of steps away from lo.
func onStep(n, lo, step Number) bool {
	if step.Rat().Sign() == 0 {
		return true
	}
	d := new(big.Rat).Sub(n.Rat(), lo.Rat())
	return d.Quo(d, step.Rat()).IsInt()
}
