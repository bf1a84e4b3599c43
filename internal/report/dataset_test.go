package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"chancencheck/internal/report"
)

func figures() *report.Dataset {
	return &report.Dataset{Name: "stand", Title: "Stand je Feld: Herbst/2026", Lang: "de", Made: made,
		Meta:    []report.KeyValue{report.KV("Quelle", "Runde Herbst 2026")},
		Columns: []report.Column{{Name: "field", Title: "Feld", Description: "Feld des Instruments"}, {Name: "value", Title: "Stand", Description: "0 bis 100"}, {Name: "share", Title: "Anteil"}},
		Rows: [][]report.Value{
			{report.Str("Sprache; \"Ä\""), report.Num(62.25, 1), report.Int(-3)},
			{report.Str("=HYPERLINK(\"x\")"), report.Withheld("zu wenige Antworten"), report.Empty()},
			{report.Str("-5")},
			{report.Num(math.NaN(), 1), report.Num(math.Inf(1), 0)},
		}}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		options report.CSVOptions
		want    string
	}{
		{"German", report.CSVGerman, "Feld;Stand;Anteil\r\n\"Sprache; \"\"Ä\"\"\";62,3;-3\r\n\"'=HYPERLINK(\"\"x\"\")\";zu wenige Antworten;\r\n'-5;;\r\n;;\r\n"},
		{"plain", report.CSVPlain, "field,value,share\r\n\"Sprache; \"\"Ä\"\"\",62.3,-3\r\n\"'=HYPERLINK(\"\"x\"\")\",zu wenige Antworten,\r\n'-5,,\r\n,,\r\n"},
	}
	for _, c := range cases {
		var b bytes.Buffer
		if err := report.CSV(&b, figures(), c.options); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("\ufeff"+c.want, b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// No text becomes a formula, and what comes back is the text without what no
// document can carry.
func TestTextsNeverRun(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ \t\n\x{00a0}\x{200b}]{0,3}[=+@\-＝]?[a-z"';,]{0,5}`)).Draw(t, "text")
		d := &report.Dataset{Columns: []report.Column{{Name: "a", Title: s}, {Name: "b"}}, Rows: [][]report.Value{{report.Str(s), report.Int(1)}}}
		var b bytes.Buffer
		if err := report.CSV(&b, d, report.CSVGerman); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows: %v", len(rows), err)
		}
		for _, row := range rows {
			first := strings.TrimLeft(row[0], " \t\n\u00a0\u200b\ufeff")
			if strings.HasPrefix(row[0], "\t") || first != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(first)[0]) {
				t.Fatalf("cell %q runs", row[0])
			}
		}
	})
}

func TestJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := report.JSON(&b, figures()); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"name": "stand", "title": "Stand je Feld: Herbst/2026", "language": "de", "made": "2026-11-22T10:00:00Z",
		"meta": []any{map[string]any{"key": "Quelle", "value": "Runde Herbst 2026"}},
		"columns": []any{map[string]any{"name": "field", "title": "Feld", "description": "Feld des Instruments"},
			map[string]any{"name": "value", "title": "Stand", "description": "0 bis 100"}, map[string]any{"name": "share", "title": "Anteil"}},
		"rows": []any{map[string]any{"field": `Sprache; "Ä"`, "value": 62.3, "share": -3.0},
			map[string]any{"field": `=HYPERLINK("x")`, "value": nil, "share": nil, "withheld": map[string]any{"value": "zu wenige Antworten"}},
			map[string]any{"field": "-5", "value": nil, "share": nil}, map[string]any{"field": nil, "value": nil, "share": nil}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestJSONRefusesAColumnCalledWithheld(t *testing.T) {
	t.Parallel()
	d := &report.Dataset{Columns: []report.Column{{Name: "withheld"}}}
	if err := report.JSON(&bytes.Buffer{}, d); err == nil {
		t.Error("a column may hide the reasons")
	}
}

func TestXLSX(t *testing.T) {
	t.Parallel()
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := report.XLSX(w, figures().Workbook("Hinweise")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two files of one workbook differ")
	}
	f, err := excelize.OpenReader(&a)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if diff := cmp.Diff([]string{"Stand je Feld  Herbst 2026", "Hinweise"}, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	rows, err := f.GetRows("Stand je Feld  Herbst 2026")
	want := [][]string{{"Feld", "Stand", "Anteil"}, {`Sprache; "Ä"`, "62.3", "-3"}, {`'=HYPERLINK("x")`, "zu wenige Antworten"}, {"'-5"}}
	if diff := cmp.Diff(want, rows); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if raw, _ := f.GetCellValue("Stand je Feld  Herbst 2026", "B2", excelize.Options{RawCellValue: true}); raw != "62.3" {
		t.Errorf("the cell holds %s", raw)
	}
	if panes, err := f.GetPanes("Stand je Feld  Herbst 2026"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("header is not fixed: %+v %v", panes, err)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Title != "Stand je Feld: Herbst/2026" || props.Language != "de" || props.Created != "2026-11-22T10:00:00Z" {
		t.Errorf("properties %+v %v", props, err)
	}
	notes, _ := f.GetRows("Hinweise")
	if diff := cmp.Diff([]string{"Stand", "0 bis 100"}, notes[3]); diff != "" {
		t.Error(diff)
	}
}

// Any names and texts make a workbook that opens with as many sheets.
func TestXLSXTakesAnyText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name, cell := rapid.String().Draw(t, "name"), rapid.String().Draw(t, "cell")
		s := report.Sheet{Name: name, Columns: []report.Column{{Title: cell}}, Rows: [][]report.Value{{report.Str(cell)}}}
		var b bytes.Buffer
		if err := report.XLSX(&b, &report.Workbook{Title: cell, Lang: "ar", Sheets: []report.Sheet{s, s, {Name: strings.Repeat(name, 40)}}}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if n := len(f.GetSheetList()); n != 3 {
			t.Fatalf("%d sheets", n)
		}
	})
}

func TestXLSXLongText(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	d := &report.Dataset{Title: "T", Columns: []report.Column{{Title: "A"}}, Rows: [][]report.Value{{report.Str(strings.Repeat("😀", 20_000))}}}
	if err := report.XLSX(&b, d.Workbook("")); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if v, _ := f.GetCellValue("T", "A2"); v != strings.Repeat("😀", 16_383) {
		t.Errorf("%d bytes of a long text are left", len(v))
	}
}
