package report

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// CSVOptions says how a CSV is written.
type CSVOptions struct {
	// Separator is ',' or ';'.
	Separator rune
	// DecimalComma writes 3,5 instead of 3.5.
	DecimalComma bool
	// Names puts field names instead of titles into the first row.
	Names bool
}

var (
	// CSVGerman opens with a double click in a German spreadsheet.
	CSVGerman = CSVOptions{Separator: ';', DecimalComma: true}
	// CSVPlain is for programs: commas, points, field names (RFC 4180).
	CSVPlain = CSVOptions{Separator: ',', Names: true}
)

// CSV writes the data set as UTF-8 with a byte order mark and CRLF line ends.
// Texts that a spreadsheet would run as a formula get a leading apostrophe;
// numbers never do.
func CSV(w io.Writer, d *Dataset, o CSVOptions) error {
	b := bufio.NewWriter(w)
	if _, err := b.WriteString("\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(b)
	c.Comma, c.UseCRLF = o.Separator, true
	record := make([]string, len(d.Columns))
	for i, col := range d.Columns {
		record[i] = guarded(col.Title)
		if o.Names {
			record[i] = guarded(col.Name)
		}
	}
	if err := c.Write(record); err != nil {
		return fmt.Errorf("write %s as CSV: %w", d.Name, err)
	}
	for _, row := range d.Rows {
		for i := range record {
			record[i] = cellOf(row, i).csv(o.DecimalComma)
		}
		if err := c.Write(record); err != nil {
			return fmt.Errorf("write %s as CSV: %w", d.Name, err)
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return b.Flush()
}

// cellOf returns a row's value, empty where the row is short.
func cellOf(row []Value, i int) Value {
	if i < len(row) {
		return row[i]
	}
	return Value{}
}

func (v Value) csv(decimalComma bool) string {
	switch v.kind {
	case number:
		s := v.decimal()
		if decimalComma {
			s = strings.Replace(s, ".", ",", 1)
		}
		return s
	case empty:
		return ""
	}
	return guarded(v.text)
}

// decimal returns a number with its digits; what is not a number is empty.
func (v Value) decimal() string {
	if math.IsNaN(v.number) || math.IsInf(v.number, 0) {
		return ""
	}
	return strconv.FormatFloat(v.number, 'f', v.digits, 64)
}

// guarded puts an apostrophe before text a spreadsheet would run. Programs
// skip leading white space and control characters, so the first visible
// character decides; full-width signs count, too.
func guarded(s string) string {
	s = clean(s)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \t\n\u00a0\u200b\ufeff"))
	if strings.ContainsRune("=+-@＝＋－＠", first) || strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\n") {
		return "'" + s
	}
	return s
}

// JSON writes the data set as one object:
//
//	{"name": "…", "title": "…", "language": "de", "made": "2026-11-22T10:00:00Z",
//	 "meta": [{"key": "…", "value": "…"}],
//	 "columns": [{"name": "…", "title": "…", "description": "…"}],
//	 "rows": [{"field": "…", "value": 62, "withheld": {"share": "zu wenige Antworten"}}]}
//
// A row has one member per column, named as the column: text, number or null.
// A value that may not be shown is null, and the row's member "withheld" gives
// the reason by column; no column may be called "withheld".
func JSON(w io.Writer, d *Dataset) error {
	out := jsonDataset{Name: d.Name, Title: clean(d.Title), Language: d.Lang, Made: fileTime(d.Made).Format(time.RFC3339),
		Meta: []jsonMeta{}, Columns: []jsonColumn{}, Rows: []json.RawMessage{}}
	for _, m := range d.Meta {
		out.Meta = append(out.Meta, jsonMeta{clean(m.Key), m.Value.String()})
	}
	for _, c := range d.Columns {
		if c.Name == "withheld" {
			return fmt.Errorf("write %s as JSON: a column may not be called %q", d.Name, c.Name)
		}
		out.Columns = append(out.Columns, jsonColumn{c.Name, clean(c.Title), clean(c.Description)})
	}
	for _, row := range d.Rows {
		out.Rows = append(out.Rows, d.jsonRow(row))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("write %s as JSON: %w", d.Name, err)
	}
	return nil
}

type jsonDataset struct {
	Name     string            `json:"name"`
	Title    string            `json:"title"`
	Language string            `json:"language"`
	Made     string            `json:"made"`
	Meta     []jsonMeta        `json:"meta"`
	Columns  []jsonColumn      `json:"columns"`
	Rows     []json.RawMessage `json:"rows"`
}

type jsonMeta struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type jsonColumn struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
}

// jsonRow keeps the order of the columns, which a map would lose.
func (d *Dataset) jsonRow(row []Value) json.RawMessage {
	var b, reasons strings.Builder
	b.WriteByte('{')
	for i, c := range d.Columns {
		v := cellOf(row, i)
		member(&b, c.Name, v.json())
		if v.kind == withheld {
			member(&reasons, c.Name, quoted(v.text))
		}
	}
	if reasons.Len() > 0 {
		member(&b, "withheld", "{"+reasons.String()+"}")
	}
	b.WriteByte('}')
	return json.RawMessage(b.String())
}

func member(b *strings.Builder, name, value string) {
	if s := b.String(); s != "" && s != "{" {
		b.WriteByte(',')
	}
	b.WriteString(quoted(name) + ":" + value)
}

func (v Value) json() string {
	switch v.kind {
	case text:
		return quoted(v.text)
	case number:
		if s := v.decimal(); s != "" {
			return s
		}
	}
	return "null"
}

func quoted(s string) string {
	b, _ := json.Marshal(clean(s)) // a string can always be marshalled
	return string(b)
}
