// Package tabular reads tables as people save them from a spreadsheet, and
// writes tables that a spreadsheet opens without harm.
//
// Read accepts UTF-8, UTF-16 and Windows-1252 with or without byte order mark,
// semicolon, comma, tab or bar as separator, any line ending, quoted line
// breaks, empty rows, and Excel's "sep=" line. It never guesses silently at
// what would lose data: a file that is too big, has too many rows, an unclosed
// quotation mark, or is no text at all is a fault with its place. Cells are
// text; a formula is text like any other (see IsFormula).
package tabular

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"chancencheck/fault"
)

// Limit says how much a reader accepts. A zero field means no limit.
type Limit struct {
	Bytes int64
	Rows  int // rows with content, without the header
}

// Upload is the limit for files that people hand in: 10 MB and 50,000 rows,
// ten times what the largest German city administrations need.
var Upload = Limit{Bytes: 10 << 20, Rows: 50_000}

// Row is one row with content. Number counts as the spreadsheet does: the first
// row of the file is 1, a line break inside a cell does not count.
type Row struct {
	Number int
	Cells  []string
}

// Cell returns the cell at a column, "" where the row is shorter or the column
// is not there (-1).
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// Table is a table as read: its first row with content and the rows after it.
type Table struct {
	Header Row
	Rows   []Row
	// Encoding and Separator as recognised, to be told to people.
	Encoding  string
	Separator rune
}

// Read reads a whole table. It stops at the limit instead of reading on. Faults:
// "table.too_big", "table.too_many_rows", "table.too_many_columns", "table.quote_open", "table.spreadsheet"
// (an Excel or LibreOffice file), "table.not_text", "table.empty". Another error
// is one of r.
func Read(r io.Reader, limit Limit) (*Table, error) {
	data, err := readAll(r, limit.Bytes)
	if err != nil {
		return nil, err
	}
	text, encoding, err := decode(data)
	if err != nil {
		return nil, err
	}
	text, separator := separatorOf(text)
	t := &Table{Encoding: encoding, Separator: separator}
	p := parser{text: text, separator: byte(separator), row: 1}
	for !p.done() {
		number := p.row
		cells, err := p.record()
		if err != nil {
			return nil, err
		}
		if !tidy(cells) {
			continue
		}
		if t.Header.Cells == nil {
			t.Header = Row{number, cells}
			continue
		}
		if limit.Rows > 0 && len(t.Rows) == limit.Rows {
			return nil, fault.New(fault.Invalid, "table.too_many_rows", "most", limit.Rows)
		}
		t.Rows = append(t.Rows, Row{number, cells})
	}
	if t.Header.Cells == nil {
		return nil, fault.New(fault.Invalid, "table.empty")
	}
	return t, nil
}

func readAll(r io.Reader, most int64) ([]byte, error) {
	if most > 0 {
		r = io.LimitReader(r, most+1)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	if most > 0 && int64(len(data)) > most {
		return nil, fault.New(fault.Invalid, "table.too_big", "megabytes", most>>20)
	}
	return data, nil
}

// tidy trims the cells, undoes the formula escape, and reports whether there is
// any content.
func tidy(cells []string) bool {
	content := false
	for i, c := range cells {
		c = unescape(strings.TrimSpace(c))
		if strings.IndexFunc(c, stray) >= 0 {
			c = strings.TrimSpace(strings.Map(blank, c))
		}
		cells[i] = c
		content = content || c != ""
	}
	return content
}

// stray reports a control character that a cell has no use for.
func stray(r rune) bool {
	return r != '\n' && r != '\t' && (unicode.IsControl(r) || r == '\ufeff')
}

func blank(r rune) rune {
	if stray(r) {
		return ' '
	}
	return r
}
