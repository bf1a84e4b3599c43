package instrumentfile

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// encodeInstrument is the inverse of decode.
func encodeInstrument(ins *instrument.Instrument) *yaml.Node {
	b := newBuilder()
	b.str("format", instrument.FormatV1)
	b.str("id", ins.ID)
	b.str("version", ins.Version)
	b.words("languages", ins.Languages)
	b.text("title", ins.Title)
	b.text("description", ins.Description)
	b.str("licence", ins.Licence)
	b.mapping("origin", func(b builder) {
		b.text("text", ins.Origin.Text)
		b.str("url", ins.Origin.URL)
	})
	b.str("guide", ins.Guide)
	b.str("sources", ins.Sources)
	list(b, "unit_kinds", ins.UnitKinds, func(b builder, k instrument.UnitKind) {
		b.str("id", k.ID)
		b.text("title", k.Title)
	})
	b.mapping("notice", func(b builder) {
		b.text("purpose", ins.Notice.Purpose)
		b.text("voluntary", ins.Notice.Voluntary)
		b.text("recipients", ins.Notice.Recipients)
	})
	list(b, "desks", ins.Desks, func(b builder, d instrument.Desk) {
		b.str("id", d.ID)
		b.text("title", d.Title)
		b.text("hint", d.Hint)
	})
	list(b, "scales", ins.Scales, encodeScale)
	var states []string
	for _, s := range ins.AnswerStates {
		states = append(states, s.String())
	}
	b.words("answer_states", states)
	if ins.Situations != nil {
		b.mapping("situations", func(b builder) { encodeSituations(b, ins.Situations) })
	}
	list(b, "formats", ins.Formats, encodeFormat)
	list(b, "variants", ins.Variants, encodeVariant)
	list(b, "fields", ins.Fields, encodeNode)
	list(b, "extra_questions", ins.ExtraQuestions, encodeQuestion)
	if c := ins.Calibration; c != nil {
		b.mapping("calibration", func(b builder) {
			b.text("text", c.Text)
			b.text("help", c.Help)
			b.str("scale", c.Scale.ID)
			b.str("level", c.Level)
			b.text("why", c.Why)
		})
	}
	list(b, "replaces", ins.Replaces, func(b builder, r instrument.Replaces) {
		b.str("version", r.Version)
		list(b, "renamed", r.Renamed, func(b builder, q instrument.Renamed) {
			b.str("question", q.Question)
			b.str("was", q.Was)
		})
		b.words("changed", r.Changed)
	})
	b.bands(ins.Bands)
	b.mapping("score", func(b builder) { encodeScoring(b, ins.Score) })
	return b.node
}

func encodeScale(b builder, s *instrument.Scale) {
	b.str("id", s.ID)
	b.str("kind", string(s.Kind))
	list(b, "levels", s.Options, func(b builder, o instrument.Option) {
		b.str("id", o.ID)
		b.text("label", o.Label)
		b.text("help", o.Help)
		b.number("points", o.Points)
		b.flag("elsewhere", o.Elsewhere)
	})
	b.number("min", s.Min)
	b.number("max", s.Max)
	b.number("step", s.Step)
	b.text("unit", s.Unit)
	b.flag("clamp", s.Clamp)
	b.flag("whole", s.Whole)
	b.flag("need_for_action", s.NeedForAction)
	b.flag("reference", s.Reference)
}

func encodeSituations(b builder, s *instrument.Situations) {
	b.str("scale", s.Scale.ID)
	b.count("most", s.Most)
	list(b, "list", s.List, func(b builder, s instrument.Situation) {
		b.str("id", s.ID)
		b.text("title", s.Title)
		b.words("default_for", s.DefaultFor)
	})
}

func encodeFormat(b builder, f instrument.Format) {
	b.str("id", f.ID)
	b.text("title", f.Title)
	b.count("minutes", f.Minutes)
	b.flag("default", f.Default)
	b.flag("all", f.All)
	b.words("questions", f.Questions)
}

func encodeVariant(b builder, v instrument.Variant) {
	b.str("unit_kind", v.UnitKind)
	b.words("omit", v.Omit)
	list(b, "replace", v.Replace, func(b builder, r instrument.Replacement) {
		b.str("question", r.Question)
		b.str("by", r.By)
	})
	list(b, "texts", v.Texts, func(b builder, w instrument.Rewording) {
		b.str("question", w.Question)
		b.text("text", w.Text)
		b.text("help", w.Help)
		b.text("example", w.Example)
	})
}

func encodeNode(b builder, n *instrument.Node) {
	b.str("id", n.ID)
	b.text("title", n.Title)
	b.text("intro", n.Intro)
	b.text("what_worked", n.WhatWorked)
	b.number("weight", n.Weight)
	b.mapping("score", func(b builder) { encodeRule(b, n.Score) })
	list(b, "questions", n.Questions, encodeQuestion)
	list(b, "nodes", n.Nodes, encodeNode)
	b.bands(n.Bands)
}

func (b builder) bands(bands []instrument.Band) {
	list(b, "bands", bands, func(b builder, x instrument.Band) {
		b.number("from", x.From)
		b.text("title", x.Title)
		b.text("text", x.Text)
	})
}

func encodeQuestion(b builder, q *instrument.Question) {
	b.str("id", q.ID)
	b.text("text", q.Text)
	b.text("help", q.Help)
	b.text("example", q.Example)
	b.str("scale", q.Scale.ID)
	if q.Scored != scoredByDefault(q) {
		b.put("scored", scalar("!!bool", map[bool]string{true: "true", false: "false"}[q.Scored]))
	}
	b.number("weight", q.Weight)
	b.mapping("points", func(b builder) {
		for _, id := range sortedKeys(q.Points) {
			b.put(id, number(q.Points[id]))
		}
	})
	b.words("tags", q.Tags)
	b.str("desk", q.Desk)
	b.str("about", string(q.About))
	b.words("special", specialWords(q))
	b.text("justification", q.Justification)
	list(b, "when", q.When, func(b builder, c instrument.Condition) {
		b.str("question", c.Question)
		b.words("is", c.Is)
		b.words("not", c.Not)
		b.number("at_least", c.AtLeast)
	})
	list(b, "suggestions", q.Suggestions, func(b builder, s instrument.Suggestion) {
		b.str("kind", string(s.Kind))
		b.number("up_to", s.UpTo)
		b.text("text", s.Text)
	})
	b.mapping("score", func(b builder) { encodeQuestionRule(b, q.Score) })
}

func sortedKeys(m map[string]instrument.Number) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func specialWords(q *instrument.Question) []string {
	var out []string
	for _, s := range q.Special {
		out = append(out, string(s))
	}
	return out
}
