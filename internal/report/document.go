package report

import "time"

// Classification says who may read a document.
type Classification int

// Classifications, printed in the footer.
const (
	// Unclassified prints nothing.
	Unclassified Classification = iota
	// Internal is for use within the organisation ("intern").
	Internal
	// Public may be given to anybody ("öffentlich").
	Public
)

// Document is the one model of everything that is printed or handed over.
type Document struct {
	Title, Subtitle string
	// Lang is the document's language tag ("de", "de-simple", "ar").
	Lang string
	// Dir is "ltr" or "rtl"; empty means as the language is written.
	Dir string
	// Organisation issues the document.
	Organisation string
	// Date is the date as it is printed ("22. November 2026").
	Date string
	// Made is the only time written into a file's properties.
	Made time.Time
	// Footer is printed on every page beside the page number; empty means the title.
	Footer         string
	Classification Classification
	// Words overrides the few words the writers add themselves.
	Words  Words
	Blocks []Block
}

// New starts a document in a language.
func New(title, lang string) *Document {
	return &Document{Title: title, Lang: lang}
}

// Add appends blocks.
func (d *Document) Add(blocks ...Block) { d.Blocks = append(d.Blocks, blocks...) }

// Heading appends a heading; level 1 is the highest below the title.
func (d *Document) Heading(level int, text string) { d.Add(Heading{Level: level, Text: text}) }

// Para appends a plain paragraph.
func (d *Document) Para(text string) { d.Add(Paragraph{Text: T(text)}) }

// Paragraph appends a paragraph of several runs.
func (d *Document) Paragraph(runs ...Run) { d.Add(Paragraph{Text: runs}) }

// Small appends a paragraph in small type.
func (d *Document) Small(text string) { d.Add(Paragraph{Text: T(text), Small: true}) }

// Bullets appends an unordered list of plain items.
func (d *Document) Bullets(items ...string) { d.Add(List{Items: plainItems(items)}) }

// Numbered appends an ordered list of plain items.
func (d *Document) Numbered(items ...string) { d.Add(List{Ordered: true, Items: plainItems(items)}) }

// Table appends a table.
func (d *Document) Table(t Table) { d.Add(t) }

// Figure appends a picture with its data.
func (d *Document) Figure(f Figure) { d.Add(f) }

// Note appends a box with a title and plain paragraphs.
func (d *Document) Note(title string, texts ...string) {
	n := Note{Title: title}
	for _, t := range texts {
		n.Texts = append(n.Texts, T(t))
	}
	d.Add(n)
}

// Quote appends somebody's words.
func (d *Document) Quote(text, source string) { d.Add(Quote{Text: T(text), Source: source}) }

// KeyValues appends a list of terms and values.
func (d *Document) KeyValues(pairs ...KeyValue) { d.Add(KeyValues{Pairs: pairs}) }

// PageBreak starts a new page.
func (d *Document) PageBreak() { d.Add(PageBreak{}) }

// Boxes appends a question with a box per option.
func (d *Document) Boxes(label string, options ...string) {
	d.Add(Boxes{Label: T(label), Options: options})
}

// Lines appends a question with lines to write on.
func (d *Document) Lines(label string, count int) { d.Add(Lines{Label: T(label), Count: count}) }

func plainItems(texts []string) []Item {
	items := make([]Item, len(texts))
	for i, t := range texts {
		items[i] = Item{Text: T(t)}
	}
	return items
}

// dir returns the document's writing direction.
func (d *Document) dir() string {
	if d.Dir == "rtl" || d.Dir == "ltr" {
		return d.Dir
	}
	return Direction(d.Lang)
}

// footer returns the running text of every page.
func (d *Document) footer() string {
	if d.Footer != "" {
		return d.Footer
	}
	return d.Title
}
