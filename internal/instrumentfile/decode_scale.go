package instrumentfile

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// scaleKeys are the keys beside id and kind that each kind of scale may have.
var scaleKeys = map[instrument.ScaleKind][]string{
	instrument.Levels:     {"levels"},
	instrument.Choice:     {"levels"},
	instrument.Multi:      {"levels"},
	instrument.Numeric:    {"min", "max", "step", "unit", "clamp", "whole"},
	instrument.FreeText:   {},
	instrument.Reflection: {},
	instrument.PDCA:       {"whole", "step"},
	instrument.Fact:       {"levels", "need_for_action", "reference"},
}

// leastOptions is how many answers a kind of scale needs.
var leastOptions = map[instrument.ScaleKind]int{
	instrument.Levels: 2, instrument.Choice: 2, instrument.Multi: 1, instrument.Fact: 2,
}

func (d *decoder) scale(n *yaml.Node) {
	o := d.object(n, "scales", "id", "kind", "levels", "min", "max", "step", "unit", "clamp", "whole",
		"need_for_action", "reference")
	s := &instrument.Scale{
		ID:            d.define(aScale, o),
		Kind:          word(d.reporter, d.need(o, "kind", "scales"), "kind", instrument.ScaleKinds),
		Min:           d.number(o.get("min"), "min"),
		Max:           d.number(o.get("max"), "max"),
		Step:          d.positive(o.get("step"), "step"),
		Unit:          d.text(o.get("unit"), "unit"),
		Clamp:         d.bool(o.get("clamp"), "clamp"),
		Whole:         d.bool(o.get("whole"), "whole"),
		NeedForAction: d.bool(o.get("need_for_action"), "need_for_action"),
		Reference:     d.bool(o.get("reference"), "reference"),
	}
	d.each(o.get("levels"), "levels", func(n *yaml.Node) { d.option(s, n) })
	d.ins.Scales = append(d.ins.Scales, s)
	if s.Kind == "" {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		allowed := append([]string{"id", "kind"}, scaleKeys[s.Kind]...)
		if o.get(key) != nil && !slices.Contains(allowed, key) {
			d.error(n.Content[i], keyHasNoUse, key, "kind: "+string(s.Kind))
		}
	}
	d.checkScale(o, s)
}

func (d *decoder) checkScale(o *object, s *instrument.Scale) {
	if least := leastOptions[s.Kind]; len(s.Options) < least {
		d.error(o.node, scaleTooFew, s.ID, len(s.Options), string(s.Kind), least)
	}
	if s.Min.IsSet() && s.Max.IsSet() && s.Min.Cmp(s.Max) >= 0 {
		d.error(o.get("min"), scaleBounds, s.ID, s.Min, s.Max)
	}
	if s.Clamp && !s.Min.IsSet() && !s.Max.IsSet() {
		d.error(o.get("clamp"), clampWithoutBounds, s.ID)
	}
}

// option reads one level or choice. Its id is unique within the scale only.
func (d *decoder) option(s *instrument.Scale, n *yaml.Node) {
	o := d.object(n, "levels", "id", "label", "help", "points", "elsewhere")
	at := d.need(o, "id", "levels")
	opt := instrument.Option{
		ID:     d.slug(at, "id"),
		Label:  d.text(d.need(o, "label", "levels"), "label"),
		Help:   d.text(o.get("help"), "help"),
		Points: d.number(o.get("points"), "points"),

		Elsewhere: d.bool(o.get("elsewhere"), "elsewhere"),
	}
	switch {
	case opt.Elsewhere && opt.Points.IsSet():
		d.error(o.get("points"), elsewhereScored, opt.ID)
	case slices.Contains(reservedOptions, opt.ID):
		d.error(at, idReserved, opt.ID)
	case opt.ID != "" && s.Option(opt.ID) != nil:
		d.error(at, optionTwice, opt.ID, s.ID)
	}
	s.Options = append(s.Options, opt)
}
