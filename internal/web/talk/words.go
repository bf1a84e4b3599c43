package talk

import (
	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/round"
)

// level writes an answer with the digit that stands on its card.
func level(b page.Base, i check.Item, a instrument.Answer) string {
	said := answerform.Say(b, i.Question, a)
	if mark := markOf(i, a.Option()); mark != "" {
		return mark + " · " + said
	}
	return said
}

// proposal writes the level in the middle of the cards.
func proposal(b page.Base, i check.Item, face string) string {
	a, err := i.Level(face)
	if err != nil {
		return ""
	}
	return level(b, i, a)
}

// markOf is the digit on a card: only where levels are numbered by themselves.
func markOf(i check.Item, face string) string {
	if len(face) == 1 && face[0] >= '0' && face[0] <= '9' && i.Question.Scale.Option(face) != nil {
		return face
	}
	return ""
}

// faceText writes what a card shows.
func faceText(b page.Base, i check.Item, face string) string {
	if o := i.Question.Scale.Option(face); o != nil {
		return answerform.Text(b, o.Label)
	}
	if face == instrument.Answered.String() {
		return b.T("talk.face_written")
	}
	state, _ := instrument.ParseAnswerState(face)
	return answerform.StateText(b, state)
}

// withheld says why a figure is not shown.
func withheld(b page.Base, reason disclosure.Reason) string {
	return b.T("talk.withheld_" + string(reason))
}

// down says how many cards lie face down.
func down(b page.Base, s disclosure.Shown) string {
	n, ok := s.Value()
	switch {
	case ok:
		return b.T("talk.cards_down", "count", int(n))
	case s.Reason() == disclosure.NoAnswers:
		return b.T("talk.cards_none")
	}
	return b.T("talk.cards_some")
}

// sheetsBegun says how many sheets were begun, "" where there is none.
func (t *table) sheetsBegun() string {
	switch {
	case t.Begun == 0:
		return ""
	case t.Check.Headcount <= 0:
		return t.T("talk.begun", "count", t.Begun)
	}
	return t.T("talk.begun_of", "count", t.Begun, "people", t.Check.Headcount)
}

// tooMany says that more sheets were begun than the unit has people.
func (t *table) tooMany() string {
	switch {
	case t.Check.Headcount <= 0 || t.Begun <= t.Check.Headcount:
		return ""
	case t.Check.Mode == round.Anonymous:
		return t.T("talk.begun_more_anonymous", "threshold", t.Round.Threshold+t.Check.Surplus())
	}
	return t.T("talk.begun_more")
}

// status is how far an item has come, as the key of a badge.
func status(a check.Agreement) string {
	switch {
	case !a.Written():
		return "talk.status_open"
	case a.Differing:
		return "talk.status_differing"
	case a.Adopted:
		return "talk.status_adopted"
	}
	return "talk.status_agreed"
}
