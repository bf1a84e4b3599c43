package score

import (
	"slices"

	"chancencheck/instrument"
)

// question is a question made ready. Where nothing but the answer decides, all
// outcomes are calculated beforehand.
type question struct {
	src      *instrument.Question
	rule     instrument.QuestionRule
	byOption []outcome
	byState  [states]outcome
	lo, hi   rat  // the range of points
	ranged   bool // whether there is such a range
	dynamic  bool
	when     []condition
	bounds   *bounds
	turn     rat // lowest plus highest points before limits, for inversion
	turns    bool
	cap      *rat
	floor    *rat
	gates    []gate
	lookup   *lookup
	round    rounding
	clampLo  *rat // of the scale
	clampHi  *rat
}

// outcome is what an answer comes to.
type outcome struct {
	state  state
	scored bool // points and share hold
	given  bool // raw holds
	raw    rat  // points or number as answered
	points rat
	share  rat // position of the points in the range, 0 to 1
}

// scorable tells whether any answer has points.
func (q *question) scorable() bool {
	if q.lookup != nil || q.src.Scale.Kind == instrument.Numeric || q.src.Scale.Kind == instrument.PDCA {
		return true
	}
	for i := range q.src.Scale.Options {
		if q.src.PointsOf(q.src.Scale.Options[i].ID).IsSet() {
			return true
		}
	}
	return false
}

// question compiles a question's rule.
func (c *compiler) question(q *question) {
	c.at = q.src.ID
	q.bounds = c.bounds(q.rule.Bounds)
	q.cap, q.floor = optional(q.rule.Cap), optional(q.rule.Floor)
	q.gates = c.gates(q.rule.Gates)
	q.lookup = c.lookup(q.rule.Lookup)
	q.round = c.rounding(q.rule.Round)
	q.when = c.conditions(q.src.When)
	kind := q.src.Scale.Kind
	q.dynamic = len(q.gates) > 0 || q.lookup != nil || kind == instrument.Multi || kind == instrument.Numeric || kind == instrument.PDCA
	if q.src.Scale.Clamp {
		q.clampLo, q.clampHi = optional(q.src.Scale.Min), optional(q.src.Scale.Max)
	}
	q.span()
	if q.rule.Invert && !q.turns {
		c.fail("score.question_without_range", "question", q.src.ID)
	}
	for i := range q.src.Scale.Options {
		q.byOption = append(q.byOption, q.settle(answered, optional(q.src.PointsOf(q.src.Scale.Options[i].ID))))
	}
	for s := range states {
		q.byState[s] = outcome{state: s}
	}
	for name, p := range q.rule.StatePoints {
		if s, ok := stateOf[name]; ok {
			q.byState[s] = q.settle(s, optional(p))
		} else {
			c.fail("score.state_unknown", "state", name)
		}
	}
}

// span finds the range of points: of the answer, then bounded and capped.
func (q *question) span() {
	q.lo, q.hi, q.ranged = q.rawSpan()
	if q.bounds != nil {
		q.lo, q.hi, q.ranged = zero, one, true
	}
	q.turn, q.turns = q.lo.add(q.hi), q.ranged
	if !q.ranged && q.cap != nil && q.floor != nil {
		q.lo, q.hi, q.ranged = *q.floor, *q.cap, true
	}
	q.lo, q.hi = q.lo.within(q.floor, q.cap), q.hi.within(q.floor, q.cap)
	q.ranged = q.ranged && q.lo.cmp(q.hi) < 0
}

// rawSpan is the range of points of the scale, table or choices.
func (q *question) rawSpan() (lo, hi rat, ok bool) {
	scale := q.src.Scale
	if q.lookup != nil {
		return q.lookup.span()
	}
	switch scale.Kind {
	case instrument.Numeric:
		return number(scale.Min), number(scale.Max), scale.Min.IsSet() && scale.Max.IsSet()
	case instrument.PDCA:
		lo, hi = zero, hundred
		if q.rule.Combine == instrument.Sum {
			hi = whole(400)
		}
		return lo, hi, true
	}
	var points []rat
	for i := range scale.Options {
		if p := optional(q.src.PointsOf(scale.Options[i].ID)); p != nil {
			points = append(points, *p)
		}
	}
	if len(points) == 0 {
		return zero, zero, false
	}
	if scale.Kind == instrument.Multi && (q.rule.Combine == "" || q.rule.Combine == instrument.Sum) {
		lo, hi = zero, zero
		for _, p := range points {
			lo, hi = lo.add(lower(p, zero)), hi.add(higher(p, zero))
		}
		return lo, hi, true
	}
	if scale.Kind == instrument.Multi {
		points = append(points, zero)
	}
	return slices.MinFunc(points, rat.cmp), slices.MaxFunc(points, rat.cmp), true
}

// settle takes raw points through bounds, inversion, limits and rounding. It
// leaves out the gates, which depend on other answers.
func (q *question) settle(s state, raw *rat) outcome {
	if raw == nil {
		if s == answered {
			s = unscored
		}
		return outcome{state: s}
	}
	o := outcome{state: s, given: true, raw: *raw, scored: true, points: *raw}
	if q.bounds != nil {
		var ok bool
		if o.points, ok = q.bounds.position(*raw); !ok {
			return outcome{state: unscored, given: true, raw: *raw}
		}
	}
	if q.rule.Invert {
		o.points = q.turn.sub(o.points)
	}
	o.points = o.points.within(q.floor, q.cap)
	return q.finish(o)
}

// finish rounds the points and finds their share of the range.
func (q *question) finish(o outcome) outcome {
	o.points = q.round.apply(o.points)
	o.share = zero
	if q.ranged {
		o.share = o.points.sub(q.lo).quo(q.hi.sub(q.lo))
	}
	return o
}

// counted is the measure of a question: by share times scale, or by points.
// Where there are none the policy decides; use is false for exclude.
func (q *question) counted(o *outcome, p *policies, byPoints bool, scale rat) (measure rat, use, void bool) {
	if o.scored {
		if byPoints {
			return o.points, true, false
		}
		return o.share.mul(scale), true, false
	}
	switch p[o.state] {
	case instrument.Zero:
		return zero, true, false
	case instrument.Full:
		if byPoints {
			return q.hi, true, false
		}
		return scale, true, false
	case instrument.Void:
		return zero, false, true
	}
	return zero, false, false
}
