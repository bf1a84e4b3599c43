package chart

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWrapKeepsTextAndWidth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[a-zA-ZäöüÄÖÜß-]{1,30}`)).Draw(t, "words")
		width := rapid.Float64Range(60, 400).Draw(t, "width")
		s := strings.Join(words, " ")
		lines := wrap(s, 14, width, 1000)
		for _, l := range lines {
			if textWidth(l, 14) > width {
				t.Fatalf("%q is wider than %v", l, width)
			}
		}
		bare := func(s string) string { return strings.NewReplacer("-", "", " ", "").Replace(s) }
		if got := bare(strings.Join(lines, "")); got != bare(s) {
			t.Fatalf("%q became %q", s, lines)
		}
	})
}

func TestWrapCases(t *testing.T) {
	t.Parallel()
	cases := []struct {
		text  string
		width float64
		limit int
		want  string
	}{
		{"", 100, 3, ""},
		{"kurz", 100, 3, "kurz"},
		{"zwei Zeilen", 60, 3, "zwei|Zeilen"},
		{"Kinder- und Jugendhilfe", 110, 3, "Kinder- und|Jugendhilfe"},
		{"E-Mail-Adresse", 60, 3, "E-Mail-|Adresse"},
		{"eins zwei drei vier", 40, 2, "eins|zw…"},
		{"Aufenthaltserlaubnis", 90, 3, "Aufenthaltse-|rlaubnis"},
	}
	for _, c := range cases {
		if got := strings.Join(wrap(c.text, 14, c.width, c.limit), "|"); got != c.want {
			t.Errorf("wrap(%q, %v) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// box is the room a text takes, by the same estimate the layout uses.
type box struct {
	text                     string
	left, top, right, bottom float64
}

var textElement = regexp.MustCompile(`<text[^>]* x="([^"]+)" y="([^"]+)" font-size="([^"]+)" text-anchor="([^"]+)"[^>]*>([^<]*)</text>`)

func boxes(svg string, rtl bool) []box {
	var out []box
	for _, m := range textElement.FindAllStringSubmatch(svg, -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		size, _ := strconv.ParseFloat(m[3], 64)
		w := textWidth(m[5], size) * 0.9 // the estimate is generous
		switch {
		case m[4] == "middle":
			x -= w / 2
		case (m[4] == "end") != rtl:
			x -= w
		}
		out = append(out, box{m[5], x, y - size*0.72, x + w, y + size*0.18})
	}
	return out
}

func TestTextsDoNotOverlapAndStayInside(t *testing.T) {
	t.Parallel()
	for name, draw := range longLabels() {
		for _, width := range []int{Narrow, 480, Wide, 1200} {
			for _, rtl := range []bool{false, true} {
				found := boxes(draw(Options{ID: "x", Title: "x", Width: width, RTL: rtl}).SVG, rtl)
				if len(found) < 4 {
					t.Fatalf("%s: only %d texts found", name, len(found))
				}
				for i, a := range found {
					if a.left < -1 || a.right > float64(width)+1 {
						t.Errorf("%s %d rtl=%v: %q runs out of the picture: %.0f to %.0f", name, width, rtl, a.text, a.left, a.right)
					}
					for _, b := range found[i+1:] {
						if a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom {
							t.Errorf("%s %d rtl=%v: %q and %q overlap", name, width, rtl, a.text, b.text)
						}
					}
				}
			}
		}
	}
}

// longLabels draws charts with labels as long as the catalogue's longest.
func longLabels() map[string]func(Options) Figure {
	labels := make([]string, 10)
	for i := range labels {
		labels[i] = fmt.Sprintf("%d Mühe mit komplizierten Abläufen oder seelisch belastet", i)
	}
	v := Value{Text: "62", Fraction: 0.62, Coverage: "beantwortet: 20 von 25"}
	none := Value{Withheld: "zu wenige Antworten, damit niemand erkennbar ist"}
	axes, rows, piles, moments, values := []Axis{}, []Bar{}, []Pile{}, []Moment{}, []Value{}
	for i, l := range labels {
		value := v
		if i%4 == 1 {
			value = none
		}
		axes = append(axes, Axis{Label: l, Now: value, Last: &v})
		rows = append(rows, Bar{Label: l, Value: value})
		values = append(values, value)
		if i < 6 {
			piles = append(piles, Pile{Label: l, Mark: "1", Cards: 4 * i, Text: "2 Karten"})
			moments = append(moments, Moment{When: fmt.Sprintf("Frühjahr %d", 2020+i), Value: value, Break: map[bool]string{true: labels[i]}[i == 3]})
		}
	}
	services := []ServiceRow{}
	for _, l := range labels[:8] {
		services = append(services, ServiceRow{Label: l, Fits: []Fit{1, 2, 3, 4, 0, 1, 2, 3, 4, 1}})
	}
	levels := [5]string{"nicht gefragt", "klappt", "mit Umwegen", "oft nicht", "wissen wir nicht"}
	return map[string]func(Options) Figure{
		"radar": func(o Options) Figure {
			return Radar(o, RadarData{Axes: axes, Now: "Herbst 2026", Last: "Herbst 2024"})
		},
		"bars": func(o Options) Figure {
			return Bars(o, BarsData{Rows: rows, Bands: []Band{{0, "noch ganz am Anfang des Weges"}, {0.4, "auf dem Weg"}, {0.7, "verlässlich"}}})
		},
		"counts": func(o Options) Figure {
			return Counts(o, CountsData{Rows: []Count{{Label: labels[0], N: 23, Text: "aus 23 Dienststellen"}, {Label: labels[1], Withheld: none.Withheld}}})
		},
		"situations": func(o Options) Figure {
			return SituationPicture(o, SituationData{Situations: labels, Services: services, Levels: levels})
		},
		"few services": func(o Options) Figure {
			return SituationPicture(o, SituationData{Situations: labels, Services: services[:4], Levels: levels})
		},
		"five situations": func(o Options) Figure {
			return SituationPicture(o, SituationData{Situations: labels[:5], Services: services, Levels: levels})
		},
		"overview": func(o Options) Figure {
			return Overview(o, OverviewData{Fields: labels, Missing: "kein Wert", Low: "am Anfang", High: "verlässlich", Groups: []OverviewGroup{{labels[0], []OverviewRow{{labels[1], values}, {labels[2], values}}}}})
		},
		"distribution": func(o Options) Figure { return Distribution(o, DistributionData{Piles: piles}) },
		"opinions": func(o Options) Figure {
			d := OpinionData{You: &OpinionMark{2, 1}, YouLabel: labels[9]}
			for i, l := range labels[:5] {
				d.Groups = append(d.Groups, OpinionGroup{Label: l, Size: "etwa 120 Menschen", Marks: []OpinionMark{{float64(i), 3}, {1, -float64(i)}}})
			}
			d.Groups[3] = OpinionGroup{Label: labels[3], Withheld: none.Withheld}
			return OpinionMap(o, d)
		},
		"timeline": func(o Options) Figure { return Timeline(o, TimelineData{Moments: moments, Low: "0", High: "100"}) },
	}
}

func luminance(hex string) float64 {
	n, _ := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(n>>(16-8*i)&255) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

var hexColour = regexp.MustCompile(`(?:fill|stroke)="(#[0-9a-f]{6})"`)

// WCAG 2.2: 4.5 for text (1.4.3), 3 for what carries meaning (1.4.11).
func TestContrastOfFixedColours(t *testing.T) {
	t.Parallel()
	for i := range 5 {
		paint, ink := tone(float64(i)/5 + 0.1)
		ground, text := hexColour.FindStringSubmatch(looks[paint].file)[1], hexColour.FindStringSubmatch(looks[ink].file)[1]
		if c := contrast(ground, text); c < 4.5 {
			t.Errorf("number on %s: contrast %.2f", paint, c)
		}
	}
	for r, least := range map[role]float64{"ink": 4.5, "quiet": 4.5, "axis": 3, "bar": 3, "dot": 3, "line": 3, "last": 3, "works": 3, "detours": 3, "oftennot": 3, "unknown": 3, "hatch": 3,
		"group0": 3, "group1": 3, "group2": 3, "group3": 3, "group4": 3, "you": 3} {
		if c := contrast(hexColour.FindStringSubmatch(looks[r].file)[1], "#ffffff"); c < least {
			t.Errorf("%s on paper: contrast %.2f, want %v", r, c, least)
		}
	}
}

func TestStyleSheetColoursInTheDark(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("chart.css")
	if err != nil {
		t.Fatal(err)
	}
	_, dark, found := strings.Cut(string(css), `[data-kern-theme="dark"] {`)
	if !found {
		t.Fatal("no dark theme in chart.css")
	}
	dark, _, _ = strings.Cut(dark, "}")
	colours := regexp.MustCompile(`(--chart-[a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(dark, -1)
	if len(colours) < 4 {
		t.Fatalf("only %d colours for the dark", len(colours))
	}
	for _, c := range colours {
		if got := contrast(c[2], "#1a1d21"); got < 3 {
			t.Errorf("%s in the dark: contrast %.2f", c[1], got)
		}
	}
	for class := range strings.FieldsSeq("ink bar line area card works detours oftennot group0 group1 group2 group3 group4 you tone0 tone4") {
		if _, known := looks[role(class)]; !known || !strings.Contains(string(css), ".chart-"+class) {
			t.Errorf("class chart-%s is not both drawn and styled", class)
		}
	}
}

func TestToneSteps(t *testing.T) {
	t.Parallel()
	for fraction, want := range map[float64]role{0: "tone0", 0.199: "tone0", 0.2: "tone1", 0.5: "tone2", 0.6: "tone3", 0.8: "tone4", 1: "tone4"} {
		if got, _ := tone(fraction); got != want {
			t.Errorf("tone(%v) = %s, want %s", fraction, got, want)
		}
	}
}

func TestClamp(t *testing.T) {
	t.Parallel()
	for in, want := range map[float64]float64{-1: 0, 0.5: 0.5, 2: 1, math.Inf(1): 1} {
		if got := clamp(in); got != want {
			t.Errorf("clamp(%v) = %v", in, got)
		}
	}
	if clamp(math.NaN()) != 0 {
		t.Error("not a number has a place on the axis")
	}
}

func TestTextsThatRunAgainstTheDrawingStayInOnePiece(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rtl  bool
		text string
		want string
	}{
		{true, "Wer kommt?", "\u2068Wer kommt?\u2069"},
		{true, "من يأتي؟", "من يأتي؟"},
		{true, "50", "50"},
		{false, "Wer kommt?", "Wer kommt?"},
		{false, "1. من يأتي؟", "\u20681. من يأتي؟\u2069"},
	} {
		if got := newCanvas(Options{RTL: c.rtl}).isolated(c.text); got != c.want {
			t.Errorf("%q, from the right %v: %q", c.text, c.rtl, got)
		}
	}
}

func TestCountsAreSharesOfTheirOwnWhole(t *testing.T) {
	t.Parallel()
	wide := func(d CountsData) float64 {
		var widest float64
		for _, m := range regexp.MustCompile(`<rect class="chart-bar"[^>]* width="([0-9.]+)"`).FindAllStringSubmatch(Counts(Options{ID: "c"}, d).SVG, -1) {
			w, _ := strconv.ParseFloat(m[1], 64)
			widest = max(widest, w)
		}
		return widest
	}
	whole := wide(CountsData{Rows: []Count{{Label: "a", N: 64}}})
	half := wide(CountsData{Rows: []Count{{Label: "a", N: 64, Of: 128}}})
	if whole == 0 || math.Abs(half/whole-0.5) > 0.01 {
		t.Errorf("64 of 128 is drawn %.0f wide, all %.0f", half, whole)
	}
}
