package score

import (
	"slices"

	"chancencheck/instrument"
)

// run is the memory of one evaluation.
type run struct {
	sheet   Sheet
	out     []*outcome // by question
	scratch []outcome  // for outcomes not known beforehand
	up      []passed   // by unit
	values  []rat      // the members of the unit at hand
	weights []rat
}

// passed is what a unit hands to the units above.
type passed struct {
	value rat
	ok    bool
}

// Evaluate fills the result with the values of a sheet. The only error is
// ErrSheet, for a sheet that is not as long as Questions.
func (e *Evaluator) Evaluate(s Sheet, into *Result) error {
	if len(s) != len(e.questions) {
		return ErrSheet
	}
	r := &into.run
	r.sheet = s
	r.out = slices.Grow(r.out[:0], len(e.questions))[:len(e.questions)]
	r.scratch = slices.Grow(r.scratch[:0], len(e.questions))[:len(e.questions)]
	r.up = slices.Grow(r.up[:0], len(e.units))[:len(e.units)]
	into.Values = slices.Grow(into.Values[:0], len(e.units))[:len(e.units)]
	for _, at := range e.plan {
		if at.kind == aQuestion {
			r.out[at.i] = e.answer(at.i, r)
		} else {
			e.evaluate(at.i, into)
		}
	}
	r.sheet = nil
	return nil
}

// evaluate makes the value of unit i.
func (e *Evaluator) evaluate(i int, into *Result) {
	u, r, v := &e.units[i], &into.run, &into.Values[i]
	*v = Value{ID: u.id, Kind: u.kind, points: zero, most: zero}
	e.cover(u, r, v)
	r.up[i] = passed{}
	if v.Reason = u.tooFew(v.Coverage); v.Reason != HasValue {
		return
	}
	if v.exact, v.Reason = e.make(u, r, into); v.Reason != HasValue {
		return
	}
	v.shown = u.round.apply(v.exact)
	r.up[i] = passed{v.exact, true}
	if u.passOn {
		r.up[i].value = v.shown
	}
}

// cover counts coverage and points of the questions below.
func (e *Evaluator) cover(u *unit, r *run, v *Value) {
	for i := range u.deep {
		d := &u.deep[i]
		o, q := r.out[d.question], &e.questions[d.question]
		measure, counts, _ := q.counted(o, &d.policies, true, one)
		switch o.state {
		case notApplicable, notAsked, unscored:
			if !counts && d.policies[o.state] != instrument.Void && !(d.column && o.state == unscored) {
				v.Coverage.NotApplicable++
				continue
			}
			v.Coverage.Answered++
		case answered:
			v.Coverage.Answered++
		}
		v.Coverage.Of++
		if counts {
			v.points = v.points.add(measure)
			v.most = v.most.add(q.hi)
		}
	}
}

// tooFew tells whether the coverage is too low for a value.
func (u *unit) tooFew(c Coverage) Reason {
	if c.Of == 0 {
		return NotApplicable
	}
	n := whole(int64(c.Answered))
	if n.cmp(u.least) < 0 || n.cmp(u.minimum.mul(whole(int64(c.Of)))) < 0 {
		return LowCoverage
	}
	return HasValue
}

// make goes through the steps of instrument.Rule.
func (e *Evaluator) make(u *unit, r *run, into *Result) (rat, Reason) {
	v, reason := e.combined(u, r, into)
	if reason != HasValue {
		return zero, reason
	}
	if u.divisor != nil {
		v = v.quo(*u.divisor)
	}
	if u.factor != nil {
		v = v.mul(*u.factor)
	}
	if u.bounds != nil {
		position, ok := u.bounds.position(v)
		if !ok {
			return zero, Undefined
		}
		v = position.mul(u.scale)
	}
	if u.rule.Invert {
		v = u.scale.sub(v)
	}
	if len(u.deduct) > 0 {
		v = reduce(u.deduct, v.within(nil, u.cap), r)
	}
	v, void := limit(u.gates, v.within(u.floor, u.cap), r)
	if void {
		return zero, Void
	}
	return v, HasValue
}

// combined applies the method to the members.
func (e *Evaluator) combined(u *unit, r *run, into *Result) (rat, Reason) {
	if u.lookup != nil {
		points, reason := u.lookup.find(r)
		if points == nil {
			if reason == HasValue {
				reason = NotApplicable
			}
			return zero, reason
		}
		return *points, HasValue
	}
	if reason := e.gather(u, r, into); reason != HasValue {
		return zero, reason
	}
	if len(r.values) == 0 {
		return zero, NoAnswers
	}
	v, ok := combine(u.rule.Method, r.values, r.weights, len(u.members))
	if !ok {
		return zero, Undefined
	}
	return v, HasValue
}

// gather collects measures and weights of the members that count.
func (e *Evaluator) gather(u *unit, r *run, into *Result) Reason {
	r.values, r.weights = r.values[:0], r.weights[:0]
	byPoints := u.rule.Measure == instrument.Points
	for i := range u.members {
		m := &u.members[i]
		var v rat
		var use, void bool
		if m.kind == aQuestion {
			v, use, void = e.questions[m.i].counted(r.out[m.i], &m.policies, byPoints, u.scale)
		} else {
			v, use, void = e.fromUnit(u, m.i, r, into)
		}
		if void {
			return Void
		}
		if use {
			r.values, r.weights = append(r.values, v), append(r.weights, m.weight)
		}
	}
	return HasValue
}

// fromUnit is what a member unit counts: its value, or what NoValue says. What
// does not apply is always left out.
func (e *Evaluator) fromUnit(u *unit, i int, r *run, into *Result) (v rat, use, void bool) {
	if r.up[i].ok {
		return r.up[i].value, true, false
	}
	reason := into.Values[i].Reason
	if reason == NotApplicable {
		return zero, false, false
	}
	switch u.rule.NoValue {
	case instrument.Zero:
		return zero, true, false
	case instrument.Full:
		return e.units[i].scale, true, false
	case instrument.Void:
		return zero, false, true
	case instrument.Exclude:
		return zero, false, false
	}
	return zero, false, reason == Void || reason == Undefined || reason == NoRow
}
