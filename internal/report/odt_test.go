package report_test

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"testing"

	"chancencheck/internal/report"
)

func TestODTPackage(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := report.ODT(&b, sample()); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	if extra := binary.LittleEndian.Uint16(file[28:]); extra != 0 {
		t.Errorf("mimetype has %d bytes of extra fields", extra)
	}
	if got := string(file[30:77]); got != "mimetypeapplication/vnd.oasis.opendocument.text" {
		t.Errorf("file starts with %q", got)
	}
	parts := unzip(t, file)
	for name, text := range parts {
		if name == "mimetype" {
			continue
		}
		checkXML(t, name, text)
		if name != "META-INF/manifest.xml" && !strings.Contains(parts["META-INF/manifest.xml"], `"`+name+`"`) {
			t.Errorf("%s is not in the manifest", name)
		}
	}
	contains(t, parts["meta.xml"], "<dc:title>Ergebnis: Wohngeld im Bürgerbüro</dc:title>", "<dc:language>de</dc:language>",
		"<dc:creator>Stadt Musterhafen am Rhein</dc:creator>", "<dc:date>2026-11-22T10:00:00Z</dc:date>")
	contains(t, parts["Pictures/figure1.svg"], `width="400"`, `height="120"`)
}

func TestODTContent(t *testing.T) {
	t.Parallel()
	content := odt(t, sample())["content.xml"]
	contains(t, content,
		`<text:h text:style-name="Heading_20_1" text:outline-level="1">Was gelingt</text:h>`,
		`<table:table-header-rows><table:table-row`,
		`<table:table-header-columns><table:table-column`,
		`text:formula="ooow:Table+1"`, `text:formula="ooow:Illustration+1"`,
		`<svg:title>Balken: Wen wir erreichen 62, Sprache und Verständnis 42 von 100.</svg:title>`,
		`fo:break-before="page"`, `style:language-complex="ar"`, `xlink:href="https://example.org/leitfaden"`,
		`☐<text:tab/>Noch kein Thema`, `<text:list text:style-name="Numbers">`)
	if n := strings.Count(content, `"Answer_20_line"`); n != 4 {
		t.Errorf("%d lines to write on, want 4", n)
	}
}

// Every style a document uses is defined in one of its two files.
func TestODTStylesAreDefined(t *testing.T) {
	t.Parallel()
	parts := odt(t, sample())
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`style:name="([^"]*)"`).FindAllStringSubmatch(parts["styles.xml"]+parts["content.xml"], -1) {
		defined[m[1]] = true
	}
	used := regexp.MustCompile(`(?:text|table|draw):style-name="([^"]*)"|parent-style-name="([^"]*)"`).FindAllStringSubmatch(parts["styles.xml"]+parts["content.xml"], -1)
	if len(used) < 50 {
		t.Fatalf("only %d uses of styles found", len(used))
	}
	for _, m := range used {
		if name := m[1] + m[2]; !defined[name] {
			t.Errorf("style %q is used and not defined", name)
		}
	}
}

func TestODTLanguageAndDirection(t *testing.T) {
	t.Parallel()
	cases := []struct{ lang, language, mode string }{
		{"de", `fo:language="de" fo:country="DE"`, "lr-tb"},
		{"de-simple", `fo:language="de" fo:country="DE"`, "lr-tb"},
		{"de-x-leicht", `fo:language="de" fo:country="DE"`, "lr-tb"},
		{"en", `fo:language="en" fo:country="GB"`, "lr-tb"},
		{"ar", `style:language-complex="ar" style:country-complex="EG"`, "rl-tb"},
		{"prs", `style:language-complex="prs"`, "rl-tb"},
		{"ti", `fo:language="ti"`, "lr-tb"},
		{"123", `fo:language="zxx"`, "lr-tb"},
	}
	for _, c := range cases {
		styles := odt(t, report.New("T", c.lang))["styles.xml"]
		contains(t, styles, c.language, `style:writing-mode="`+c.mode+`"`, `fo:page-width="21cm"`, `fo:hyphenate="true"`,
			"<text:page-number", "<text:page-count")
	}
}

func TestODTKeepsWhiteSpace(t *testing.T) {
	t.Parallel()
	d := report.New("T", "de")
	d.Para("a  b\tc\n d ")
	contains(t, odt(t, d)["content.xml"], `>a <text:s text:c="1"/>b<text:tab/>c<text:line-break/><text:s text:c="1"/>d </text:p>`)
}

func TestODTSameInputSameBytes(t *testing.T) {
	t.Parallel()
	var a, b bytes.Buffer
	if err := report.ODT(&a, sample()); err != nil {
		t.Fatal(err)
	}
	if err := report.ODT(&b, sample()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two files of one document differ")
	}
}
