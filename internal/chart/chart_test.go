package chart_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"chancencheck/disclosure"
	"chancencheck/internal/chart"

	"github.com/google/go-cmp/cmp"
)

// variants are the ways a chart is drawn.
func variants(id string) []chart.Options {
	var out []chart.Options
	for _, width := range []int{chart.Narrow, chart.Wide, 1200} {
		for _, rtl := range []bool{false, true} {
			for _, standalone := range []bool{false, true} {
				out = append(out, chart.Options{ID: id, Title: "Stand je Feld", Width: width, RTL: rtl, Standalone: standalone})
			}
		}
	}
	return out
}

// element is one start tag of a drawing with the text directly in it.
type element struct {
	name string
	attr map[string]string
	text string
}

// parse reads a drawing as XML; anything that is not well-formed fails.
func parse(t testing.TB, svg string) []element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<root>" + svg + "</root>"))
	var out []element
	var open []int
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out[1:]
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			out = append(out, e)
			open = append(open, len(out)-1)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			out[open[len(open)-1]].text += string(token)
		}
	}
}

func TestDrawingsAreAllowedByAStrictContentPolicyAndReadAloud(t *testing.T) {
	t.Parallel()
	for name, draw := range samples {
		for _, o := range variants(name) {
			f := draw(o)
			checkDrawing(t, name, o, f)
			if f.Title != o.Title || f.Description == "" || f.Table.Caption == "" {
				t.Errorf("%s: figure without title, description or caption", name)
			}
		}
		f := chart.Responsive(chart.Options{ID: name, Title: "x"}, draw)
		uniqueIDs(t, name, parse(t, f.SVG))
	}
}

func checkDrawing(t testing.TB, name string, o chart.Options, f chart.Figure) {
	t.Helper()
	elements := parse(t, f.SVG)
	root := elements[0]
	for _, e := range elements {
		if _, styled := e.attr["style"]; styled || e.name == "style" || e.name == "script" || e.attr["href"] != "" {
			t.Errorf("%s: %s %v is not allowed", name, e.name, e.attr)
		}
	}
	ids := uniqueIDs(t, name, elements)
	for id := range ids {
		if !strings.HasPrefix(id, o.ID+"-") {
			t.Errorf("%s: id %q does not start with %q", name, id, o.ID)
		}
	}
	if root.name != "svg" || root.attr["role"] != "img" || root.attr["viewBox"] == "" {
		t.Errorf("%s: root is %s %v", name, root.name, root.attr)
	}
	for id := range strings.FieldsSeq(root.attr["aria-labelledby"]) {
		if ids[id].text == "" {
			t.Errorf("%s: nothing is read for %q", name, id)
		}
	}
	if hasNS := root.attr["xmlns"] != ""; hasNS != o.Standalone || strings.Contains(f.SVG, "currentColor") == o.Standalone {
		t.Errorf("%s standalone=%v: namespace %v or colours wrong", name, o.Standalone, hasNS)
	}
}

func uniqueIDs(t testing.TB, name string, elements []element) map[string]element {
	t.Helper()
	ids := map[string]element{}
	for _, e := range elements {
		id := e.attr["id"]
		if _, again := ids[id]; again && id != "" {
			t.Errorf("%s: id %q twice", name, id)
		}
		if id != "" {
			ids[id] = e
		}
	}
	return ids
}

// What disclosure withholds must have no influence on the picture at all: the
// drawing is the same to the byte whatever the forgotten number is.
func TestWithheldNumbersDoNotInfluenceThePicture(t *testing.T) {
	t.Parallel()
	draw := map[string]func(chart.Options, chart.Value) chart.Figure{
		"radar": func(o chart.Options, v chart.Value) chart.Figure {
			return chart.Radar(o, chart.RadarData{Axes: []chart.Axis{{Label: "a", Now: value(10)}, {Label: "b", Now: v, Last: &v}, {Label: "c", Now: value(80)}}})
		},
		"bars": func(o chart.Options, v chart.Value) chart.Figure {
			return chart.Bars(o, chart.BarsData{Rows: []chart.Bar{{Label: "a", Value: v}}, Bands: bands})
		},
		"counts": func(o chart.Options, v chart.Value) chart.Figure {
			n := int(v.Fraction * 1000)
			return chart.Counts(o, chart.CountsData{Rows: []chart.Count{{Label: "a", N: n, Text: v.Text, Withheld: v.Withheld}, {Label: "b", N: 3, Text: "3"}}})
		},
		"situations": func(o chart.Options, v chart.Value) chart.Figure {
			fits := []chart.Fit{chart.Fit(v.Fraction * 5), chart.Works}
			return chart.SituationPicture(o, chart.SituationData{Situations: []string{"x", "y"}, Services: []chart.ServiceRow{{Label: "a", Fits: fits, Withheld: v.Withheld}, {Label: "b", Fits: []chart.Fit{1, 2}}}})
		},
		"overview": func(o chart.Options, v chart.Value) chart.Figure {
			return chart.Overview(o, chart.OverviewData{Fields: []string{"x"}, Groups: []chart.OverviewGroup{{Rows: []chart.OverviewRow{{Label: "a", Values: []chart.Value{v}}}}}})
		},
		"distribution": func(o chart.Options, v chart.Value) chart.Figure {
			return chart.Distribution(o, chart.DistributionData{Piles: []chart.Pile{{Label: "a", Cards: int(v.Fraction * 50), Text: v.Text, Withheld: v.Withheld}, {Label: "b", Cards: 2, Text: "2"}}})
		},
		"timeline": func(o chart.Options, v chart.Value) chart.Figure {
			return chart.Timeline(o, chart.TimelineData{Moments: []chart.Moment{{When: "1", Value: value(3)}, {When: "2", Value: v}, {When: "3", Value: value(50)}}})
		},
	}
	other := chart.Value{Text: "12", Fraction: 0.93, Coverage: "c", Withheld: secret.Withheld}
	for name, d := range draw {
		for _, o := range variants(name) {
			if diff := cmp.Diff(d(o, secret), d(o, other)); diff != "" {
				t.Errorf("%s depends on a withheld number:\n%s", name, diff)
			}
			seen := secret
			seen.Withheld = ""
			if cmp.Equal(d(o, seen), d(o, secret)) {
				t.Errorf("%s does not show a value at all: the test is blind", name)
			}
		}
	}
}

func TestSamplesNeverContainThePlantedNumbers(t *testing.T) {
	t.Parallel()
	for name, draw := range samples {
		for _, o := range variants(name) {
			f := draw(o)
			everything := f.SVG + f.Description + strings.Join(f.Table.Head, " ")
			for _, row := range f.Table.Rows {
				everything += strings.Join(row, " ")
			}
			if strings.Contains(everything, "4815") || strings.Contains(everything, "62342") {
				t.Errorf("%s leaks a withheld number", name)
			}
		}
	}
}

// Every word and number in the picture is also in its table or its key, and
// every value of the table is in the picture.
func TestTableHasEveryValueOfThePicture(t *testing.T) {
	t.Parallel()
	for name, draw := range samples {
		f := draw(chart.Options{ID: name, Title: name, Width: chart.Wide})
		for _, row := range f.Table.Rows {
			if len(row) != len(f.Table.Head) {
				t.Errorf("%s: row %q has %d cells, head has %d", name, row, len(row), len(f.Table.Head))
			}
		}
	}
	f := samples["bars"](chart.Options{ID: "b"})
	want := []string{"Verstehen und verständigen", "zu wenige Antworten", ""}
	if diff := cmp.Diff(want, f.Table.Rows[3]); diff != "" {
		t.Error(diff)
	}
	for _, p := range []string{"62", "35", "48", "22", "88", "54", "41", "66", "79"} {
		found := false
		for _, e := range parse(t, f.SVG) {
			found = found || e.name == "text" && e.text == p
		}
		if !found {
			t.Errorf("value %s is not written in the picture", p)
		}
	}
}

func TestDescriptionIsReadFromTheTable(t *testing.T) {
	t.Parallel()
	d := chart.BarsData{Rows: []chart.Bar{{Label: "Finden", Value: value(35)}, {Label: "Verstehen", Value: secret}}}
	f := chart.Bars(chart.Options{ID: "b", Title: "T"}, d)
	if want := "Finden: 35, beantwortet: 4 von 5. Verstehen: zu wenige Antworten."; f.Description != want {
		t.Errorf("%q, want %q", f.Description, want)
	}
	many := chart.OverviewData{Fields: []string{"F1", "F2", "F3"}, Head: [2]string{"Dezernat", "Stelle"}, Groups: []chart.OverviewGroup{{Label: "D", Rows: []chart.OverviewRow{{Label: "u", Values: []chart.Value{value(1), secret}}}}}}
	if got, want := chart.Overview(chart.Options{ID: "o"}, many).Description, "D: Stelle u, F1 1, F2 zu wenige Antworten."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if f = chart.Bars(chart.Options{ID: "b", Description: "own"}, d); f.Description != "own" {
		t.Errorf("description of the caller was replaced by %q", f.Description)
	}
}

func TestFromShown(t *testing.T) {
	t.Parallel()
	words := chart.Words{
		Number:   func(s disclosure.Shown) string { d, _ := s.Decimal(); return d },
		Reason:   func(r disclosure.Reason) string { return "because " + string(r) },
		Coverage: func(c disclosure.Coverage) string { return "all" },
	}
	p, err := disclosure.NewPolicy(disclosure.AgreedSigned, 0)
	if err != nil {
		t.Fatal(err)
	}
	open := disclosure.Standing{Entitled: true, Signed: true}
	got := chart.FromShown(p.Show(disclosure.Figure{Value: 3, N: 1}, open), 0, 4, words)
	if want := (chart.Value{Text: "3", Fraction: 0.75, Coverage: "all"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got = chart.FromShown(disclosure.Withhold(disclosure.TooFew), 0, 4, words); got != (chart.Value{Withheld: "because too_few"}) {
		t.Errorf("withheld became %+v", got)
	}
}

func TestEmptyAndStrangeDataIsDrawn(t *testing.T) {
	t.Parallel()
	o := chart.Options{ID: "e", Title: "leer"}
	for _, width := range []int{chart.Narrow, chart.Wide} {
		o.Width = width
		for _, f := range []chart.Figure{
			chart.Radar(o, chart.RadarData{}), chart.Bars(o, chart.BarsData{}), chart.Counts(o, chart.CountsData{}),
			chart.SituationPicture(o, chart.SituationData{}), chart.Overview(o, chart.OverviewData{}), chart.Distribution(o, chart.DistributionData{}),
			chart.Pairs(o, chart.PairsData{}), chart.Timeline(o, chart.TimelineData{}), chart.Radar(o, chart.RadarData{Axes: []chart.Axis{{Label: "one", Now: value(3)}}}),
			chart.OpinionMap(o, chart.OpinionData{}), chart.OpinionMap(o, chart.OpinionData{Groups: []chart.OpinionGroup{{Label: "one", Marks: []chart.OpinionMark{{X: 3, Y: 3}}}}}),
			chart.Timeline(o, chart.TimelineData{Moments: []chart.Moment{{When: "now", Value: value(7)}}}),
			chart.SituationPicture(o, chart.SituationData{Situations: []string{"a"}, Services: []chart.ServiceRow{{Label: "s", Fits: []chart.Fit{99}}, {Label: "t", Fits: []chart.Fit{-1}}}}),
			chart.Distribution(o, chart.DistributionData{Piles: []chart.Pile{{Label: "a", Cards: -2}, {Label: "b", Cards: 300, Text: "300"}}}),
		} {
			if parse(t, f.SVG); strings.Contains(f.SVG, "NaN") || strings.Contains(f.SVG, "Inf") {
				t.Errorf("not a number in %s", f.SVG)
			}
		}
	}
}

func FuzzLabelsAreEscaped(f *testing.F) {
	for _, s := range []string{"", "plain", `<script>alert("x")</script>`, `"'&]]>`, "\x00\x1b\xff", "مركز المواطنين", strings.Repeat("Donaudampfschiff", 9), "a\nb\tc", "\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := chart.Value{Text: s, Fraction: 0.5, Coverage: s}
		for _, width := range []int{chart.Narrow, chart.Wide} {
			o := chart.Options{ID: "f", Title: s, Width: width}
			for _, figure := range []chart.Figure{
				chart.Bars(o, chart.BarsData{Rows: []chart.Bar{{Label: s, Value: v}}, Bands: []chart.Band{{Label: s}, {From: 0.5, Label: s}}}),
				chart.Pairs(o, chart.PairsData{Left: s, Right: s, Rows: []chart.Pair{{Label: s, Left: v, Right: chart.Value{Withheld: s}, Distance: s}}}),
				chart.Overview(o, chart.OverviewData{Fields: []string{s, s}, Groups: []chart.OverviewGroup{{Label: s, Rows: []chart.OverviewRow{{Label: s, Values: []chart.Value{v, {Withheld: s}}}}}}}),
				chart.Timeline(o, chart.TimelineData{Moments: []chart.Moment{{When: s, Value: v}, {When: s, Value: v, Break: s}}}),
			} {
				for _, e := range parse(t, figure.SVG) {
					if e.name == "script" || e.attr["onclick"] != "" {
						t.Fatalf("label became markup: %q", figure.SVG)
					}
				}
			}
		}
	})
}
