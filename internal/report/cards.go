package report

import (
	"strconv"
	"strings"
)

// Cards are cards of A6 to print, four on a page of A4, with marks where to cut.
// They start a page, and what follows starts another one.
type Cards struct{ Cards []Card }

// Card is one of Cards. Only Head is needed.
type Card struct {
	// Head is the card's heading; Big is printed large beside it: the number of a level.
	Head, Big string
	// Text is what the card is there for, in large type; Hint explains it.
	Text Text
	Hint []Text
	// Boxes are answers to tick.
	Boxes []string
	// Ask is what is asked above the Lines to write on.
	Ask   string
	Lines int
	// Foot is printed at the lower edge.
	Foot string
}

func (Cards) block() {}

// perSheet is how many cards of A6 a page of A4 holds.
const perSheet = 4

// sheets returns the cards page by page.
func (c Cards) sheets() [][]Card {
	var out [][]Card
	for rest := c.Cards; len(rest) > 0; {
		n := min(perSheet, len(rest))
		out, rest = append(out, rest[:n]), rest[n:]
	}
	return out
}

func (p *page) cards(c Cards) {
	p.open("div", "class", "report-cards")
	for _, sheet := range c.sheets() {
		p.open("div", "class", "report-sheet")
		for _, mark := range []string{"top", "bottom", "left", "right", "middle"} {
			p.open("div", "class", "report-cut report-cut-"+mark, "aria-hidden", "true")
			p.close("div")
		}
		for _, card := range sheet {
			p.card(card)
		}
		p.close("div")
	}
	p.close("div")
}

func (p *page) card(c Card) {
	p.open("section", "class", "report-card")
	p.element("h3", c.Head)
	p.optional("p", "report-big", c.Big)
	if len(c.Text) > 0 {
		p.texts("p", c.Text, "class", "report-card-text")
	}
	for _, h := range c.Hint {
		p.texts("p", h, "class", "report-small")
	}
	if len(c.Boxes) > 0 {
		p.boxes(Boxes{Options: c.Boxes})
	}
	if c.Lines > 0 {
		p.lines(Lines{Hint: c.Ask, Count: c.Lines})
	}
	p.optional("p", "report-card-foot", c.Foot)
	p.close("section")
}

// cards writes one table of two by two cells per page, on a page without margins.
func (c *odtContent) cards(cards Cards) {
	c.breakNext = false // the table starts a page by itself
	for _, sheet := range cards.sheets() {
		c.allTables++
		c.open("table:table", "table:name", "Cards"+strconv.Itoa(c.allTables), "table:style-name", c.automatic("table", "Ta", []string{"style:master-page-name", "Cards"}, func(m *markup) {
			m.empty("style:table-properties", "style:width", "21cm", "table:align", "left", "style:may-break-between-rows", "false", "style:writing-mode", odtWritingMode(c.doc))
		}))
		c.empty("table:table-column", "table:number-columns-repeated", "2", "table:style-name", c.automatic("table-column", "Co", nil, func(m *markup) {
			m.empty("style:table-column-properties", "style:column-width", "10.5cm")
		}))
		for from := 0; from < perSheet; from += 2 {
			c.cardRow(sheet, from)
		}
		c.close("table:table")
		c.para("Gap", nil) // a document may not end in a table; this one stays on its page
	}
	c.backToA4 = true
}

func (c *odtContent) cardRow(sheet []Card, from int) {
	c.open("table:table-row", "table:style-name", c.automatic("table-row", "Ro", nil, func(m *markup) {
		m.empty("style:table-row-properties", "style:row-height", "14.6cm", "fo:keep-together", "always")
	}))
	for i := from; i < from+2; i++ {
		c.open("table:table-cell", "office:value-type", "string", "table:style-name", c.automatic("table-cell", "Ce", nil, func(m *markup) {
			m.empty("style:table-cell-properties", "fo:padding", "0.9cm", "fo:border", "0.4pt dashed #999999")
		}))
		if i < len(sheet) {
			c.card(sheet[i])
		} else {
			c.para("Standard", nil)
		}
		c.close("table:table-cell")
	}
	c.close("table:table-row")
}

func (c *odtContent) card(card Card) {
	c.heading(Heading{Level: 2, Text: card.Head})
	if card.Big != "" {
		c.para("Card_20_number", T(card.Big))
	}
	if len(card.Text) > 0 {
		c.para("Card_20_text", card.Text)
	}
	for _, h := range card.Hint {
		c.para("Small", h)
	}
	for _, o := range card.Boxes {
		c.para("Answer_20_box", T("☐\t"+o))
	}
	if card.Ask != "" {
		c.para("Hint", T(card.Ask))
	}
	for range card.Lines {
		c.para("Answer_20_line", nil)
	}
	if card.Foot != "" {
		c.para("Card_20_foot", T(strings.TrimSpace(card.Foot)))
	}
}
