package answerform

import (
	"net/url"

	"chancencheck/instrument"
)

func parseText(v url.Values, prefix string, q *instrument.Question) (instrument.Answer, error) {
	text := tidy(v.Get(prefix))
	if text == "" {
		return instrument.Answer{}, nil
	}
	return instrument.NewAnswerText(q, text)
}

func writeText(v url.Values, prefix string, a instrument.Answer) {
	v.Set(prefix, a.Text())
}
