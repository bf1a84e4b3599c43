package instrument_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "chancencheck/instrument"
)

func de(s string) Text { return NewText(Translation{"de", s}) }

func num(s string) Number { return MustNumber(s) }

// practice is a scale of three levels and one that is not scored.
func practice() *Scale {
	return &Scale{ID: "practice", Kind: Levels, Options: []Option{
		{ID: "0", Label: de("nein"), Points: num("0")},
		{ID: "1", Label: de("teils"), Points: num("1")},
		{ID: "2", Label: de("ja"), Points: num("2")},
		{ID: "unknown", Label: de("wissen wir nicht")},
	}}
}

// small is an instrument with every kind of branch that lookups walk.
func small() *Instrument {
	s := practice()
	q := func(id string) *Question {
		return &Question{ID: id, Text: de(id), Help: de("Hilfe"), Scale: s, Scored: true}
	}
	c := q("c")
	c.When = []Condition{{Question: "b", AtLeast: num("1")}}
	d := q("d")
	d.When = []Condition{{Question: "c", Is: []string{"2"}}}
	return &Instrument{
		ID: "small", Version: "1", Title: de("Klein"), Languages: []string{"de"},
		UnitKinds:    []UnitKind{{ID: "counter"}, {ID: "internal"}},
		Scales:       []*Scale{s},
		AnswerStates: []AnswerState{Skipped, CannotJudge},
		Situations: &Situations{Scale: s, Most: 1, List: []Situation{
			{ID: "tired", Title: de("müde sind"), DefaultFor: []string{"counter"}},
			{ID: "broke", Title: de("wenig Geld haben"), DefaultFor: []string{"counter", "internal"}},
		}},
		Formats: []Format{
			{ID: "short", Questions: []string{"d", "a"}},
			{ID: "long", All: true, Default: true},
		},
		Variants: []Variant{{UnitKind: "internal", Omit: []string{"a"},
			Replace: []Replacement{{"b", "b-internal"}},
			Texts:   []Rewording{{Question: "d", Text: de("d, anders")}, {Question: "b-internal", Help: de("andere Hilfe")}}}},
		Fields: []*Node{
			{ID: "f1", Title: de("Eins"), Questions: []*Question{q("a")},
				Nodes: []*Node{{ID: "f1.x", Questions: []*Question{q("b"), c}}},
				Bands: []Band{{From: num("0"), Title: de("unten")}, {From: num("33.3"), Title: de("oben")}}},
			{ID: "f2", Title: de("Zwei"), Questions: []*Question{d}},
		},
		ExtraQuestions: []*Question{q("b-internal")},
		Bands:          []Band{{From: num("0"), Title: de("alles")}},
	}
}

func ids(qs []*Question) []string {
	var out []string
	for _, q := range qs {
		out = append(out, q.ID)
	}
	return out
}

func TestQuestionsOfFormatAndUnitKind(t *testing.T) {
	t.Parallel()
	ins := small()
	cases := []struct {
		name, format, kind string
		want               []string
	}{
		{"everything, plain", "", "", []string{"a", "b", "c", "d"}},
		{"all: true", "long", "counter", []string{"a", "b", "c", "d"}},
		{"a list keeps the order of the tree", "short", "", []string{"a", "d"}},
		{"left out and replaced", "", "internal", []string{"b-internal", "c", "d"}},
		{"variant of a short format", "short", "internal", []string{"d"}},
		{"unknown unit kind is plain", "short", "nowhere", []string{"a", "d"}},
		{"unknown format asks nothing", "odd", "", nil},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, ids(ins.Questions(c.format, c.kind))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestRewordingLeavesTheOriginalAlone(t *testing.T) {
	t.Parallel()
	ins := small()
	asked := ins.Questions("", "internal")
	if s, _ := asked[2].Text.In("de"); s != "d, anders" {
		t.Errorf("text of d for internal is %q", s)
	}
	if s, _ := asked[2].Help.In("de"); s != "Hilfe" {
		t.Errorf("help that was not re-worded is %q", s)
	}
	if s, _ := asked[0].Help.In("de"); s != "andere Hilfe" {
		t.Errorf("replacement is not re-worded: %q", s)
	}
	if s, _ := ins.Question("d").Text.In("de"); s != "d" {
		t.Errorf("the plain question changed to %q", s)
	}
}

func TestLookups(t *testing.T) {
	t.Parallel()
	ins := small()
	if f := ins.Field(ins.Question("c")); f == nil || f.ID != "f1" {
		t.Errorf("field of c: %v", f)
	}
	if p := ins.Parent(ins.Question("c")); p == nil || p.ID != "f1.x" {
		t.Errorf("parent of c: %v", p)
	}
	if f := ins.Field(ins.Question("b-internal")); f == nil || f.ID != "f1" {
		t.Errorf("an extra question is not in the field of what it replaces: %v", f)
	}
	if q := ins.Question(SituationPrefix + "tired"); q == nil || q.Scale.ID != "practice" || ins.Field(q) != nil {
		t.Errorf("question of a situation: %v", q)
	}
	if ins.Question("zz") != nil || ins.Node("zz") != nil || ins.Format("zz") != nil || ins.Scale("zz") != nil || ins.Situation("zz") != nil {
		t.Error("something unknown was found")
	}
	if ins.Node("f1.x") == nil || ins.Format("short") == nil || ins.Scale("practice") == nil || ins.Situation("broke") == nil {
		t.Error("something known was not found")
	}
	if f := ins.DefaultFormat(); f == nil || f.ID != "long" {
		t.Errorf("default format: %v", f)
	}
	if !ins.Offers(Skipped) || ins.Offers(NobodyKnows) {
		t.Error("offered states are wrong")
	}
}

func TestDefaultFormatWithoutMark(t *testing.T) {
	t.Parallel()
	if f := (&Instrument{Formats: []Format{{ID: "x"}, {ID: "y"}}}).DefaultFormat(); f.ID != "x" {
		t.Errorf("got %q, want the first", f.ID)
	}
	if f := (&Instrument{}).DefaultFormat(); f != nil {
		t.Errorf("got %v without formats", f)
	}
}

func TestDefaultSituations(t *testing.T) {
	t.Parallel()
	ins := small()
	for kind, want := range map[string]string{"counter": "tired", "internal": "broke"} {
		got := ins.DefaultSituations(kind)
		if len(got) != 1 || got[0].ID != want {
			t.Errorf("%s: %v, want %s alone", kind, got, want)
		}
	}
	if got := (&Instrument{}).DefaultSituations("counter"); got != nil {
		t.Errorf("no situations, but got %v", got)
	}
}

func TestBandsHaveInclusiveLowerBounds(t *testing.T) {
	t.Parallel()
	ins := small()
	cases := []struct {
		node  string
		value *big.Rat
		want  string
		ok    bool
	}{
		{"f1", big.NewRat(0, 1), "unten", true},
		{"f1", big.NewRat(3329999999, 100000000), "unten", true},
		{"f1", big.NewRat(333, 10), "oben", true},
		{"f1", big.NewRat(100, 1), "oben", true},
		{"f1", big.NewRat(-1, 1), "", false},
		{"f2", big.NewRat(50, 1), "", false},
		{"zz", big.NewRat(50, 1), "", false},
		{"", big.NewRat(50, 1), "alles", true},
	}
	for _, c := range cases {
		b, ok := ins.Band(c.node, c.value)
		if s, _ := b.Title.In("de"); s != c.want || ok != c.ok {
			t.Errorf("band of %q at %s: %q, %v", c.node, c.value, s, ok)
		}
	}
}

func TestVisibleFollowsChainsOfConditions(t *testing.T) {
	t.Parallel()
	ins := small()
	level := func(q, o string) Answer {
		a, err := NewAnswerOptions(ins.Question(q), o)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	skipped, _ := NewAnswerState(Skipped)
	cases := []struct {
		name    string
		q       string
		answers map[string]Answer
		want    bool
	}{
		{"no condition", "a", nil, true},
		{"nothing answered", "c", nil, false},
		{"skipped", "c", map[string]Answer{"b": skipped}, false},
		{"too low", "c", map[string]Answer{"b": level("b", "0")}, false},
		{"high enough", "c", map[string]Answer{"b": level("b", "1")}, true},
		{"a level without points reaches nothing", "c", map[string]Answer{"b": level("b", "unknown")}, false},
		{"chain holds", "d", map[string]Answer{"b": level("b", "2"), "c": level("c", "2")}, true},
		{"chain broken further up", "d", map[string]Answer{"b": level("b", "0"), "c": level("c", "2")}, false},
	}
	for _, c := range cases {
		if got := ins.Visible(ins.Question(c.q), c.answers); got != c.want {
			t.Errorf("%s: visible = %v", c.name, got)
		}
	}
}

func TestVisibleEndsOnACycle(t *testing.T) {
	t.Parallel()
	s := practice()
	x := &Question{ID: "x", Scale: s, When: []Condition{{Question: "y"}}}
	y := &Question{ID: "y", Scale: s, When: []Condition{{Question: "x"}}}
	ins := &Instrument{Fields: []*Node{{ID: "f", Questions: []*Question{x, y}}}}
	a, _ := NewAnswerOptions(x, "1")
	if ins.Visible(x, map[string]Answer{"x": a, "y": a}) {
		t.Error("questions that wait for each other are visible")
	}
}

func TestConditionParts(t *testing.T) {
	t.Parallel()
	multi := &Question{ID: "m", Scale: &Scale{ID: "m", Kind: Multi, Options: []Option{{ID: "x"}, {ID: "y"}, {ID: "z"}}}}
	number := &Question{ID: "n", Scale: &Scale{ID: "n", Kind: Numeric}}
	ins := &Instrument{Fields: []*Node{{ID: "f", Questions: []*Question{multi, number}}}}
	xy, _ := NewAnswerOptions(multi, "x", "y")
	seven, _ := NewAnswerNumber(number, num("7"))
	cases := []struct {
		c    Condition
		want bool
	}{
		{Condition{Question: "m", Is: []string{"y", "z"}}, true},
		{Condition{Question: "m", Is: []string{"z"}}, false},
		{Condition{Question: "m", Not: []string{"z"}}, true},
		{Condition{Question: "m", Is: []string{"y"}, Not: []string{"x"}}, false},
		{Condition{Question: "n", AtLeast: num("7")}, true},
		{Condition{Question: "n", AtLeast: num("7.01")}, false},
		{Condition{Question: "gone", AtLeast: num("1")}, false},
	}
	for _, c := range cases {
		q := &Question{ID: "q", When: []Condition{c.c}}
		if got := ins.Visible(q, map[string]Answer{"m": xy, "n": seven}); got != c.want {
			t.Errorf("%+v: %v", c.c, got)
		}
	}
}

func TestSuggestionsForALevel(t *testing.T) {
	t.Parallel()
	q := &Question{Suggestions: []Suggestion{
		{Kind: Now, UpTo: num("1"), Text: de("jetzt")},
		{Kind: Above, Text: de("immer")},
		{Kind: WithMoney, UpTo: num("2"), Text: de("mit Geld")},
	}}
	cases := []struct {
		level Number
		want  []SuggestionKind
	}{
		{num("0"), []SuggestionKind{Now, Above, WithMoney}},
		{num("1.5"), []SuggestionKind{Above, WithMoney}},
		{num("3"), []SuggestionKind{Above}},
		{Number{}, []SuggestionKind{Now, Above, WithMoney}},
	}
	for _, c := range cases {
		var got []SuggestionKind
		for _, s := range SuggestionsFor(q, c.level) {
			got = append(got, s.Kind)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("level %v: %s", c.level, diff)
		}
	}
}

func TestSuggestionsWhereOthersDecide(t *testing.T) {
	t.Parallel()
	q := &Question{
		Scale: &Scale{Kind: Fact, Options: []Option{{ID: "no", Points: num("0")}, {ID: "yes", Points: num("2")}, {ID: "not_ours", Elsewhere: true}}},
		Suggestions: []Suggestion{{Kind: Now, UpTo: num("1"), Text: de("jetzt")}, {Kind: WithMoney, UpTo: num("1"), Text: de("mit Geld")},
			{Kind: Above, UpTo: num("1"), Text: de("oben")}},
	}
	for option, want := range map[string]int{"no": 3, "yes": 0, "not_ours": 1} {
		if got := SuggestionsAfter(q, option); len(got) != want {
			t.Errorf("%s: %d suggestions, want %d", option, len(got), want)
		}
	}
	if got := SuggestionsAfter(q, "not_ours"); got[0].Kind != Above {
		t.Errorf("where others decide, %q is suggested", got[0].Kind)
	}
}

func TestDeskByID(t *testing.T) {
	t.Parallel()
	ins := &Instrument{Desks: []Desk{{ID: "a"}, {ID: "b", Title: de("B")}}}
	if d := ins.Desk("b"); d == nil || d.ID != "b" || ins.Desk("c") != nil {
		t.Errorf("desk b: %v", d)
	}
}

func TestRankAndPoints(t *testing.T) {
	t.Parallel()
	unscored := &Scale{Kind: Choice, Options: []Option{{ID: "x"}, {ID: "y"}}}
	if got := unscored.Rank("y"); got != num("1") {
		t.Errorf("rank without points is %v, want the position", got)
	}
	s := practice()
	if got := s.Rank("unknown"); got.IsSet() {
		t.Errorf("an unscored level among scored ones ranks %v", got)
	}
	if got := s.Rank("zz"); got.IsSet() {
		t.Errorf("an unknown level ranks %v", got)
	}
	q := &Question{Scale: s, Points: map[string]Number{"1": num("30"), "2": {}}}
	for option, want := range map[string]Number{"0": num("0"), "1": num("30"), "2": {}, "unknown": {}, "zz": {}} {
		if got := q.PointsOf(option); got != want {
			t.Errorf("points of %s: %v, want %v", option, got, want)
		}
	}
}

func TestHashKnowsContentAndNothingElse(t *testing.T) {
	t.Parallel()
	base := small().Hash()
	used := small()
	used.Questions("", "internal")
	used.Guides = map[string]string{"de": "# Anleitung"}
	if used.Hash() != base {
		t.Error("lookups or a guide change the hash")
	}
	changes := map[string]func(*Instrument){
		"text":     func(i *Instrument) { i.Fields[0].Questions[0].Text = de("a!") },
		"language": func(i *Instrument) { i.Title = NewText(Translation{"en", "Klein"}) },
		"points":   func(i *Instrument) { i.Scales[0].Options[1].Points = num("1.5") },
		"unset":    func(i *Instrument) { i.Scales[0].Options[0].Points = Number{} },
		"scale of": func(i *Instrument) { i.Fields[0].Questions[0].Scale = &Scale{ID: "other"} },
		"order":    func(i *Instrument) { i.Fields[0], i.Fields[1] = i.Fields[1], i.Fields[0] },
		"override": func(i *Instrument) { i.Fields[0].Questions[0].Points = map[string]Number{"1": {}} },
		"rule":     func(i *Instrument) { i.Fields[0].Score.Cap = num("50") },
		"depth": func(i *Instrument) {
			i.Fields[0].Questions = append(i.Fields[0].Questions, i.Fields[0].Nodes[0].Questions...)
			i.Fields[0].Nodes[0].Questions = nil
		},
	}
	for name, change := range changes {
		ins := small()
		change(ins)
		if ins.Hash() == base {
			t.Errorf("a change of %s does not change the hash", name)
		}
	}
}

// A changed hash means that every published version in every database seems to
// have been altered. If this fails, undo the renaming instead of the number.
func TestHashIsStableAcrossReleases(t *testing.T) {
	t.Parallel()
	const published = "6aed1897f7f0c2129bfd5a15ce4ac4ea24a0d86b73d696bd476d0ea35a26e19f"
	if got := small().Hash(); got != published {
		t.Errorf("hash of the sample is %s, was published as %s", got, published)
	}
}
