package instrumentfile_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"chancencheck/instrument"
	"chancencheck/internal/instrumentfile"
)

const samples = "../../testdata/instruments/format/"

var sampleNames = []string{"minimal.yaml", "full.yaml", "human-development.yaml"}

func TestSamplesHaveNoProblems(t *testing.T) {
	t.Parallel()
	for _, name := range sampleNames {
		if ps := instrumentfile.Lint(samples + name); len(ps) > 0 {
			t.Errorf("%s:\n%v", name, ps)
		}
	}
}

func TestFullExampleIsReadCompletely(t *testing.T) {
	t.Parallel()
	ins, err := instrumentfile.Load(samples + "full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rule := ins.Question("rule")
	checks := map[string]bool{
		"text of the source language": textIn(rule.Text, "de") == "Gibt es eine Regel?",
		"other language":              textIn(rule.Text, "en") == "Is there a rule?",
		"exact points":                ins.Scale("fact").Option("partly").Points == instrument.MustNumber("100/3"),
		"null is not scored":          !ins.Scale("situation").Option("unknown").Points.IsSet(),
		"points of the question":      rule.PointsOf("2") == instrument.MustNumber("4"),
		"weight":                      rule.Weight == instrument.MustNumber("1.5"),
		"scored by default":           rule.Scored && ins.Question("improving").Scored,
		"scored: false":               !ins.Question("rule-used").Scored,
		"text is never scored":        !ins.Question("note").Scored && !ins.Question("who").Scored,
		"one condition":               len(ins.Question("rule-used").When) == 1,
		"two conditions":              len(ins.Question("channels-open").When) == 2,
		"fact asks for more":          ins.Scale("fact").NeedForAction && ins.Scale("fact").Reference,
		"number":                      ins.Scale("days").Clamp && ins.Scale("days").Step.String() == "0.5",
		"states":                      ins.Offers(instrument.NobodyKnows),
		"format":                      ins.DefaultFormat().ID == "long" && ins.DefaultFormat().Minutes == 90,
		"guide":                       strings.HasPrefix(ins.Guides["en"], "# Guide"),
		"variant":                     len(ins.Questions("", "internal")) == len(ins.Questions("", ""))-1,
		"replacement":                 ins.Field(ins.Question("channels-internal")).ID == "reach",
		"situations":                  len(ins.DefaultSituations("counter")) == 2,
		"bands":                       len(ins.Node("reach").Bands) == 2 && len(ins.Bands) == 1,
		"rules":                       ins.Score.TotalID == "overall" && len(ins.Score.Groups) == 1,
		"rule of a node":              ins.Node("reach").Score.Cap == instrument.MustNumber("100"),
		"rule of a question":          ins.Question("waiting").Score.Bounds != nil,
		"suggestions":                 len(instrument.SuggestionsFor(rule, instrument.MustNumber("1.5"))) == 2,
	}
	for what, ok := range checks {
		if !ok {
			t.Errorf("%s: read wrongly", what)
		}
	}
}

func textIn(t instrument.Text, lang string) string {
	s, _ := t.In(lang)
	return s
}

func TestLoadTellsMistakesFromMissingFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.yaml")
	if err := os.WriteFile(bad, []byte("id: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var ps instrumentfile.Problems
	if _, err := instrumentfile.Load(bad); !errors.As(err, &ps) || len(ps) < 3 {
		t.Errorf("mistakes: %v", err)
	}
	if _, err := instrumentfile.Load(filepath.Join(dir, "none.yaml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	if ps := instrumentfile.Lint(filepath.Join(dir, "none.yaml")); !ps.HasErrors() || !strings.Contains(ps.Error(), "none.yaml") {
		t.Errorf("lint of a missing file: %v", ps)
	}
}

func TestGuidesAreFoundBesideTheFile(t *testing.T) {
	t.Parallel()
	minimal, err := os.ReadFile(samples + "minimal.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(minimal), "languages: [en]", "languages: [en, de]\nguide: handbook\nsources: sources.md", 1)
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	all := fstest.MapFS{"lib/x/i.yaml": file(text), "lib/x/handbook.en.md": file("# H"), "lib/x/handbook.de.md": file("# A"), "lib/x/sources.md": file("S")}
	ins, err := instrumentfile.LoadFS(all, "lib/x/i.yaml")
	if err != nil || ins.Guides["de"] != "# A" || ins.Guides["en"] != "# H" {
		t.Fatalf("guides: %v", err)
	}
	cases := []struct {
		gone, mention string
		broken        bool
	}{
		{"lib/x/handbook.en.md", "handbook.en.md", true},
		{"lib/x/handbook.de.md", "handbook.de.md", false},
		{"lib/x/sources.md", "sources.md", true},
	}
	for _, c := range cases {
		some := fstest.MapFS{}
		for name, f := range all {
			if name != c.gone {
				some[name] = f
			}
		}
		ps := instrumentfile.LintFS(some, "lib/x/i.yaml")
		if ps.HasErrors() != c.broken || !strings.Contains(ps.Error(), c.mention) {
			t.Errorf("without %s: %v", c.gone, ps)
		}
		if _, err := instrumentfile.LoadFS(some, "lib/x/i.yaml"); (err != nil) != c.broken {
			t.Errorf("without %s: load gives %v", c.gone, err)
		}
	}
}

func TestJSONFromOtherProgramsIsRead(t *testing.T) {
	t.Parallel()
	text := "{\"format\":\"chancencheck-instrument/1\",\n\t\"id\": \"x\", \"version\": 1.0, \"languages\": [\"de\"],\r\n" +
		"\t\"title\": \"Smile \\ud83d\\ude00, back\\\\ud83d\\\\ude00slash, a\\/b \\u00e4\",\n" +
		`"scales":[{"id":"s","kind":"text"}],"fields":[{"id":"f","title":"F","questions":[{"id":"q","text":"T","scale":"s"}]}]}`
	ins, ps := instrumentfile.Parse([]byte(text), "x.json")
	if ins == nil {
		t.Fatal(ps)
	}
	if got, want := textIn(ins.Title, "de"), `Smile 😀, back\ud83d\ude00slash, a/b ä`; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
	if ins.Version != "1.0" {
		t.Errorf("version %q", ins.Version)
	}
}

func TestWindowsFilesAreRead(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(samples + "full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := instrumentfile.Parse(b, "f")
	windows := append([]byte("\xef\xbb\xbf"), bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))...)
	ins, ps := instrumentfile.Parse(windows, "f")
	if ins == nil || ins.Hash() != plain.Hash() {
		t.Errorf("byte order mark and CRLF change the instrument: %v", ps)
	}
}

func TestEncodingByEnding(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]instrumentfile.Encoding{"a.yaml": "yaml", "a.YML": "yaml", "b/c.json": "json"} {
		if got, err := instrumentfile.EncodingOf(name); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := instrumentfile.EncodingOf("a.xlsx"); err == nil {
		t.Error("an unknown ending is accepted")
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range sampleNames {
		b, err := os.ReadFile(samples + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("a: &x [1]\nb: *x\n"))
	f.Add([]byte(`{"format":"chancencheck-instrument/1","id":"\ud83d\ude00"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		ins, ps := instrumentfile.Parse(data, "fuzz")
		if (ins == nil) != ps.HasErrors() {
			t.Fatalf("instrument %v with problems %v", ins != nil, ps)
		}
		for _, p := range ps {
			if m := p.Message("de"); strings.Contains(m, "%!(") && !bytes.Contains(data, []byte("%!(")) {
				t.Errorf("message %q", m)
			}
		}
		if ins == nil {
			return
		}
		for _, enc := range []instrumentfile.Encoding{instrumentfile.YAML, instrumentfile.JSON} {
			roundTrip(t, ins, enc)
		}
	})
}
