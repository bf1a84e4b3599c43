package tabular_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancencheck/internal/tabular"
)

func TestIsFormula(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]bool{
		"": false, "x": false, "a=b": false, "-5": false, "+3,5": false, "1.234": false, "'=x": false,
		"=1": true, "=SUM(A1)": true, " \t=x": true, "+49 621 504": true, "-x": true, "@cmd": true, "-": true,
		"＝1": true, "-5+cmd|' /C calc'!A0": true,
	} {
		if got := tabular.IsFormula(cell); got != want {
			t.Errorf("%q: %v", cell, got)
		}
	}
}

func TestWriteIsHarmlessAndReadableByExcel(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	rows := [][]string{{"id", "name"}, {"1", `=HYPERLINK("x")`}, {"-2", "a;b"}}
	if err := tabular.Write(&b, rows, tabular.Format{BOM: true}); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffid;name\r\n1;\"'=HYPERLINK(\"\"x\"\")\"\r\n-2;\"a;b\"\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	cell := rapid.OneOf(
		rapid.StringMatching(`[a-zäöüß '"=+@;,\-\t\n|]{0,8}`).Filter(func(s string) bool { return strings.TrimSpace(s) == s }),
		rapid.SampledFrom([]string{"=1", "''=x", "-5", "zwei\nZeilen", "„ßÄ“", "م"}))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		rows := [][]string{make([]string, width)}
		for i := range rows[0] {
			rows[0][i] = "column"
		}
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, width, width).Draw(t, "row")
			row[0] = "x" + row[0] // a row without content is none
			rows = append(rows, row)
		}
		format := tabular.Format{
			Separator: rapid.SampledFrom([]rune{0, ';', ',', '\t', '|'}).Draw(t, "separator"), BOM: rapid.Bool().Draw(t, "BOM"),
		}
		var b bytes.Buffer
		if err := tabular.Write(&b, rows, format); err != nil {
			t.Fatal(err)
		}
		table, err := tabular.Read(&b, tabular.Upload)
		if err != nil {
			t.Fatal(err)
		}
		got := [][]string{table.Header.Cells}
		for _, r := range table.Rows {
			got = append(got, r.Cells)
		}
		if diff := cmp.Diff(rows, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// FuzzRead looks for files that make the reader panic, lose its place, or hand
// out cells that are not tidy.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{umlauts, "a,b\n\"1\n", "\xff\xfea\x00", "sep=;\n", "\"\"\"", "a\r\r\nb", "'=x;'\n\x00", "ä;\xe4"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := tabular.Read(bytes.NewReader(data), tabular.Limit{Bytes: 1 << 16, Rows: 100})
		if err != nil {
			return
		}
		last := table.Header.Number
		for _, r := range table.Rows {
			if r.Number <= last || len(r.Cells) == 0 {
				t.Fatalf("row %d with %d cells after row %d", r.Number, len(r.Cells), last)
			}
			last = r.Number
			for _, c := range r.Cells {
				if c != strings.TrimSpace(c) || strings.Contains(c, "\x00") {
					t.Fatalf("untidy cell %q", c)
				}
			}
		}
	})
}

// FuzzSameAsStandardReader compares with encoding/csv on what that accepts as
// strictly well-formed.
func FuzzSameAsStandardReader(f *testing.F) {
	f.Add("a;b\n1;\"x;\"\"y\"\"\"\n")
	f.Add("a;b\r\n\r\n1;2\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		text = "a;b\n" + text
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord = ';', -1
		want, err := r.ReadAll()
		if err != nil || strings.ContainsAny(strings.ReplaceAll(text, "\r\n", "\n"), "\x00\r'\ufeff") {
			return // not strictly well-formed
		}
		table, err := tabular.Read(strings.NewReader(text), tabular.Limit{})
		if err != nil || table.Encoding != "UTF-8" {
			return
		}
		var cells []string
		for _, row := range want[1:] {
			for _, c := range row {
				cells = append(cells, strings.Join(strings.FieldsFunc(c, func(r rune) bool { return r < ' ' || r > '~' }), ""))
			}
		}
		var got []string
		for _, row := range table.Rows {
			for _, c := range row.Cells {
				got = append(got, strings.Join(strings.FieldsFunc(c, func(r rune) bool { return r < ' ' || r > '~' }), ""))
			}
		}
		squeeze := func(s []string) string { return strings.ReplaceAll(strings.Join(s, ""), " ", "") }
		if squeeze(got) != squeeze(cells) {
			t.Fatalf("%q: got %q, want %q", text, got, cells)
		}
	})
}
