package library_test

import (
	"strings"
	"testing"

	"chancencheck/instrument"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/plainlanguage"
	"chancencheck/library"
	"chancencheck/score"
)

var shipped = []string{library.ServiceCheck, library.OrganisationCheck}

func load(t *testing.T, file string) *instrument.Instrument {
	t.Helper()
	ins, err := instrumentfile.LoadFS(library.FS, file)
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

func TestShippedInstrumentsHaveNothingToMend(t *testing.T) {
	t.Parallel()
	for _, file := range shipped {
		for _, p := range instrumentfile.LintFS(library.FS, file) {
			t.Error(p)
		}
		ins := load(t, file)
		for _, f := range append(ins.Formats, instrument.Format{}) {
			for _, k := range append(ins.UnitKinds, instrument.UnitKind{}) {
				if _, err := score.Compile(ins, score.Options{Format: f.ID, UnitKind: k.ID}); err != nil {
					t.Errorf("%s, format %q, unit kind %q: %v", file, f.ID, k.ID, err)
				}
			}
		}
	}
}

// Both instruments are plain: what the linter finds stands in quotation marks,
// because an office or a person really says it so.
func TestShippedInstrumentsArePlain(t *testing.T) {
	t.Parallel()
	for _, file := range shipped {
		data, err := library.FS.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts, problems := instrumentfile.Texts(data, file)
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		for _, text := range texts {
			for _, f := range plainlanguage.Check(text.Value, text.Lang) {
				before := text.Value[:f.Offset]
				if strings.Count(before, "„") <= strings.Count(before, "“") || text.Lang != "de" {
					t.Errorf("%s:%d, %s in %s: %s", file, text.Line, text.Path, text.Lang, f.Sentence("en"))
				}
			}
		}
	}
}

// in returns a text in exactly this language, or "".
func in(text instrument.Text, lang string) string {
	s, got := text.In(lang)
	if got != lang {
		return ""
	}
	return s
}

// The rules of both catalogues: one thing in at most 25 words, help and
// example, three suggestions, everything in both languages.
func TestEveryQuestionIsComplete(t *testing.T) {
	t.Parallel()
	for _, file := range shipped {
		ins := load(t, file)
		for _, q := range append(ins.Questions("", ""), ins.ExtraQuestions...) {
			for _, lang := range []string{"de", "en"} {
				if n := len(strings.Fields(in(q.Text, lang))); n == 0 || n > 25 {
					t.Errorf("%s in %s has %d words", q.ID, lang, n)
				}
				if in(q.Help, lang) == "" || in(q.Example, lang) == "" {
					t.Errorf("%s lacks help or example in %s", q.ID, lang)
				}
				checkSuggestions(t, q, lang)
			}
		}
	}
}

// checkSuggestions wants one suggestion of each kind.
func checkSuggestions(t *testing.T, q *instrument.Question, lang string) {
	t.Helper()
	if len(q.Suggestions) != len(instrument.SuggestionKinds) {
		t.Errorf("%s has %d suggestions", q.ID, len(q.Suggestions))
		return
	}
	for i, kind := range instrument.SuggestionKinds {
		if s := q.Suggestions[i]; s.Kind != kind || in(s.Text, lang) == "" {
			t.Errorf("%s: suggestion %d is not %q in %s", q.ID, i+1, kind, lang)
		}
	}
}

func TestOrganisationCheckHasItsShape(t *testing.T) {
	t.Parallel()
	ins := load(t, library.OrganisationCheck)
	all := ins.Questions("", "")
	if len(all) < 105 || len(all) > 125 {
		t.Errorf("%d questions", len(all))
	}
	if len(ins.Fields) != 7 {
		t.Errorf("%d fields", len(ins.Fields))
	}
	if access := ins.Node("access"); access == nil || len(access.Nodes) != 9 {
		t.Error("the field of access does not have its nine themes")
	}
	for _, f := range ins.Fields {
		if f.WhatWorked.IsEmpty() || f.Intro.IsEmpty() || len(f.Bands) != 4 {
			t.Errorf("%s lacks introduction, “What worked?” or bands", f.ID)
		}
		for _, b := range f.Bands {
			if in(b.Text, "de") == "" || in(b.Text, "en") == "" {
				t.Errorf("%s: the band from %s has no text", f.ID, b.From)
			}
		}
	}
	kinds := map[instrument.ScaleKind]int{}
	desks := map[string]int{}
	for _, q := range all {
		kinds[q.Scale.Kind]++
		desks[q.Desk]++
	}
	if kinds[instrument.Levels] == 0 || kinds[instrument.Fact] < 20 || kinds[instrument.Reflection] < 3 {
		t.Errorf("kinds of question: %v", kinds)
	}
	for desk, n := range desks {
		if n > 15 {
			t.Errorf("desk %s has %d questions", desk, n)
		}
	}
}

func TestPartnersAreAskedInTheirWords(t *testing.T) {
	t.Parallel()
	ins := load(t, library.OrganisationCheck)
	asked := ins.Questions("partners", "partners")
	if len(asked) < 25 || len(asked) > 35 {
		t.Errorf("%d questions for partners", len(asked))
	}
	themes := map[string]bool{}
	for _, q := range asked {
		plain := ins.Question(q.ID)
		if q == plain || in(q.Help, "de") == in(plain.Help, "de") {
			t.Errorf("%s has no words of its own for partners", q.ID)
		}
		if text := " " + strings.ToLower(in(q.Text, "de")) + " "; strings.Contains(text, " wir ") || strings.Contains(text, " unsere ") || strings.Contains(text, " uns ") {
			t.Errorf("%s speaks to partners as if they were the administration: %s", q.ID, text)
		}
		if n := len(strings.Fields(in(q.Text, "en"))); n == 0 || n > 25 {
			t.Errorf("%s: %d English words for partners", q.ID, n)
		}
		themes[ins.Parent(q).ID] = true
	}
	for _, f := range ins.Fields {
		for _, n := range append(f.Nodes, f) {
			if len(n.Questions) > 0 && !themes[n.ID] {
				t.Errorf("partners are not asked about %s", n.ID)
			}
		}
	}
}

// What lies with others is offered, never scored, and explains itself.
func TestSomeThingsLieWithOthers(t *testing.T) {
	t.Parallel()
	ins := load(t, library.OrganisationCheck)
	offered := 0
	for _, q := range ins.Questions("", "") {
		for _, o := range q.Scale.Options {
			if o.Elsewhere {
				offered++
				if o.Help.IsEmpty() || q.PointsOf(o.ID).IsSet() {
					t.Errorf("%s: %s has points or no explanation", q.ID, o.ID)
				}
			}
		}
	}
	if offered < 20 {
		t.Errorf("only %d questions offer that the matter lies with others", offered)
	}
}
