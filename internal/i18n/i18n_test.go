package i18n_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancencheck/fault"
	"chancencheck/internal/i18n"
	"chancencheck/locales"
)

// shipped loads the texts of the product; a missing one fails the test.
func shipped(t *testing.T, options ...i18n.Option) *i18n.Catalog {
	t.Helper()
	options = append(options, i18n.OnMissing(func(lang i18n.Tag, key string) { t.Errorf("%s has no %s", lang, key) }))
	c, err := i18n.Load(locales.FS, options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func head(tag, name, dir, scope, review string) string {
	h := fmt.Sprintf("language: %s\nname: %s\ndir: %s\nscope: %s\nreview: %s\n", tag, name, dir, scope, review)
	if review == "reviewed" {
		h += "reviewer: A. Muster\ndate: \"2026-03-05\"\n"
	}
	return h
}

// tree is a small catalogue to make mistakes in.
func tree(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{
		"de/_language.yaml": {Data: []byte(head("de", "Deutsch", "ltr", "all", "reviewed"))},
		"de/round.yaml": {Data: []byte(`
round.title: Runde {name}
round.units:
  one: Ein Bereich
  other: "{count} Bereiche"
`)},
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func load(t *testing.T, files map[string]string, options ...i18n.Option) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(tree(files), options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTextChoosesPluralFormAndFillsPlaceholders(t *testing.T) {
	t.Parallel()
	c := load(t, map[string]string{
		"ar/_language.yaml": head("ar", "العربية", "rtl", "participant", "draft"),
		"ar/round.yaml":     "round.title: \"r {name}\"\nround.units:\n  zero: z\n  one: o\n  two: t\n  few: \"f {count}\"\n  many: \"m {count}\"\n  other: \"x {count}\"\n",
	})
	cases := []struct {
		lang i18n.Tag
		key  string
		args []any
		want string
	}{
		{"de", "round.title", []any{"name", "Frühjahr"}, "Runde Frühjahr"},
		{"de", "round.title", nil, "Runde {name}"},
		{"de", "round.units", []any{"count", 1}, "Ein Bereich"},
		{"de", "round.units", []any{"count", 0}, "0 Bereiche"},
		{"de", "round.units", []any{"count", 5510}, "5.510 Bereiche"},
		{"de", "round.units", []any{"count", int64(2)}, "2 Bereiche"},
		{"ar", "round.units", []any{"count", 0}, "z"},
		{"ar", "round.units", []any{"count", 1}, "o"},
		{"ar", "round.units", []any{"count", 2}, "t"},
		{"ar", "round.units", []any{"count", 5}, "f 5"},
		{"ar", "round.units", []any{"count", 15}, "m 15"},
		{"ar", "round.units", []any{"count", 100}, "x 100"},
		{"ar", "round.title", []any{"name", "Hauptstraße 1"}, "r \u2068Hauptstraße 1\u2069"},
		{"xx", "round.title", []any{"name", "A"}, "Runde A"},
	}
	for _, tc := range cases {
		if got := c.Printer(tc.lang).T(tc.key, tc.args...); got != tc.want {
			t.Errorf("%s %s %v = %q, want %q", tc.lang, tc.key, tc.args, got, tc.want)
		}
	}
}

func TestMissingTextFallsBackToGermanAndIsReported(t *testing.T) {
	t.Parallel()
	var missing []string
	c := load(t, map[string]string{"en/_language.yaml": head("en", "English", "ltr", "all", "reviewed")},
		i18n.OnMissing(func(lang i18n.Tag, key string) { missing = append(missing, string(lang)+" "+key) }))
	if got := c.Printer("en").T("round.title", "name", "A"); got != "Runde A" {
		t.Errorf("got %q, want the German text", got)
	}
	if got := c.Printer("en").T("round.nothing"); got != "round.nothing" {
		t.Errorf("got %q, want the key", got)
	}
	want := []string{"en round.title", "en round.nothing", "de round.nothing"}
	if diff := cmp.Diff(want, missing); diff != "" {
		t.Error(diff)
	}
}

func TestErrorSentence(t *testing.T) {
	t.Parallel()
	c := load(t, map[string]string{"de/error.yaml": "error.internal: Unser Fehler.\nround.closed: \"{name} ist zu.\"\n"})
	p := c.Printer("de")
	wrapped := fmt.Errorf("open round r1: %w", fault.New(fault.Conflict, "round.closed", "name", "Herbst"))
	if got := p.Error(wrapped); got != "Herbst ist zu." {
		t.Errorf("got %q", got)
	}
	if got := p.Error(errors.New("pq: password wrong")); got != "Unser Fehler." {
		t.Errorf("an internal error reached a person: %q", got)
	}
}

func TestEveryMistakeIsReportedWithFileAndLine(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, file, text, want string }{
		{"empty text", "de/a.yaml", "a.b:\n", "de/a.yaml:1: a.b has no text."},
		{"blank text", "de/a.yaml", "\na.b: \" \"\n", "de/a.yaml:2: a.b has no text."},
		{"nested keys", "de/a.yaml", "a.b:\n  c: x\n", `de/a.yaml:2: a.b: "c" is not a plural form (zero, one, two, few, many, other).`},
		{"no other form", "de/a.yaml", "a.b:\n  one: x\n", `de/a.yaml:1: a.b has no plural form "other".`},
		{"a list", "de/a.yaml", "a.b: [x]\n", "de/a.yaml:1: a.b: expected a text or plural forms."},
		{"not a mapping", "de/a.yaml", "- x\n", "de/a.yaml:1: Expected lines of the form key: text."},
		{"bad key", "de/a.yaml", "Title: x\n", `de/a.yaml:1: "Title" is not a key; keys look like round.open.title.`},
		{"twice in a file", "de/a.yaml", "a.b: x\na.b: y\n", "de/a.yaml:2: a.b stands already in de/a.yaml:1."},
		{"twice in a language", "de/z.yaml", "round.title: \"{name}\"\n", "de/z.yaml:1: round.title stands already in de/round.yaml:2."},
		{"stray brace", "de/a.yaml", "a.b: \"{Name}\"\n", "de/a.yaml:1: a.b: a brace does not belong to a placeholder; placeholders look like {name}."},
		{"not YAML", "de/a.yaml", "a.b: \"x\n", "de/a.yaml:1: The file is not YAML:"},
		{"no head", "fr/a.yaml", "round.title: \"{name}\"\n", "fr:0: The language has no _language.yaml."},
		{"other folder", "fr/_language.yaml", head("it", "Français", "ltr", "all", "draft"), `fr/_language.yaml:1: language is "it", but the folder is called "fr".`},
		{"no tag", "f_r/_language.yaml", head("f_r!", "Français", "ltr", "all", "draft"), `f_r/_language.yaml:1: language "f_r!" is not a language tag`},
		{"no name", "fr/_language.yaml", head("fr", "", "ltr", "all", "draft"), "fr/_language.yaml:1: name is missing: what the language calls itself."},
		{"direction", "fr/_language.yaml", head("fr", "Français", "down", "all", "draft"), `fr/_language.yaml:1: dir is "down"; it must be ltr or rtl.`},
		{"scope", "fr/_language.yaml", head("fr", "Français", "ltr", "some", "draft"), `fr/_language.yaml:1: scope is "some"; it must be all or participant.`},
		{"review", "fr/_language.yaml", head("fr", "Français", "ltr", "all", "good"), `fr/_language.yaml:1: review is "good"; it must be reviewed, draft or machine.`},
		{"unnamed reviewer", "fr/_language.yaml", "language: fr\nname: F\ndir: ltr\nscope: all\nreview: reviewed\n", "fr/_language.yaml:1: A reviewed language names its reviewer and the date as YYYY-MM-DD."},
		{"unknown field", "fr/_language.yaml", "langauge: fr\n", "fr/_language.yaml:1: The description of the language cannot be read:"},
		{"unknown in the source", "en/a.yaml", "a.b: x\n", "en/a.yaml:1: a.b does not exist in the source language."},
		{"other placeholders", "en/a.yaml", "\n\nround.title: Round {title}\n", "en/a.yaml:3: round.title has the placeholders [title], the source has [name]."},
		{"plural where none is", "en/a.yaml", "round.title:\n  other: \"{name}\"\n", "en/a.yaml:1: round.title has plural forms, the source has none."},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{tc.file: tc.text}
			if strings.HasPrefix(tc.file, "en/") {
				files["en/_language.yaml"] = head("en", "English", "ltr", "all", "reviewed")
			}
			_, err := i18n.Load(tree(files))
			var problems i18n.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("no problems reported: %v", err)
			}
			if !strings.Contains("\n"+err.Error(), "\n"+tc.want) {
				t.Errorf("got\n%v\nwant a line\n%s", err, tc.want)
			}
		})
	}
}

func TestSourceLanguageIsRequired(t *testing.T) {
	t.Parallel()
	if _, err := i18n.Load(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), "source language is missing") {
		t.Errorf("got %v", err)
	}
}

func TestOverridesReplaceSingleTexts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "de/own.yaml", "round.title: Umlauf {name}\n")
	c := load(t, nil, i18n.WithOverrides(dir))
	p := c.Printer("de")
	if got := p.T("round.title", "name", "A"); got != "Umlauf A" {
		t.Errorf("override ignored: %q", got)
	}
	if got := p.T("round.units", "count", 1); got != "Ein Bereich" {
		t.Errorf("text beside the override lost: %q", got)
	}
}

func TestOverrideProblemNamesTheOperatorsFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "de/own.yaml", "\nround.title: \"\"\n")
	_, err := i18n.Load(tree(nil), i18n.WithOverrides(dir))
	want := filepath.Join(dir, "de/own.yaml") + ":2: round.title has no text."
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	reviewed, drafts := shipped(t), shipped(t, i18n.WithDrafts())
	cases := []struct {
		accept                  string
		staff, participant, any i18n.Tag
	}{
		{"", "de", "de", "de"},
		{"de-AT,en;q=0.5", "de", "de", "de"},
		{"en-US", "en", "en", "en"},
		{"fr, en;q=0.8, de;q=0.7", "en", "en", "en"},
		{"ar-SY, en;q=0.3", "en", "en", "ar"},
		{"ja", "de", "de", "de"},
		{";;;q=x", "de", "de", "de"},
	}
	for _, tc := range cases {
		got := []i18n.Tag{reviewed.Match(tc.accept), reviewed.MatchParticipant(tc.accept), drafts.MatchParticipant(tc.accept)}
		if diff := cmp.Diff([]i18n.Tag{tc.staff, tc.participant, tc.any}, got); diff != "" {
			t.Errorf("%q: %s", tc.accept, diff)
		}
	}
}

func TestDraftsAreServedOnlyWhereAllowed(t *testing.T) {
	t.Parallel()
	names := func(languages []i18n.Language) (tags []i18n.Tag) {
		for _, l := range languages {
			tags = append(tags, l.Tag)
		}
		return tags
	}
	reviewed, drafts := shipped(t), shipped(t, i18n.WithDrafts())
	if diff := cmp.Diff([]i18n.Tag{"de", "en"}, names(reviewed.ParticipantLanguages())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]i18n.Tag{"de", "ar", "en"}, names(drafts.ParticipantLanguages())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]i18n.Tag{"de", "en"}, names(drafts.Languages())); diff != "" {
		t.Error(diff)
	}
	if reviewed.Serves("ar") || !drafts.Serves("ar") || reviewed.Serves("xx") {
		t.Error("Serves does not follow the drafts")
	}
	if p := drafts.Printer("ar"); !p.Draft() || p.Dir() != "rtl" || p.Lang() != "ar" {
		t.Errorf("ar: draft %v, dir %s, lang %s", p.Draft(), p.Dir(), p.Lang())
	}
	if p := drafts.Printer("de"); p.Draft() || p.Dir() != "ltr" {
		t.Errorf("de: draft %v, dir %s", p.Draft(), p.Dir())
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	cases := []struct {
		lang i18n.Tag
		got  func(p *i18n.Printer) string
		want string
	}{
		{"de", func(p *i18n.Printer) string { return p.Number(1234.5, 2) }, "1.234,50"},
		{"en", func(p *i18n.Printer) string { return p.Number(1234.5, 2) }, "1,234.50"},
		{"ar", func(p *i18n.Printer) string { return p.Number(1234.5, 2) }, "1,234.50"},
		{"de", func(p *i18n.Printer) string { return p.Number(2.5, 0) }, "3"},
		{"de", func(p *i18n.Printer) string { return p.Number(0.25, 1) }, "0,3"},
		{"de", func(p *i18n.Printer) string { return p.Number(-0.04, 1) }, "0,0"},
		{"de", func(p *i18n.Printer) string { return p.Number(math.NaN(), 1) }, "–"},
		{"de", func(p *i18n.Printer) string { return p.Percent(0.254, 0) }, "25\u00a0%"},
		{"en", func(p *i18n.Printer) string { return p.Percent(0.254, 1) }, "25.4%"},
		{"en", func(p *i18n.Printer) string { return p.Percent(math.Inf(1), 1) }, "–"},
		{"de", func(p *i18n.Printer) string { return p.Count(192850) }, "192.850"},
		{"ar", func(p *i18n.Printer) string { return p.Count(192850) }, "192,850"},
	}
	for _, tc := range cases {
		if got := tc.got(c.Printer(tc.lang)); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.lang, got, tc.want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 4, 23, 5, 0, 0, time.UTC).In(berlin)
	for lang, want := range map[i18n.Tag]string{
		"de": "5. März 2026, 00:05 Uhr", "en": "5 March 2026, 00:05", "ar": "5 مارس 2026، 00:05",
	} {
		if got := c.Printer(lang).DateTime(at); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}

func TestValuesInTexts(t *testing.T) {
	t.Parallel()
	c := load(t, map[string]string{"de/format.yaml": `format.list_comma: ", "
format.list_and: "{head} und {last}"
format.date: "{day}.{month}.{year}"
format.month_3: März
`})
	p := c.Printer("de")
	for want, value := range map[string]any{
		"Runde 3,14":        math.Pi,
		"Runde 4":           4.0,
		"Runde –":           math.NaN(),
		"Runde a, b und c":  []string{"a", "b", "c"},
		"Runde a":           []string{"a"},
		"Runde 5.März.2026": time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC),
		"Runde conflict":    fault.Conflict,
	} {
		if got := p.T("round.title", "name", value); got != want {
			t.Errorf("%v: got %q, want %q", value, got, want)
		}
	}
	if got := p.Join(nil); got != "" {
		t.Errorf("empty list: %q", got)
	}
}

func TestSortByFollowsTheDictionary(t *testing.T) {
	t.Parallel()
	words := []string{"Zoo", "Öffentlichkeit", "Straße", "apfel", "Äpfel", "Strasse", "Ordnung"}
	i18n.SortBy(shipped(t).Printer("de"), words, func(s string) string { return s })
	want := []string{"apfel", "Äpfel", "Öffentlichkeit", "Ordnung", "Strasse", "Straße", "Zoo"}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Error(diff)
	}
}

func TestOnePrinterServesManyGoroutines(t *testing.T) {
	t.Parallel()
	p := shipped(t).Printer("de")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 200 {
				if got, want := p.Number(float64(i)+0.5, 1), fmt.Sprintf("%d,5", i); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkText(b *testing.B) {
	c, err := i18n.Load(tree(nil))
	if err != nil {
		b.Fatal(err)
	}
	p := c.Printer("de")
	b.ReportAllocs()
	for b.Loop() {
		p.T("round.title", "name", "Herbst")
		p.T("round.units", "count", 12)
	}
}
