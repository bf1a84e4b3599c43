package sheets

import (
	"net/url"
	"slices"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
)

// shownField lists the items a form shows, so that what it does not show stays
// as it is.
const shownField = "shown"

func shown(form url.Values, item check.Item) bool {
	return slices.Contains(form[shownField], string(item.ID))
}

// Names of the fields beside an answer.
func noteField(item check.Item) string { return string(item.ID) + ":note" }
func handField(item check.Item) string { return string(item.ID) + ":hand" }

// errState refuses a state that is not offered.
var errState = fault.New(fault.Invalid, "answer.state_unknown")

// read returns the entry that a form says. If its answer is refused, the entry
// comes with the answer before, so that the rest of it can be kept.
func read(ins *instrument.Instrument, form url.Values, item check.Item, before check.Entry) (check.Entry, error) {
	e := check.Entry{Item: item.ID, Answer: before.Answer, Note: tidy(form.Get(noteField(item))), Hand: form.Get(handField(item)) != ""}
	if err := e.Validate(); err != nil {
		return e, err
	}
	if chosenOnce(item) && form.Get(string(item.ID)) == "" {
		return e, nil // nothing chosen here; what was chosen elsewhere stays
	}
	a, err := answerform.Parse(form, string(item.ID), item.Question)
	if err != nil {
		return e, err
	}
	if !offered(ins, item, a.State()) {
		return e, errState
	}
	e.Answer = a
	return e, nil
}

// chosenOnce is true for radio buttons alone: they cannot be taken back, so
// none of them chosen means nothing.
func chosenOnce(item check.Item) bool {
	k := item.Question.Scale.Kind
	return k == instrument.Levels || k == instrument.Choice
}

// offered reports whether a person may give an answer of this state.
func offered(ins *instrument.Instrument, item check.Item, s instrument.AnswerState) bool {
	return s == instrument.Unanswered || s == instrument.Answered || slices.Contains(states(ins, item), s)
}

// form is what a page posts for a stored entry; the inverse of read.
func form(item check.Item, e check.Entry) url.Values {
	v := answerform.Values(string(item.ID), item.Question, e.Answer)
	if e.Note != "" {
		v.Set(noteField(item), e.Note)
	}
	if e.Hand {
		v.Set(handField(item), "1")
	}
	return v
}

// isField reports whether a name is one of an item's fields.
func isField(item check.Item, name string) bool {
	return name == noteField(item) || name == handField(item) ||
		slices.Contains(answerform.Names(string(item.ID), item.Question), name)
}

// tidy gives lines one kind of ending and cuts blanks at both ends.
func tidy(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}
