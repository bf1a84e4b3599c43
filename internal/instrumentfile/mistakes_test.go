package instrumentfile

import (
	"os"
	"strings"
	"testing"
)

const full = "../../testdata/instruments/format/full.yaml"

func sample(t testing.TB, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// mistakes break the full example in one place each. The mark ¤ in the new text
// is where the problem must be reported, to the column.
var mistakes = []struct {
	old, new string
	want     sentence
}{
	// The head.
	{"format: chancencheck-instrument/1", "format: ¤chancencheck-instrument/2", formatUnknown},
	{"id: format-full", "id: ¤Format Full", idForm},
	{"id: format-full\n", "id: ¤\"\"\n", idForm},
	{"# Every key", "titel: x\n# Every key", unknownKeyNear},
	{"# Every key", "¤colour: red\n# Every key", unknownKey},
	{"licence: CC-BY-4.0", "licence: CC-BY-4.0\n¤licence: MIT", keyTwice},
	{"licence: CC-BY-4.0", "licence: ¤[a, b]", notAString},
	{"version: \"2.1\"", "version: ¤\" \"", textEmpty},
	{"url: https://", "url: ¤ftp://", urlForm},
	{"guide: guide", "guide: ¤../secret", guideName},
	{"languages: [de, en, de-x-leicht]", "languages: [de, en, de-x-leicht, ¤deutsch]", languageForm},
	{"languages: [de, en, de-x-leicht]", "languages: [de, en, de-x-leicht, ¤en]", entryTwice},
	{"answer_states: [skipped,", "answer_states: [¤skiped,", unknownWord},
	{"answer_states: [skipped,", "answer_states: [¤answered,", unknownWord},

	// Texts.
	{"title: {de: Alles einmal, en", "title: ¤{en", textNoSource},
	{"title: {de: Alles einmal, en", "title: {de: ¤\"\", en", textEmptyIn},
	{"title: {de: Alles einmal, en", "title: {¤fr: Tout, de: Alles, en", languageNotListed},
	{"title: {de: Alles einmal, en", "title: {de: Alles, ¤de: Alles, en", keyTwice},
	{"title: {de: Alles einmal, en: Everything once,", "title: ¤{de: Alles einmal,", textUntranslated},
	{"title: {de: Alles einmal,", "title: {de: ¤[Alles],", notAString},
	{"licence: CC-BY-4.0", "licence: ¤\"a\\u0007b\"", textControl},

	// Scales.
	{"{id: thought, kind", "{id: ¤words, kind", idTaken},
	{"id: words, kind: text", "id: words, kind: ¤txt", unknownWord},
	{"id: words, kind: text", "id: words, kind: text, ¤min: 1", keyHasNoUse},
	{"id: words, kind: text", "id: words, kind: text, ¤minimum: 1", unknownKey},
	{"- {id: others, label: {de: Andere, en: Others, de-x-leicht: Andere}}", "", scaleTooFew},
	{"min: 0, max: 90", "min: ¤90, max: 0", scaleBounds},
	{"min: 0, max: 90, step: 0.5, clamp: true", "step: 0.5, clamp: ¤true", clampWithoutBounds},
	{"step: 0.5", "step: ¤0", notPositive},
	{"step: 0.5", "step: ¤-1", notPositive},
	{"clamp: true, unit", "clamp: ¤\"true\", unit", notABool},
	{"clamp: true, unit", "clamp: ¤1, unit", notABool},
	{"points: 1.5\n", "points: ¤1,5\n", notANumber},
	{"points: 1.5\n", "points: ¤0x10\n", notANumber},
	{"points: 1.5\n", "points: ¤.inf\n", notANumber},
	{"points: 1.5\n", "points: ¤1e3\n", notANumber},
	{"points: 1.5\n", "points: ¤{a: 1}\n", notANumber},
	{"{id: others, label", "{id: ¤us, label", optionTwice},
	{"{id: others, label", "{id: ¤skipped, label", idReserved},
	{"{id: others, label: {de: Andere, en: Others, de-x-leicht: Andere}}", "¤{id: others}", keyMissing},
	{"{id: others, label", "¤{label", keyMissing},

	{"en: Not ours, de-x-leicht: Nicht wir}, elsewhere", "en: Not ours, de-x-leicht: Nicht wir}, points: ¤2, elsewhere", elsewhereScored},
	{"elsewhere: true", "elsewhere: ¤1", notABool},

	// Desks.
	{"        desk: head-office\n", "        desk: ¤head-ofice\n", unknownIDNear},
	{"        desk: head-office\n", "        desk: ¤[a]\n", notAString},
	{"  - {id: schools, title", "  - {id: ¤head-office, title", idTaken},
	{"  - {id: schools, title", "  - ¤{title", keyMissing},
	{"scale: channels, desk: schools}", "scale: channels}", deskMissing},
	{"  - {id: schools, title", "  - ¤{id: nobody, title: N}\n  - {id: schools, title", deskUnused},

	// Situations.
	{"  scale: situation\n", "  scale: ¤situations\n", unknownIDNear},
	{"  scale: situation\n", "  scale: ¤channels\n", situationScale},
	{"most: 2", "most: ¤0", notPositive},
	{"most: 2", "most: ¤-2", notACount},
	{"most: 2", "most: ¤2.5", notACount},
	{"default_for: [counter, internal]", "default_for: [counter, ¤external]", unknownIDNear},
	{"default_for: [counter, internal]", "default_for: ¤counter", notAList},

	// Formats.
	{"questions: [rule, rule-used]", "questions: [rule, ¤xyz]", unknownID},
	{"questions: [rule, rule-used]", "questions: [rule, ¤reach]", unknownID},
	{"questions: [rule, rule-used]", "questions: [rule, ¤rule]", entryTwice},
	{"questions: [rule, rule-used]", "questions: [rule, ¤channels-internal]", notInTree},
	{"  - {id: short,", "  - ¤{id: short, all: true,", formatQuestions},
	{"minutes: 45, questions: [rule, rule-used]", "default: true, questions: [rule, rule-used]", formatsManyDefaults},
	{"default: true, all", "all", formatsNoDefault},

	// Variants.
	{"unit_kind: internal", "unit_kind: ¤interna", unknownIDNear},
	{"omit: [waiting]", "omit: [¤wait]", unknownID},
	{"omit: [waiting]", "omit: [waiting, ¤channels-internal]", notInTree},
	{"by: channels-internal", "by: ¤waiting", notExtra},
	{"{question: channels-open, by", "{question: ¤channels-internal, by", notInTree},
	{"      - {question: channels-open, by: channels-internal}", "      - {question: channels-open, by: ¤nothing-such}", unknownID},

	// The tree.
	{"    weight: 2\n", "    weight: ¤-2\n", notPositive},
	{"    weight: 2\n", "    weight: ¤much\n", notANumber},
	{"- {from: 0, title: {de: Am", "- {from: ¤1, title: {de: Am", bandsNotFromBottom},
	{"from: 62.5", "from: ¤0", bandsNotAscending},
	{"- {from: 62.5, title", "- ¤{title", keyMissing},
	{"  - id: team\n", "  - id: ¤reach\n", idTaken},
	{"  - id: team\n", "  - id: ¤rule\n", idTaken},
	{"{id: how-many, text", "{id: ¤rule, text", idTaken},
	{"{id: how-many, text", "¤{text", keyMissing},
	{"scale: people, scored: false", "scale: ¤persons, scored: false", unknownID},
	{"scale: people, scored: false", "scale: ¤peple, scored: false", unknownIDNear},
	{", scale: people, scored: false", "", keyMissing},
	{"scale: words, desk", "scale: words, scored: ¤true, desk", cannotScore},
	{"points: {\"2\": 4}", "points: {¤\"9\": 4}", optionUnknown},
	{"points: {\"2\": 4}", "points: ¤4", notAMapping},
	{"tags: [little_german]", "tags: [¤litle_german]", unknownIDNear},
	{"{kind: now, up_to", "{kind: ¤soon, up_to", unknownWord},
	{"{kind: now, up_to: 1.5, text", "{kind: now, up_to: ¤a, text", notANumber},

	// Conditions.
	{"when: {question: rule, at_least: 1.5}", "when: ¤{question: rule}", conditionEmpty},
	{"when: {question: rule, at_least: 1.5}", "when: {question: ¤ruler, at_least: 1.5}", unknownIDNear},
	{"when: {question: rule, at_least: 1.5}", "when: {question: rule, is: [¤\"7\"]}", optionUnknown},
	{"when: {question: rule, at_least: 1.5}", "when: {question: note, is: [¤x]}", scaleHasNoOptions},
	{"when: {question: rule, at_least: 1.5}", "when: {question: note, at_least: ¤1}", noHeight},

	// Rules of scoring refer to things too.
	{"over: [rule, {id: team", "over: [¤rulle, {id: team", unknownIDNear},
	{"groups:\n    - {id: listening", "groups:\n    - {id: ¤team", idTaken},
	{"score: {method: weighted_mean", "score: {method: ¤average", unknownWord},
	{"score: {method: weighted_mean", "score: {¤metod: mean", unknownKeyNear},
	{"score: {bounds: {min", "score: {bounds: {¤minn", unknownKeyNear},
	{"  rank: {of", "  rank: {¤off", unknownKeyNear},

	// YAML that goes beyond plain data.
	{"licence: CC-BY-4.0", "licence: ¤&l CC-BY-4.0", aliasUsed},
	{"licence: CC-BY-4.0", "licence: ¤!!str CC-BY-4.0", tagUsed},
	{"licence: CC-BY-4.0", "¤<<: {licence: MIT}", aliasUsed},
	{"licence: CC-BY-4.0", "? ¤[a]\n: b", aliasUsed},
}

func TestEveryMistakeIsFoundAtItsPlace(t *testing.T) {
	t.Parallel()
	whole := sample(t, full)
	for _, c := range mistakes {
		if strings.Count(whole, c.old) == 0 {
			t.Errorf("the example has no %q", c.old)
			continue
		}
		text := strings.Replace(whole, c.old, c.new, 1)
		line, column := place(text)
		ins, ps := Parse([]byte(strings.Replace(text, "¤", "", 1)), "f.yaml")
		if !found(ps, c.want, line, column) {
			t.Errorf("%q: want %d:%d %q, got\n%v", c.new, line, column, c.want.en, ps)
		}
		if (ins == nil) != ps.HasErrors() {
			t.Errorf("%q: instrument and errors contradict", c.new)
		}
	}
}

// place returns line and column of the mark ¤, or 0, 0.
func place(text string) (line, column int) {
	before, _, ok := strings.Cut(text, "¤")
	if !ok {
		return 0, 0
	}
	lines := strings.Split(before, "\n")
	return len(lines), len([]rune(lines[len(lines)-1])) + 1
}

// found reports whether a sentence is among problems, at a place if one is given.
func found(ps Problems, want sentence, line, column int) bool {
	for _, p := range ps {
		if p.sentence == want && (line == 0 || p.Line == line && p.Column == column) {
			return true
		}
	}
	return false
}

func TestMistakesOfDependencies(t *testing.T) {
	t.Parallel()
	head := `format: chancencheck-instrument/1
id: x
version: 1
languages: [de]
title: X
unit_kinds: [{id: k, title: K}]
scales: [{id: s, kind: levels, levels: [{id: "0", label: A}, {id: "1", label: B}]}]
`
	q := func(id, more string) string {
		return "{id: " + id + ", text: T, scale: s" + more + "}"
	}
	when := func(id string) string { return ", when: {question: " + id + ", is: [\"1\"]}" }
	field := func(id string, qs ...string) string {
		return "- {id: " + id + ", title: F, questions: [" + strings.Join(qs, ", ") + "]}\n"
	}
	cases := []struct {
		name, text string
		want       sentence
	}{
		{"waits for itself", "fields:\n" + field("f", q("a", when("a"))), conditionCycle},
		{"two wait for each other", "fields:\n" + field("f", q("a", when("b")), q("b", when("a"))), conditionCycle},
		{"three in a ring", "fields:\n" + field("f", q("a", when("b")), q("b", when("c")), q("c", when("a"))), conditionCycle},
		{"format leaves out what is depended on", "fields:\n" + field("f", q("a", ""), q("b", when("a"))) +
			"formats: [{id: y, questions: [b]}]\n", conditionNotAsked},
		{"variant leaves it out", "fields:\n" + field("f", q("a", ""), q("b", when("a"))) +
			"variants: [{unit_kind: k, omit: [a]}]\n", conditionNotAsked},
		{"variant replaces it", "fields:\n" + field("f", q("a", ""), q("b", when("a"))) +
			"extra_questions: [" + q("c", "") + "]\nvariants: [{unit_kind: k, replace: [{question: a, by: c}]}]\n", conditionNotAsked},
		{"replacement depends on what a short format leaves out", "fields:\n" + field("f", q("a", ""), q("b", "")) +
			"extra_questions: [" + q("c", when("b")) + "]\nformats: [{id: y, questions: [a]}]\n" +
			"variants: [{unit_kind: k, replace: [{question: a, by: c}]}]\n", conditionNotAsked},
		{"depends on an extra question", "fields:\n" + field("f", q("a", when("c"))) + "extra_questions: [" + q("c", "") + "]\n", conditionNotAsked},
		{"two variants for one kind", "fields:\n" + field("f", q("a", "")) + "variants: [{unit_kind: k}, {unit_kind: k}]\n", variantTwice},
		{"left out and replaced", "fields:\n" + field("f", q("a", ""), q("b", "")) + "extra_questions: [" + q("c", "") + "]\n" +
			"variants: [{unit_kind: k, omit: [a], replace: [{question: a, by: c}]}]\n", variantContradicts},
		{"extra question in two fields", "fields:\n" + field("f", q("a", "")) + field("g", q("b", "")) + "extra_questions: [" + q("c", "") + "]\n" +
			"variants: [{unit_kind: k, replace: [{question: a, by: c}, {question: b, by: c}]}]\n", extraTwoFields},
		{"extra question without use", "fields:\n" + field("f", q("a", "")) + "extra_questions: [" + q("c", "") + "]\n", extraUnused},
		{"empty field", "fields: [{id: f, title: F}]\n", nodeEmpty},
		{"no field", "fields: []\n", treeEmpty},
		{"fields missing", "", keyMissing},
		{"too many default situations", "fields:\n" + field("f", q("a", "")) +
			"situations: {scale: s, most: 1, list: [{id: x, title: X, default_for: [k]}, {id: y, title: Y, default_for: [k]}]}\n", situationsMany},
		{"no situations", "fields:\n" + field("f", q("a", "")) + "situations: {scale: s, list: []}\n", listEmpty},
	}
	for _, c := range cases {
		_, ps := Parse([]byte(head+c.text), "f.yaml")
		if !found(ps, c.want, 0, 0) {
			t.Errorf("%s: want %q, got\n%v", c.name, c.want.en, ps)
		}
	}
	if ins, ps := Parse([]byte(head+"fields:\n"+field("f", q("a", ""), q("b", when("a")))), "f.yaml"); ins == nil || len(ps) > 0 {
		t.Errorf("the same without a mistake is refused: %v", ps)
	}
}

func TestFilesThatAreNotInstruments(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("nodes: [{", 30) + strings.Repeat("}]", 30)
	cases := []struct {
		name, data string
		want       sentence
		line       int
	}{
		{"empty", "", fileEmpty, 0},
		{"comments only", "# nothing\n\n", fileEmpty, 0},
		{"null", "null\n", fileEmpty, 0},
		{"a list", "- a\n- b\n", notAMapping, 1},
		{"a word", "hello", notAMapping, 1},
		{"open bracket", "id: [a, b\ntitle: x\n", notYAML, 2},
		{"tab", "a:\n\tb: 1\n", notYAML, 2},
		{"a picture", "\x89PNG\r\n\x1a\n", notYAML, 0},
		{"not UTF-8", "title: \xff\xfe\xff", notYAML, 0},
		{"two documents", "a: 1\n---\nb: 1\n", secondDocument, 2},
		{"large", strings.Repeat("#", MaxFile+1), fileLarge, 0},
		{"alias", "a: &x [1]\nb: *x\n", aliasUsed, 1},
		{"deep", strings.Repeat("[", 500) + strings.Repeat("]", 500), tooDeep, 1},
		{"very deep", strings.Repeat("[", 100_000), notYAML, 1},
		{"deep fields", "fields: [{" + deep + "}]", tooDeep, 1},
		{"long text", "languages: [de]\ntitle: " + strings.Repeat("a", MaxText+1), textLong, 0},
		{"no language", "languages: []\n", noLanguages, 1},
	}
	for _, c := range cases {
		ins, ps := Parse([]byte(c.data), "f.yaml")
		if ins != nil || !ps.HasErrors() {
			t.Errorf("%s: was read", c.name)
		}
		if !found(ps, c.want, 0, 0) {
			t.Errorf("%s: want %q, got\n%v", c.name, c.want.en, ps)
			continue
		}
		if c.line > 0 && ps[0].Line != c.line {
			t.Errorf("%s: line %d, want %d", c.name, ps[0].Line, c.line)
		}
	}
}

// A billion laughs: nine lines that would expand to 10^9 words.
func TestBombsCostNothing(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("a0: &a0 [lol]\n")
	for i := 1; i < 10; i++ {
		prev := string(rune('0' + i - 1))
		b.WriteString("a" + string(rune('0'+i)) + ": &a" + string(rune('0'+i)) + " [" + strings.Repeat("*a"+prev+",", 10) + "]\n")
	}
	if ins, ps := Parse([]byte(b.String()), "bomb.yaml"); ins != nil || !found(ps, aliasUsed, 0, 0) {
		t.Errorf("got %v", ps)
	}
}

func TestAllMistakesInOneGoAndInOrder(t *testing.T) {
	t.Parallel()
	text := sample(t, full)
	for _, r := range [][2]string{{"id: format-full", "id: NO"}, {"kind: reflection", "kind: poem"},
		{"most: 2", "most: two"}, {"from: 62.5", "from: -1"}, {"method: dense", "method: tight"}} {
		text = strings.Replace(text, r[0], r[1], 1)
	}
	_, ps := Parse([]byte(text), "f.yaml")
	for _, want := range []sentence{idForm, unknownWord, notANumber, bandsNotAscending} {
		if !found(ps, want, 0, 0) {
			t.Errorf("%q is missing in\n%v", want.en, ps)
		}
	}
	for i := 1; i < len(ps); i++ {
		if ps[i].Line < ps[i-1].Line {
			t.Errorf("line %d after line %d", ps[i].Line, ps[i-1].Line)
		}
	}
}

func TestListsOfProblemsEnd(t *testing.T) {
	t.Parallel()
	_, ps := Parse([]byte(strings.Repeat("x: 1\n", 5000)), "f.yaml")
	if len(ps) != maxProblems {
		t.Errorf("%d problems listed", len(ps))
	}
}
