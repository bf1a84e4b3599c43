package instrumentfile

import (
	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

func (d *decoder) formats(n *yaml.Node) {
	defaults := 0
	d.each(n, "formats", func(n *yaml.Node) {
		o := d.object(n, "formats", "id", "title", "minutes", "default", "all", "questions")
		list := o.get("questions")
		f := instrument.Format{
			ID: d.define(aFormat, o), Title: d.text(o.get("title"), "title"),
			Minutes: d.count(o.get("minutes"), "minutes", 10_000), Default: d.bool(o.get("default"), "default"),
			All: d.bool(o.get("all"), "all"), Questions: d.words(list, "questions"),
		}
		if f.All == (len(f.Questions) > 0) && n.Kind == yaml.MappingNode {
			d.error(n, formatQuestions, f.ID)
		}
		d.referInTree(list)
		if f.Default {
			if defaults++; defaults > 1 {
				d.error(o.get("default"), formatsManyDefaults)
			}
		}
		d.ins.Formats = append(d.ins.Formats, f)
	})
	if len(d.ins.Formats) > 1 && defaults == 0 {
		d.warn(n, formatsNoDefault)
	}
}

// referInTree refers to questions that stand in a field.
func (d *decoder) referInTree(list *yaml.Node) {
	d.referAll(list, aQuestion)
	d.check = append(d.check, func() {
		if list == nil || list.Kind != yaml.SequenceNode {
			return
		}
		for _, e := range list.Content {
			if d.extra[e.Value] {
				d.error(e, notInTree, e.Value)
			}
		}
	})
}

func (d *decoder) variant(n *yaml.Node) {
	o := d.object(n, "variants", "unit_kind", "omit", "replace", "texts")
	at := d.need(o, "unit_kind", "variants")
	v := instrument.Variant{UnitKind: d.str(at, "unit_kind"), Omit: d.words(o.get("omit"), "omit")}
	d.refer(at, v.UnitKind, aUnitKind)
	d.referInTree(o.get("omit"))
	for _, other := range d.ins.Variants {
		if other.UnitKind == v.UnitKind && v.UnitKind != "" {
			d.error(at, variantTwice, v.UnitKind)
		}
	}
	d.each(o.get("replace"), "replace", func(n *yaml.Node) { v.Replace = append(v.Replace, d.replacement(n)) })
	d.each(o.get("texts"), "texts", func(n *yaml.Node) { v.Texts = append(v.Texts, d.rewording(n)) })
	d.ins.Variants = append(d.ins.Variants, v)
	d.checkOncePerQuestion(n, v)
}

func (d *decoder) replacement(n *yaml.Node) instrument.Replacement {
	o := d.object(n, "replace", "question", "by")
	q, by := d.need(o, "question", "replace"), d.need(o, "by", "replace")
	r := instrument.Replacement{Question: d.str(q, "question"), By: d.str(by, "by")}
	d.refer(q, r.Question, aQuestion)
	d.refer(by, r.By, aQuestion)
	d.check = append(d.check, func() {
		if d.extra[r.Question] {
			d.error(q, notInTree, r.Question)
		}
		if d.ins.Question(r.By) != nil && !d.extra[r.By] {
			d.error(by, notExtra, r.By)
		}
	})
	return r
}

func (d *decoder) rewording(n *yaml.Node) instrument.Rewording {
	o := d.object(n, "texts", "question", "text", "help", "example")
	at := d.need(o, "question", "texts")
	w := instrument.Rewording{Question: d.str(at, "question"), Text: d.text(o.get("text"), "text"),
		Help: d.text(o.get("help"), "help"), Example: d.text(o.get("example"), "example")}
	d.refer(at, w.Question, aQuestion)
	return w
}

// checkOncePerQuestion checks that a variant does one thing only to a question.
func (d *decoder) checkOncePerQuestion(n *yaml.Node, v instrument.Variant) {
	seen, reworded := map[string]bool{}, map[string]bool{}
	once := func(seen map[string]bool, id string) {
		if seen[id] && id != "" {
			d.error(n, variantContradicts, excerpt(id))
		}
		seen[id] = true
	}
	for _, id := range v.Omit {
		once(seen, id)
	}
	for _, r := range v.Replace {
		once(seen, r.Question)
	}
	for _, t := range v.Texts {
		once(reworded, t.Question)
	}
}
