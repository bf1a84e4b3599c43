package report

import (
	"slices"
	"strconv"
)

// odtStyles writes styles.xml: the named styles a reader finds in the style
// list, the A4 page and its foot.
func odtStyles(d *Document) string {
	m := &markup{}
	m.WriteString(xmlHead)
	m.open("office:document-styles", odtNamespaces...)
	m.WriteString(`<office:font-face-decls><style:font-face style:name="Text" svg:font-family="'Fira Sans', 'Noto Sans', 'Liberation Sans', Arial" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>`)
	m.open("office:styles")
	odtDefaults(m, d)
	for _, s := range odtParagraphStyles {
		if s.edge {
			s.paragraph = append(slices.Clone(s.paragraph), "fo:border-"+d.startSide(), "2.2pt solid #1a1a1a")
		}
		s.write(m)
	}
	odtHeadings(m)
	m.WriteString(`<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties fo:color="#1a1a1a" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>` +
		`<style:style style:name="Graphics" style:family="graphic"><style:graphic-properties text:anchor-type="as-char" style:vertical-pos="top" style:vertical-rel="baseline" fo:border="none"/></style:style>`)
	odtLists(m)
	m.close("office:styles")
	odtPage(m, d)
	m.close("office:document-styles")
	return m.String()
}

func odtWritingMode(d *Document) string {
	if d.dir() == "rtl" {
		return "rl-tb"
	}
	return "lr-tb"
}

// startSide and endSide are where lines start and end. The relative words
// "start" and "end" are read as left and right by word processors in use.
func (d *Document) startSide() string {
	if d.dir() == "rtl" {
		return "right"
	}
	return "left"
}

func (d *Document) endSide() string {
	if d.dir() == "rtl" {
		return "left"
	}
	return "right"
}

// odtDefaults sets what every style starts from: language, font, hyphenation.
func odtDefaults(m *markup, d *Document) {
	const font = "Text"
	text := []string{"style:font-name", font, "fo:font-size", "10.5pt", "style:font-name-complex", font, "style:font-size-complex", "10.5pt",
		"style:font-name-asian", font, "style:font-size-asian", "10.5pt", "fo:color", "#1a1a1a",
		"fo:hyphenate", "true", "fo:hyphenation-remain-char-count", "3", "fo:hyphenation-push-char-count", "3"}
	own := odtLanguage(d.Lang)
	for _, other := range [][]string{{"fo:language", "zxx", "fo:country", "none"},
		{"style:language-asian", "zxx", "style:country-asian", "none"}, {"style:language-complex", "zxx", "style:country-complex", "none"}} {
		if other[0] != own[0] {
			own = append(own, other...)
		}
	}
	m.open("style:default-style", "style:family", "paragraph")
	m.empty("style:paragraph-properties", "style:writing-mode", odtWritingMode(d), "fo:text-align", d.startSide(), "style:tab-stop-distance", "1.25cm", "fo:orphans", "2", "fo:widows", "2")
	m.empty("style:text-properties", append(text, own...)...)
	m.close("style:default-style")
	m.WriteString(`<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style>`)
}

// odtStyle is one named paragraph style.
type odtStyle struct {
	name, display, parent string
	paragraph, text       []string // attributes in pairs
	tabs                  string   // ready-made tab stops
	edge                  bool     // a thick rule at the start of the lines
}

func (s odtStyle) write(m *markup) {
	attrs := []string{"style:name", s.name, "style:family", "paragraph"}
	if s.display != "" {
		attrs = append(attrs, "style:display-name", s.display)
	}
	if s.parent != "" {
		attrs = append(attrs, "style:parent-style-name", s.parent)
	}
	m.open("style:style", attrs...)
	m.open("style:paragraph-properties", s.paragraph...)
	m.WriteString(s.tabs)
	m.close("style:paragraph-properties")
	if s.text != nil {
		m.empty("style:text-properties", s.text...)
	}
	m.close("style:style")
}

// size sets a font size for all scripts, bold also its weight.
func size(pt string, more ...string) []string {
	return append([]string{"fo:font-size", pt, "style:font-size-asian", pt, "style:font-size-complex", pt}, more...)
}

func bold(attrs ...string) []string {
	return append(attrs, "fo:font-weight", "bold", "style:font-weight-asian", "bold", "style:font-weight-complex", "bold")
}

// space sets the distances above and below, in centimetres.
func space(above, below string, more ...string) []string {
	return append([]string{"fo:margin-top", above + "cm", "fo:margin-bottom", below + "cm"}, more...)
}

var (
	boxed    = []string{"fo:background-color", "#f5f5f3", "fo:padding", "0.25cm", "fo:margin-left", "0.1cm", "fo:margin-right", "0.1cm"}
	keepNext = []string{"fo:keep-with-next", "always"}
	grey     = []string{"fo:color", "#444444"}
)

var odtParagraphStyles = []odtStyle{
	{name: "Standard", paragraph: []string{"fo:line-height", "130%"}},
	{name: "Text_20_body", display: "Text body", parent: "Standard", paragraph: space("0", "0.25")},
	{name: "Organisation", parent: "Standard", paragraph: space("0", "0.5"), text: size("9.5pt", grey...)},
	{name: "Title", parent: "Standard", paragraph: space("0", "0.15", "fo:keep-with-next", "always", "fo:line-height", "115%"), text: bold(size("22pt", "fo:hyphenate", "false")...)},
	{name: "Subtitle", parent: "Standard", paragraph: space("0", "0.15"), text: size("13pt", "fo:color", "#333333")},
	{name: "Date", parent: "Standard", paragraph: space("0.15", "0.7", "fo:border-bottom", "0.6pt solid #1a1a1a", "fo:padding-bottom", "0.35cm"), text: size("9.5pt", grey...)},
	{name: "Small", parent: "Text_20_body", text: size("8.5pt", grey...)},
	{name: "List_20_item", display: "List item", parent: "Standard", paragraph: space("0", "0.1")},
	{name: "Caption", parent: "Standard", paragraph: space("0.3", "0.15"), text: bold(size("9.5pt")...)},
	{name: "Table", parent: "Caption", paragraph: keepNext},
	{name: "Illustration", parent: "Caption", paragraph: space("0.15", "0.3")},
	{name: "Figure", parent: "Standard", paragraph: space("0.3", "0", "fo:text-align", "center", "fo:keep-with-next", "always", "fo:line-height", "100%")},
	{name: "Table_20_Contents", display: "Table Contents", parent: "Standard", paragraph: []string{"fo:line-height", "115%"}, text: size("9.5pt")},
	{name: "Table_20_Heading", display: "Table Heading", parent: "Table_20_Contents", text: bold()},
	{name: "Table_20_Row_20_Heading", display: "Table Row Heading", parent: "Table_20_Contents"},
	{name: "Note", parent: "Standard", paragraph: slices.Concat(boxed, space("0", "0")), edge: true},
	{name: "Note_20_title", display: "Note title", parent: "Note", paragraph: slices.Concat(boxed, space("0.3", "0"), keepNext), edge: true, text: bold()},
	{name: "Gap", parent: "Standard", paragraph: []string{"fo:line-height", "0.35cm"}, text: size("4pt")},
	{name: "Quotations", parent: "Standard", paragraph: space("0.2", "0.1", "fo:margin-left", "0.6cm", "fo:margin-right", "0.6cm")},
	{name: "Quotation_20_source", display: "Quotation source", parent: "Quotations", paragraph: space("0", "0.3"), text: size("9pt", grey...)},
	{name: "Term", parent: "Standard", paragraph: space("0", "0.1", "fo:margin-left", "4.8cm", "fo:text-indent", "-4.8cm"), tabs: tabStops("4.8cm")},
	{name: "Question", parent: "Standard", paragraph: space("0.3", "0.1", "fo:keep-with-next", "always"), text: bold()},
	{name: "Hint", parent: "Standard", paragraph: space("0", "0.15", "fo:keep-with-next", "always"), text: size("9pt", grey...)},
	{name: "Answer_20_box", display: "Answer box", parent: "Standard", paragraph: space("0", "0.08", "fo:margin-left", "0.7cm", "fo:text-indent", "-0.7cm", "fo:keep-with-next", "always"), tabs: tabStops("0.7cm")},
	{name: "Answer_20_boxes", display: "Answer boxes", parent: "Standard", paragraph: space("0", "0.3", "fo:keep-with-next", "always"), tabs: tabStops("3.3cm", "6.6cm", "9.9cm", "13.2cm")},
	{name: "Answer_20_line", display: "Answer line", parent: "Standard", paragraph: space("0.55", "0", "fo:border-bottom", "0.4pt solid #777777", "style:join-border", "false")},
	{name: "Card_20_number", display: "Card number", parent: "Standard", paragraph: space("0.2", "0.2", "fo:line-height", "100%"), text: bold(size("60pt")...)},
	{name: "Card_20_text", display: "Card text", parent: "Standard", paragraph: space("0.1", "0.3", "fo:line-height", "120%"), text: size("13pt")},
	{name: "Card_20_foot", display: "Card foot", parent: "Standard", paragraph: space("0.3", "0"), text: size("8pt", grey...)},
	{name: "Footer", parent: "Standard", paragraph: []string{"fo:line-height", "115%"}, text: size("8pt", "fo:color", "#555555"),
		tabs: `<style:tab-stops><style:tab-stop style:position="16.5cm" style:type="right"/></style:tab-stops>`},
}

func tabStops(positions ...string) string {
	m := &markup{}
	m.open("style:tab-stops")
	for _, p := range positions {
		m.empty("style:tab-stop", "style:position", p)
	}
	m.close("style:tab-stops")
	return m.String()
}

// odtHeadings writes Heading 1 to 4 with their outline levels.
func odtHeadings(m *markup) {
	for i, pt := range []string{"15pt", "12pt", "10.5pt", "10.5pt"} {
		level := strconv.Itoa(i + 1)
		above := []string{"0.8", "0.5", "0.4", "0.3"}[i]
		m.open("style:style", "style:name", "Heading_20_"+level, "style:display-name", "Heading "+level, "style:family", "paragraph",
			"style:parent-style-name", "Standard", "style:next-style-name", "Text_20_body", "style:default-outline-level", level)
		m.empty("style:paragraph-properties", space(above, "0.2", "fo:keep-with-next", "always", "fo:line-height", "115%")...)
		m.empty("style:text-properties", bold(size(pt, "fo:hyphenate", "false")...)...)
		m.close("style:style")
	}
	m.open("text:outline-style", "style:name", "Outline")
	for i := range 10 {
		m.empty("text:outline-level-style", "text:level", strconv.Itoa(i+1), "style:num-format", "")
	}
	m.close("text:outline-style")
}

// odtLists writes the two list styles, ten levels each.
func odtLists(m *markup) {
	for _, style := range []string{"Bullets", "Numbers"} {
		m.open("text:list-style", "style:name", style)
		for i := range 10 {
			level := strconv.Itoa(i + 1)
			tag, attrs := "text:list-level-style-bullet", []string{"text:level", level, "text:bullet-char", []string{"•", "–"}[i%2]}
			if style == "Numbers" {
				tag, attrs = "text:list-level-style-number", []string{"text:level", level, "style:num-format", []string{"1", "a"}[i%2], "style:num-suffix", "."}
			}
			m.open(tag, attrs...)
			m.open("style:list-level-properties", "text:list-level-position-and-space-mode", "label-alignment")
			indent := strconv.FormatFloat(0.6*float64(i+1), 'f', 1, 64) + "cm"
			m.empty("style:list-level-label-alignment", "text:label-followed-by", "listtab",
				"text:list-tab-stop-position", indent, "fo:text-indent", "-0.6cm", "fo:margin-left", indent)
			m.close("style:list-level-properties")
			m.close(tag)
		}
		m.close("text:list-style")
	}
}

// odtPage writes the A4 page: imprint and page number, then the running title.
func odtPage(m *markup, d *Document) {
	w := d.words()
	m.open("office:automatic-styles")
	m.open("style:page-layout", "style:name", "A4")
	m.empty("style:page-layout-properties", "fo:page-width", "21cm", "fo:page-height", "29.7cm", "style:print-orientation", "portrait",
		"fo:margin-top", "2.2cm", "fo:margin-bottom", "1.2cm", "fo:margin-left", "2.5cm", "fo:margin-right", "2cm", "style:writing-mode", odtWritingMode(d))
	m.open("style:footer-style")
	m.empty("style:header-footer-properties", "fo:min-height", "1.2cm", "fo:margin-top", "0.5cm", "style:dynamic-spacing", "false")
	m.close("style:footer-style")
	m.close("style:page-layout")
	m.open("style:page-layout", "style:name", "A4-cards")
	m.empty("style:page-layout-properties", "fo:page-width", "21cm", "fo:page-height", "29.7cm", "style:print-orientation", "portrait", "fo:margin", "0cm", "style:writing-mode", odtWritingMode(d))
	m.close("style:page-layout")
	m.close("office:automatic-styles")
	m.open("office:master-styles")
	m.open("style:master-page", "style:name", "Standard", "style:page-layout-name", "A4")
	m.open("style:footer")
	m.open("text:p", "text:style-name", "Footer")
	m.text(d.imprint())
	m.empty("text:tab")
	m.text(w.Page + " ")
	m.element("text:page-number", "1", "text:select-page", "current")
	m.text(" " + w.Of + " ")
	m.element("text:page-count", "1")
	m.close("text:p")
	m.element("text:p", d.footer(), "text:style-name", "Footer")
	m.close("style:footer")
	m.close("style:master-page")
	m.empty("style:master-page", "style:name", "Cards", "style:page-layout-name", "A4-cards")
	m.close("office:master-styles")
}
