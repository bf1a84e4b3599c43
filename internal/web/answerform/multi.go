package answerform

import (
	"net/url"

	"chancencheck/instrument"
)

// parseMulti reads any number of options. None at all is an answer only when
// somebody says so.
func parseMulti(v url.Values, prefix string, q *instrument.Question) (instrument.Answer, error) {
	if len(v[prefix]) == 0 && v.Get(prefix+stateField) != noneOf {
		return instrument.Answer{}, nil
	}
	return instrument.NewAnswerOptions(q, v[prefix]...)
}

func writeMulti(v url.Values, prefix string, a instrument.Answer) {
	if len(a.Options()) == 0 {
		v.Set(prefix+stateField, noneOf)
		return
	}
	v[prefix] = a.Options()
}
