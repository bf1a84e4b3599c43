package apptest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chancencheck/internal/i18n"
)

func tag(s string) i18n.Tag { return i18n.Tag(s) }

// Page is an answer of the program.
type Page struct {
	Status int
	Header http.Header
	// URL is where redirects have led.
	URL *url.URL
	// Body is the answer as it was sent.
	Body string
	// Root is the parsed page.
	Root *html.Node

	t testing.TB
}

func newPage(t testing.TB, res *http.Response, body string) *Page {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("parse %s: %v", res.Request.URL, err)
	}
	return &Page{Status: res.StatusCode, Header: res.Header, URL: res.Request.URL, Body: body, Root: root, t: t}
}

// Path is the path of the page without the language, with its query.
func (p *Page) Path() string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(p.URL.Path, "/"), "/")
	if p.URL.RawQuery != "" {
		return "/" + rest + "?" + p.URL.RawQuery
	}
	return "/" + rest
}

// Text is what people read: without tags, scripts and styles, on one line.
func (p *Page) Text() string { return TextOf(p.Root) }

// Main is the text of the page's main part.
func (p *Page) Main() string {
	if main := p.First("main"); main != nil {
		return TextOf(main)
	}
	return ""
}

// TextOf is the readable text of a part of a page.
func TextOf(n *html.Node) string {
	var words []string
	for c := range n.Descendants() {
		if c.Type == html.TextNode && c.Parent.Data != "script" && c.Parent.Data != "style" {
			words = append(words, strings.Fields(c.Data)...)
		}
	}
	return strings.Join(words, " ")
}

// MustStatus stops the test unless the answer has a status.
func (p *Page) MustStatus(status int) *Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Fatalf("%s answers %d, want %d: %s", p.URL.Path, p.Status, status, shorten(p.Text()))
	}
	return p
}

// MustContain stops the test unless people can read all the texts.
func (p *Page) MustContain(texts ...string) *Page {
	p.t.Helper()
	for _, want := range texts {
		if !strings.Contains(p.Text(), want) {
			p.t.Fatalf("%s (%d) does not say %q: %s", p.URL.Path, p.Status, want, shorten(p.Text()))
		}
	}
	return p
}

// MustNotContain stops the test if one of the texts stands anywhere in what was
// sent, readable or not.
func (p *Page) MustNotContain(texts ...string) *Page {
	p.t.Helper()
	for _, unwanted := range texts {
		if strings.Contains(p.Body, unwanted) {
			p.t.Fatalf("%s (%d) contains %q", p.URL.Path, p.Status, unwanted)
		}
	}
	return p
}

func shorten(text string) string {
	if len(text) > 600 {
		return text[:600] + "…"
	}
	return text
}

// All returns the elements with a name whose attributes are as given,
// alternating names and values.
func (p *Page) All(element string, attributes ...string) []*html.Node {
	var found []*html.Node
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && n.Data == element && matches(n, attributes) {
			found = append(found, n)
		}
	}
	return found
}

// First is the first of All, or nil.
func (p *Page) First(element string, attributes ...string) *html.Node {
	if all := p.All(element, attributes...); len(all) > 0 {
		return all[0]
	}
	return nil
}

func matches(n *html.Node, attributes []string) bool {
	for i := 0; i+1 < len(attributes); i += 2 {
		if v, ok := Attribute(n, attributes[i]); !ok || v != attributes[i+1] {
			return false
		}
	}
	return true
}

// Attribute is the value of an attribute, and whether there is one.
func Attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Links are the addresses the page leads to, in order.
func (p *Page) Links() []string {
	var links []string
	for _, n := range p.All("a") {
		if href, ok := Attribute(n, "href"); ok {
			links = append(links, href)
		}
	}
	return links
}

// Form is what a form would send if nobody changed anything: the values of its
// fields, the chosen options, without buttons. The form is found by the end of
// the path it sends to.
func (p *Page) Form(actionEnds string) url.Values {
	p.t.Helper()
	for _, form := range p.All("form") {
		action, _ := Attribute(form, "action")
		path, _, _ := strings.Cut(action, "?")
		if strings.HasSuffix(path, actionEnds) {
			return formValues(form)
		}
	}
	p.t.Fatalf("%s has no form that sends to …%s", p.URL.Path, actionEnds)
	return nil
}

func formValues(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name, named := Attribute(n, "name")
		if _, off := Attribute(n, "disabled"); n.Type != html.ElementNode || !named || off {
			continue
		}
		switch n.Data {
		case "input":
			addInput(values, name, n)
		case "textarea":
			values.Add(name, strings.TrimPrefix(rawText(n), "\n"))
		case "select":
			addChosen(values, name, n)
		}
	}
	return values
}

func addInput(values url.Values, name string, n *html.Node) {
	kind, _ := Attribute(n, "type")
	value, hasValue := Attribute(n, "value")
	_, checked := Attribute(n, "checked")
	switch kind {
	case "submit", "button", "image", "reset", "file":
	case "radio", "checkbox":
		if !hasValue {
			value = "on"
		}
		if checked {
			values.Add(name, value)
		}
	default:
		values.Add(name, value)
	}
}

// addChosen adds the chosen option, or the first, as browsers do.
func addChosen(values url.Values, name string, n *html.Node) {
	chosen, first, any := "", "", false
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		value, ok := Attribute(o, "value")
		if !ok {
			value = TextOf(o)
		}
		if !any {
			first, any = value, true
			chosen = first
		}
		if _, ok := Attribute(o, "selected"); ok {
			chosen = value
		}
	}
	if any {
		values.Add(name, chosen)
	}
}

func rawText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
