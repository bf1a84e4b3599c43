package tabular_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"chancencheck/fault"
	"chancencheck/internal/tabular"
)

const umlauts = "id;name\n1;Straßen und Grünflächen\n2;„Haus für alle“\n"

// as encodes text.
func as(t *testing.T, e encoding.Encoding, text string) string {
	t.Helper()
	s, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func read(t *testing.T, text string) *tabular.Table {
	t.Helper()
	table, err := tabular.Read(strings.NewReader(text), tabular.Upload)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return table
}

func TestReadsEveryEncoding(t *testing.T) {
	t.Parallel()
	want := read(t, umlauts).Rows
	for name, text := range map[string]string{
		"UTF-8":              umlauts,
		"UTF-8 with mark":    "\ufeff" + umlauts,
		"UTF-16 little, BOM": as(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), umlauts),
		"UTF-16 big, BOM":    as(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), umlauts),
		"UTF-16 little":      as(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), umlauts),
		"UTF-16 big":         as(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), umlauts),
		"Windows-1252":       as(t, charmap.Windows1252, umlauts),
	} {
		table := read(t, text)
		if diff := cmp.Diff(want, table.Rows); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if !strings.HasPrefix(name, table.Encoding) {
			t.Errorf("%s recognised as %s", name, table.Encoding)
		}
	}
}

func TestReadsEverySeparatorAndLineEnding(t *testing.T) {
	t.Parallel()
	rows := []tabular.Row{{2, []string{"1", "a, b; c\td | e"}}, {3, []string{"2", "x"}}}
	for _, separator := range []string{";", ",", "\t", "|"} {
		for _, ending := range []string{"\n", "\r\n", "\r"} {
			text := strings.Join([]string{"id" + separator + "name", "1" + separator + `"a, b; c` + "\t" + `d | e"`, "2" + separator + "x"}, ending)
			table := read(t, text)
			if diff := cmp.Diff(rows, table.Rows); diff != "" {
				t.Errorf("%q: %s", text, diff)
			}
			if string(table.Separator) != separator {
				t.Errorf("%q: separator %q", text, table.Separator)
			}
		}
	}
}

func TestRowsCountAsTheSpreadsheetDoes(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		header     int
		want       []tabular.Row
	}{
		{"break in a cell", "id,name\n1,\"two\r\nlines\"\n2,x\n", 1, []tabular.Row{{2, []string{"1", "two\nlines"}}, {3, []string{"2", "x"}}}},
		{"empty rows", "\n\nid,name\n,\n 1 , x \n\n", 3, []tabular.Row{{5, []string{"1", "x"}}}},
		{"Excel's separator line", "sep=,\r\nid,a;b;c\r\n1,x\r\n", 1, []tabular.Row{{2, []string{"1", "x"}}}},
		{"short and long rows", "a;b\n1\n1;2;3", 1, []tabular.Row{{2, []string{"1"}}, {3, []string{"1", "2", "3"}}}},
		{"quotes inside", "a;b\nHaus \"Sonne\";\"Haus \"Mond\" am Bach\"\n", 1, []tabular.Row{{2, []string{`Haus "Sonne"`, `Haus "Mond" am Bach`}}}},
		{"doubled quotes", "a;b\n\"\"\"x\"\"\";\"\"\n", 1, []tabular.Row{{2, []string{`"x"`, ""}}}},
		{"control characters", "a;b\n\vx\x01y;\u00a0z\n", 1, []tabular.Row{{2, []string{"x y", "z"}}}},
		{"escaped formula", "a\n'=1+1\n''=x\n'quoted'\n", 1, []tabular.Row{{2, []string{"=1+1"}}, {3, []string{"'=x"}}, {4, []string{"'quoted'"}}}},
	}
	for _, c := range cases {
		table := read(t, c.text)
		if diff := cmp.Diff(c.want, table.Rows); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if table.Header.Number != c.header {
			t.Errorf("%s: header in row %d", c.name, table.Header.Number)
		}
	}
}

func TestRefusesWithAReason(t *testing.T) {
	t.Parallel()
	limit := tabular.Limit{Bytes: 1 << 20, Rows: 2}
	for name, c := range map[string]struct{ text, want string }{
		"empty":          {"", "table.empty"},
		"only blanks":    {" ;; \n\n;", "table.empty"},
		"open quote":     {"a;b\n1;x\n2;\"y\nz;", "table.quote_open row=3"},
		"Excel":          {"PK\x03\x04rest", "table.spreadsheet"},
		"old Excel":      {"\xd0\xcf\x11\xe0rest", "table.spreadsheet"},
		"binary":         {"a\x00\x01\x00\x00b", "table.not_text"},
		"too many rows":  {"a\n1\n2\n3\n", "table.too_many_rows most=2"},
		"too many cells": {"a\n" + strings.Repeat(";", 1000), "table.too_many_columns row=2 most=1000"},
	} {
		_, err := tabular.Read(strings.NewReader(c.text), limit)
		var f *fault.Error
		if !errors.As(err, &f) || f.Error() != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

// endless yields n bytes and counts how many were taken.
type endless struct{ left, taken int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.left)
	for i := range p[:n] {
		p[i] = "1;x\n"[i%4]
	}
	e.left -= n
	e.taken += n
	return int(n), nil
}

func TestStopsReadingAtTheLimit(t *testing.T) {
	t.Parallel()
	upload := &endless{left: 100 << 20}
	_, err := tabular.Read(upload, tabular.Upload)
	if !errors.Is(err, fault.New(fault.Invalid, "table.too_big")) {
		t.Errorf("got %v", err)
	}
	if upload.taken > 11<<20 {
		t.Errorf("read %d MB of an upload that is too big", upload.taken>>20)
	}
}

func TestABrokenUploadIsNotAFault(t *testing.T) {
	t.Parallel()
	_, err := tabular.Read(io.MultiReader(strings.NewReader("a;b\n"), broken{}), tabular.Upload)
	if !errors.Is(err, io.ErrUnexpectedEOF) || fault.KindOf(err) != fault.Internal {
		t.Errorf("got %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestLocate(t *testing.T) {
	t.Parallel()
	table := read(t, "Übergeordnete_Einheit;NAME ;Kennung*;Farbe;;name\n1;2;3;4;5;6\n")
	got := table.Locate([]tabular.Column{
		{Name: "id", Aliases: []string{"Kennung"}, Required: true},
		{Name: "parent", Aliases: []string{"uebergeordnete Einheit"}},
		{Name: "name", Required: true},
		{Name: "level", Required: true}, {Name: "short"},
	})
	want := tabular.Place{
		At:      map[string]int{"id": 2, "parent": 0, "name": 1},
		Missing: []string{"level"}, Twice: []string{"name"}, Unknown: []string{"Farbe"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	row := table.Rows[0]
	if row.Cell(got.At["id"]) != "3" || row.Cell(-1) != "" || row.Cell(9) != "" {
		t.Error("cells are not where Locate says")
	}
}
