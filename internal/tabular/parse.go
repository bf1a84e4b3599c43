package tabular

import (
	"strings"

	"chancencheck/fault"
)

// separators in order of preference where counts are equal.
const separators = ";,\t|"

// maxColumns bounds the cells of one row; no table people write comes near.
const maxColumns = 1000

// separatorOf returns the text without Excel's "sep=" line, and the separator
// it names, or else the one that occurs most often outside quotation marks in
// the first line with content.
func separatorOf(text string) (string, rune) {
	if len(text) >= 5 && strings.EqualFold(text[:4], "sep=") && strings.ContainsRune(separators, rune(text[4])) {
		rest := text[5:]
		if rest == "" || rest[0] == '\r' || rest[0] == '\n' {
			return strings.TrimPrefix(strings.TrimPrefix(rest, "\r"), "\n"), rune(text[4])
		}
	}
	var count [len(separators)]int
	quoted, started := false, false
	for i := range len(text) {
		c := text[i]
		if end := c == '\n' || c == '\r'; end && started && !quoted {
			break
		} else if !end {
			started = true
		}
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			if k := strings.IndexByte(separators, c); k >= 0 {
				count[k]++
			}
		}
	}
	best := 0
	for k := range count {
		if count[k] > count[best] {
			best = k
		}
	}
	return text, rune(separators[best])
}

// parser walks over a text record by record. Quotation marks follow RFC 4180,
// and as spreadsheets do, one inside an unquoted cell, or inside a quoted cell
// and not before its end, is taken as it stands.
type parser struct {
	text      string
	separator byte
	pos       int
	row       int
}

func (p *parser) done() bool { return p.pos >= len(p.text) }

// record reads to the end of the row.
func (p *parser) record() ([]string, error) {
	var cells []string
	for {
		cell, err := p.cell()
		if err != nil {
			return nil, err
		}
		if cells = append(cells, cell); len(cells) > maxColumns {
			return nil, fault.New(fault.Invalid, "table.too_many_columns", "row", p.row, "most", maxColumns)
		}
		if p.done() {
			break
		}
		if p.text[p.pos] == p.separator {
			p.pos++
			continue
		}
		p.newline()
		break
	}
	p.row++
	return cells, nil
}

// newline steps over one line ending: \n, \r\n or \r.
func (p *parser) newline() {
	if p.text[p.pos] == '\r' && p.pos+1 < len(p.text) && p.text[p.pos+1] == '\n' {
		p.pos++
	}
	p.pos++
}

// cell reads one cell and leaves pos at the separator, line ending or end after
// it.
func (p *parser) cell() (string, error) {
	if !p.done() && p.text[p.pos] == '"' {
		return p.quoted()
	}
	start := p.pos
	for !p.done() && !p.atEnd(p.pos) {
		p.pos++
	}
	return p.text[start:p.pos], nil
}

// atEnd reports whether a cell ends at i.
func (p *parser) atEnd(i int) bool {
	return i >= len(p.text) || p.text[i] == p.separator || p.text[i] == '\n' || p.text[i] == '\r'
}

func (p *parser) quoted() (string, error) {
	var b strings.Builder
	for p.pos++; !p.done(); p.pos++ {
		switch c := p.text[p.pos]; {
		case c == '"' && p.atEnd(p.pos+1):
			p.pos++
			return b.String(), nil
		case c == '"' && p.text[p.pos+1] == '"':
			p.pos++
			b.WriteByte('"')
		case c == '\r':
			if p.pos+1 == len(p.text) || p.text[p.pos+1] != '\n' {
				b.WriteByte('\n')
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", fault.New(fault.Invalid, "table.quote_open", "row", p.row)
}
