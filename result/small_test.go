package result

import (
	"testing"

	"chancencheck/check"
	"chancencheck/instrument"
)

func de(s string) instrument.Text {
	return instrument.NewText(instrument.Translation{Lang: "de", Text: s})
}

func num(s string) instrument.Number { return instrument.MustNumber(s) }

func option(id, label, points string) instrument.Option {
	o := instrument.Option{ID: id, Label: de(label)}
	if points != "" {
		o.Points = num(points)
	}
	return o
}

// The scales of the small instrument: an even and an odd number of levels, one
// listed from best to worst, and each with "we don't know" beside the levels.
var (
	four = &instrument.Scale{ID: "four", Kind: instrument.Levels, Options: []instrument.Option{
		option("0", "nein", "0"), option("1", "eher nein", "1"), option("2", "eher ja", "2"), option("3", "ja", "3"), option("unknown", "wissen wir nicht", "")}}
	three = &instrument.Scale{ID: "three", Kind: instrument.Levels, Options: []instrument.Option{
		option("yes", "ja", "2"), option("partly", "teils", "1"), option("no", "nein", "0")}}
	five = &instrument.Scale{ID: "five", Kind: instrument.Levels, Options: []instrument.Option{
		option("1", "1", ""), option("2", "2", ""), option("3", "3", ""), option("4", "4", ""), option("5", "5", "")}}
	proof = &instrument.Scale{ID: "proof", Kind: instrument.Fact, Options: []instrument.Option{
		option("yes", "ja", "1"), option("no", "nein", "0")}}
	fits = &instrument.Scale{ID: "fits", Kind: instrument.Levels, Options: []instrument.Option{
		option("works", "klappt", "2"), option("detours", "mit Umwegen", "1"), option("often_not", "oft nicht", "0"), option("unknown", "wissen wir nicht", "")}}
	kinds   = &instrument.Scale{ID: "kinds", Kind: instrument.Choice, Options: []instrument.Option{option("x", "x", ""), option("y", "y", "")}}
	thought = &instrument.Scale{ID: "thought", Kind: instrument.Reflection}
)

// small is an instrument with two fields; half of a field must be answered for
// a value.
func small() *instrument.Instrument {
	q := func(id string, s *instrument.Scale, scored bool) *instrument.Question {
		return &instrument.Question{ID: id, Text: de(id), Scale: s, Scored: scored, Suggestions: []instrument.Suggestion{
			{Kind: instrument.Now, UpTo: num("0"), Text: de("zuerst " + id)}, {Kind: instrument.WithMoney, Text: de("immer " + id)}}}
	}
	bands := []instrument.Band{{From: num("0"), Title: de("am Anfang")}, {From: num("50"), Title: de("unterwegs")}, {From: num("80"), Title: de("angekommen")}}
	ins := &instrument.Instrument{
		ID: "small", Version: "1", Title: de("Klein"), Languages: []string{"de"},
		UnitKinds: []instrument.UnitKind{{ID: "counter"}, {ID: "internal"}},
		Scales:    []*instrument.Scale{four, three, proof, fits, kinds, thought},
		Situations: &instrument.Situations{Scale: fits, Most: 2, List: []instrument.Situation{
			{ID: "german", Title: de("wenig Deutsch können")}, {ID: "night", Title: de("tagsüber arbeiten")}}},
		Formats:  []instrument.Format{{ID: "all", All: true, Default: true}, {ID: "short", Questions: []string{"a", "d"}}},
		Variants: []instrument.Variant{{UnitKind: "internal", Omit: []string{"b"}}},
		Fields: []*instrument.Node{
			{ID: "access", Title: de("Zugang"), Bands: bands, Questions: []*instrument.Question{q("a", four, true), q("b", three, true), q("c", four, true)}},
			{ID: "way", Title: de("Verfahren"), Bands: bands, Questions: []*instrument.Question{q("d", proof, true), q("e", kinds, false), q("f", thought, false)}},
		},
		Bands: bands,
	}
	ins.Score.Defaults.MinCoverage = num("0.5")
	ins.Score.Defaults.Round.Digits = num("0")
	return ins
}

// answer reads an answer as the cases write it: a state, or the id of an option.
func answer(t testing.TB, q *instrument.Question, text string) instrument.Answer {
	t.Helper()
	if state, ok := instrument.ParseAnswerState(text); ok {
		a, err := instrument.NewAnswerState(state)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	var a instrument.Answer
	var err error
	if q.Scale.Kind.HasText() {
		a, err = instrument.NewAnswerText(q, text)
	} else {
		a, err = instrument.NewAnswerOptions(q, text)
	}
	if err != nil {
		t.Fatalf("%s: %s: %v", q.ID, text, err)
	}
	return a
}

// signed is a check as it is when everything is done.
func signedCheck(id check.ID) *check.Check {
	return &check.Check{Ref: check.Ref{Org: "o", ID: id}, State: check.Signed, UnitName: "Abteilung " + string(id), Comment: "Danke"}
}
