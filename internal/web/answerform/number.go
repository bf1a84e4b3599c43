package answerform

import (
	"net/url"
	"regexp"
	"strings"

	"chancencheck/instrument"
)

// grouped is a whole number with separators between thousands.
var grouped = regexp.MustCompile(`^[0-9]{1,3}([.,' \x{a0}\x{202f}\x{2019}][0-9]{3})+$`)

var separators = regexp.MustCompile(`[^0-9]`)

func parseNumber(v url.Values, prefix string, q *instrument.Question) (instrument.Answer, error) {
	n, err := readNumber(v.Get(prefix), q.Scale.Whole)
	if err != nil || !n.IsSet() {
		return instrument.Answer{}, err
	}
	return instrument.NewAnswerNumber(q, n)
}

func writeNumber(v url.Values, prefix string, a instrument.Answer) {
	v.Set(prefix, a.Number().String())
}

// readNumber reads a number as people write it, with point or comma. Only where
// whole numbers alone are asked, 1.500 is fifteen hundred. Empty is no number.
func readNumber(typed string, whole bool) (instrument.Number, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return instrument.Number{}, nil
	}
	if whole && grouped.MatchString(typed) {
		typed = separators.ReplaceAllString(typed, "")
	}
	n, err := instrument.ParseNumber(strings.Replace(typed, ",", ".", 1))
	if err != nil {
		return n, errNumber
	}
	return n, nil
}

// showNumber writes a number with the decimal sign of a language; what is no
// number stays as it was typed.
func showNumber(text, lang string) string {
	if _, err := instrument.ParseNumber(text); err == nil && lang == "de" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}
