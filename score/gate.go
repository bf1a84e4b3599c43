package score

import "chancencheck/instrument"

// test is a compiled instrument.Test.
type test struct {
	of    []target
	least int  // how many must be so
	is    bool // Is was given
	not   bool
	atLeast, atMost,
	above, below *rat
}

// target is one question or unit of a test.
type target struct {
	ref
	options []int16 // Is
	refused []int16 // Not
	states  [states]bool
}

type gate struct {
	when                    []test
	cap, floor, set, factor *rat
	void                    bool
}

type deduction struct {
	when     []test
	subtract rat
	each     bool
}

func (c *compiler) gates(list []instrument.Gate) []gate {
	var out []gate
	for _, g := range list {
		if len(g.When) == 0 {
			c.fail("score.gate_without_test")
		}
		out = append(out, gate{c.tests(g.When), optional(g.Cap), optional(g.Floor), optional(g.Set), optional(g.Factor), g.Void})
	}
	return out
}

func (c *compiler) deductions(list []instrument.Deduction) []deduction {
	var out []deduction
	for _, d := range list {
		if len(d.When) == 0 {
			c.fail("score.gate_without_test")
		}
		out = append(out, deduction{c.tests(d.When), number(d.Subtract), d.Each})
	}
	return out
}

func (c *compiler) tests(list []instrument.Test) []test {
	out := make([]test, len(list))
	for i, t := range list {
		n := &out[i]
		n.is, n.not = len(t.Is) > 0, len(t.Not) > 0
		n.atLeast, n.atMost, n.above, n.below = optional(t.AtLeast), optional(t.AtMost), optional(t.Above), optional(t.Below)
		if n.least = t.Count; n.least == 0 {
			n.least = len(t.Of)
		}
		if len(t.Of) == 0 {
			c.fail("score.test_of_nothing")
		}
		for _, id := range t.Of {
			n.of = append(n.of, c.target(id, t))
		}
	}
	return out
}

// target compiles one thing tested; only questions have options.
func (c *compiler) target(id string, t instrument.Test) target {
	out := target{ref: c.resolve(id)}
	if out.kind == aUnit && len(t.Is)+len(t.Not) > 0 {
		c.fail("score.option_of_node", "id", id)
	}
	if out.kind != aQuestion {
		return out
	}
	scale := c.ev.questions[out.i].src.Scale
	for _, name := range t.Is {
		if s, ok := stateOf[name]; ok && scale.Option(name) == nil {
			out.states[s] = true
		} else {
			out.options = append(out.options, c.options(scale, []string{name})...)
		}
	}
	out.refused = c.options(scale, t.Not)
	return out
}

func refsOf(tests []test) []ref {
	var out []ref
	for _, t := range tests {
		for _, x := range t.of {
			out = append(out, x.ref)
		}
	}
	return out
}

// all tells whether every test is met, and how often the first one is.
func all(tests []test, r *run) (ok bool, times int) {
	ok = true
	for i := range tests {
		n := tests[i].count(r)
		if i == 0 {
			times = n
		}
		ok = ok && n >= tests[i].least
	}
	return ok, times
}

func (t *test) count(r *run) int {
	n := 0
	for i := range t.of {
		if t.holds(&t.of[i], r) {
			n++
		}
	}
	return n
}

func (t *test) holds(x *target, r *run) bool {
	switch x.kind {
	case aUnit:
		v := &r.up[x.i]
		return v.ok && t.compares(v.value)
	case absent:
		return false
	}
	o, m := r.out[x.i], r.sheet[x.i]
	live := m.state == answered && o.state != notAsked
	if t.is && !x.states[stateNow(o, m)] && !(live && m.hasAny(x.options)) {
		return false
	}
	if t.not && (!live || m.hasAny(x.refused)) {
		return false
	}
	if t.atLeast == nil && t.atMost == nil && t.above == nil && t.below == nil {
		return t.is || t.not || live
	}
	return o.given && t.compares(o.raw)
}

// stateNow is the state a question is in, whatever its points.
func stateNow(o *outcome, m Mark) state {
	if o.state == notAsked {
		return notAsked
	}
	return m.state
}

func (t *test) compares(v rat) bool {
	return (t.atLeast == nil || v.cmp(*t.atLeast) >= 0) && (t.atMost == nil || v.cmp(*t.atMost) <= 0) &&
		(t.above == nil || v.cmp(*t.above) > 0) && (t.below == nil || v.cmp(*t.below) < 0)
}

// limit applies gates in their order.
func limit(gates []gate, v rat, r *run) (value rat, void bool) {
	for i := range gates {
		g := &gates[i]
		if ok, _ := all(g.when, r); !ok {
			continue
		}
		if g.void {
			return v, true
		}
		if g.set != nil {
			v = *g.set
		}
		if g.factor != nil {
			v = v.mul(*g.factor)
		}
		v = v.within(g.floor, g.cap)
	}
	return v, false
}

// reduce applies deductions.
func reduce(list []deduction, v rat, r *run) rat {
	for i := range list {
		ok, times := all(list[i].when, r)
		switch {
		case list[i].each && othersHold(list[i].when, r):
			v = v.sub(list[i].subtract.mul(whole(int64(times))))
		case !list[i].each && ok:
			v = v.sub(list[i].subtract)
		}
	}
	return v
}

// othersHold tells whether all tests but the first are met.
func othersHold(tests []test, r *run) bool {
	ok, _ := all(tests[1:], r)
	return ok
}
