package disclosure_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"chancencheck/disclosure"

	"pgregory.net/rapid"
)

// outlets are the ways a value can leave the program by accident.
var outlets = map[string]func(any) string{
	"%v":   func(v any) string { return fmt.Sprintf("%v", v) },
	"%+v":  func(v any) string { return fmt.Sprintf("%+v", v) },
	"%#v":  func(v any) string { return fmt.Sprintf("%#v", v) },
	"%x":   func(v any) string { return fmt.Sprintf("%x %d %g %q", v, v, v, v) },
	"json": func(v any) string { b, _ := json.Marshal(v); return string(b) },
	"xml":  func(v any) string { b, _ := xml.Marshal(v); return string(b) },
	"gob": func(v any) string {
		var b bytes.Buffer
		_ = gob.NewEncoder(&b).Encode(v)
		return b.String()
	},
	"slog": func(v any) string {
		var b bytes.Buffer
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v)
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v)
		return b.String()
	},
}

func TestWithheldFigureLeavesByNoOutlet(t *testing.T) {
	t.Parallel()
	const planted, people, asked = 48151.5, 4, 62342
	f := disclosure.Figure{Value: planted, N: people, Coverage: disclosure.Answered(1, asked), MinCoverage: 0.99}
	p := policy(t, disclosure.AnonymousAnswers, 0)
	hidden := map[string]any{
		"too few":        p.Show(f, open),
		"not closed":     p.Show(f, disclosure.Standing{Entitled: true}),
		"below coverage": policy(t, disclosure.Named, 0).Show(f, open),
		"private":        policy(t, disclosure.PrivateSheet, 0).Show(f, open),
		"participation":  p.Participation(people, asked, open),
	}
	for name, shown := range hidden {
		for outlet, write := range outlets {
			for _, v := range []any{shown, &shown, []any{shown}, map[string]any{"a": shown}} {
				out := write(v)
				if strings.Contains(out, "48151") || strings.Contains(out, "62342") {
					t.Errorf("%s leaves by %s: %s", name, outlet, out)
				}
			}
		}
	}
}

func TestOutletsShowAShownFigure(t *testing.T) {
	t.Parallel()
	s := policy(t, disclosure.AgreedSigned, 0).Show(disclosure.Figure{Value: 48151.5, N: 1}, open)
	for _, outlet := range []string{"%v", "json"} {
		if out := outlets[outlet](s); !strings.Contains(out, "48151.5") {
			t.Errorf("the leak test is blind for %s: %s", outlet, out)
		}
	}
}

func TestShownJSON(t *testing.T) {
	t.Parallel()
	p := policy(t, disclosure.AgreedSigned, 0)
	anonymous := policy(t, disclosure.AnonymousAnswers, 0)
	cases := []struct {
		s    disclosure.Shown
		want string
	}{
		{disclosure.Shown{}, `{"withheld":"no_answers"}`},
		{disclosure.Withhold(disclosure.TooFew), `{"withheld":"too_few"}`},
		{p.Show(disclosure.Figure{Value: 62.5, N: 1, Coverage: disclosure.Coverage{Share: 0.8}}, open), `{"value":62.5,"coverage":0.8}`},
		{p.Show(disclosure.Figure{Value: 0, N: 1, Coverage: disclosure.Answered(20, 25)}, open), `{"value":0,"coverage":0.8,"answered":20,"of":25}`},
		{anonymous.Share(30, 30, open), `{"value":90,"unit":"percent","bound":"at_least","coverage":1,"answered":30,"of":30}`},
	}
	for _, c := range cases {
		b, err := json.Marshal(c.s)
		if err != nil || string(b) != c.want {
			t.Errorf("got %s (%v), want %s", b, err, c.want)
		}
		var back disclosure.Shown
		if err := json.Unmarshal(b, &back); err == nil {
			t.Errorf("a Shown was made from %s", b)
		}
	}
}

func TestZeroShownIsWithheld(t *testing.T) {
	t.Parallel()
	var s disclosure.Shown
	if _, ok := s.Value(); ok || !s.Withheld() || s.Reason() != disclosure.NoAnswers {
		t.Errorf("zero Shown: %+v", s)
	}
	if text, ok := s.Decimal(); ok || text != "" {
		t.Errorf("zero Shown has the text %q", text)
	}
}

func TestAnonymousShowNeverPassesBelowThreshold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		threshold := rapid.IntRange(5, 20).Draw(t, "threshold")
		n := rapid.IntRange(-1, 40).Draw(t, "n")
		p, err := disclosure.NewPolicy(disclosure.AnonymousAnswers, threshold)
		if err != nil {
			t.Fatal(err)
		}
		s := disclosure.Standing{Entitled: rapid.Bool().Draw(t, "entitled"), Closed: rapid.Bool().Draw(t, "closed")}
		v := rapid.Float64Range(0, 100).Draw(t, "value")
		got := p.Show(disclosure.Figure{Value: v, N: n, High: 100}, s)
		if want := n >= threshold && s.Entitled && s.Closed; want == got.Withheld() {
			t.Fatalf("n=%d threshold=%d %+v: withheld=%v", n, threshold, s, got.Withheld())
		}
		if x, ok := got.Value(); ok && (x < 10 || x > 90) {
			t.Fatalf("%v shown as %v: nearer to the end than a tenth", v, x)
		}
	})
}
