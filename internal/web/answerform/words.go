package answerform

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chancencheck/instrument"
	"chancencheck/internal/web/page"
)

// rightToLeft are the languages written from right to left.
var rightToLeft = []string{"ar", "fa", "he", "ur", "ckb", "ps"}

// Lang returns the attributes of an element that holds a text of an instrument:
// none where the text is in the page's language.
func Lang(b page.Base, t instrument.Text) templ.Attributes {
	_, lang := t.In(string(b.P.Lang()))
	if lang == "" || strings.EqualFold(lang, string(b.P.Lang())) {
		return nil
	}
	base, _, _ := strings.Cut(lang, "-")
	dir := "ltr"
	if slices.Contains(rightToLeft, base) {
		dir = "rtl"
	}
	return templ.Attributes{"lang": lang, "dir": dir}
}

// Text returns a text of an instrument for the reader of a page.
func Text(b page.Base, t instrument.Text) string {
	s, _ := t.In(string(b.P.Lang()))
	return s
}

// StateText names a state: "Kann ich nicht beurteilen".
func StateText(b page.Base, s instrument.AnswerState) string {
	return b.T("answer.state_" + s.String())
}

// Say writes an answer in words, for lists; "" for no answer yet.
func Say(b page.Base, q *instrument.Question, a instrument.Answer) string {
	if a.State() == instrument.Unanswered {
		return ""
	}
	if a.State() != instrument.Answered {
		return StateText(b, a.State())
	}
	switch k := q.Scale.Kind; {
	case k.HasText():
		return a.Text()
	case k == instrument.Numeric:
		return strings.TrimSpace(showNumber(a.Number().String(), string(b.P.Lang())) + " " + Text(b, q.Scale.Unit))
	case k == instrument.PDCA:
		p := a.PDCA()
		return b.T("answer.pdca_said", "plan", p.Plan.String(), "do", p.Do.String(), "check", p.Check.String(), "act", p.Act.String())
	}
	return sayOptions(b, q, a)
}

func sayOptions(b page.Base, q *instrument.Question, a instrument.Answer) string {
	var labels []string
	for _, id := range a.Options() {
		if o := q.Scale.Option(id); o != nil {
			labels = append(labels, Text(b, o.Label))
		}
	}
	if len(labels) == 0 {
		return b.T("answer.none")
	}
	said := b.P.Join(labels)
	if a.NeedForAction() {
		said += " · " + b.T("answer.need")
	}
	if a.Reference() != "" {
		said += " · " + a.Reference()
	}
	return said
}
