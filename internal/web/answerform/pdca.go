package answerform

import (
	"net/url"

	"chancencheck/instrument"
)

// pdcaSteps are the four values in the order asked.
var pdcaSteps = [4]string{"plan", "do", "check", "act"}

// parsePDCA reads four numbers. All four or none: a missing one is refused.
func parsePDCA(v url.Values, prefix string, q *instrument.Question) (instrument.Answer, error) {
	var values [4]instrument.Number
	given := false
	for i, step := range pdcaSteps {
		n, err := readNumber(v.Get(prefix+":"+step), q.Scale.Whole)
		if err != nil {
			return instrument.Answer{}, err
		}
		values[i], given = n, given || n.IsSet()
	}
	if !given {
		return instrument.Answer{}, nil
	}
	return instrument.NewAnswerPDCA(q, instrument.PDCAValues{Plan: values[0], Do: values[1], Check: values[2], Act: values[3]})
}

func writePDCA(v url.Values, prefix string, a instrument.Answer) {
	p := a.PDCA()
	for i, n := range []instrument.Number{p.Plan, p.Do, p.Check, p.Act} {
		v.Set(prefix+":"+pdcaSteps[i], n.String())
	}
}
