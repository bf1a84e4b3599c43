package report_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chancencheck/internal/report"
)

func TestHTMLBody(t *testing.T) {
	t.Parallel()
	body := report.HTMLBody(sample())
	contains(t, body,
		`<article class="report" lang="de" dir="ltr">`, "<h1>Ergebnis: Wohngeld im Bürgerbüro</h1>", "<h2>Was gelingt</h2>", "<h3>Stand je Feld</h3>",
		"<caption>Tabelle 1: Stand je Feld, von 0 bis 100</caption>", `<th scope="col">Feld</th>`, `<th scope="row">Wen wir erreichen</th>`,
		`role="img" aria-label="Balken: Wen wir erreichen 62, Sprache und Verständnis 42 von 100."`, "<figcaption>Abbildung 1: Stand je Feld</figcaption>",
		`<span lang="ar" dir="rtl">`, `<a href="https://example.org/leitfaden">`, "Sprache &amp; Verständnis", "<dt>Abteilung</dt><dd>Bürgerdienste</dd>")
	for _, never := range []string{" style=", "<script", "<details", "javascript:"} {
		if strings.Contains(body, never) {
			t.Errorf("body contains %q", never)
		}
	}
	if n := strings.Count(body, "<h1"); n != 1 {
		t.Errorf("%d first headings", n)
	}
}

// What the classes of the body stand for is in the style sheet.
func TestPrintCSSKnowsTheClasses(t *testing.T) {
	t.Parallel()
	for _, m := range regexp.MustCompile(`class="([^"]*)"`).FindAllStringSubmatch(report.HTMLBody(sample()), -1) {
		for class := range strings.FieldsSeq(m[1]) {
			if !regexp.MustCompile(`\.` + class + `\b`).MatchString(report.PrintCSS) {
				t.Errorf("class %q has no rule", class)
			}
		}
	}
}

func TestLanguageOfAWholeBlockIsOnTheBlock(t *testing.T) {
	t.Parallel()
	d := report.New("T", "de")
	d.Paragraph(report.In("ar", "أهلاً"))
	d.Table(report.Table{Caption: "C", Header: []string{"H"}, Rows: []report.Row{{report.Text{report.In("fa", "سلام")}}}})
	contains(t, report.HTMLBody(d), `<p lang="ar" dir="rtl">أهلاً</p>`, `<td lang="fa" dir="rtl">سلام</td>`)
}

func TestOnlyHarmlessLinks(t *testing.T) {
	t.Parallel()
	cases := map[string]bool{
		"https://example.org/a?b=c&d": true, "HTTP://example.org": true, "mailto:a@example.org": true, "tel:+49621": true,
		"javascript:alert(1)": false, "data:text/html,x": false, "//example.org": false, "file:///etc/passwd": false,
		"https://example.org/ x": false, "java\nscript:alert(1)": false, "": false,
	}
	for address, ok := range cases {
		d := report.New("T", "de")
		d.Paragraph(report.Link("Text", address))
		if got := strings.Contains(report.HTMLBody(d), "<a "); got != ok {
			t.Errorf("%q is a link in HTML: %v", address, got)
		}
		if got := strings.Contains(odt(t, d)["content.xml"], "<text:a "); got != ok {
			t.Errorf("%q is a link in ODT: %v", address, got)
		}
	}
}

func TestDrawingsThatAreNot(t *testing.T) {
	t.Parallel()
	cases := []string{"", "text", "<svg", `<svg viewBox="0 0 1 1"><script>x</script></svg>`, `<svg viewBox="0 0 1 1" onload="x"/>`,
		`<svg viewBox="0 0 1 1"><a href="https://x"/></svg>`, `<svg viewBox="0 0 1 1"><image href="#a"/></svg>`, `<svg/>`, `<svg viewBox="0 0 0 1"/>`,
		`<svg viewBox="0 0 1 1"><g></svg>`, `<p viewBox="0 0 1 1"/>`, `<svg viewBox="0 0 NaN 1"/>`, `<svg viewBox="0 0 1 1"/><svg viewBox="0 0 1 1"/>`,
		`<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>`, `<svg viewBox="0 0 1 1"><foreignObject/></svg>`}
	for _, svg := range cases {
		d := report.New("T", "de")
		d.Figure(report.Figure{SVG: svg, Alt: "Was zu sehen wäre"})
		body := report.HTMLBody(d)
		if strings.Contains(body, "<svg") || !strings.Contains(body, "<p>Was zu sehen wäre</p>") {
			t.Errorf("%q is printed as a drawing: %s", svg, body)
		}
		if parts := odt(t, d); len(parts) != 6 {
			t.Errorf("%q became a file", svg)
		}
	}
}

func TestHTMLPageFoot(t *testing.T) {
	t.Parallel()
	d := report.New(`A "</style>`+"\n"+`\ü`, "ar")
	d.Classification = report.Public
	page := report.HTMLPage(d)
	contains(t, page, `@bottom-right { content: "A \22 \3c \2f style\3e \a \5c ü · public"`, `dir="rtl"`, "counter(page)")
	if n := strings.Count(page, "</style>"); n != 1 {
		t.Errorf("the style sheet ends %d times", n)
	}
}

// textOf parses HTML as a browser does and returns the text of the article.
func textOf(t testing.TB, body string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}
