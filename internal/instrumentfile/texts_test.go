package instrumentfile

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

const spellings = `# kept
format: chancencheck-instrument/1
id: x
version: "1"
languages: [de, en]
title: {de: Alles, en: "All \"quoted\" of it"}   # kept too
scales:
  - {id: s, kind: levels, levels: [{id: "0", label: {de: Nein, en: 'No ''n'''}}, {id: "1", label: Ja}]}

fields:
  - id: f
    title:
      de: >-
        Gefaltet
        in zwei Zeilen

      en: |
        Literal
          indented
    # kept as well
    questions:
      - id: q
        text: Ohne Zeichen
          über zwei Zeilen
        help: "Hilfe"
        scale: s
        suggestions:
          - {kind: now, text: Erstens}
          - {kind: now, text: Zweitens}
    bands: [{from: 0, title: Unten}]
`

func TestTextsAreFoundWithTheirPaths(t *testing.T) {
	t.Parallel()
	texts, ps := Texts([]byte(spellings), "x.yaml")
	if ps.HasErrors() {
		t.Fatal(ps)
	}
	var got []string
	for _, x := range texts {
		got = append(got, x.Path+" "+x.Kind+" "+x.Lang+" "+x.Value)
	}
	want := []string{"instrument title de Alles", `instrument title en All "quoted" of it`, "scale/s/0 label de Nein", "scale/s/0 label en No 'n'",
		"scale/s/1 label de Ja", "f title de Gefaltet in zwei Zeilen", "f title en Literal\n  indented\n", "q text de Ohne Zeichen über zwei Zeilen",
		"q help de Hilfe", "q/now text de Erstens", "q/now-2 text de Zweitens", "f/band-0 title de Unten"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Texts can be replaced alone, whatever their spelling; nothing else changes.
func TestRewriteChangesOneTextAndNothingElse(t *testing.T) {
	t.Parallel()
	files := map[string][]byte{"spellings.yaml": []byte(spellings), "full.yaml": []byte(sample(t, full))}
	ins, _ := Parse(files["full.yaml"], "full.yaml")
	var asJSON bytes.Buffer
	if err := Write(&asJSON, ins, JSON); err != nil {
		t.Fatal(err)
	}
	files["full.json"] = asJSON.Bytes()
	for name, data := range files {
		texts, ps := Texts(data, name)
		if len(texts) == 0 {
			t.Fatalf("%s: %v", name, ps)
		}
		step := 1 + len(texts)/20
		for i := 0; i < len(texts); i += step {
			x := texts[i]
			changed, err := Rewrite(data, name, []Change{{x, "neu \"in\" Zeichen:\n# zwei"}})
			if err != nil {
				t.Errorf("%s, %s: %v", name, x.Path, err)
				continue
			}
			after, _ := Texts(changed, name)
			if len(after) != len(texts) {
				t.Fatalf("%s: changing %s %s leaves %d texts of %d", name, x.Path, x.Kind, len(after), len(texts))
			}
			for j := range texts {
				want := texts[j].Value
				if i == j {
					want = "neu \"in\" Zeichen:\n# zwei"
				}
				if after[j].Value != want {
					t.Errorf("%s: changing %s %s makes %s %s %q, want %q", name, x.Path, x.Kind, texts[j].Path, texts[j].Kind, after[j].Value, want)
				}
			}
		}
	}
}

func TestRewriteKeepsComments(t *testing.T) {
	t.Parallel()
	texts, _ := Texts([]byte(spellings), "x.yaml")
	var all []Change
	for _, x := range texts {
		all = append(all, Change{x, x.Value + "!"})
	}
	changed, err := Rewrite([]byte(spellings), "x.yaml", all)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(changed), "# kept") != 3 || strings.Count(string(changed), "!\"") != len(texts) {
		t.Errorf("%s", changed)
	}
}

func TestRewriteRefusesWhatWouldBeNoInstrument(t *testing.T) {
	t.Parallel()
	texts, _ := Texts([]byte(spellings), "x.yaml")
	var ps Problems
	if _, err := Rewrite([]byte(spellings), "x.yaml", []Change{{texts[0], "a\x07b"}}); !errors.As(err, &ps) {
		t.Errorf("a control character is written: %v", err)
	}
}

func TestPlaceOfWords(t *testing.T) {
	t.Parallel()
	texts, _ := Texts([]byte(spellings), "x.yaml")
	for _, c := range []struct {
		text         int
		words        string
		line, column int
	}{{0, "Alles", 6, 13}, {5, "zwei Zeilen", 15, 12}, {7, "über", 24, 11}, {8, "Hilfe", 25, 16}, {1, "quoted\" of", 6, 30}} {
		x := texts[c.text]
		line, column := PlaceOf([]byte(spellings), x, max(0, strings.Index(x.Value, c.words)), c.words)
		if c.text != 1 && (line != c.line || column != c.column) || line != c.line && c.text == 1 {
			t.Errorf("%q is at %d:%d, want %d:%d", c.words, line, column, c.line, c.column)
		}
	}
}

func FuzzRewrite(f *testing.F) {
	f.Add([]byte(spellings), "neu", 3)
	f.Add([]byte("format: chancencheck-instrument/1\nid: a\nversion: 1\nlanguages: [de]\ntitle: a b\nscales: [{id: s, kind: text}]\nfields: [{id: f, title: T, questions: [{id: q, scale: s, text: 'x'}]}]"), "'", 1)
	f.Fuzz(func(t *testing.T, data []byte, words string, which int) {
		texts, _ := Texts(data, "f.yaml")
		if len(texts) == 0 {
			return
		}
		which = (which%len(texts) + len(texts)) % len(texts)
		changed, err := Rewrite(data, "f.yaml", []Change{{texts[which], words}})
		if err != nil {
			return
		}
		after, _ := Texts(changed, "f.yaml")
		if len(after) != len(texts) || !sameText(after[which].Value, words) {
			t.Errorf("%q became %q", words, after[which].Value)
		}
	})
}

// sameText compares what YAML reads back; line ends are made one kind.
func sameText(a, b string) bool {
	fold := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\ufffd", "").Replace
	return fold(a) == fold(strings.ToValidUTF8(b, "\ufffd"))
}
