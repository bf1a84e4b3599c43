package score_test

import (
	"errors"
	"testing"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/instrumentfile"
	"chancencheck/score"
)

// parsed reads a shortened instrument.
func parsed(t *testing.T, text string) *instrument.Instrument {
	t.Helper()
	ins, problems := instrumentfile.Parse([]byte(head+text), "example.yaml")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return ins
}

// two questions and a number without bounds, in one field.
const small = `
scales:
  - {id: yes_no, kind: choice, levels: [{id: "yes", label: "Yes", points: 1}, {id: "no", label: "No", points: 0}]}
  - {id: n, kind: number}
fields:
  - id: f
    title: F
    questions: [{id: a, text: A, scale: yes_no}, {id: b, text: B, scale: yes_no}, {id: x, text: X, scale: n, scored: false}]
`

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, score, key string }{
		{"a circle of groups", "groups: [{id: g, over: [h]}, {id: h, over: [g]}]", "score.circle"},
		{"a gate on the value itself", "groups: [{id: g, over: [a], gates: [{when: {node: g, below: 5}, set: 0}]}]", "score.circle"},
		{"a group without members", "groups: [{id: g}]", "score.group_empty"},
		{"share without range", "groups: [{id: g, over: [x]}]", "score.question_without_range"},
		{"full without range", "measure: points\n  missing: full\n  groups: [{id: g, over: [x]}]", "score.full_without_range"},
		{"equal bounds", "total: {bounds: {min: 3, max: 3}}", "score.bounds_empty"},
		{"logarithm of 0", "total: {bounds: {min: 0, max: 3, log: true}}", "score.bounds_log"},
		{"division by 0", "total: {divisor: 0}", "score.divisor_zero"},
		{"a ratio of three", "total: {over: [a, b, f], method: ratio}", "score.ratio_of_two"},
		{"lookup without table", "total: {method: lookup}", "score.lookup_method"},
		{"half a digit", "total: {round: {digits: 0.5}}", "score.digits"},
		{"too many digits", "total: {round: {digits: 1000}}", "score.digits"},
		{"an unknown option", "total: {gates: [{when: {question: a, is: maybe}, cap: 1}]}", "score.option_unknown"},
		{"an option of a node", "total: {gates: [{when: {node: f, is: yes}, cap: 1}]}", "score.option_of_node"},
		{"a gate without test", "total: {gates: [{cap: 1}]}", "score.gate_without_test"},
		{"an unreadable cell", "total: {lookup: {of: [a], rows: [{if: [maybe], points: 1}]}}", "score.cell"},
		{"an empty table", "total: {lookup: {of: [a], rows: []}}", "score.lookup_empty"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := score.Compile(parsed(t, small+"score:\n  "+c.score+"\n"), score.Options{})
			if !errors.Is(err, fault.New(fault.Invalid, c.key)) {
				t.Errorf("the error is %v, want %s", err, c.key)
			}
		})
	}
}

const formats = `
unit_kinds: [{id: internal, title: Internal}]
scales:
  - {id: yes_no, kind: choice, levels: [{id: "yes", label: "Yes", points: 1}, {id: "no", label: "No", points: 0}]}
fields:
  - id: f
    title: F
    questions: [{id: a, text: A, scale: yes_no}, {id: b, text: B, scale: yes_no}, {id: c, text: C, scale: yes_no, weight: 2}]
formats:
  - {id: short, title: Short, minutes: 10, questions: [a, b]}
  - {id: long, title: Long, minutes: 20, default: true, all: true}
variants:
  - {unit_kind: internal, omit: [a], replace: [{question: b, by: b2}]}
extra_questions: [{id: b2, text: B2, scale: yes_no}]
score:
  groups: [{id: ab, over: [a, b]}]
`

func TestFormatAndVariant(t *testing.T) {
	t.Parallel()
	ins := parsed(t, formats)
	answers := map[string]instrument.Answer{}
	for id, option := range map[string]string{"a": "no", "b": "yes", "b2": "no", "c": "yes"} {
		a, err := instrument.NewAnswerOptions(ins.Question(id), option)
		if err != nil {
			t.Fatal(err)
		}
		answers[id] = a
	}
	cases := []struct {
		options   score.Options
		total, ab string
		of        int
	}{
		{score.Options{}, "75", "50", 3},
		{score.Options{Format: "short"}, "50", "50", 2},
		{score.Options{UnitKind: "internal"}, "66.6666666667", "0", 2}, // b2 = no, c = yes twice
		{score.Options{Format: "short", UnitKind: "internal"}, "0", "0", 1},
	}
	for _, c := range cases {
		r, err := score.Evaluate(ins, c.options, answers)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Value("total"); got.Text() != c.total || got.Coverage.Of != c.of || r.Value("ab").Text() != c.ab {
			t.Errorf("%+v: total %s of %d, ab %s", c.options, got.Text(), got.Coverage.Of, r.Value("ab").Text())
		}
	}
	if _, err := score.Compile(ins, score.Options{Format: "none"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown format gives %v", err)
	}
}

func TestSheetsMustFit(t *testing.T) {
	t.Parallel()
	e, err := score.Compile(parsed(t, small), score.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Evaluate(make(score.Sheet, 1), new(score.Result)); !errors.Is(err, score.ErrSheet) {
		t.Errorf("a short sheet gives %v", err)
	}
	number, err := instrument.NewAnswerNumber(parsed(t, small).Question("x"), instrument.MustNumber("3"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Sheet(map[string]instrument.Answer{"a": number}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a number on yes or no gives %v", err)
	}
}

func TestRank(t *testing.T) {
	t.Parallel()
	ins := parsed(t, `
scales: [{id: n, kind: number, min: 0, max: 100}]
fields: [{id: f, title: F, questions: [{id: x, text: X, scale: n}]}]
score: {round: {digits: 0}}
`)
	var values []score.Value
	for _, n := range []string{"50.4", "80", "49.6", "", "10", "50.4"} {
		answers := map[string]instrument.Answer{}
		if n != "" {
			a, err := instrument.NewAnswerNumber(ins.Question("x"), instrument.MustNumber(n))
			if err != nil {
				t.Fatal(err)
			}
			answers["x"] = a
		}
		r, err := score.Evaluate(ins, score.Options{}, answers)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, *r.Value("total"))
	}
	cases := []struct {
		by   instrument.Ranking
		want [6]int
	}{
		{instrument.Ranking{}, [6]int{2, 1, 2, 0, 5, 2}},
		{instrument.Ranking{Method: instrument.Dense}, [6]int{2, 1, 2, 0, 3, 2}},
		{instrument.Ranking{Of: instrument.RankExact}, [6]int{2, 1, 4, 0, 5, 2}},
		{instrument.Ranking{Of: instrument.RankExact, Method: instrument.Dense, LowFirst: true}, [6]int{3, 4, 2, 0, 1, 3}},
	}
	for _, c := range cases {
		if got := score.Rank(values, c.by); [6]int(got) != c.want {
			t.Errorf("%+v ranks %v, want %v", c.by, got, c.want)
		}
	}
}
