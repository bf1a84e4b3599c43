package scorefile

import (
	"fmt"
	"strings"

	"chancencheck/instrument"
	"chancencheck/score"
)

// reader of answers to one question.
type asked struct {
	q     *instrument.Question
	place int
	// words are the answers that can be read from a table: options by id and
	// label, and states. Keys are folded.
	words map[string]score.Mark
	// options finds option ids by id and label, for several choices.
	options map[string]string
}

// stateWords are the words for not answering. An option with the same id or
// label comes first.
var stateWords = map[string]instrument.AnswerState{
	"": instrument.Unanswered, "missing": instrument.Unanswered, "unanswered": instrument.Unanswered,
	"skipped": instrument.Skipped, "cannot_judge": instrument.CannotJudge,
	"n/a": instrument.NotApplicable, "not_applicable": instrument.NotApplicable,
	"unknown": instrument.NobodyKnows, "nobody_knows": instrument.NobodyKnows,
}

// newAsked prepares the words of one question.
func newAsked(e *score.Evaluator, place int, q *instrument.Question) (*asked, error) {
	a := &asked{q: q, place: place, words: map[string]score.Mark{}, options: map[string]string{}}
	for word, state := range stateWords {
		answer, err := instrument.NewAnswerState(state)
		if err != nil {
			return nil, err
		}
		if a.words[word], err = e.Mark(place, answer); err != nil {
			return nil, err
		}
	}
	a.nameOptions()
	for word, id := range a.options {
		answer, err := instrument.NewAnswerOptions(q, id)
		if err != nil {
			return nil, err
		}
		if a.words[word], err = e.Mark(place, answer); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// nameOptions collects ids and labels; ids win, and a label of two options
// names neither.
func (a *asked) nameOptions() {
	labels := map[string]string{}
	for _, o := range a.q.Scale.Options {
		a.options[fold(o.ID)] = o.ID
		for _, t := range o.Label.Translations() {
			word := fold(t.Text)
			if other, taken := labels[word]; taken && other != o.ID {
				labels[word] = ""
			} else {
				labels[word] = o.ID
			}
		}
	}
	for word, id := range labels {
		if _, taken := a.options[word]; !taken && id != "" {
			a.options[word] = id
		}
	}
}

func fold(word string) string { return strings.ToLower(strings.TrimSpace(word)) }

// read understands one cell. comma allows a decimal comma.
func (a *asked) read(e *score.Evaluator, cell string, comma bool) (score.Mark, error) {
	if m, ok := a.words[cell]; ok {
		return m, nil
	}
	if m, ok := a.words[fold(cell)]; ok {
		return m, nil
	}
	answer, err := a.answer(strings.TrimSpace(cell), comma)
	if err != nil {
		return score.Mark{}, err
	}
	m, err := e.Mark(a.place, answer)
	if err != nil {
		return score.Mark{}, a.refuse(cell)
	}
	return m, nil
}

// answer reads what is not in the table of words.
func (a *asked) answer(cell string, comma bool) (instrument.Answer, error) {
	var answer instrument.Answer
	var err error
	switch kind := a.q.Scale.Kind; kind {
	case instrument.Multi:
		var ids []string
		for word := range strings.SplitSeq(cell, "|") {
			ids = append(ids, a.options[fold(word)])
		}
		answer, err = instrument.NewAnswerOptions(a.q, ids...)
	case instrument.Numeric:
		var n instrument.Number
		if n, err = readNumber(cell, comma); err == nil {
			answer, err = instrument.NewAnswerNumber(a.q, n)
		}
	case instrument.PDCA:
		answer, err = a.pdca(cell, comma)
	case instrument.FreeText, instrument.Reflection:
		answer, err = instrument.NewAnswerText(a.q, cell)
	default:
		err = fmt.Errorf("unknown option")
	}
	if err != nil {
		return answer, a.refuse(cell)
	}
	return answer, nil
}

func (a *asked) pdca(cell string, comma bool) (instrument.Answer, error) {
	parts := strings.Split(cell, "/")
	if len(parts) != 4 {
		return instrument.Answer{}, fmt.Errorf("not four values")
	}
	var n [4]instrument.Number
	for i, p := range parts {
		var err error
		if n[i], err = readNumber(p, comma); err != nil {
			return instrument.Answer{}, err
		}
	}
	return instrument.NewAnswerPDCA(a.q, instrument.PDCAValues{Plan: n[0], Do: n[1], Check: n[2], Act: n[3]})
}

// readNumber reads a decimal; a fraction is no answer.
func readNumber(text string, comma bool) (instrument.Number, error) {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "/") {
		return instrument.Number{}, fmt.Errorf("a fraction")
	}
	if comma && strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	if strings.HasPrefix(text, ".") {
		text = "0" + text
	}
	return instrument.ParseNumber(text)
}

// refuse is the sentence for an answer the question does not have.
func (a *asked) refuse(cell string) error {
	return fmt.Errorf("%s is not an answer to question %s; allowed are %s, or skipped, cannot_judge, n/a, unknown",
		quote(cell), a.q.ID, a.allowed())
}

// allowed describes the answers of a question.
func (a *asked) allowed() string {
	s := a.q.Scale
	switch s.Kind {
	case instrument.Numeric:
		return numbers(s)
	case instrument.PDCA:
		return "four numbers from 0 to 100 such as 60/40/20/0"
	case instrument.FreeText, instrument.Reflection:
		return fmt.Sprintf("texts of up to %d characters", instrument.MaxAnswerText)
	}
	var ids []string
	for _, o := range s.Options {
		ids = append(ids, o.ID)
	}
	if len(ids) > 12 {
		ids = append(ids[:12], "…")
	}
	list := strings.Join(ids, ", ")
	if s.Kind == instrument.Multi {
		return "any of " + list + " (several joined with |)"
	}
	return list
}

// numbers describes the numbers of a scale.
func numbers(s *instrument.Scale) string {
	out := "numbers"
	if s.Whole {
		out = "whole numbers"
	}
	if s.Min.IsSet() && !s.Clamp {
		out += " from " + s.Min.String()
	}
	if s.Max.IsSet() && !s.Clamp {
		out += " to " + s.Max.String()
	}
	if s.Step.IsSet() {
		out += " in steps of " + s.Step.String()
	}
	return out
}
