package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// odtContent writes content.xml: the blocks, and the automatic styles they need.
type odtContent struct {
	markup          // the body written so far
	doc             *Document
	words           Words
	tables, figures int // numbered ones
	allTables       int
	pictures        []part
	together        bool // blocks stay on one page
	breakNext       bool // the next paragraph starts a page
	backToA4        bool // the next paragraph starts a page with margins
	auto            markup
	known           map[string]string // automatic styles by definition
}

func newODTContent(d *Document) *odtContent {
	c := &odtContent{doc: d, words: d.words(), known: map[string]string{}}
	if d.Organisation != "" {
		c.para("Organisation", T(d.Organisation))
	}
	c.para("Title", T(d.Title))
	if d.Subtitle != "" {
		c.para("Subtitle", T(d.Subtitle))
	}
	if line := joined(" · ", d.Date, d.classification()); line != "" {
		c.para("Date", T(line))
	}
	return c
}

// document returns the whole content.xml.
func (c *odtContent) document() string {
	m := &markup{}
	m.WriteString(xmlHead)
	m.open("office:document-content", odtNamespaces...)
	m.open("office:automatic-styles")
	m.WriteString(c.auto.String())
	m.close("office:automatic-styles")
	m.open("office:body")
	m.open("office:text")
	m.open("text:sequence-decls")
	for _, name := range []string{"Illustration", "Table"} {
		m.empty("text:sequence-decl", "text:display-outline-level", "0", "text:name", name)
	}
	m.close("text:sequence-decls")
	m.WriteString(c.String())
	m.close("office:text")
	m.close("office:body")
	m.close("office:document-content")
	return m.String()
}

func (c *odtContent) block(b Block) {
	switch b := b.(type) {
	case Heading:
		c.heading(b)
	case Paragraph:
		c.para(map[bool]string{false: "Text_20_body", true: "Small"}[b.Small], b.Text)
	case List:
		c.list(b)
	case Table:
		c.table(b)
	case Figure:
		c.figure(b)
	case Note:
		c.note(b)
	case Quote:
		c.quote(b)
	case PageBreak:
		c.breakNext = true
	case KeyValues:
		for _, pair := range b.Pairs {
			c.para("Term", append(Text{{Text: pair.Key + "\t", Bold: true}}, pair.Value...))
		}
	case Boxes:
		c.boxes(b)
	case Cards:
		c.cards(b)
	case Together:
		c.together = true
		for _, one := range b.Blocks {
			c.block(one)
		}
		c.together = false
		c.para("Gap", nil)
	case Lines:
		c.ask(b.Label, b.Hint)
		for range b.count() {
			c.para("Answer_20_line", nil)
		}
	}
}

// para writes one paragraph in a named style.
func (c *odtContent) para(style string, t Text) {
	c.open("text:p", "text:style-name", c.paraStyle(style))
	c.runs(t)
	c.close("text:p")
}

// paraStyle returns the style, or one derived from it that starts a page when
// a page break is due.
func (c *odtContent) paraStyle(style string) string {
	if c.backToA4 {
		c.backToA4, c.breakNext = false, false
		return c.automatic("paragraph", "P", []string{"style:parent-style-name", style, "style:master-page-name", "Standard"}, func(m *markup) {
			m.empty("style:paragraph-properties")
		})
	}
	if !c.breakNext {
		return style
	}
	c.breakNext = false
	return c.automatic("paragraph", "P", []string{"style:parent-style-name", style}, func(m *markup) {
		m.empty("style:paragraph-properties", "fo:break-before", "page")
	})
}

func (c *odtContent) heading(h Heading) {
	level := strconv.Itoa(h.level())
	c.open("text:h", "text:style-name", c.paraStyle("Heading_20_"+level), "text:outline-level", level)
	c.runs(T(h.Text))
	c.close("text:h")
}

func (c *odtContent) list(l List) {
	style := "Bullets"
	if l.Ordered {
		style = "Numbers"
	}
	c.open("text:list", "text:style-name", style)
	for _, item := range l.Items {
		c.open("text:list-item")
		c.para("List_20_item", item.Text)
		if item.Sub != nil {
			c.list(*item.Sub)
		}
		c.close("text:list-item")
	}
	c.close("text:list")
}

func (c *odtContent) note(n Note) {
	if n.Title != "" {
		c.para("Note_20_title", T(n.Title))
	}
	for _, t := range n.Texts {
		c.para("Note", t)
	}
	c.para("Gap", nil)
}

func (c *odtContent) quote(q Quote) {
	c.para("Quotations", q.Text)
	if q.Source != "" {
		c.para("Quotation_20_source", T(q.Source))
	}
}

func (c *odtContent) figure(f Figure) {
	if pic, err := parseSVG(f.SVG); err == nil {
		c.open("text:p", "text:style-name", c.paraStyle("Figure"))
		c.frame(pic, f.Alt)
		c.close("text:p")
	} else {
		c.para("Text_20_body", T(f.Alt))
	}
	style := "Illustration"
	if f.Numbered {
		c.figures++
		c.caption(style, c.words.Figure, "Illustration", c.figures, f.Caption)
	} else if f.Caption != "" {
		c.para(style, T(f.Caption))
	}
	if t, ok := f.data(c.words); ok {
		c.table(t)
	}
}

// frame places a picture at most 16 cm wide and 15 cm high.
func (c *odtContent) frame(pic *picture, alt string) {
	scale := min(16/pic.w, 15/pic.h)
	cm := func(v float64) string { return strconv.FormatFloat(v*scale, 'f', 3, 64) + "cm" }
	name := fmt.Sprintf("Pictures/figure%d.svg", len(c.pictures)+1)
	c.pictures = append(c.pictures, part{name, pic.forFile()})
	c.open("draw:frame", "draw:style-name", "Graphics", "draw:name", fmt.Sprintf("figure%d", len(c.pictures)),
		"text:anchor-type", "as-char", "svg:width", cm(pic.w), "svg:height", cm(pic.h))
	c.empty("draw:image", "xlink:href", name, "xlink:type", "simple", "xlink:show", "embed",
		"xlink:actuate", "onLoad", "draw:mime-type", "image/svg+xml")
	c.element("svg:title", alt)
	c.close("draw:frame")
}

// caption writes "Table 3: …" with a field that keeps counting when edited.
func (c *odtContent) caption(style, word, sequence string, n int, caption string) {
	c.open("text:p", "text:style-name", c.paraStyle(style))
	c.text(word + " ")
	c.element("text:sequence", strconv.Itoa(n), "text:ref-name", fmt.Sprintf("ref%s%d", sequence, n-1),
		"text:name", sequence, "text:formula", "ooow:"+sequence+"+1", "style:num-format", "1")
	c.text(": ")
	c.runs(T(caption))
	c.close("text:p")
}

func (c *odtContent) boxes(b Boxes) {
	c.ask(b.Label, b.Hint)
	if b.Inline {
		c.para("Answer_20_boxes", T("☐ "+strings.Join(b.Options, between(b.Options)+"☐ ")))
		return
	}
	for _, o := range b.Options {
		c.para("Answer_20_box", T("☐\t"+o))
	}
	if !c.together {
		c.para("Gap", nil)
	}
}

// longestInColumn is how many letters fit between two tab stops.
const longestInColumn = 12

// between is what stands between boxes in one line: a tab as long as columns
// hold the words, else room.
func between(options []string) string {
	for _, o := range options {
		if utf8.RuneCountInString(o) > longestInColumn {
			return " \u2003"
		}
	}
	return "\t"
}

// ask writes a question on paper and its hint.
func (c *odtContent) ask(label Text, hint string) {
	if len(label) > 0 {
		c.para("Question", label)
	}
	if hint != "" {
		c.para("Hint", T(hint))
	}
}
