package instrumentfile

import (
	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// calibration reads the case on which levels are tried out.
func (d *decoder) calibration(n *yaml.Node) {
	if n == nil {
		return
	}
	o := d.object(n, "calibration", "text", "help", "scale", "level", "why")
	c := &instrument.Calibration{Text: d.text(d.need(o, "text", "calibration"), "text"), Help: d.text(o.get("help"), "help")}
	c.Level, c.Why = d.str(o.get("level"), "level"), d.text(o.get("why"), "why")
	d.ins.Calibration = c
	d.useScale(d.need(o, "scale", "calibration"), func(s *instrument.Scale) { c.Scale = s })
}

// replaces reads how this version continues an earlier one.
func (d *decoder) replaces(n *yaml.Node) {
	o := d.object(n, "replaces", "version", "renamed", "changed")
	r := instrument.Replaces{Version: d.str(d.need(o, "version", "replaces"), "version"), Changed: d.words(o.get("changed"), "changed")}
	d.referAll(o.get("changed"), aQuestion)
	d.each(o.get("renamed"), "renamed", func(n *yaml.Node) {
		o := d.object(n, "renamed", "question", "was")
		at := d.need(o, "question", "renamed")
		q := instrument.Renamed{Question: d.str(at, "question"), Was: d.str(d.need(o, "was", "renamed"), "was")}
		d.refer(at, q.Question, aQuestion)
		r.Renamed = append(r.Renamed, q)
	})
	d.ins.Replaces = append(d.ins.Replaces, r)
}
