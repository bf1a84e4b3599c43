package instrumentfile

import (
	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// notice reads what stands before the first question.
func (d *decoder) notice(n *yaml.Node) {
	if n == nil {
		return
	}
	o := d.object(n, "notice", "purpose", "voluntary", "recipients")
	d.ins.Notice = instrument.Notice{
		Purpose: d.text(o.get("purpose"), "purpose"), Voluntary: d.text(o.get("voluntary"), "voluntary"), Recipients: d.text(o.get("recipients"), "recipients"),
	}
	d.check = append(d.check, func() {
		for _, g := range d.ins.NoticeGaps(d.ins.Languages...) {
			d.warn(n, noticeGap, g.Part, g.Lang)
		}
	})
}

var noticeGap = sentence{
	en: "The notice before the first question lacks %q in %q; the instrument cannot be published without.",
	de: "Im Hinweis vor der ersten Frage fehlt %q in %q; ohne lässt sich der Katalog nicht veröffentlichen.",
}
