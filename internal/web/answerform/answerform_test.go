package answerform_test

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/i18n"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/locales"
)

func text(s string) instrument.Text {
	return instrument.NewText(instrument.Translation{Lang: "de", Text: s})
}

func options(ids ...string) []instrument.Option {
	var out []instrument.Option
	for _, id := range ids {
		out = append(out, instrument.Option{ID: id, Label: text("Stufe " + id), Help: text("Das heißt " + id)})
	}
	return out
}

var (
	n0, n100 = instrument.MustNumber("0"), instrument.MustNumber("100")
	// questions has one question for every kind of scale.
	questions = map[instrument.ScaleKind]*instrument.Question{
		instrument.Levels:     ask(instrument.Scale{Kind: instrument.Levels, Options: options("0", "1", "2", "3", "4")}),
		instrument.Choice:     ask(instrument.Scale{Kind: instrument.Choice, Options: options("counter", "phone")}),
		instrument.Multi:      ask(instrument.Scale{Kind: instrument.Multi, Options: options("a", "b", "c")}),
		instrument.Numeric:    ask(instrument.Scale{Kind: instrument.Numeric, Min: n0, Unit: text("Tage")}),
		instrument.FreeText:   ask(instrument.Scale{Kind: instrument.FreeText}),
		instrument.Reflection: ask(instrument.Scale{Kind: instrument.Reflection}),
		instrument.PDCA:       ask(instrument.Scale{Kind: instrument.PDCA, Min: n0, Max: n100}),
		instrument.Fact:       ask(instrument.Scale{Kind: instrument.Fact, Options: options("yes", "partly", "no"), Reference: true, NeedForAction: true}),
	}
	wholeDays = ask(instrument.Scale{Kind: instrument.Numeric, Whole: true, Max: instrument.MustNumber("5000")})
	states    = []instrument.AnswerState{instrument.Skipped, instrument.CannotJudge, instrument.NotApplicable, instrument.NobodyKnows}
)

func ask(s instrument.Scale) *instrument.Question {
	s.ID = string(s.Kind)
	return &instrument.Question{ID: "q." + s.ID, Text: text("Wie ist das?"), Help: text("Denken Sie an drei Fälle."), Scale: &s}
}

func TestEveryKindIsCovered(t *testing.T) {
	t.Parallel()
	for _, k := range instrument.ScaleKinds {
		if questions[k] == nil {
			t.Errorf("no question of kind %s in these tests", k)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	cases := []struct {
		kind instrument.ScaleKind
		form string
		want string // as Encode writes it
	}{
		{instrument.Levels, "", `{"state":"unanswered"}`},
		{instrument.Levels, "p=3", `{"state":"answered","options":["3"]}`},
		{instrument.Levels, "p=:cannot_judge", `{"state":"cannot_judge"}`},
		{instrument.Levels, "p:state=:skipped&p=3", `{"state":"skipped"}`},
		{instrument.Choice, "p=phone", `{"state":"answered","options":["phone"]}`},
		{instrument.Multi, "", `{"state":"unanswered"}`},
		{instrument.Multi, "p=a&p=c", `{"state":"answered","options":["a","c"]}`},
		{instrument.Multi, "p:state=:none", `{"state":"answered"}`},
		{instrument.Multi, "p=a&p:state=:not_applicable", `{"state":"not_applicable"}`},
		{instrument.Numeric, "p=12,5", `{"state":"answered","number":"12.5"}`},
		{instrument.Numeric, "p=+12.50+", `{"state":"answered","number":"12.5"}`},
		{instrument.Numeric, "p=++", `{"state":"unanswered"}`},
		{instrument.FreeText, "p=+eins%0D%0Azwei+", `{"state":"answered","text":"eins\nzwei"}`},
		{instrument.Reflection, "p=%0D%0A", `{"state":"unanswered"}`},
		{instrument.PDCA, "p:plan=10&p:do=20&p:check=0&p:act=100", `{"state":"answered","pdca":["10","20","0","100"]}`},
		{instrument.PDCA, "p:plan=", `{"state":"unanswered"}`},
		{instrument.Fact, "p=no&p:reference=+Seite+4+&p:need=1", `{"state":"answered","options":["no"],"reference":"Seite 4","need":true}`},
		{instrument.Fact, "p=:nobody_knows&p:reference=x", `{"state":"nobody_knows"}`},
	}
	for _, c := range cases {
		a, err := answerform.Parse(values(t, c.form), "p", questions[c.kind])
		if err != nil || string(a.Encode()) != c.want {
			t.Errorf("%s %q: got %s, %v, want %s", c.kind, c.form, a.Encode(), err, c.want)
		}
	}
}

func TestParseReadsWholeNumbersWithSeparators(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"1500", "1.500", "1,500", "1 500", "1\u00a0500", "1'500", " 1500,0 "} {
		a, err := answerform.Parse(url.Values{"p": {typed}}, "p", wholeDays)
		if err != nil || a.Number().String() != "1500" {
			t.Errorf("%q: got %q, %v", typed, a.Number().String(), err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	cases := []struct {
		q         *instrument.Question
		form, key string
	}{
		{questions[instrument.Levels], "p=5", "answer.option_unknown"},
		{questions[instrument.Levels], "p=1&p=2", "answer.one_option"},
		{questions[instrument.Levels], "p=:answered", "answer.state_unknown"},
		{questions[instrument.Levels], "p=:best", "answer.state_unknown"},
		{questions[instrument.Levels], "p=1&p:need=1", "answer.wrong_kind"},
		{questions[instrument.Levels], "p=1&p:reference=x", "answer.wrong_kind"},
		{questions[instrument.Choice], "p=fax", "answer.option_unknown"},
		{questions[instrument.Multi], "p=a&p=a", "answer.option_twice"},
		{questions[instrument.Multi], "p=a&p=z", "answer.option_unknown"},
		{questions[instrument.Numeric], "p=viele", "answer.number_form"},
		{questions[instrument.Numeric], "p=1e9", "answer.number_form"},
		{questions[instrument.Numeric], "p=-1", "answer.number_low"},
		{wholeDays, "p=1,5", "answer.number_whole"},
		{wholeDays, "p=5001", "answer.number_high"},
		{questions[instrument.FreeText], "p=" + strings.Repeat("x", instrument.MaxAnswerText+1), "answer.text_long"},
		{questions[instrument.FreeText], "p=%FF", "answer.text_not_utf8"},
		{questions[instrument.PDCA], "p:plan=10&p:do=20&p:check=30", "answer.number_missing"},
		{questions[instrument.PDCA], "p:plan=10&p:do=20&p:check=30&p:act=101", "answer.number_high"},
		{questions[instrument.PDCA], "p:plan=viel", "answer.number_form"},
		{questions[instrument.Fact], "p:reference=Seite+4", "answer.option_unknown"},
	}
	for _, c := range cases {
		_, err := answerform.Parse(values(t, c.form), "p", c.q)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Key != c.key {
			t.Errorf("%s %.40q: got %v, want %s", c.q.ID, c.form, err, c.key)
		}
	}
}

func values(t *testing.T, form string) url.Values {
	t.Helper()
	v, err := url.ParseQuery(form)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestFormGivesBackTheAnswerItShows is the law between the two halves of the
// package, over the mark-up itself: what a browser posts from the rendered
// fields is the answer they were rendered for.
func TestFormGivesBackTheAnswerItShows(t *testing.T) {
	t.Parallel()
	b := base(t, "de")
	rapid.Check(t, func(r *rapid.T) {
		q := questions[rapid.SampledFrom(instrument.ScaleKinds).Draw(r, "kind")]
		prefix := rapid.SampledFrom([]string{"p", "situation/few_words", "q.1-a"}).Draw(r, "prefix")
		a := answer(r, q)
		form := posted(r, answerform.Fields(b, prefix, q, a, answerform.Options{States: states}))
		got, err := answerform.Parse(form, prefix, q)
		if err != nil || !got.Equal(a) {
			r.Fatalf("%s: %s came back as %s, %v (form %v)", q.ID, a.Encode(), got.Encode(), err, form)
		}
		for name := range form {
			if !slices.Contains(answerform.Names(prefix, q), name) {
				r.Fatalf("%s: field %s is not among Names", q.ID, name)
			}
		}
	})
}

// answer draws any answer to a question.
func answer(r *rapid.T, q *instrument.Question) instrument.Answer {
	a, err := instrument.NewAnswerState(rapid.SampledFrom(append([]instrument.AnswerState{instrument.Unanswered}, states...)).Draw(r, "state"))
	number := func(name string, most int) instrument.Number {
		n := rapid.IntRange(0, most*100).Draw(r, name)
		return instrument.MustNumber(strconv.Itoa(n) + "/100")
	}
	line := func(name string) string {
		return strings.TrimSpace(strings.ToValidUTF8(rapid.StringMatching(`[ -~äß\n]{0,40}`).Draw(r, name), ""))
	}
	if rapid.Bool().Draw(r, "answered") {
		switch k := q.Scale.Kind; {
		case k == instrument.Multi:
			a, err = instrument.NewAnswerOptions(q, some(r, q.Scale.Options)...)
		case k == instrument.Numeric:
			a, err = instrument.NewAnswerNumber(q, number("number", 1_000_000))
		case k == instrument.PDCA:
			a, err = instrument.NewAnswerPDCA(q, instrument.PDCAValues{Plan: number("p", 100), Do: number("d", 100), Check: number("c", 100), Act: number("a", 100)})
		case k.HasText():
			a, err = instrument.NewAnswerText(q, "x"+line("text")+"y")
		case k == instrument.Fact:
			a, err = instrument.NewAnswerFact(q, one(r, q), strings.ReplaceAll(line("reference"), "\n", ""), rapid.Bool().Draw(r, "need"))
		default:
			a, err = instrument.NewAnswerOptions(q, one(r, q))
		}
	}
	if err != nil {
		r.Fatal(err)
	}
	return a
}

func one(r *rapid.T, q *instrument.Question) string {
	return rapid.SampledFrom(q.Scale.Options).Draw(r, "option").ID
}

func some(r *rapid.T, all []instrument.Option) []string {
	var ids []string
	for _, o := range all {
		if rapid.Bool().Draw(r, "chosen "+o.ID) {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func base(t *testing.T, lang i18n.Tag) page.Base {
	t.Helper()
	c, err := i18n.Load(locales.FS, i18n.WithDrafts())
	if err != nil {
		t.Fatal(err)
	}
	return page.Base{P: c.Printer(lang)}
}

type failer interface{ Fatal(args ...any) }

func render(t failer, c templ.Component) *html.Node {
	var s strings.Builder
	if err := c.Render(context.Background(), &s); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader("<form>" + s.String() + "</form>"))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// posted collects what a browser posts from a form.
func posted(t failer, c templ.Component) url.Values {
	v := url.Values{}
	for n := range render(t, c).Descendants() {
		if n.Type != html.ElementNode || attr(n, "name") == "" {
			continue
		}
		switch {
		case n.Data == "textarea" && n.FirstChild != nil:
			v.Add(attr(n, "name"), strings.ReplaceAll(n.FirstChild.Data, "\n", "\r\n"))
		case n.Data == "textarea":
			v.Add(attr(n, "name"), "")
		case attr(n, "type") == "text" || has(n, "checked"):
			v.Add(attr(n, "name"), attr(n, "value"))
		}
	}
	return v
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func TestRefusedFormShowsWhatWasTyped(t *testing.T) {
	t.Parallel()
	q := questions[instrument.Numeric]
	back := posted(t, answerform.Fields(base(t, "de"), "p", q, instrument.Answer{},
		answerform.Options{Posted: url.Values{"p": {"drei"}}, Mistake: "Das ist keine Zahl."}))
	if back.Get("p") != "drei" {
		t.Errorf("the refused form shows %q", back.Get("p"))
	}
}

func TestQuestionNamesItsFieldsOnceAndTiesHelpToThem(t *testing.T) {
	t.Parallel()
	for kind, q := range questions {
		doc := render(t, answerform.Question(base(t, "ar"), "situation/x", q, instrument.Answer{},
			answerform.Options{States: states, Mistake: "Falsch.", Place: 3}))
		ids := map[string]bool{}
		described := ""
		for n := range doc.Descendants() {
			if id := attr(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s: id %s stands twice", kind, id)
				}
				ids[id] = true
			}
			if n.Data == "fieldset" {
				described = attr(n, "aria-describedby")
			}
			if n.Data == "legend" && !strings.Contains(inner(n), "Wie ist das?") {
				t.Errorf("%s: the legend is not the question", kind)
			}
		}
		for _, id := range strings.Fields(described) {
			if !ids[id] {
				t.Errorf("%s: described by %s, which is not there", kind, id)
			}
		}
		if described == "" || !ids[answerform.FieldID("situation/x")] {
			t.Errorf("%s: described by %q, ids %v", kind, described, ids)
		}
	}
}

func inner(n *html.Node) string {
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data)
		}
	}
	return s.String()
}

func TestKey(t *testing.T) {
	t.Parallel()
	cases := []struct {
		ids  []string
		want []string
	}{
		{[]string{"0", "1", "2"}, []string{"0", "1", "2"}},
		{[]string{"works", "detour"}, []string{"1", "2"}},
		{[]string{"1", "x"}, []string{"1", "2"}},
		{strings.Split("a b c d e f g h i j", " "), []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", ""}},
	}
	for _, c := range cases {
		s := &instrument.Scale{Options: options(c.ids...)}
		for i, want := range c.want {
			if got := answerform.Key(s, i); got != want {
				t.Errorf("%v place %d: %q, want %q", c.ids, i, got, want)
			}
		}
	}
}

func TestSay(t *testing.T) {
	t.Parallel()
	b := base(t, "de")
	cases := []struct {
		kind       instrument.ScaleKind
		form, want string
	}{
		{instrument.Levels, "", ""},
		{instrument.Levels, "p=2", "Stufe 2"},
		{instrument.Levels, "p=:cannot_judge", "Kann ich nicht beurteilen"},
		{instrument.Multi, "p=a&p=b", "Stufe a und Stufe b"},
		{instrument.Multi, "p:state=:none", "Nichts davon"},
		{instrument.Numeric, "p=12,5", "12,5 Tage"},
		{instrument.FreeText, "p=So", "So"},
		{instrument.PDCA, "p:plan=1&p:do=2&p:check=3&p:act=4", "Planen 1, Tun 2, Prüfen 3, Verbessern 4"},
		{instrument.Fact, "p=no&p:reference=S.+4&p:need=1", "Stufe no · Hier müssen wir etwas tun · S. 4"},
	}
	for _, c := range cases {
		a, err := answerform.Parse(values(t, c.form), "p", questions[c.kind])
		if err != nil {
			t.Fatal(err)
		}
		if got := answerform.Say(b, questions[c.kind], a); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.kind, c.form, got, c.want)
		}
	}
}

func TestForeignTextSaysItsLanguage(t *testing.T) {
	t.Parallel()
	if got := answerform.Lang(base(t, "de"), text("x")); got != nil {
		t.Errorf("German on a German page: %v", got)
	}
	got := answerform.Lang(base(t, "ar"), text("x"))
	if got["lang"] != "de" || got["dir"] != "ltr" {
		t.Errorf("German on an Arabic page: %v", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("p=1&p:need=1&p:state=:none")
	f.Add("p:plan=1,5&p:do=1/3")
	f.Fuzz(func(t *testing.T, form string) {
		v, err := url.ParseQuery(form)
		if err != nil {
			return
		}
		for kind, q := range questions {
			a, err := answerform.Parse(v, "p", q)
			if err != nil {
				if fault.KindOf(err) != fault.Invalid {
					t.Fatalf("%s: %v", kind, err)
				}
				continue
			}
			back, err := answerform.Parse(answerform.Values("p", q, a), "p", q)
			if err != nil || !back.Equal(a) {
				t.Fatalf("%s: %s came back as %s, %v", kind, a.Encode(), back.Encode(), err)
			}
		}
	})
}
