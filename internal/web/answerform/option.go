package answerform

import (
	"net/url"
	"strconv"
	"strings"

	"chancencheck/instrument"
)

// parseOption reads levels, choices and facts: one option, on some scales with
// a reference and a need for action.
func parseOption(v url.Values, prefix string, q *instrument.Question) (instrument.Answer, error) {
	option, need := v.Get(prefix), v.Get(prefix+needField) != ""
	reference := tidy(v.Get(prefix + referenceField))
	if option == "" && reference == "" && !need {
		return instrument.Answer{}, nil
	}
	if len(v[prefix]) > 1 {
		return instrument.NewAnswerOptions(q, v[prefix]...)
	}
	return instrument.NewAnswerFact(q, option, reference, need)
}

func writeOption(v url.Values, prefix string, a instrument.Answer) {
	v.Set(prefix, a.Option())
	if a.Reference() != "" {
		v.Set(prefix+referenceField, a.Reference())
	}
	if a.NeedForAction() {
		v.Set(prefix+needField, "1")
	}
}

// Key returns the digit that chooses the option in a place: the option's own id
// where all ids are digits, else its place from 1; "" beyond 9.
func Key(s *instrument.Scale, place int) string {
	for _, o := range s.Options {
		if len(o.ID) != 1 || o.ID < "0" || o.ID > "9" {
			if place >= 9 {
				return ""
			}
			return strconv.Itoa(place + 1)
		}
	}
	return s.Options[place].ID
}

// tidy cuts blanks at both ends and gives lines one kind of ending: browsers
// post another one than they were sent.
func tidy(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}
