package report_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"chancencheck/internal/report"
)

// hostile puts one text everywhere a text can be.
func hostile(s string) *report.Document {
	d := &report.Document{Title: s, Subtitle: s, Lang: "de", Organisation: s, Date: s, Footer: s, Made: made}
	d.Heading(1, s)
	d.Paragraph(report.Plain(s), report.Bold(s), report.Link(s, s), report.In(s, s))
	d.Bullets(s)
	d.Table(report.Table{Caption: s, Header: []string{s}, Numbered: true, Rows: []report.Row{report.Cells(s)}})
	d.Figure(report.Figure{SVG: bars, Alt: s, Caption: s, Numbered: true})
	d.Note(s, s)
	d.Quote(s, s)
	d.KeyValues(report.KV(s, s))
	d.Boxes(s, s)
	d.Lines(s, 1)
	return d
}

func checkHostile(t *testing.T, s string) {
	d := hostile(s)
	for name, part := range odt(t, d) {
		if name != "mimetype" {
			checkXML(t, name, part)
		}
	}
	body := report.HTMLBody(d)
	if !utf8.ValidString(body) || strings.ContainsAny(body, "\x00\x01\x1b\u0085\ufffe\uffff") {
		t.Errorf("body of %q carries what no document can", s)
	}
	if text := textOf(t, body); strings.Count(text, "Wen wir erreichen") == 0 {
		t.Errorf("%q swallowed the rest of the page", s)
	}
	if strings.Contains(body, "<script") || strings.Contains(body, "<b onclick") {
		t.Errorf("%q became markup", s)
	}
}

var nasty = []string{"", " ", "a\x00b\x01\x1b", "\xff\xfe\xed\xa0\x80", "\ufffe\uffff\ufffd", "<script>alert(1)</script>", "]]>&amp;\"'", "<!-- ", "\r\n\r\t",
	"=1+1", "😀 ä ß \u202e abc \u2028", `x" onload="y`, "<b onclick=x>", "\u0085\u009f"}

func TestNastyTexts(t *testing.T) {
	t.Parallel()
	for _, s := range append(nasty, strings.Repeat("Sehr langes Wort ohne Ende", 20_000)) {
		checkHostile(t, s)
	}
}

func FuzzTexts(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	f.Fuzz(checkHostile)
}
