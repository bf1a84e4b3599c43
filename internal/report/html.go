package report

import (
	_ "embed"
	"fmt"
	"strings"
)

// PrintCSS is the style sheet of HTMLBody for paper; the web layer serves it
// with the print view, HTMLPage carries it inside.
//
//go:embed print.css
var PrintCSS string

// HTMLBody writes the document as an <article> for the print view and the PDF:
// semantic elements and classes starting with "report-", no style attributes,
// no scripts. The title is its only <h1>.
func HTMLBody(d *Document) string {
	p := &page{doc: d, words: d.words()}
	p.open("article", "class", "report", "lang", d.lang(), "dir", d.dir())
	p.head()
	for _, b := range d.Blocks {
		p.block(b)
	}
	p.close("article")
	return p.String()
}

// HTMLPage writes a complete page with its style sheet inside, the input of
// the PDF renderer: nothing in it is fetched from elsewhere.
func HTMLPage(d *Document) string {
	m := &markup{}
	m.WriteString("<!DOCTYPE html>\n")
	m.open("html", "lang", d.lang(), "dir", d.dir())
	m.WriteString(`<head><meta charset="utf-8">`)
	m.element("title", d.Title)
	m.open("style")
	m.WriteString(PrintCSS)
	m.WriteString(d.pageCSS())
	m.close("style")
	m.WriteString("</head><body>\n")
	m.WriteString(HTMLBody(d))
	m.WriteString("\n</body></html>\n")
	return m.String()
}

// lang returns the language tag, "und" when there is none.
func (d *Document) lang() string {
	if d.Lang == "" {
		return "und"
	}
	return d.Lang
}

// imprint joins organisation and classification for the foot of the page.
func (d *Document) imprint() string {
	return joined(" · ", d.Organisation, d.classification())
}

// pageCSS puts running text and page number at the foot of every page.
func (d *Document) pageCSS() string {
	w := d.words()
	start, end := d.startSide(), d.endSide()
	return fmt.Sprintf("body { margin: 0 }\n@page { @bottom-%s { content: %s; text-align: %s; width: 75%% }"+
		" @bottom-%s { content: %s counter(page) %s counter(pages); text-align: %s; width: 25%% } }\n",
		start, cssString(joined(" · ", d.footer(), d.imprint())), start,
		end, cssString(w.Page+" "), cssString(" "+w.Of+" "), end)
}

// cssString quotes text for a style sheet inside an HTML page.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range clean(s) {
		if r == ' ' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xa0 {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, `\%x `, r)
	}
	b.WriteByte('"')
	return b.String()
}

// joined joins the texts that are not empty.
func joined(sep string, texts ...string) string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return strings.Join(kept, sep)
}
