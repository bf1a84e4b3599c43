package reviewsheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancencheck/fault"
	"chancencheck/internal/instrumentfile"
	. "chancencheck/internal/reviewsheet"
)

const file = `# my questions
format: chancencheck-instrument/1
id: x
version: "1"
languages: [de, en]
title: {de: Alles, en: All}
scales: [{id: s, kind: text}]
fields:
  - id: f
    title: {de: Feld, en: Field}
    questions:
      - {id: q, scale: s, text: {de: "=Frage?", en: Question?}, help: {de: "Zeile\nzwei", en: Line}}
`

func texts(t testing.TB, data string) []instrumentfile.PlacedText {
	t.Helper()
	out, ps := instrumentfile.Texts([]byte(data), "x.yaml")
	if ps.HasErrors() {
		t.Fatal(ps)
	}
	return out
}

func sheet(t testing.TB, lang string, only ...string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, texts(t, file), lang, only...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSheetHoldsEveryText(t *testing.T) {
	t.Parallel()
	want := "\ufeffkennung;sprache;art;text;korrektur;kommentar;geprüft von;datum\r\n" +
		"instrument;de;title;Alles;;;;\r\nf;de;title;Feld;;;;\r\nq;de;text;'=Frage?;;;;\r\nq;de;help;\"Zeile\r\nzwei\";;;;\r\n"
	if got := sheet(t, "de", "de"); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if n := strings.Count(sheet(t, "en"), ";;;;\r\n"); n != 8 {
		t.Errorf("%d rows for two languages", n)
	}
}

func TestUnchangedSheetChangesNothing(t *testing.T) {
	t.Parallel()
	changes, notes, err := Read(strings.NewReader(sheet(t, "de")), texts(t, file))
	if err != nil || len(changes) > 0 || len(notes) > 0 {
		t.Errorf("changes %v, notes %v, error %v", changes, notes, err)
	}
}

func TestCorrectionsComeBack(t *testing.T) {
	t.Parallel()
	plain := sheet(t, "de")
	cases := []struct {
		name   string
		change func(string) string
		want   []string // row what id kind language
	}{
		{"correction", func(s string) string { return strings.Replace(s, "Feld;;", "Feld;Bereich;", 1) }, []string{"4 corrected f title de"}},
		{"comment alone", func(s string) string { return strings.Replace(s, "Feld;;;", "Feld;;unklar;", 1) }, []string{"4 comment f title de"}},
		{"correction equal to the text", func(s string) string { return strings.Replace(s, "Feld;;", "Feld;Feld;", 1) }, nil},
		{"row deleted", func(s string) string { return strings.Replace(s, "f;de;title;Feld;;;;\r\n", "", 1) }, []string{"0 row_deleted f title de"}},
		{"unknown id", func(s string) string { return strings.Replace(s, "f;de;title;Feld;;", "g;de;title;Feld;Bereich;", 1) },
			[]string{"4 unknown_id g title de", "0 row_deleted f title de"}},
		{"changed underneath", func(s string) string { return strings.Replace(s, "Feld;;", "Früher;Bereich;", 1) }, []string{"4 changed_underneath f title de"}},
		{"done already", func(s string) string { return strings.Replace(s, "Feld;;", "Früher;Feld;", 1) }, []string{"4 corrected f title de"}},
		{"two corrections", func(s string) string { return s + "f;de;title;Feld;A;;;\r\nf;de;title;Feld;B;;;\r\n" },
			[]string{"10 two_corrections f title de", "11 two_corrections f title de"}},
		{"the same twice", func(s string) string { return s + "f;de;title;Feld;A;;;\r\nf;de;title;Feld;A;;;\r\n" },
			[]string{"10 corrected f title de", "11 corrected f title de"}},
		{"one language only", func(string) string { return strings.Replace(sheet(t, "en", "en"), "Field;;", "Field;Area;", 1) }, []string{"3 corrected f title en"}},
		{"saved with commas and without mark", func(string) string {
			s := strings.TrimPrefix(strings.ReplaceAll(sheet(t, "en", "en"), ";", ","), "\ufeff")
			return strings.Replace(strings.ReplaceAll(s, "\r\n", "\n"), "Field,,", "Field,Area,", 1)
		}, []string{"3 corrected f title en"}},
		{"formula in a correction", func(s string) string { return strings.Replace(s, "'=Frage?;;", "'=Frage?;'=Neu?;", 1) }, []string{"6 corrected q text de"}},
	}
	for _, c := range cases {
		_, notes, err := Read(strings.NewReader(c.change(plain)), texts(t, file))
		var got []string
		for _, n := range notes {
			got = append(got, fmt.Sprintf("%d %s %s %s %s", n.Row, n.What, n.Path, n.Kind, n.Lang))
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v %q, want %q", c.name, err, got, c.want)
		}
	}
}

// The way there and back, as Excel saves it: the instrument has the new words
// and everything else as before.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	back := strings.Replace(sheet(t, "de"), "\"Zeile\r\nzwei\";;", "\"Zeile\nzwei\";Ein Satz.;", 1)
	changes, notes, err := Read(strings.NewReader(back), texts(t, file))
	if err != nil || len(changes) != 1 || len(notes) != 1 || notes[0].Kept() {
		t.Fatalf("%v, %v, %v", changes, notes, err)
	}
	changed, err := instrumentfile.Rewrite([]byte(file), "x.yaml", changes)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(file, `"Zeile\nzwei"`, `"Ein Satz."`, 1); string(changed) != want {
		t.Errorf("got\n%s", changed)
	}
}

func TestSheetsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for text, key := range map[string]string{"": "table.empty", "kennung;sprache;art;text\nq;de;text;x\n": "review.columns", "PK\x03\x04": "table.spreadsheet"} {
		_, _, err := Read(strings.NewReader(text), texts(t, file))
		var f *fault.Error
		if !errors.As(err, &f) || f.Key != key {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

// Whatever a spreadsheet makes of the sheet: every correction is either taken
// over or told, and the result is an instrument.
func FuzzRead(f *testing.F) {
	plain := sheet(f, "de")
	f.Add(plain)
	f.Add(strings.Replace(plain, "Feld;;", "Feld;Bereich;", 1))
	f.Add("kennung,sprache,art,text,korrektur\nf,de,title,Feld,\"a\nb\"\n")
	all := texts(f, file)
	f.Fuzz(func(t *testing.T, data string) {
		changes, notes, err := Read(strings.NewReader(data), all)
		if err != nil {
			return
		}
		for _, c := range changes {
			if !slices.ContainsFunc(notes, func(n Note) bool { return n.What == Corrected && n.Path == c.Text.Path && n.Correction == c.New }) {
				t.Errorf("%s is changed to %q without being told", c.Text.Path, c.New)
			}
		}
		if changed, err := instrumentfile.Rewrite([]byte(file), "x.yaml", changes); err == nil {
			if again := texts(t, string(changed)); len(again) != len(all) {
				t.Errorf("%d texts of %d are left", len(again), len(all))
			}
		}
	})
}
