package exchange

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancencheck/fault"
	"chancencheck/internal/i18n"
)

func TestMessageSaysWhereAndWhat(t *testing.T) {
	t.Parallel()
	p := Problem{File: "units.csv", Row: 5, Column: "Ebene", Value: "Amt", Key: "unit.level_unknown",
		Args: []fault.Arg{{Name: "known", Value: "Dezernat, Bereich"}}}
	for lang, want := range map[string]string{
		"de":       "units.csv, Zeile 5, Spalte „Ebene“, „Amt“: Diese Ebene gibt es hier nicht. Möglich sind: Dezernat, Bereich.",
		"de-leich": "units.csv, Zeile 5, Spalte „Ebene“, „Amt“: Diese Ebene gibt es hier nicht. Möglich sind: Dezernat, Bereich.",
		"en":       "units.csv, row 5, column “Ebene”, “Amt”: This level does not exist here. Possible are: Dezernat, Bereich.",
	} {
		if got := p.Message(lang); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
	whole := Problem{File: "u.csv", Key: "table.too_big", Args: []fault.Arg{{Name: "megabytes", Value: int64(10)}}}
	if got := whole.Message("en"); !strings.HasPrefix(got, "u.csv: The file is larger than 10 MB.") {
		t.Error(got)
	}
	long := Problem{File: "u.csv", Row: 2, Column: "name", Value: strings.Repeat("ü\n", 100), Key: "cell.number"}
	if got := long.Message("de"); strings.Contains(got, "\n") || len([]rune(got)) > 200 {
		t.Error(got)
	}
}

func TestEveryKeyHasASentence(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	events := regexp.MustCompile(`[eE]vent\(act, (?:[a-z]+, )?"[a-z_.]+"`) // what was done is named elsewhere
	key := regexp.MustCompile(`"((?:table|column|cell|unit|service|person|language|date|organisation)\.[a-z_]+)"`)
	for _, dir := range []string{".", "../tabular", "../../organisation"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") || strings.HasSuffix(f, "sentences.go") {
				continue
			}
			source, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range key.FindAllSubmatch(events.ReplaceAll(source, nil), -1) {
				used[string(m[1])] = true
			}
		}
	}
	catalog, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []i18n.Tag{"de", "en", "ar"} {
		keys := catalog.Keys(lang)
		for k := range used {
			if !slices.Contains(keys, k) {
				t.Errorf("%s has no sentence in %s", k, lang)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"0": 0, "12": 12, "12.500": 12500, "12,500": 12500, "1 234 567": 1234567, "1.234.567": 1234567, "-3": -3,
		"1.5": -1, "12,50": -1, "viele": -1, "99999999999": -1, "1234.567": -1, "": -1, "1.": -1, ".5": -1,
	} {
		got, err := parseNumber(s)
		if want == -1 && err == nil || want != -1 && (err != nil || got != want) {
			t.Errorf("%q: %d, %v", s, got, err)
		}
	}
}
