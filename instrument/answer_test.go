package instrument_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chancencheck/fault"
	. "chancencheck/instrument"
)

func on(s *Scale) *Question { return &Question{ID: "q", Scale: s} }

func TestAnswersMustFitTheScale(t *testing.T) {
	t.Parallel()
	levels := on(practice())
	multi := on(&Scale{Kind: Multi, Options: []Option{{ID: "x"}, {ID: "y"}}})
	fact := on(&Scale{Kind: Fact, Options: []Option{{ID: "yes"}, {ID: "no"}}, NeedForAction: true, Reference: true})
	bare := on(&Scale{Kind: Fact, Options: []Option{{ID: "yes"}, {ID: "no"}}})
	number := on(&Scale{Kind: Numeric, Min: num("1"), Max: num("9"), Step: num("0.5")})
	wholes := on(&Scale{Kind: Numeric, Whole: true, Clamp: true, Min: num("1"), Max: num("9")})
	free := on(&Scale{Kind: Numeric})
	pdca := on(&Scale{Kind: PDCA})
	text := on(&Scale{Kind: Reflection})
	four := func(s string) PDCAValues { return PDCAValues{num("0"), num("100"), num("50"), num(s)} }

	cases := []struct {
		name string
		make func() (Answer, error)
		key  string
	}{
		{"level", func() (Answer, error) { return NewAnswerOptions(levels, "1") }, ""},
		{"unknown level", func() (Answer, error) { return NewAnswerOptions(levels, "7") }, "answer.option_unknown"},
		{"no level", func() (Answer, error) { return NewAnswerOptions(levels) }, "answer.one_option"},
		{"two levels", func() (Answer, error) { return NewAnswerOptions(levels, "1", "2") }, "answer.one_option"},
		{"number on levels", func() (Answer, error) { return NewAnswerNumber(levels, num("1")) }, "answer.wrong_kind"},
		{"text on levels", func() (Answer, error) { return NewAnswerText(levels, "x") }, "answer.wrong_kind"},
		{"none of several", func() (Answer, error) { return NewAnswerOptions(multi) }, ""},
		{"both of several", func() (Answer, error) { return NewAnswerOptions(multi, "y", "x") }, ""},
		{"one twice", func() (Answer, error) { return NewAnswerOptions(multi, "x", "x") }, "answer.option_twice"},
		{"fact", func() (Answer, error) { return NewAnswerFact(fact, "yes", "Satzung § 3", true) }, ""},
		{"fact without reference asked", func() (Answer, error) { return NewAnswerFact(bare, "yes", "Satzung", false) }, "answer.wrong_kind"},
		{"fact without need asked", func() (Answer, error) { return NewAnswerFact(bare, "yes", "", true) }, "answer.wrong_kind"},
		{"long reference", func() (Answer, error) {
			return NewAnswerFact(fact, "yes", strings.Repeat("ä", MaxAnswerReference+1), false)
		}, "answer.text_long"},
		{"number", func() (Answer, error) { return NewAnswerNumber(number, num("2.5")) }, ""},
		{"unset number", func() (Answer, error) { return NewAnswerNumber(number, Number{}) }, "answer.number_missing"},
		{"low", func() (Answer, error) { return NewAnswerNumber(number, num("0.5")) }, "answer.number_low"},
		{"high", func() (Answer, error) { return NewAnswerNumber(number, num("9.5")) }, "answer.number_high"},
		{"between steps", func() (Answer, error) { return NewAnswerNumber(number, num("2.25")) }, "answer.number_step"},
		{"clamped beyond", func() (Answer, error) { return NewAnswerNumber(wholes, num("12")) }, ""},
		{"not whole", func() (Answer, error) { return NewAnswerNumber(wholes, num("2.5")) }, "answer.number_whole"},
		{"no bounds", func() (Answer, error) { return NewAnswerNumber(free, num("-99999.1")) }, ""},
		{"pdca", func() (Answer, error) { return NewAnswerPDCA(pdca, four("25")) }, ""},
		{"pdca high", func() (Answer, error) { return NewAnswerPDCA(pdca, four("101")) }, "answer.number_high"},
		{"pdca incomplete", func() (Answer, error) { return NewAnswerPDCA(pdca, PDCAValues{Plan: num("1")}) }, "answer.number_missing"},
		{"pdca on number", func() (Answer, error) { return NewAnswerPDCA(number, four("2")) }, "answer.wrong_kind"},
		{"text", func() (Answer, error) { return NewAnswerText(text, strings.Repeat("ä", MaxAnswerText)) }, ""},
		{"empty text", func() (Answer, error) { return NewAnswerText(text, "") }, "answer.text_empty"},
		{"long text", func() (Answer, error) { return NewAnswerText(text, strings.Repeat("ä", MaxAnswerText+1)) }, "answer.text_long"},
		{"broken text", func() (Answer, error) { return NewAnswerText(text, "a\xff") }, "answer.text_not_utf8"},
		{"no question", func() (Answer, error) { return NewAnswerText(nil, "x") }, "answer.question_without_scale"},
		{"answered without content", func() (Answer, error) { return NewAnswerState(Answered) }, "answer.state_without_content"},
		{"odd state", func() (Answer, error) { return NewAnswerState(99) }, "answer.state_without_content"},
		{"skipped", func() (Answer, error) { return NewAnswerState(Skipped) }, ""},
	}
	for _, c := range cases {
		a, err := c.make()
		var f *fault.Error
		switch {
		case c.key == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.key != "" && (!errors.As(err, &f) || f.Key != c.key || f.Kind != fault.Invalid):
			t.Errorf("%s: got %v, want %s", c.name, err, c.key)
		case c.key != "" && !a.Equal(Answer{}):
			t.Errorf("%s: an answer came with the error", c.name)
		}
	}
}

func TestAccessorsGiveBackWhatWasSaid(t *testing.T) {
	t.Parallel()
	fact := on(&Scale{Kind: Fact, Options: []Option{{ID: "yes"}}, NeedForAction: true, Reference: true})
	a, err := NewAnswerFact(fact, "yes", "Satzung", true)
	if err != nil || a.State() != Answered || a.Option() != "yes" || a.Reference() != "Satzung" || !a.NeedForAction() {
		t.Errorf("fact came back different: %v", err)
	}
	multi := on(&Scale{Kind: Multi, Options: []Option{{ID: "x"}, {ID: "y"}}})
	m, _ := NewAnswerOptions(multi, "x", "y")
	m.Options()[0] = "changed"
	if m.Option() != "" || m.Options()[0] != "x" {
		t.Error("several options are reported as one, or can be changed from outside")
	}
	if (Answer{}).State() != Unanswered {
		t.Error("the zero answer is not unanswered")
	}
}

// Everything that could carry an answer out by accident is tried with a
// planted word.
func TestAnswersDoNotLeak(t *testing.T) {
	t.Parallel()
	const planted = "GEHEIM"
	a, err := NewAnswerText(on(&Scale{Kind: FreeText}), planted)
	if err != nil {
		t.Fatal(err)
	}
	type holder struct{ A Answer }
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		fmt.Fprintf(&out, verb, a)
		fmt.Fprintf(&out, verb, &a)
		fmt.Fprintf(&out, verb, holder{a})
		fmt.Fprintf(&out, verb, map[string]Answer{"q": a})
	}
	fmt.Fprintln(&out, a, []Answer{a}, a.String(), a.GoString())
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "answer", a, "in", holder{a})
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "answer", a, "in", holder{a})
	_, marshalled := json.Marshal(holder{a})
	_, asKey := json.Marshal([]*Answer{&a})
	inXML := xml.NewEncoder(&out).Encode(holder{a})
	inGob := gob.NewEncoder(&out).Encode(holder{a})
	for i, err := range []error{marshalled, asKey, inXML, inGob} {
		if !errors.Is(err, ErrWithheld) {
			t.Errorf("encoder %d did not refuse: %v", i, err)
		}
	}
	if strings.Contains(out.String(), planted) || strings.Contains(out.String(), fmt.Sprintf("%x", planted)) {
		t.Errorf("the answer leaked: %s", out.String())
	}
	if !strings.Contains(out.String(), Withheld) {
		t.Error("nothing says that the answer is withheld")
	}
}

func TestEncodingRoundTrips(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := drawAnswer(t)
		b, err := DecodeAnswer(a.Encode())
		if err != nil || !b.Equal(a) || !bytes.Equal(a.Encode(), b.Encode()) {
			t.Fatalf("%s came back as %s, %v", a.Encode(), b.Encode(), err)
		}
	})
}

// drawAnswer makes any valid answer.
func drawAnswer(t *rapid.T) Answer {
	kind := rapid.SampledFrom(append([]ScaleKind{""}, ScaleKinds...)).Draw(t, "kind")
	scale := &Scale{Kind: kind, Options: []Option{{ID: "x"}, {ID: "y"}, {ID: "z"}}, NeedForAction: true, Reference: true}
	value := func(name string) Number {
		return NumberOf(num(rapid.StringMatching(`[0-9]{1,2}(\.[0-9]{1,6})?`).Draw(t, name)).Rat())
	}
	var a Answer
	var err error
	switch {
	case kind == "":
		a, err = NewAnswerState(rapid.SampledFrom([]AnswerState{Unanswered, Skipped, CannotJudge, NotApplicable, NobodyKnows}).Draw(t, "state"))
	case kind == Multi:
		a, err = NewAnswerOptions(on(scale), rapid.SliceOfDistinct(rapid.SampledFrom([]string{"x", "y", "z"}), rapid.ID[string]).Draw(t, "options")...)
	case kind.HasOptions():
		a, err = NewAnswerFact(on(scale), "y", rapid.String().Draw(t, "reference"), rapid.Bool().Draw(t, "need"))
	case kind == Numeric:
		a, err = NewAnswerNumber(on(scale), value("number"))
	case kind == PDCA:
		a, err = NewAnswerPDCA(on(scale), PDCAValues{value("p"), value("d"), value("c"), value("a")})
	default:
		a, err = NewAnswerText(on(scale), "x"+rapid.String().Draw(t, "text"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestDamagedAnswersAreRefusedWithoutQuotingThem(t *testing.T) {
	t.Parallel()
	for _, b := range []string{"", "null", "{", `{"state":"GEHEIM"}`, `{"state":"answered","number":"GEHEIM"}`,
		`{"state":"answered","pdca":["1","2"]}`, `{"state":"answered","pdca":["1","2","3","GEHEIM"]}`, `{"state":7}`} {
		a, err := DecodeAnswer([]byte(b))
		if err == nil || strings.Contains(err.Error(), "GEHEIM") || !a.Equal(Answer{}) {
			t.Errorf("DecodeAnswer(%q) gave %v", b, err)
		}
	}
}

func FuzzDecodeAnswer(f *testing.F) {
	f.Add([]byte(`{"state":"answered","options":["2"],"need":true}`))
	f.Add([]byte(`{"state":"answered","pdca":["0","1","2","3"]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := DecodeAnswer(b)
		if err != nil {
			return
		}
		if again, err := DecodeAnswer(a.Encode()); err != nil || !again.Equal(a) {
			t.Errorf("%q reads, but its encoding %q does not", b, a.Encode())
		}
	})
}

func TestStateNames(t *testing.T) {
	t.Parallel()
	for s := Unanswered; s <= NobodyKnows; s++ {
		if got, ok := ParseAnswerState(s.String()); !ok || got != s {
			t.Errorf("%v reads as %v, %v", s, got, ok)
		}
	}
	if _, ok := ParseAnswerState("maybe"); ok {
		t.Error("an unknown state was read")
	}
}
