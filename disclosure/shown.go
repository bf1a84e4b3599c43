package disclosure

import (
	"encoding/json"
	"math"
	"strconv"

	"chancencheck/fault"
)

// Reason says why something is withheld. It is safe to show.
type Reason string

const (
	// NoAnswers: nobody has answered; also the reason of the zero Shown.
	NoAnswers Reason = "no_answers"
	// TooFew: fewer people than the threshold.
	TooFew Reason = "too_few"
	// Complementary: enough people, but showing it would give a smaller figure away.
	Complementary Reason = "complementary"
	// BelowCoverage: too little of what was asked has been answered.
	BelowCoverage Reason = "below_coverage"
	// NotSigned: the unit has not signed off yet.
	NotSigned Reason = "not_signed"
	// NotClosed: the round still accepts answers.
	NotClosed Reason = "not_closed"
	// NotEntitled: this reader may not see it, or nobody may.
	NotEntitled Reason = "not_entitled"
)

// Reasons lists every reason, for translation tests.
var Reasons = []Reason{NoAnswers, TooFew, Complementary, BelowCoverage, NotSigned, NotClosed, NotEntitled}

// Unit says what the number of a Shown counts.
type Unit string

const (
	// Number is a value on the instrument's scale.
	Number Unit = ""
	// Percent is a share of 100.
	Percent Unit = "percent"
	// People is a number of people.
	People Unit = "people"
)

// Bound says whether a shown number is exact or only a limit.
type Bound string

const (
	// Exact is the number itself.
	Exact Bound = ""
	// AtLeast: the number or more.
	AtLeast Bound = "at_least"
	// AtMost: the number or less.
	AtMost Bound = "at_most"
)

// Coverage (beantwortet: 20 von 25) says how much is behind a value.
type Coverage struct {
	// Share is between 0 and 1, weighted as the instrument says.
	Share float64
	// Answered and Of are whole numbers for people to read; 0 and 0 if only the share is known.
	Answered, Of int
}

// Answered is the unweighted coverage "answered of asked".
func Answered(answered, of int) Coverage {
	if of <= 0 {
		return Coverage{}
	}
	return Coverage{Share: float64(answered) / float64(of), Answered: answered, Of: of}
}

// Shown is a figure that may be displayed, or the reason why it is withheld.
// A withheld Shown does not contain the figure. The zero Shown is withheld.
type Shown struct {
	shown    bool
	value    float64
	unit     Unit
	bound    Bound
	coverage Coverage
	reason   Reason
}

// Withhold makes a withheld Shown; anybody may hide, only a Policy may show.
func Withhold(r Reason) Shown { return Shown{reason: r} }

// Value returns the number, and whether there is one.
func (s Shown) Value() (float64, bool) { return s.value, s.shown }

// Decimal returns the shortest exact decimal text of the number ("62.5", always
// with a point), and whether there is one. Pages format Value in the reader's language.
func (s Shown) Decimal() (string, bool) {
	if !s.shown {
		return "", false
	}
	return strconv.FormatFloat(s.value, 'f', -1, 64), true
}

// Coverage returns what is behind the value; empty if withheld.
func (s Shown) Coverage() Coverage { return s.coverage }

// Unit returns what the number counts.
func (s Shown) Unit() Unit { return s.unit }

// Bound says whether the number is exact or a limit.
func (s Shown) Bound() Bound { return s.bound }

// Withheld tells whether there is nothing to show.
func (s Shown) Withheld() bool { return !s.shown }

// Reason returns why the figure is withheld, "" if it is shown.
func (s Shown) Reason() Reason {
	if !s.shown && s.reason == "" {
		return NoAnswers
	}
	return s.reason
}

type shownJSON struct {
	Value    *float64 `json:"value,omitempty"`
	Unit     Unit     `json:"unit,omitempty"`
	Bound    Bound    `json:"bound,omitempty"`
	Coverage *float64 `json:"coverage,omitempty"`
	Answered int      `json:"answered,omitempty"`
	Of       int      `json:"of,omitempty"`
	Withheld Reason   `json:"withheld,omitempty"`
}

// MarshalJSON writes {"value":62.5,"coverage":0.8} or {"withheld":"too_few"}.
func (s Shown) MarshalJSON() ([]byte, error) {
	if !s.shown {
		return json.Marshal(shownJSON{Withheld: s.Reason()})
	}
	c := s.coverage
	return json.Marshal(shownJSON{Value: &s.value, Unit: s.unit, Bound: s.bound, Coverage: &c.Share, Answered: c.Answered, Of: c.Of})
}

// UnmarshalJSON refuses: a Shown is decided, not read.
func (s *Shown) UnmarshalJSON([]byte) error {
	return fault.New(fault.Invalid, "disclosure.shown_not_readable")
}

// blunted shows an anonymous value with one decimal (two on scales up to 1) and
// never nearer to an end of its scale than a tenth of it: a mean at the end
// means that everybody gave the same answer.
func blunted(f Figure) Shown {
	out := Shown{shown: true, value: roundTo(f.Value, 1), coverage: f.Coverage}
	span := f.High - f.Low
	if span <= 0 {
		return out
	}
	if span <= 1 {
		out.value = roundTo(f.Value, 2)
	}
	switch margin := span * (1 - unanimousShare); {
	case f.Value > f.High-margin:
		out.value, out.bound = roundTo(f.High-margin, 2), AtLeast
	case f.Value < f.Low+margin:
		out.value, out.bound = roundTo(f.Low+margin, 2), AtMost
	}
	return out
}

func roundTo(v float64, digits int) float64 {
	p := math.Pow10(digits)
	return math.Round(v*p) / p
}

func wholePercent(part, n int) float64 {
	return math.Round(100 * float64(part) / float64(n))
}
