package kit

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"chancencheck/internal/report"
)

// written puts a Markdown text into a document: headings, paragraphs, lists,
// tables, quotations. Three habits of paper come on top: a line that ends in
// "____" is a line to write on ("____ ____" is two), a list whose items begin with "[ ]" is boxes to
// tick, and "---" starts a new page. A heading of the first level at the
// beginning is left out; it is the document's title.
func written(d *report.Document, source string) {
	w := &writer{doc: d, source: []byte(source)}
	root := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(w.source))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
}

// titleOf returns the heading of the first level at the beginning, "" for none.
func titleOf(source string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(source), "\n")
	if title, ok := strings.CutPrefix(first, "# "); ok {
		return strings.TrimSpace(title)
	}
	return ""
}

// writer turns nodes of a Markdown text into blocks.
type writer struct {
	doc    *report.Document
	source []byte
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		if n.Level > 1 {
			w.doc.Heading(n.Level-1, w.runs(n).String())
		}
	case *ast.Paragraph:
		w.paragraph(w.runs(n))
	case *ast.List:
		if boxes := w.boxes(n); boxes != nil {
			w.doc.Add(report.Boxes{Options: boxes})
			return
		}
		w.doc.Add(w.list(n))
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.doc.Add(report.Quote{Text: w.runs(c)})
		}
	case *ast.ThematicBreak:
		w.doc.PageBreak()
	case *extast.Table:
		w.doc.Table(w.table(n))
	}
}

// blankLine ends a paragraph that is a line to write on.
const blankLine = "____"

func (w *writer) paragraph(t report.Text) {
	if label, ok := strings.CutSuffix(t.String(), blankLine); ok {
		w.doc.Lines(strings.TrimRight(label, "_ "), 1+strings.Count(label, blankLine))
		return
	}
	w.doc.Add(report.Paragraph{Text: t})
}

// boxes returns what is ticked in a list of boxes, nil for other lists.
func (w *writer) boxes(n *ast.List) []string {
	var out []string
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		label, ok := strings.CutPrefix(w.inside(item).String(), "[ ] ")
		if !ok {
			return nil
		}
		out = append(out, label)
	}
	return out
}

func (w *writer) list(n *ast.List) report.List {
	l := report.List{Ordered: n.IsOrdered()}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		one := report.Item{Text: w.inside(item)}
		if sub, ok := item.LastChild().(*ast.List); ok {
			below := w.list(sub)
			one.Sub = &below
		}
		l.Items = append(l.Items, one)
	}
	return l
}

// inside is the text of an item without the lists below it.
func (w *writer) inside(item ast.Node) report.Text {
	var out report.Text
	for c := item.FirstChild(); c != nil; c = c.NextSibling() {
		if _, below := c.(*ast.List); !below {
			out = append(out, w.runs(c)...)
		}
	}
	return out
}

func (w *writer) table(n *extast.Table) report.Table {
	t := report.Table{RowHeads: true}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells report.Row
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, w.runs(cell))
		}
		if _, head := row.(*extast.TableHeader); head {
			for _, c := range cells {
				t.Header = append(t.Header, c.String())
			}
			continue
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Caption = strings.Join(slices.DeleteFunc(slices.Clone(t.Header), func(s string) bool { return s == "" }), " · ")
	t.Widths = widthsOf(t)
	return t
}

// widthsOf gives columns room as their texts need it.
func widthsOf(t report.Table) []int {
	widths := make([]int, len(t.Header))
	for i := range widths {
		widths[i] = 8 + len(t.Header[i])
		for _, row := range t.Rows {
			if i < len(row) {
				widths[i] = max(widths[i], min(len(row[i].String()), 70))
			}
		}
	}
	return widths
}

// runs are the words of a node with their emphasis.
func (w *writer) runs(n ast.Node) report.Text { return w.inline(n, report.Run{}, nil) }

func (w *writer) inline(n ast.Node, like report.Run, out report.Text) report.Text {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		look := like
		switch c := c.(type) {
		case *ast.Text:
			look.Text = string(c.Value(w.source))
			switch {
			case c.HardLineBreak():
				look.Text += "\n"
			case c.SoftLineBreak():
				look.Text += " "
			}
			out = append(out, look)
			continue
		case *ast.String:
			look.Text = string(c.Value)
			out = append(out, look)
			continue
		case *ast.Emphasis:
			look.Bold, look.Italic = like.Bold || c.Level > 1, like.Italic || c.Level == 1
		case *ast.Link:
			look.Link = string(c.Destination)
		case *ast.AutoLink:
			look.Text, look.Link = string(c.Label(w.source)), string(c.URL(w.source))
			out = append(out, look)
			continue
		}
		out = w.inline(c, look, out)
	}
	return out
}
