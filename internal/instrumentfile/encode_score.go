package instrumentfile

import (
	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// encodeScoring is the inverse of decodeScoring.
func encodeScoring(b builder, s instrument.Scoring) {
	encodeRule(b, s.Defaults)
	b.mapping("total", func(b builder) {
		b.str("id", s.TotalID)
		encodeRule(b, s.Total)
	})
	list(b, "groups", s.Groups, func(b builder, g instrument.Group) {
		b.str("id", g.ID)
		b.text("title", g.Title)
		encodeRule(b, g.Rule)
	})
	b.mapping("rank", func(b builder) {
		b.str("of", string(s.Rank.Of))
		b.str("method", string(s.Rank.Method))
		if s.Rank.LowFirst {
			b.str("order", "low_first")
		}
	})
}

// encodeRule is the inverse of decodeRule.
func encodeRule(b builder, r instrument.Rule) {
	b.str("method", string(r.Method))
	if len(r.Members) > 0 {
		b.put("over", encodeMembers(r.Members))
	} else {
		b.str("over", string(r.Over))
	}
	b.str("measure", string(r.Measure))
	b.number("scale", r.Scale)
	b.number("divisor", r.Divisor)
	b.number("factor", r.Factor)
	b.bounds(r.Bounds)
	b.flag("invert", r.Invert)
	b.number("cap", r.Cap)
	b.number("floor", r.Floor)
	list(b, "deductions", r.Deductions, func(b builder, d instrument.Deduction) {
		b.tests(d.When)
		b.number("subtract", d.Subtract)
		b.flag("each", d.Each)
	})
	b.gates(r.Gates)
	b.lookup(r.Lookup)
	b.policies(r.Answers)
	b.str("no_value", string(r.NoValue))
	b.number("min_coverage", r.MinCoverage)
	b.number("min_answered", r.MinAnswered)
	b.rounding(r.Round)
}

// encodeQuestionRule is the inverse of decodeQuestionRule.
func encodeQuestionRule(b builder, r instrument.QuestionRule) {
	b.str("combine", string(r.Combine))
	b.lookup(r.Lookup)
	b.bounds(r.Bounds)
	b.flag("invert", r.Invert)
	b.number("cap", r.Cap)
	b.number("floor", r.Floor)
	b.gates(r.Gates)
	b.policies(r.Answers)
	b.rounding(r.Round)
}

// encodeMembers spells members without a weight of their own as plain ids.
func encodeMembers(members []instrument.Member) *yaml.Node {
	seq := &yaml.Node{Kind: yaml.SequenceNode}
	for _, m := range members {
		entry := scalar("!!str", m.ID)
		if m.Weight.IsSet() {
			inner := newBuilder()
			inner.str("id", m.ID)
			inner.number("weight", m.Weight)
			entry = inner.node
		}
		seq.Content = append(seq.Content, entry)
	}
	return seq
}

func (b builder) bounds(x *instrument.Bounds) {
	if x == nil {
		return
	}
	b.even("bounds", func(b builder) {
		b.number("min", x.Min)
		b.number("max", x.Max)
		b.flag("clamp", x.Clamp)
		b.flag("log", x.Log)
	})
}

func (b builder) gates(gates []instrument.Gate) {
	list(b, "gates", gates, func(b builder, g instrument.Gate) {
		b.tests(g.When)
		b.number("cap", g.Cap)
		b.number("floor", g.Floor)
		b.number("set", g.Set)
		b.number("factor", g.Factor)
		b.flag("void", g.Void)
	})
}

func (b builder) tests(tests []instrument.Test) {
	list(b, "when", tests, func(b builder, t instrument.Test) {
		b.words("of", t.Of)
		b.words("is", t.Is)
		b.words("not", t.Not)
		b.number("at_least", t.AtLeast)
		b.number("at_most", t.AtMost)
		b.number("above", t.Above)
		b.number("below", t.Below)
		b.count("count", t.Count)
	})
}

func (b builder) lookup(l *instrument.Lookup) {
	if l == nil {
		return
	}
	b.even("lookup", func(b builder) {
		b.words("of", l.Of)
		list(b, "rows", l.Rows, func(b builder, r instrument.LookupRow) {
			b.words("if", r.Cells)
			b.number("points", r.Points)
		})
		b.number("otherwise", l.Otherwise)
	})
}

func (b builder) policies(p instrument.Policies) {
	b.str("missing", string(p.Missing))
	b.str("skipped", string(p.Skipped))
	b.str("cannot_judge", string(p.CannotJudge))
	b.str("nobody_knows", string(p.NobodyKnows))
	b.str("not_applicable", string(p.NotApplicable))
	b.str("not_asked", string(p.NotAsked))
	b.str("unscored", string(p.Unscored))
}

func (b builder) rounding(r instrument.Rounding) {
	b.mapping("round", func(b builder) {
		b.number("digits", r.Digits)
		b.str("mode", string(r.Mode))
		b.str("at", string(r.At))
	})
}
