package instrumentfile_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"chancencheck/instrument"
	"chancencheck/internal/instrumentfile"
)

// failer is what *testing.T and *rapid.T have in common.
type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// roundTrip writes an instrument, reads it back and compares.
func roundTrip(t failer, ins *instrument.Instrument, enc instrumentfile.Encoding) {
	t.Helper()
	var b bytes.Buffer
	if err := instrumentfile.Write(&b, ins, enc); err != nil {
		t.Fatalf("write as %s: %v", enc, err)
	}
	again, ps := instrumentfile.Parse(b.Bytes(), "again."+string(enc))
	if again == nil {
		t.Fatalf("what was written as %s is not read: %v\n%s", enc, ps, b.String())
	}
	if diff := cmp.Diff(ins, again, cmp.AllowUnexported(instrument.Number{}), cmpopts.EquateEmpty(),
		cmpopts.IgnoreUnexported(instrument.Instrument{}), cmpopts.IgnoreFields(instrument.Instrument{}, "Guides")); diff != "" {
		t.Fatalf("%s changes the instrument (-before +after):\n%s", enc, diff)
	}
	if ins.Hash() != again.Hash() {
		t.Fatalf("%s changes the hash but nothing else", enc)
	}
}

func TestSamplesRoundTrip(t *testing.T) {
	t.Parallel()
	for _, name := range sampleNames {
		ins, err := instrumentfile.Load(samples + name)
		if err != nil {
			t.Fatal(err)
		}
		roundTrip(t, ins, instrumentfile.YAML)
		roundTrip(t, ins, instrumentfile.JSON)
	}
}

func TestRoundTripOfAnyInstrument(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ins := drawInstrument(t)
		roundTrip(t, ins, rapid.SampledFrom([]instrumentfile.Encoding{instrumentfile.YAML, instrumentfile.JSON}).Draw(t, "encoding"))
	})
}

// awkward are texts that YAML or JSON could mistake for something else.
var awkward = []string{"yes", "no", "null", "~", "1.0", "0x10", "true", "- a", "a: b", "#c", "{x}", "[x]", "&a", "*a", "!t", "%d",
	"'", `"`, `\`, "a\nb", "a\n\n  b\n", " x", "x ", "ä😀", "2026-11-22", "<<", "=", "|", ">", "@", "`", "a\tb", "\u2028x"}

func drawText(t *rapid.T, langs []string, name string) instrument.Text {
	text := rapid.OneOf(rapid.SampledFrom(awkward), rapid.StringMatching(`[a-zA-Zäß .,:;#'"!?%&*\-\n]{0,40}x`))
	ts := []instrument.Translation{{Lang: langs[0], Text: text.Draw(t, name)}}
	for _, lang := range langs[1:] {
		if rapid.Bool().Draw(t, name+" in "+lang) {
			ts = append(ts, instrument.Translation{Lang: lang, Text: text.Draw(t, name)})
		}
	}
	return instrument.NewText(ts...)
}

func drawNumber(t *rapid.T, name string) instrument.Number {
	return instrument.MustNumber(rapid.StringMatching(`-?[0-9]{1,18}(\.[0-9]{1,18}|/[1-9][0-9]{0,3})?`).Draw(t, name))
}

// drawInstrument makes any valid instrument with levels, a tree and conditions.
func drawInstrument(t *rapid.T) *instrument.Instrument {
	langs := []string{"de", "en"}[:rapid.IntRange(1, 2).Draw(t, "languages")]
	text := func(name string) instrument.Text { return drawText(t, langs, name) }
	scale := &instrument.Scale{ID: "no", Kind: instrument.Levels}
	for i := range rapid.IntRange(2, 5).Draw(t, "levels") {
		scale.Options = append(scale.Options, instrument.Option{ID: fmt.Sprint(i), Label: text("label"), Points: drawNumber(t, "points")})
	}
	ins := &instrument.Instrument{ID: "true", Version: rapid.SampledFrom(awkward[:8]).Draw(t, "version"), Title: text("title"),
		Languages: langs, Scales: []*instrument.Scale{scale}}
	count := 0
	for i := range rapid.IntRange(1, 3).Draw(t, "fields") {
		n := &instrument.Node{ID: fmt.Sprintf("f%d", i), Title: text("title"), Intro: text("intro"),
			Score: drawRule(t)}
		for range rapid.IntRange(1, 3).Draw(t, "questions") {
			q := &instrument.Question{ID: fmt.Sprintf("q%d", count), Text: text("text"), Scale: scale,
				Scored: rapid.Bool().Draw(t, "scored"), Points: map[string]instrument.Number{"1": {}, "0": drawNumber(t, "own points")}}
			if count > 0 {
				q.When = []instrument.Condition{{Question: fmt.Sprintf("q%d", count-1), Is: []string{"1"}, AtLeast: drawNumber(t, "at least")}}
			}
			n.Questions = append(n.Questions, q)
			count++
		}
		ins.Fields = append(ins.Fields, n)
	}
	return ins
}

// drawRule makes a rule with many parts; not one that makes sense.
func drawRule(t *rapid.T) instrument.Rule {
	if rapid.Bool().Draw(t, "plain rule") {
		return instrument.Rule{}
	}
	test := instrument.Test{Of: []string{"q0"}, Is: []string{"1", "missing"}, Below: drawNumber(t, "below"), Count: 1}
	return instrument.Rule{
		Method: instrument.Sum, Members: []instrument.Member{{ID: "q0"}, {ID: "f0", Weight: instrument.One}},
		Measure: instrument.Points, Scale: instrument.One, Divisor: instrument.MustNumber("13"),
		Bounds:     &instrument.Bounds{Min: instrument.MustNumber("1"), Max: instrument.MustNumber("2"), Log: true},
		Invert:     rapid.Bool().Draw(t, "invert"),
		Cap:        instrument.MustNumber("50"),
		Deductions: []instrument.Deduction{{When: []instrument.Test{test}, Subtract: instrument.One, Each: true}},
		Gates:      []instrument.Gate{{When: []instrument.Test{test, test}, Void: true}, {When: []instrument.Test{test}, Set: instrument.One}},
		Answers:    instrument.Policies{Missing: instrument.Zero, NotApplicable: instrument.Full},
		NoValue:    instrument.Void, MinCoverage: instrument.MustNumber("1/3"),
		Round: instrument.Rounding{Digits: instrument.One, Mode: instrument.HalfEven, At: instrument.AtEvery},
	}
}
