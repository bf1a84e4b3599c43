package score

import (
	"slices"

	"chancencheck/instrument"
)

// unit compiles one unit's rule.
func (c *compiler) unit(u *unit) {
	c.at = u.id
	r := &u.rule
	if r.Method == "" {
		r.Method = instrument.Mean
	}
	u.scale = hundred
	if r.Scale.IsSet() {
		u.scale = number(r.Scale)
	}
	u.divisor, u.factor = optional(r.Divisor), optional(r.Factor)
	if u.divisor != nil && u.divisor.sign() == 0 {
		c.fail("score.divisor_zero")
	}
	u.cap, u.floor = optional(r.Cap), optional(r.Floor)
	u.minimum, u.least = number(r.MinCoverage), number(r.MinAnswered)
	if u.minimum.sign() < 0 || u.minimum.cmp(one) > 0 {
		c.fail("score.coverage_share", "value", r.MinCoverage.String())
	}
	u.bounds = c.bounds(r.Bounds)
	u.gates = c.gates(r.Gates)
	u.deduct = c.deductions(r.Deductions)
	u.lookup = c.lookup(r.Lookup)
	c.unitRounding(u)
	c.members(u)
	if (r.Method == instrument.ByLookup) != (u.lookup != nil) {
		c.fail("score.lookup_method")
	}
	if r.Method == instrument.Ratio && len(u.members) != 2 {
		c.fail("score.ratio_of_two", "members", len(u.members))
	}
}

var hundred = whole(100)

// unitRounding applies instrument.RoundAt.
func (c *compiler) unitRounding(u *unit) {
	u.round = c.rounding(u.rule.Round)
	switch u.rule.Round.At {
	case instrument.AtEvery:
		u.passOn = true
	case instrument.AtTotal:
		u.round.on = u.round.on && u.kind == Total
	}
}

// members compiles what a unit's value is made of.
func (c *compiler) members(u *unit) {
	switch {
	case len(u.rule.Members) > 0:
		for _, m := range u.rule.Members {
			c.member(u, m.ID, m.Weight, true)
		}
	case u.rule.Method == instrument.ByLookup && u.rule.Lookup != nil:
		for _, id := range u.rule.Lookup.Of {
			c.member(u, id, instrument.Number{}, true)
		}
	case u.kind == Group:
		c.fail("score.group_empty")
	default:
		c.implied(u)
	}
}

// implied adds the members of a unit that lists none, as Rule.Over says.
func (c *compiler) implied(u *unit) {
	node := c.nodes[c.names[u.id].i]
	children := c.ins.Fields
	if node != nil {
		children = node.Nodes
	}
	if u.rule.Over != instrument.Questions {
		for i := range c.ev.questions {
			if q := c.ev.questions[i].src; node != nil && c.ins.Parent(q) == node {
				c.member(u, q.ID, instrument.Number{}, false)
			}
		}
		for _, n := range children {
			c.member(u, n.ID, instrument.Number{}, false)
		}
		return
	}
	for i := range c.ev.questions {
		if q := c.ev.questions[i].src; node == nil || c.below(c.ins.Parent(q), node) {
			c.member(u, q.ID, instrument.Number{}, false)
		}
	}
}

// below tells whether a node is root or anywhere below it.
func (c *compiler) below(n, root *instrument.Node) bool {
	if n == root {
		return true
	}
	for _, child := range root.Nodes {
		if c.below(n, child) {
			return true
		}
	}
	return false
}

// member adds one member. Of the questions nobody listed, those that are not
// scored are none.
func (c *compiler) member(u *unit, id string, weight instrument.Number, listed bool) {
	m := member{ref: c.resolve(id)}
	switch m.kind {
	case absent:
		return
	case aQuestion:
		q := &c.ev.questions[m.i]
		if !listed && !q.src.Scored {
			return
		}
		if m.column = u.rule.Method == instrument.ByLookup; !m.column && !q.scorable() {
			c.fail("score.question_without_points", "question", id)
			return
		}
		if u.rule.Measure != instrument.Points && !q.ranged && !m.column {
			c.fail("score.question_without_range", "question", id)
		}
		weight = weight.Or(q.src.Weight)
		m.policies = compilePolicies(q.rule.Answers.Under(u.rule.Answers))
		if !q.ranged && slices.Contains(m.policies[:], instrument.Full) {
			c.fail("score.full_without_range", "question", id)
		}
	case aUnit:
		if n := c.nodes[m.i]; n != nil {
			weight = weight.Or(n.Weight)
		}
	}
	m.weight = one
	if weight.IsSet() {
		m.weight = number(weight)
	}
	u.members = append(u.members, m)
}

// deepen collects the questions below a unit, each once.
func (c *compiler) deepen(i int) {
	u := &c.ev.units[i]
	seen := map[ref]bool{}
	var collect func(of *unit)
	collect = func(of *unit) {
		for _, m := range of.members {
			switch {
			case seen[m.ref]:
				continue
			case m.kind == aUnit:
				collect(&c.ev.units[m.i])
			default:
				u.deep = append(u.deep, deep{m.i, m.column, m.policies})
			}
			seen[m.ref] = true
		}
	}
	collect(u)
}

// order sorts questions and units so that each comes after what it is made of;
// a circle is a mistake.
func (c *compiler) order() {
	const fresh, open, done = 0, 1, 2
	marks := map[ref]int{}
	var visit func(r ref)
	visit = func(r ref) {
		if r.kind == absent || marks[r] == done {
			return
		}
		if c.at = c.idOf(r); marks[r] == open {
			c.fail("score.circle")
			return
		}
		marks[r] = open
		for _, on := range c.ev.needs(r) {
			visit(on)
		}
		marks[r] = done
		c.ev.plan = append(c.ev.plan, r)
	}
	for i := range c.ev.questions {
		visit(ref{aQuestion, i})
	}
	for i := range c.ev.units {
		visit(ref{aUnit, i})
	}
}

func (c *compiler) idOf(r ref) string {
	if r.kind == aUnit {
		return c.ev.units[r.i].id
	}
	return c.ev.questions[r.i].src.ID
}

// needs lists what must be calculated before r. A question's table may look at
// the question's own answer.
func (e *Evaluator) needs(r ref) []ref {
	var out []ref
	add := func(gates []gate, table *lookup) {
		for _, g := range gates {
			out = append(out, refsOf(g.when)...)
		}
		if table != nil {
			out = append(out, table.of...)
		}
	}
	if r.kind == aUnit {
		u := &e.units[r.i]
		add(u.gates, u.lookup)
		for _, d := range u.deduct {
			out = append(out, refsOf(d.when)...)
		}
		for _, m := range u.members {
			out = append(out, m.ref)
		}
		return out
	}
	q := &e.questions[r.i]
	add(q.gates, q.lookup)
	for _, w := range q.when {
		out = append(out, w.on)
	}
	kept := out[:0]
	for _, on := range out {
		if on != r || q.lookup == nil {
			kept = append(kept, on)
		}
	}
	return kept
}
