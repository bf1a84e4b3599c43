package score

import "chancencheck/instrument"

// condition is a compiled instrument.Condition: whether a question is asked.
type condition struct {
	on      ref
	is, not []int16
	anyIs   bool // Is was given
	atLeast *rat
	ranks   []*rat // Scale.Rank by option
}

func (c *compiler) conditions(list []instrument.Condition) []condition {
	var out []condition
	for _, w := range list {
		n := condition{on: c.resolve(w.Question), anyIs: len(w.Is) > 0, atLeast: optional(w.AtLeast)}
		if n.on.kind == aUnit {
			c.fail("score.condition_on_node", "id", w.Question)
		}
		if n.on.kind == aQuestion {
			scale := c.ev.questions[n.on.i].src.Scale
			n.is, n.not = c.options(scale, w.Is), c.options(scale, w.Not)
			for i := range scale.Options {
				n.ranks = append(n.ranks, optional(scale.Rank(scale.Options[i].ID)))
			}
		}
		out = append(out, n)
	}
	return out
}

// options finds positions of options; an unknown one is a mistake.
func (c *compiler) options(scale *instrument.Scale, ids []string) []int16 {
	var out []int16
	for _, id := range ids {
		i := scale.Position(id)
		if i < 0 {
			c.fail("score.option_unknown", "option", id, "scale", scale.ID)
		}
		out = append(out, int16(i))
	}
	return out
}

// holds tells whether the condition is met; see instrument.Condition.
func (w *condition) holds(r *run) bool {
	if w.on.kind != aQuestion || r.out[w.on.i].state == notAsked {
		return false
	}
	m := r.sheet[w.on.i]
	if m.state != answered || w.anyIs && !m.hasAny(w.is) || m.hasAny(w.not) {
		return false
	}
	if w.atLeast == nil {
		return true
	}
	if m.more != nil && len(m.more.numbers) > 0 {
		return m.more.numbers[0].cmp(*w.atLeast) >= 0
	}
	option := m.option
	if m.more != nil {
		if len(m.more.options) != 1 {
			return false
		}
		option = m.more.options[0]
	}
	return int(option) < len(w.ranks) && w.ranks[option] != nil && w.ranks[option].cmp(*w.atLeast) >= 0
}

func (m Mark) hasAny(options []int16) bool {
	for _, o := range options {
		if m.has(o) {
			return true
		}
	}
	return false
}

// answer finds what question i comes to.
func (e *Evaluator) answer(i int, r *run) *outcome {
	q, m := &e.questions[i], r.sheet[i]
	for w := range q.when {
		if !q.when[w].holds(r) {
			return &q.byState[notAsked]
		}
	}
	switch {
	case q.dynamic:
		r.scratch[i] = q.calculate(i, m, r)
		return &r.scratch[i]
	case m.state != answered:
		return &q.byState[m.state]
	case len(q.byOption) == 0:
		return &q.byState[unscored] // free text
	}
	return &q.byOption[m.option]
}

// calculate is answer for questions whose points are not known beforehand.
func (q *question) calculate(i int, m Mark, r *run) outcome {
	o := q.byState[m.state]
	if m.state == answered {
		o = q.settle(answered, q.raw(m))
	}
	if q.lookup != nil {
		o = q.fromTable(i, m, r)
	}
	if !o.scored || len(q.gates) == 0 {
		return o
	}
	points, void := limit(q.gates, o.points, r)
	if void {
		return outcome{state: unscored, given: o.given, raw: o.raw}
	}
	o.points = points
	return q.finish(o)
}

// fromTable takes the points from the question's table, which may look at the
// question's own answer.
func (q *question) fromTable(i int, m Mark, r *run) outcome {
	r.scratch[i] = outcome{state: m.state}
	if m.state == answered {
		if p := q.raw(m); p != nil {
			r.scratch[i].given, r.scratch[i].raw = true, *p
		}
	}
	r.out[i] = &r.scratch[i]
	points, reason := q.lookup.find(r)
	if reason == HasValue || m.state == answered {
		return q.settle(answered, points)
	}
	return outcome{state: m.state}
}

// raw returns the points or the number of an answer; nil if it has none.
func (q *question) raw(m Mark) *rat {
	scale := q.src.Scale
	switch {
	case scale.Kind == instrument.Numeric:
		n := m.more.numbers[0].within(q.clampLo, q.clampHi)
		return &n
	case scale.Kind == instrument.PDCA:
		n := together(q.rule.Combine, instrument.Mean, m.more.numbers)
		return &n
	case scale.Kind == instrument.Multi:
		var chosen []rat
		for _, i := range m.more.options {
			if p := optional(q.src.PointsOf(scale.Options[i].ID)); p != nil {
				chosen = append(chosen, *p)
			}
		}
		if len(chosen) == 0 && len(m.more.options) > 0 {
			return nil // nothing but options without points
		}
		n := together(q.rule.Combine, instrument.Sum, chosen)
		return &n
	case scale.Kind.HasOptions():
		return optional(q.src.PointsOf(scale.Options[m.option].ID))
	}
	return nil
}

// together makes one number of several; of none it is 0.
func together(method, otherwise instrument.Method, list []rat) rat {
	if method == "" {
		method = otherwise
	}
	if len(list) == 0 {
		return zero
	}
	sum, least, most := zero, list[0], list[0]
	for _, x := range list {
		sum, least, most = sum.add(x), lower(least, x), higher(most, x)
	}
	switch method {
	case instrument.Min:
		return least
	case instrument.Max:
		return most
	case instrument.Mean:
		return sum.quo(whole(int64(len(list))))
	}
	return sum
}
