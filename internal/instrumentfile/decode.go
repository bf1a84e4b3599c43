package instrumentfile

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// decoder reads an instrument out of YAML nodes. It keeps the nodes that later
// checks point at.
type decoder struct {
	*reporter
	ins *instrument.Instrument
	// fields is where problems of the whole tree are shown.
	fields *yaml.Node
	// questionAt is the node of each question, by id; extra marks the ones
	// under extra_questions.
	questionAt map[string]*yaml.Node
	extra      map[string]bool
}

// decode reads the whole instrument and runs every check.
func decode(r *reporter, n *yaml.Node) *instrument.Instrument {
	d := &decoder{reporter: r, ins: &instrument.Instrument{},
		questionAt: map[string]*yaml.Node{}, extra: map[string]bool{}}
	r.ids, r.placeOf = map[refKind]map[string]bool{}, map[string]*yaml.Node{}
	d.instrument(n)
	for _, f := range r.resolve {
		f()
	}
	for _, f := range r.check {
		f()
	}
	return d.ins
}

func (d *decoder) instrument(n *yaml.Node) {
	o := d.object(n, "instrument", "format", "id", "version", "title", "description", "languages", "licence",
		"origin", "guide", "notice", "unit_kinds", "desks", "scales", "answer_states", "situations", "formats", "variants", "fields",
		"extra_questions", "bands", "score", "sources", "calibration", "replaces")
	if n.Kind != yaml.MappingNode {
		return
	}
	d.head(o)
	d.notice(o.get("notice"))
	d.each(o.get("unit_kinds"), "unit_kinds", d.unitKind)
	d.each(o.get("desks"), "desks", d.desk)
	d.each(o.get("scales"), "scales", d.scale)
	d.states(o.get("answer_states"))
	d.situations(o.get("situations"))
	if d.fields = d.need(o, "fields", "instrument"); d.fields != nil {
		d.each(d.fields, "fields", func(n *yaml.Node) { d.ins.Fields = append(d.ins.Fields, d.node(n, 1)) })
	}
	d.each(o.get("extra_questions"), "extra_questions", func(n *yaml.Node) {
		q := d.question(n)
		d.extra[q.ID] = true
		d.ins.ExtraQuestions = append(d.ins.ExtraQuestions, q)
	})
	d.formats(o.get("formats"))
	d.each(o.get("variants"), "variants", d.variant)
	d.calibration(o.get("calibration"))
	d.each(o.get("replaces"), "replaces", d.replaces)
	d.ins.Bands = d.bands(o.get("bands"))
	d.scoreAt = o.get("score")
	d.ins.Score = decodeScoring(d.reporter, d.scoreAt)
	d.check = append(d.check, d.checkTree, d.checkCycles, d.checkDependencies, func() { d.checkDesks(o.get("desks")) })
}

// head reads everything that is about the file as a whole.
func (d *decoder) head(o *object) {
	if n := d.need(o, "format", "instrument"); n != nil {
		if f := d.str(n, "format"); f != instrument.FormatV1 {
			d.error(n, formatUnknown, excerpt(f), instrument.FormatV1)
		}
	}
	d.languagesOf(o)
	d.ins.ID = d.slug(d.need(o, "id", "instrument"), "id")
	version := d.need(o, "version", "instrument")
	if d.ins.Version = d.str(version, "version"); version != nil && strings.TrimSpace(version.Value) == "" {
		d.error(version, textEmpty, "version")
	}
	d.ins.Title = d.text(d.need(o, "title", "instrument"), "title")
	d.ins.Description = d.text(o.get("description"), "description")
	d.ins.Licence = d.str(o.get("licence"), "licence")
	if n := o.get("origin"); n != nil {
		origin := d.object(n, "origin", "text", "url")
		d.ins.Origin.Text = d.text(origin.get("text"), "text")
		d.ins.Origin.URL = d.str(origin.get("url"), "url")
		if u := d.ins.Origin.URL; u != "" && !urlStart.MatchString(u) {
			d.error(origin.get("url"), urlForm, excerpt(u))
		}
	}
	d.ins.Guide = d.fileName(o.get("guide"), "guide")
	d.ins.Sources = d.fileName(o.get("sources"), "sources")
}

// languagesOf reads the languages first, because every text needs them.
func (d *decoder) languagesOf(o *object) {
	n := d.need(o, "languages", "instrument")
	if n == nil {
		return
	}
	d.languages = d.words(n, "languages")
	for _, e := range n.Content {
		if e.Value != "" && !languageForms.MatchString(e.Value) {
			d.error(e, languageForm, excerpt(e.Value))
		}
	}
	if len(d.languages) == 0 {
		d.error(n, noLanguages)
	}
	d.ins.Languages = d.languages
}

// fileName reads the name of a file beside the instrument.
func (d *decoder) fileName(n *yaml.Node, thing string) string {
	name := d.str(n, thing)
	if name != "" && !fileNameForm.MatchString(name) {
		d.error(n, guideName, excerpt(name))
		return ""
	}
	return name
}

func (d *decoder) unitKind(n *yaml.Node) {
	o := d.object(n, "unit_kinds", "id", "title")
	d.ins.UnitKinds = append(d.ins.UnitKinds, instrument.UnitKind{
		ID: d.define(aUnitKind, o), Title: d.text(d.need(o, "title", "unit_kinds"), "title")})
}

func (d *decoder) desk(n *yaml.Node) {
	o := d.object(n, "desks", "id", "title", "hint")
	d.ins.Desks = append(d.ins.Desks, instrument.Desk{ID: d.define(aDesk, o),
		Title: d.text(d.need(o, "title", "desks"), "title"), Hint: d.text(o.get("hint"), "hint")})
}

func (d *decoder) states(n *yaml.Node) {
	for i, name := range d.words(n, "answer_states") {
		if !slices.Contains(choosable, name) {
			word(d.reporter, n.Content[i], "answer_states", choosable)
			continue
		}
		s, _ := instrument.ParseAnswerState(name)
		d.ins.AnswerStates = append(d.ins.AnswerStates, s)
	}
}

func (d *decoder) situations(n *yaml.Node) {
	if n == nil {
		return
	}
	s := &instrument.Situations{Most: 5}
	d.ins.Situations = s
	o := d.object(n, "situations", "scale", "most", "list")
	at := d.need(o, "scale", "situations")
	d.useScale(at, func(scale *instrument.Scale) {
		s.Scale = scale
		if scale.Kind != instrument.Levels {
			d.error(at, situationScale, scale.ID, string(scale.Kind))
		}
	})
	if m := o.get("most"); m != nil {
		if s.Most = d.count(m, "most", 100); s.Most == 0 {
			d.error(m, notPositive, "most")
		}
	}
	d.each(d.need(o, "list", "situations"), "list", func(n *yaml.Node) {
		o := d.object(n, "list", "id", "title", "default_for")
		s.List = append(s.List, instrument.Situation{ID: d.define(aSituation, o),
			Title: d.text(d.need(o, "title", "list"), "title"), DefaultFor: d.words(o.get("default_for"), "default_for")})
		d.referAll(o.get("default_for"), aUnitKind)
	})
	if list := o.get("list"); list != nil && len(list.Content) == 0 {
		d.error(list, listEmpty, "list")
	}
	d.check = append(d.check, func() { d.checkSituations(o.get("list")) })
}

// useScale hands over the scale that a node names, once all scales are known.
func (d *decoder) useScale(n *yaml.Node, use func(*instrument.Scale)) {
	id := d.str(n, "scale")
	d.refer(n, id, aScale)
	d.resolve = append(d.resolve, func() {
		for _, s := range d.ins.Scales {
			if s.ID == id && id != "" {
				use(s)
				return
			}
		}
	})
}

// maxDepth is how deep fields may be nested.
const maxDepth = 20

// node reads a field or a node below one.
func (d *decoder) node(n *yaml.Node, depth int) *instrument.Node {
	o := d.object(n, "fields", "id", "title", "intro", "what_worked", "weight", "score", "bands", "nodes", "questions")
	node := &instrument.Node{
		ID:         d.define(aNode, o),
		Title:      d.text(d.need(o, "title", "fields"), "title"),
		Intro:      d.text(o.get("intro"), "intro"),
		WhatWorked: d.text(o.get("what_worked"), "what_worked"),
		Weight:     d.positive(o.get("weight"), "weight"),
		Score:      decodeRule(d.reporter, o.get("score")),
		Bands:      d.bands(o.get("bands")),
	}
	if depth > maxDepth {
		d.error(n, tooDeep, maxDepth)
		return node
	}
	d.each(o.get("questions"), "questions", func(n *yaml.Node) { node.Questions = append(node.Questions, d.question(n)) })
	d.each(o.get("nodes"), "nodes", func(n *yaml.Node) { node.Nodes = append(node.Nodes, d.node(n, depth+1)) })
	if len(node.Questions)+len(node.Nodes) == 0 && n.Kind == yaml.MappingNode {
		d.error(n, nodeEmpty, node.ID)
	}
	return node
}

// positive reads a number above 0.
func (d *decoder) positive(n *yaml.Node, thing string) instrument.Number {
	num := d.number(n, thing)
	if num.IsSet() && num.Rat().Sign() <= 0 {
		d.error(n, notPositive, thing)
	}
	return num
}

// bands reads appraisals and checks that they ascend from the bottom.
func (d *decoder) bands(n *yaml.Node) []instrument.Band {
	var out []instrument.Band
	d.each(n, "bands", func(n *yaml.Node) {
		o := d.object(n, "bands", "from", "title", "text")
		at := d.need(o, "from", "bands")
		b := instrument.Band{From: d.number(at, "from"), Title: d.text(d.need(o, "title", "bands"), "title"),
			Text: d.text(o.get("text"), "text")}
		switch {
		case !b.From.IsSet():
		case len(out) == 0 && b.From.Rat().Sign() > 0:
			d.error(at, bandsNotFromBottom, b.From)
		case len(out) > 0 && b.From.Cmp(out[len(out)-1].From) <= 0:
			d.error(at, bandsNotAscending, b.From, out[len(out)-1].From)
		}
		out = append(out, b)
	})
	return out
}
