package instrumentfile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/instrument"
)

// withScore is a small instrument with `score` parts filled in.
func withScore(total, node, question string) string {
	return fmt.Sprintf(`format: chancencheck-instrument/1
id: rules
version: "1"
title: Rules
languages: [en]
scales:
  - {id: yes_no, kind: choice, levels: [{id: "yes", label: "Yes", points: 1}, {id: "no", label: "No", points: 0}]}
fields:
  - id: f
    title: F
    score: {%s}
    questions:
      - {id: a, text: A, scale: yes_no, score: {%s}}
      - {id: b, text: B, scale: yes_no}
score: {%s}
`, node, question, total)
}

var sameNumber = cmp.Comparer(func(a, b instrument.Number) bool { return a == b })

func num(s string) instrument.Number { return instrument.MustNumber(s) }

func TestScoringIsRead(t *testing.T) {
	t.Parallel()
	ins, problems := Parse([]byte(withScore(`
  method: geometric_mean, over: questions, measure: points, scale: 10, missing: zero, skipped: void, cannot_judge: full, nobody_knows: exclude,
  not_applicable: exclude, not_asked: zero, unscored: zero, no_value: void, min_coverage: 60%, min_answered: 2, round: {digits: 1, mode: half_even, at: every},
  total: {id: index, over: [a, {id: g, weight: 1/3}], divisor: 13, factor: 2, invert: true, cap: 90, floor: -5},
  groups: [{id: g, title: G, over: [a, f]}],
  rank: {of: exact, method: dense, order: low_first}`, "", "")), "rules.yaml")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	defaults := instrument.Rule{
		Method: instrument.GeometricMean, Over: instrument.Questions, Measure: instrument.Points, Scale: num("10"),
		Answers: instrument.Policies{
			Missing: instrument.Zero, Skipped: instrument.Void, CannotJudge: instrument.Full, NobodyKnows: instrument.Exclude,
			NotApplicable: instrument.Exclude, NotAsked: instrument.Zero, Unscored: instrument.Zero,
		},
		NoValue: instrument.Void, MinCoverage: num("3/5"), MinAnswered: num("2"),
		Round: instrument.Rounding{Digits: num("1"), Mode: instrument.HalfEven, At: instrument.AtEvery},
	}
	if d := cmp.Diff(defaults, ins.Score.Defaults, sameNumber); d != "" {
		t.Error(d)
	}
	total := instrument.Rule{
		Members: []instrument.Member{{ID: "a"}, {ID: "g", Weight: num("1/3")}}, Divisor: num("13"), Factor: num("2"),
		Invert: true, Cap: num("90"), Floor: num("-5"),
	}
	if d := cmp.Diff(total, ins.Score.Total, sameNumber); d != "" || ins.Score.TotalID != "index" {
		t.Error(ins.Score.TotalID, d)
	}
	g := ins.Score.Groups[0]
	if d := cmp.Diff([]instrument.Member{{ID: "a"}, {ID: "f"}}, g.Rule.Members, sameNumber); d != "" || g.ID != "g" || g.Title.IsEmpty() {
		t.Error(d)
	}
	if ins.Score.Rank != (instrument.Ranking{Of: instrument.RankExact, Method: instrument.Dense, LowFirst: true}) {
		t.Errorf("%+v", ins.Score.Rank)
	}
}

func TestRulesAreRead(t *testing.T) {
	t.Parallel()
	ins, problems := Parse([]byte(withScore("method: mean",
		`gates: [{when: {question: a, is: [yes, missing]}, cap: 50}, {when: [{node: f, at_least: 1, below: 3}, {of: [a, b], not: no, count: 1}], floor: 1, set: 2, factor: 0.5, void: true}],
     deductions: [{when: {of: [a, b], is: yes}, subtract: 2.5, each: true}], bounds: {min: 1, max: 9, clamp: true, log: true}, method: mean_of_means`,
		`lookup: {of: [a, b], rows: [{if: [yes, "*"], points: 3}, {if: ["no", "yes|no"], points: null}], otherwise: 0}, combine: max, states: {not_applicable: 4}, round: {digits: 2}, missing: full`,
	)), "rules.yaml")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	node := instrument.Rule{
		Method: instrument.Mean, Over: instrument.Children,
		Bounds: &instrument.Bounds{Min: num("1"), Max: num("9"), Clamp: true, Log: true},
		Gates: []instrument.Gate{
			{When: []instrument.Test{{Of: []string{"a"}, Is: []string{"yes", "missing"}}}, Cap: num("50")},
			{
				When:  []instrument.Test{{Of: []string{"f"}, AtLeast: num("1"), Below: num("3")}, {Of: []string{"a", "b"}, Not: []string{"no"}, Count: 1}},
				Floor: num("1"), Set: num("2"), Factor: num("0.5"), Void: true,
			},
		},
		Deductions: []instrument.Deduction{{When: []instrument.Test{{Of: []string{"a", "b"}, Is: []string{"yes"}}}, Subtract: num("2.5"), Each: true}},
	}
	if d := cmp.Diff(node, ins.Node("f").Score, sameNumber); d != "" {
		t.Error(d)
	}
	question := instrument.QuestionRule{
		Combine: instrument.Max, StatePoints: map[string]instrument.Number{"not_applicable": num("4")},
		Round: instrument.Rounding{Digits: num("2")}, Answers: instrument.Policies{Missing: instrument.Full},
		Lookup: &instrument.Lookup{
			Of:        []string{"a", "b"},
			Rows:      []instrument.LookupRow{{Cells: []string{"yes", "*"}, Points: num("3")}, {Cells: []string{"no", "yes|no"}}},
			Otherwise: num("0"),
		},
	}
	if d := cmp.Diff(question, ins.Question("a").Score, sameNumber); d != "" {
		t.Error(d)
	}
}

func TestMistakesInRules(t *testing.T) {
	t.Parallel()
	cases := []struct{ total, node, question, want string }{
		{"methd: mean", "", "", "methd"},
		{"divisor: 3", "", "", "divisor"}, // belongs under total
		{"method: average", "", "", "average"},
		{"scale: ten", "", "", "ten"},
		{"min_coverage: 120%", "", "", "120%"},
		{"missing: nothing", "", "", "nothing"},
		{"total: {over: [nobody]}", "", "", "nobody"},
		{"groups: [{over: [a]}]", "", "", "id"},
		{"groups: [{id: f, over: [a]}]", "", "", "f"},
		{"groups: a", "", "", "groups"},
		{"rank: {order: up}", "", "", "up"},
		{"", "gates: [{when: {question: zz}, cap: 1}]", "", "zz"},
		{"", "gates: [{when: {question: a, count: -1}, cap: 1}]", "", "count"},
		{"", "invert: maybe", "", "invert"},
		{"", "", "lookup: {of: [a, b], rows: [{if: [yes], points: 1}]}", "row 1"},
		{"", "", "states: {answered: 1}", "answered"},
		{"", "", "method: sum", "method"}, // a question combines, a node has a method
	}
	for _, c := range cases {
		_, problems := Parse([]byte(withScore(c.total, c.node, c.question)), "rules.yaml")
		if !problems.HasErrors() {
			t.Errorf("%s%s%s is accepted", c.total, c.node, c.question)
			continue
		}
		if p := problems[0]; p.Line == 0 || !strings.Contains(p.String(), c.want) || p.Message("de") == p.Message("en") {
			t.Errorf("%s%s%s: %s", c.total, c.node, c.question, p)
		}
	}
}
