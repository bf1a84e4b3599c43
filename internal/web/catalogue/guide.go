package catalogue

import (
	"bytes"
	"html/template"
	"net/http"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/report"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// guideView is the guide of an instrument.
type guideView struct {
	page.Base
	// Lang is the language the guide is in; LangName what it calls itself.
	Lang, LangName, Dir string
	// Heading is the guide's own, HTML all below it.
	Heading, HTML string
}

// Foreign reports whether the guide is in another language than the page.
func (v guideView) Foreign() bool { return v.Lang != string(v.P.Lang()) }

// Guide shows how to work with an instrument.
func (p *Pages) Guide(w http.ResponseWriter, r *site.Request) error {
	ins, err := p.load(r)
	if err != nil {
		return err
	}
	lang, source, ok := guideIn(ins, string(r.Page.P.Lang()))
	if !ok {
		return fault.New(fault.NotFound, "store.not_found")
	}
	v := guideView{Lang: lang, LangName: languageName(r.Page, lang), Dir: report.Direction(lang)}
	if v.Heading, v.HTML, err = render([]byte(source), func(n int) string { return r.Page.T("guide.table", "number", n) }); err != nil {
		return err
	}
	if v.Heading == "" {
		v.Heading = r.Page.T("guide.title")
	}
	title, _ := ins.Title.In(string(r.Page.P.Lang()))
	v.Base = r.Page.Named(r.Page.T("guide.title"), page.Crumb{Text: r.Page.T("questions.title"), Path: "/instruments"}, page.Crumb{Text: title, Path: at(ins, "")})
	return r.Render(w, guidePage(v))
}

// guideIn returns the guide in a language, else in the first of the instrument's
// languages that has one.
func guideIn(ins *instrument.Instrument, lang string) (actual, source string, ok bool) {
	for _, l := range append([]string{lang}, ins.Languages...) {
		if source, ok := ins.Guides[l]; ok {
			return l, source, true
		}
	}
	return "", "", false
}

// markdown reads guides: CommonMark with tables, raw HTML left out.
var markdown = goldmark.New(goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))))

// harmless lets through what running text needs, and no more.
var harmless = bluemonday.UGCPolicy()

// render turns Markdown into HTML that stands below the page's only h1. A
// heading of the first level at the beginning becomes that h1; the highest of
// the others becomes an h2.
func render(source []byte, table func(number int) string) (heading, html string, err error) {
	doc := markdown.Parser().Parse(text.NewReader(source))
	if h, ok := doc.FirstChild().(*ast.Heading); ok && h.Level == 1 {
		heading = plain(h, source)
		doc.RemoveChild(doc, h)
	}
	lower(doc)
	var b bytes.Buffer
	if err := markdown.Renderer().Render(&b, source, doc); err != nil {
		return "", "", err
	}
	clean := harmless.SanitizeBytes(b.Bytes())
	return heading, dress(string(clean), table), nil
}

// lower shifts headings so that the highest is of the second level.
func lower(doc ast.Node) {
	var headings []*ast.Heading
	highest := 6
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			headings = append(headings, h)
			highest = min(highest, h.Level)
		}
	}
	for _, h := range headings {
		h.Level = min(6, h.Level-highest+2)
	}
}

// plain is the text of a node without marks.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Value(source))
		case *ast.String:
			b.Write(c.Value)
		default:
			b.WriteString(plain(c, source))
		}
	}
	return b.String()
}

// dress gives tables the frame in which they scroll, each with a name of its
// own. The HTML comes from the sanitiser, which writes these tags in one way only.
func dress(html string, name func(number int) string) string {
	parts := strings.Split(html, "<table>")
	for i := range parts[1:] {
		parts[i+1] = `<div class="cc-scroll" role="region" tabindex="0" aria-label="` + template.HTMLEscapeString(name(i+1)) + `"><table class="cc-table">` + parts[i+1]
	}
	return strings.NewReplacer("</table>", "</table></div>", "<th>", `<th scope="col">`).Replace(strings.Join(parts, ""))
}
