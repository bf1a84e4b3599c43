package disclosure

import "chancencheck/fault"

const (
	// Floor is the least threshold anybody may set, in people.
	Floor = 5
	// DefaultThreshold is the threshold of anonymous answers unless raised, in people.
	DefaultThreshold = 7
	// PercentFrom is the number of people from which percentages are shown;
	// below it whole people are.
	PercentFrom = 20
)

// Class is the class of an answer; it fixes what may ever become of it.
type Class string

const (
	// PrivateSheet (Meine Notizen) belongs to its author. Never shown by this package.
	PrivateSheet Class = "private_sheet"
	// AnonymousAnswers are shown after close and above a threshold only.
	AnonymousAnswers Class = "anonymous_answers"
	// Named contributions are seen by those who work on them.
	Named Class = "named"
	// AgreedSigned answers are the unit's own statement: access decides, there is no threshold.
	AgreedSigned Class = "agreed_signed"
)

// Policy is the rule for one class of answer. The zero Policy shows nothing.
type Policy struct {
	class     Class
	threshold int
}

// NewPolicy makes the rule for a class. Threshold counts people and matters
// only for anonymous answers, where 0 means the default; below the floor it is
// refused with fault.Invalid, as is an unknown class.
func NewPolicy(class Class, threshold int) (Policy, error) {
	switch class {
	case PrivateSheet, Named, AgreedSigned:
		return Policy{class: class}, nil
	case AnonymousAnswers:
		if threshold == 0 {
			threshold = DefaultThreshold
		}
		if threshold < Floor {
			return Policy{}, fault.New(fault.Invalid, "disclosure.threshold_below_floor", "threshold", threshold, "floor", Floor)
		}
		return Policy{class: class, threshold: threshold}, nil
	}
	return Policy{}, fault.New(fault.Invalid, "disclosure.class_unknown", "class", string(class))
}

// Raise returns the policy with a higher threshold. Lowering it is refused
// with fault.Invalid: people answered under the promise of the old one.
func (p Policy) Raise(threshold int) (Policy, error) {
	if p.class != AnonymousAnswers || threshold < p.threshold {
		return p, fault.New(fault.Invalid, "disclosure.threshold_only_upwards", "threshold", p.threshold, "wanted", threshold)
	}
	return Policy{class: p.class, threshold: threshold}, nil
}

// Class returns the class the policy is for.
func (p Policy) Class() Class { return p.class }

// Threshold returns the least number of people behind a figure, 0 where there is none.
func (p Policy) Threshold() int { return p.threshold }

// Standing is what is known about the reader and the round when a figure is asked for.
type Standing struct {
	// Entitled: access allows this reader to see this object at all.
	Entitled bool
	// Closed: the round no longer accepts answers. Needed for anonymous answers.
	Closed bool
	// Signed: the unit has signed off. Needed for agreed answers.
	Signed bool
}

// Figure is a raw figure asking to be shown.
type Figure struct {
	// Value is the figure itself, in the unit of its scale.
	Value float64
	// N is the number of people (anonymous) or answers (named, agreed) behind it.
	N int
	// Coverage says how much of what was asked is behind the value.
	Coverage Coverage
	// MinCoverage is the instrument's least share (0 to 1), below which no value is shown.
	MinCoverage float64
	// Low and High are the ends of the scale. If High > Low, anonymous values
	// within a tenth of an end are shown as "at least" or "at most" that mark.
	Low, High float64
}

// Show decides about one figure: the one gate for values.
func (p Policy) Show(f Figure, s Standing) Shown {
	if r := p.refuse(f.N, s); r != "" {
		return Withhold(r)
	}
	if f.Coverage.Share < f.MinCoverage {
		return Withhold(BelowCoverage)
	}
	if p.class == AnonymousAnswers {
		return blunted(f)
	}
	return Shown{shown: true, value: f.Value, coverage: f.Coverage}
}

// Share decides about "part of n people". From 20 people on it is a whole
// percentage, below it the number of people. For anonymous answers a share of
// nearly all or nearly nobody is shown as a bound.
func (p Policy) Share(part, n int, s Standing) Shown {
	if r := p.refuse(n, s); r != "" {
		return Withhold(r)
	}
	bound, at := Exact, part
	if p.class == AnonymousAnswers {
		limit := nearlyAll(n)
		switch {
		case part >= limit:
			bound, at = AtLeast, limit
		case part <= n-limit:
			bound, at = AtMost, n-limit
		}
	}
	out := Shown{shown: true, value: float64(at), unit: People, bound: bound, coverage: Answered(n, n)}
	if n >= PercentFrom {
		out.value, out.unit = wholePercent(at, n), Percent
	}
	return out
}

// Participation decides about "n of invited took part". Nothing before close,
// and nothing that singles out those who did not or did.
func (p Policy) Participation(n, invited int, s Standing) Shown {
	if r := p.refuse(n, s); r != "" {
		return Withhold(r)
	}
	return Shown{shown: true, value: float64(n), unit: People, coverage: Answered(n, invited)}
}

// refuse gives the reason why a figure resting on n people stays hidden, or "".
func (p Policy) refuse(n int, s Standing) Reason {
	switch {
	case !s.Entitled, p.class == PrivateSheet, p.class == "":
		return NotEntitled
	case p.class == AnonymousAnswers && !s.Closed:
		return NotClosed
	case p.class == AnonymousAnswers && n < p.threshold:
		return TooFew // also for nobody: "nobody took part" speaks about everybody
	case p.class == AgreedSigned && !s.Signed:
		return NotSigned
	case n <= 0:
		return NoAnswers
	}
	return ""
}
