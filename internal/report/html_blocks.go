package report

import (
	"fmt"
	"strings"
)

// page writes blocks as HTML and counts tables and figures.
type page struct {
	markup
	doc             *Document
	words           Words
	tables, figures int
}

func (p *page) head() {
	p.open("header", "class", "report-head")
	p.optional("p", "report-organisation", p.doc.Organisation)
	p.element("h1", p.doc.Title)
	p.optional("p", "report-subtitle", p.doc.Subtitle)
	p.optional("p", "report-date", joined(" · ", p.doc.Date, p.doc.classification()))
	p.close("header")
	p.WriteByte('\n')
}

// optional writes an element unless its text is empty.
func (p *page) optional(tag, class, text string) {
	if text != "" {
		p.element(tag, text, "class", class)
	}
}

func (p *page) block(b Block) {
	switch b := b.(type) {
	case Heading:
		p.element(fmt.Sprintf("h%d", b.level()+1), b.Text)
	case Paragraph:
		p.paragraph(b)
	case List:
		p.list(b)
	case Table:
		p.table(b)
	case Figure:
		p.figure(b)
	case Note:
		p.note(b)
	case Quote:
		p.quote(b)
	case PageBreak:
		p.WriteString(`<div class="report-break"></div>`)
	case KeyValues:
		p.keyValues(b)
	case Boxes:
		p.boxes(b)
	case Lines:
		p.lines(b)
	case Cards:
		p.cards(b)
	case Together:
		p.open("div", "class", "report-together")
		for _, one := range b.Blocks {
			p.block(one)
		}
		p.close("div")
	}
	p.WriteByte('\n')
}

func (p *page) paragraph(b Paragraph) {
	var attrs []string
	if b.Small {
		attrs = []string{"class", "report-small"}
	}
	p.texts("p", b.Text, attrs...)
}

func (p *page) list(l List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	p.open(tag)
	for _, item := range l.Items {
		p.open("li", p.language(item.Text)...)
		p.runs(item.Text)
		if item.Sub != nil {
			p.list(*item.Sub)
		}
		p.close("li")
	}
	p.close(tag)
}

func (p *page) table(t Table) {
	caption := clean(t.Caption)
	if t.Numbered {
		p.tables++
		caption = fmt.Sprintf("%s %d: %s", p.words.Table, p.tables, caption)
	}
	class := "report-scroll"
	if t.short() {
		class += " report-short"
	}
	if t.Grid {
		class += " report-grid"
	}
	p.open("div", "class", class, "role", "group", "tabindex", "0", "aria-label", caption)
	p.open("table")
	p.element("caption", caption)
	p.open("colgroup")
	for _, share := range t.shares() {
		p.open("col", "class", fmt.Sprintf("report-w%d", max(5, (share+2)/5*5)))
	}
	p.close("colgroup")
	p.tableHead(t)
	p.open("tbody")
	for _, row := range t.Rows {
		p.row(t, row)
	}
	p.close("tbody")
	p.close("table")
	p.close("div")
}

func (p *page) tableHead(t Table) {
	if len(t.Header) == 0 {
		return
	}
	p.WriteString("<thead><tr>")
	for i := range t.columns() {
		if i >= len(t.Header) || t.Header[i] == "" {
			p.WriteString("<td></td>")
			continue
		}
		p.element("th", t.Header[i], append([]string{"scope", "col"}, alignClass(t.align(i))...)...)
	}
	p.WriteString("</tr></thead>")
}

func (p *page) row(t Table, row Row) {
	p.open("tr")
	for i := range t.columns() {
		tag, attrs := "td", alignClass(t.align(i))
		if i == 0 && t.RowHeads {
			tag, attrs = "th", append(attrs, "scope", "row")
		}
		p.texts(tag, row.cell(i), attrs...)
	}
	p.close("tr")
}

func alignClass(a Align) []string {
	switch a {
	case Centre:
		return []string{"class", "report-centre"}
	case End:
		return []string{"class", "report-end"}
	}
	return nil
}

func (p *page) figure(f Figure) {
	p.open("figure")
	if pic, err := parseSVG(f.SVG); err == nil {
		p.WriteString(pic.forPage(f.Alt))
	} else {
		p.element("p", f.Alt)
	}
	caption := clean(f.Caption)
	if f.Numbered {
		p.figures++
		caption = fmt.Sprintf("%s %d: %s", p.words.Figure, p.figures, caption)
	}
	p.element("figcaption", caption)
	p.close("figure")
	if t, ok := f.data(p.words); ok {
		p.table(t)
	}
}

func (p *page) note(n Note) {
	p.open("div", "class", "report-note")
	p.optional("p", "report-note-title", n.Title)
	for _, t := range n.Texts {
		p.paragraph(Paragraph{Text: t})
	}
	p.close("div")
}

func (p *page) quote(q Quote) {
	p.open("blockquote")
	p.paragraph(Paragraph{Text: q.Text})
	p.optional("p", "report-source", q.Source)
	p.close("blockquote")
}

func (p *page) keyValues(k KeyValues) {
	p.open("dl")
	for _, pair := range k.Pairs {
		p.element("dt", pair.Key)
		p.texts("dd", pair.Value)
	}
	p.close("dl")
}

func (p *page) boxes(b Boxes) {
	p.open("div", "class", "report-ask")
	p.ask(b.Label, b.Hint)
	class := "report-boxes"
	if b.Inline {
		class += " report-inline"
	}
	p.open("ul", "class", class)
	for _, o := range b.Options {
		p.open("li")
		p.WriteString(`<span class="report-box" aria-hidden="true"></span> `)
		p.text(o)
		p.close("li")
	}
	p.close("ul")
	p.close("div")
}

func (p *page) lines(l Lines) {
	p.open("div", "class", "report-ask")
	p.ask(l.Label, l.Hint)
	p.open("div", "class", "report-lines", "aria-hidden", "true")
	p.WriteString(strings.Repeat("<div></div>", l.count()))
	p.close("div")
	p.close("div")
}

// ask writes a question on paper and its hint.
func (p *page) ask(label Text, hint string) {
	if len(label) > 0 {
		p.texts("p", label, "class", "report-question")
	}
	p.optional("p", "report-hint", hint)
}

// texts writes an element that holds runs.
func (p *page) texts(tag string, t Text, attrs ...string) {
	p.open(tag, append(attrs, p.language(t)...)...)
	p.runs(t)
	p.close(tag)
}

// language returns the attributes of an element all in one other language: the
// PDF's structure keeps the language of elements, not that of stretches.
func (p *page) language(t Text) []string {
	lang := t.lang()
	if lang == "" || lang == p.doc.Lang {
		return nil
	}
	return []string{"lang", lang, "dir", Direction(lang)}
}

func (p *page) runs(t Text) {
	whole := t.lang()
	for _, r := range t {
		p.run(r, r.Lang != "" && r.Lang != p.doc.Lang && r.Lang != whole)
	}
}

// run writes a run; foreign says that it has to name its language itself.
func (p *page) run(r Run, foreign bool) {
	var tags []string
	begin := func(tag string, attrs ...string) {
		p.open(tag, attrs...)
		tags = append(tags, tag)
	}
	if foreign {
		begin("span", "lang", r.Lang, "dir", Direction(r.Lang))
	}
	if href := safeLink(r.Link); href != "" {
		begin("a", "href", href)
	}
	if r.Bold {
		begin("b")
	}
	if r.Italic {
		begin("i")
	}
	for i, line := range strings.Split(clean(r.Text), "\n") {
		if i > 0 {
			p.WriteString("<br>")
		}
		p.text(line)
	}
	for i := len(tags) - 1; i >= 0; i-- {
		p.close(tags[i])
	}
}
