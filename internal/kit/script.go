package kit

import (
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/report"
)

// script is what the person who facilitates needs: every format by minutes, from
// the same rules by which the program makes the agenda.
func (k Kit) script() *report.Document {
	d := k.document(k.T("kit.part_script"))
	if s := k.Instrument.Situations; s != nil {
		written(d, k.T("kit.script_before", "most", s.Most))
	} else {
		written(d, k.T("kit.script_before_plain"))
	}
	k.calibration(d)
	for i, f := range k.formats() {
		if i%formatsOnPage == 0 {
			d.PageBreak()
		}
		k.format(d, f)
	}
	written(d, k.T("kit.script_choose"))
	return d
}

// calibration is the invented case on which the team tries out the levels before
// its talk, with the authors' reasoning for whoever facilitates.
func (k Kit) calibration(d *report.Document) {
	c := k.Instrument.Calibration
	if c == nil {
		return
	}
	d.Heading(1, k.T("calibration.title"))
	d.Para(k.T("calibration.lead"))
	d.Para(k.text(c.Text))
	d.Para(k.text(c.Help))
	var levels []string
	for _, o := range c.Scale.Options {
		levels = append(levels, o.ID+" "+k.text(o.Label))
	}
	d.Bullets(levels...)
	if !c.Why.IsEmpty() {
		d.Heading(2, k.T("calibration.why"))
		d.Para(k.text(c.Why))
	}
}

// formatsOnPage is how many scripts fit on a page.
const formatsOnPage = 2

// formats are those with a talk.
func (k Kit) formats() []instrument.Format {
	var out []instrument.Format
	for _, f := range k.Instrument.Formats {
		if f.Minutes > 0 {
			out = append(out, f)
		}
	}
	return out
}

// format is one format by minutes.
func (k Kit) format(d *report.Document, f instrument.Format) {
	title := k.T("kit.script_format", "format", k.text(f.Title), "minutes", f.Minutes)
	asked := len(k.Instrument.Questions(f.ID, k.Kind))
	d.Heading(1, title)
	d.Para(k.T("kit.script_size", "questions", asked, "count", min(check.Slots(f.Minutes), asked)))
	t := report.Table{Caption: k.T("kit.script_caption", "format", k.text(f.Title)), RowHeads: true, Widths: []int{2, 6, 6},
		Header: []string{k.T("kit.col_minute"), k.T("kit.col_what"), k.T("kit.col_say")}}
	at := 0
	for _, phase := range check.Script(f.Minutes) {
		t.Rows = append(t.Rows, report.Cells(k.T("kit.span", "from", at, "to", at+phase.Minutes), k.do(phase), k.say(phase)))
		at += phase.Minutes
	}
	d.Table(t)
}

// do is what happens in a phase.
func (k Kit) do(p check.Phase) string {
	return k.T("kit.do_"+string(p.Name), "count", max(1, p.Minutes/check.MinutesPerItem), "most", check.MostMeasures)
}

// say is a sentence for whoever facilitates.
func (k Kit) say(p check.Phase) string {
	return k.T("kit.say_"+string(p.Name), "minutes", p.Minutes)
}
