package report

// Block is one part of a document, from the list in this file.
type Block interface{ block() }

// Heading opens a section. Level 1 is the highest below the document's title.
type Heading struct {
	Level int // 1 to 4
	Text  string
}

// Paragraph is running text.
type Paragraph struct {
	Text Text
	// Small sets the paragraph in small type: sources, remarks.
	Small bool
}

// List is an enumeration, numbered when Ordered.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is one entry of a list, with an optional list below it.
type Item struct {
	Text Text
	Sub  *List
}

// Align is the alignment of a table column.
type Align int

// Alignments of a table column; Start is left in left-to-right documents.
const (
	Start Align = iota
	Centre
	End
)

// Row is the cells of one table row.
type Row []Text

// Cells makes a row of plain cells.
func Cells(texts ...string) Row {
	row := make(Row, len(texts))
	for i, t := range texts {
		row[i] = T(t)
	}
	return row
}

// Table is rows under a header that is repeated on every page.
type Table struct {
	// Caption is the table's name; every table needs one.
	Caption string
	// Header is the column headings; it sets the number of columns.
	Header []string
	// RowHeads says that the first cell of each row is its heading.
	RowHeads bool
	// Align is per column; missing ones are Start.
	Align []Align
	// Widths are relative column widths; empty means equal widths.
	Widths []int
	Rows   []Row
	// Grid rules every cell: a table to fill in by hand.
	Grid bool
	// Numbered counts the table in the caption: "Table 3: …".
	Numbered bool
}

// Figure is a picture together with the figures it shows.
type Figure struct {
	// SVG is a complete <svg> element with a viewBox whose colours are
	// attributes, so that it looks the same on the page and in a file.
	SVG string
	// Caption is printed below, Alt is read aloud instead of the picture.
	Caption, Alt string
	// Data is the picture's values as a table, printed below it.
	Data *Table
	// Numbered counts the figure in the caption: "Figure 2: …".
	Numbered bool
}

// Note is a box that stands out: a summary, a warning, what to do next.
type Note struct {
	Title string
	Texts []Text
}

// Quote is somebody's words, unedited.
type Quote struct {
	Text Text
	// Source says whose words they are; may be empty.
	Source string
}

// PageBreak starts a new page.
type PageBreak struct{}

// KeyValues is a list of terms and what they stand for in this document.
type KeyValues struct{ Pairs []KeyValue }

// KeyValue is one term and its value.
type KeyValue struct {
	Key   string
	Value Text
}

// KV makes a plain KeyValue.
func KV(key, value string) KeyValue { return KeyValue{Key: key, Value: T(value)} }

// Boxes is a question on paper answered by ticking a box (☐).
type Boxes struct {
	// Label is what is asked; may be empty when a heading above says it.
	Label Text
	// Hint helps to answer.
	Hint string
	// Options are the answers, one box each.
	Options []string
	// Inline sets the boxes in one line rather than one below the other.
	Inline bool
}

// Lines is a question on paper answered in handwriting.
type Lines struct {
	Label Text
	Hint  string
	// Count is the number of lines to write on, 1 to 30.
	Count int
}

// Together is blocks that stay on one page as far as they fit on one: a question
// with all its fields.
type Together struct{ Blocks []Block }

func (Together) block()  {}
func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Figure) block()    {}
func (Note) block()      {}
func (Quote) block()     {}
func (PageBreak) block() {}
func (KeyValues) block() {}
func (Boxes) block()     {}
func (Lines) block()     {}

// columns returns the number of columns: the widest of header and rows.
func (t Table) columns() int {
	n := len(t.Header)
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	return n
}

// cell returns the text of a cell, empty where the row is short.
func (r Row) cell(i int) Text {
	if i < len(r) {
		return r[i]
	}
	return nil
}

// align returns the alignment of a column.
func (t Table) align(column int) Align {
	if column < len(t.Align) {
		return t.Align[column]
	}
	return Start
}

// mostShort is how many characters a table has that certainly fits on a page,
// whatever the widths of its columns.
const mostShort = 1500

// short says that the table fits on a page and stays in one piece. A grid has
// rows as high as people write.
func (t Table) short() bool {
	letters := 0
	for _, row := range t.Rows {
		for _, cell := range row {
			letters += len(cell.String())
		}
	}
	return len(t.Rows) <= 12 && letters <= mostShort && !t.Grid
}

// level returns the heading's level within 1 to 4.
func (h Heading) level() int { return min(max(h.Level, 1), 4) }

// count returns the number of lines within 1 to 30.
func (l Lines) count() int { return min(max(l.Count, 1), 30) }

// data returns the figure's table with a caption, if it has one.
func (f Figure) data(w Words) (Table, bool) {
	if f.Data == nil {
		return Table{}, false
	}
	t := *f.Data
	if t.Caption == "" {
		t.Caption = w.Data
	}
	return t, true
}
