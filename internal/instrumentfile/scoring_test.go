package instrumentfile

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var failCall = regexp.MustCompile(`c\.fail\("([^"]+)"([^\n]*)`)

// Whatever package score can refuse has a sentence with a place for what is
// mentioned, in both languages.
func TestEveryRefusalOfScoreHasASentence(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../score/*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range failCall.FindAllStringSubmatch(string(source), -1) {
			s, ok := refusals[m[1]]
			mentioned := 1 + strings.Count(m[2], `, "`)
			seen[m[1]] = true
			if !ok || len(verbs(s.en)) != mentioned || !slices.Equal(verbs(s.en), verbs(s.de)) {
				t.Errorf("%s of %s mentions %d things; its sentence: %q / %q", m[1], filepath.Base(file), mentioned, s.en, s.de)
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d refusals found; the test looks at the wrong place", len(seen))
	}
}

func TestLintFindsWhatScoreRefuses(t *testing.T) {
	t.Parallel()
	head := `format: chancencheck-instrument/1
id: x
version: "1"
languages: [en]
title: X
scales: [{id: s, kind: levels, levels: [{id: "0", label: A, points: 0}, {id: "1", label: B, points: 1}]}, {id: t, kind: text}]
formats: [{id: short, questions: [a]}, {id: all, all: true, default: true}]
fields:
  - {id: f, title: F, questions: [{id: a, text: A, scale: s}, {id: b, text: B, scale: s}, {id: w, text: W, scale: t}]}
`
	cases := []struct{ name, score, place, want string }{
		{"none", "score: {method: mean}\n", "", ""},
		{"circle", "score:\n  groups:\n    - {id: g, over: [h]}\n    - {id: h, over: [g]}\n", "x.yaml:12:12", `"g" depends on itself`},
		{"unknown option in a gate", "score:\n  total: {gates: [{when: {question: a, is: [\"9\"]}, cap: 5}]}\n", "x.yaml:10:1", `answer "9"`},
		{"empty group", "score:\n  groups:\n    - {id: g, over: []}\n", "x.yaml:12:12", `group "g" has no members`},
		{"rounding", "score: {round: {digits: 99}}\n", "x.yaml", "99 digits"},
	}
	for _, c := range cases {
		ps := LintFS(fstest.MapFS{"x.yaml": {Data: []byte(head + c.score)}}, "x.yaml")
		text := ps.Error()
		if c.want == "" && len(ps) > 0 || !strings.Contains(text, c.want) || c.name == "circle" && !strings.Contains(text, c.place) {
			t.Errorf("%s: want %s %q, got\n%s", c.name, c.place, c.want, text)
		}
		if strings.Contains(text, "%!") || c.want != "" && !ps.HasErrors() {
			t.Errorf("%s: %s", c.name, text)
		}
		for i, p := range ps {
			if slices.ContainsFunc(ps[:i], func(o Problem) bool { return o.String() == p.String() }) {
				t.Errorf("%s: said twice: %s", c.name, p)
			}
		}
	}
}
