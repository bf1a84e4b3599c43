package plainlanguage_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"chancencheck/internal/plainlanguage"
)

const twentyOne = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig einundzwanzig"

func TestCheck(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, lang, text string
		want             []string // rule: words
	}{
		{"plain", "de", "Rufen Sie zehn Nummern an. Streichen Sie, was es nicht mehr gibt.", nil},
		{"twenty words", "de", strings.TrimSuffix(twentyOne, " einundzwanzig") + ".", nil},
		{"twenty-one words", "de", twentyOne + ".", []string{"long_sentence: eins zwei drei vier"}},
		{"two short sentences", "de", "Eins zwei drei. " + strings.TrimSuffix(twentyOne, " einundzwanzig"), nil},
		{"abbreviation ends no sentence", "de", twentyOne[:60] + " z. B. am 3. Mai und auch noch an vielen anderen Tagen im Jahr, wenn es regnet und schneit",
			[]string{"long_sentence: eins zwei drei vier"}},
		{"colon ends the counting", "de", "Eins zwei drei vier fünf sechs sieben acht neun zehn: elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig eins zwei", nil},
		{"nouns", "de", "Die Umsetzung der Öffnungen erfordert Offenheit.", []string{"noun_chain: Umsetzung, Öffnungen, Offenheit"}},
		{"things are no actions", "de", "Die Abteilung schickt die Rechnung für die Wohnung an die Leitung.", nil},
		{"passive", "de", "Der Antrag wird geprüft.", []string{"passive: wird geprüft"}},
		{"passive with words between", "de", "Die Briefe wurden von drei Menschen gelesen.", []string{"passive: wurden … gelesen"}},
		{"passive in a clause", "de", "Sie merken, dass genutzt wird, was da ist.", []string{"passive: genutzt wird"}},
		{"becoming", "de", "Es wird besser, und viele gehen hin.", nil},
		{"future", "de", "Wir werden gehen und weitergeben.", nil},
		{"perfect", "de", "Wir haben das geprüft und beschlossen.", nil},
		{"separable", "de", "Die Zahl wird weitergegeben.", []string{"passive: wird weitergegeben"}},
		{"officialese", "de", "Bezüglich der Frist: Die Auszahlung erfolgt später.", []string{"officialese: Bezüglich", "officialese: erfolgt"}},
		{"beginning of words", "de", "Wir implementierten es niedrigschwellige Weise.", []string{"officialese: implementierten", "officialese: niedrigschwellige"}},
		{"inside of words", "de", "Das Bürgerbüro und der Bürgermeister, die Wirtschaftsetage.", nil},
		{"citizens", "de", "Die Bürger kommen.", []string{"officialese: Bürger"}},
		{"not un-", "de", "Das ist nicht unwichtig, aber nicht unter zehn.", []string{"double_negation: nicht unwichtig"}},
		{"two in a clause", "de", "Niemand kommt nicht.", []string{"double_negation: Niemand … nicht"}},
		{"two clauses", "de", "Niemand kommt, und wer kommt, geht nicht.", nil},
		{"brackets", "de", "Das Amt (früher Sozialamt) hilft.", []string{"brackets: (früher Sozialamt)"}},
		{"a number in brackets", "de", "Stufe (2) reicht.", nil},
		{"easy language", "de-x-leicht", "Der Antrag wird geprüft.", []string{"passive: wird geprüft"}},
		{"English", "en", "In order to help, the form is read (twice by us).", []string{"officialese: In order to", "brackets: (twice by us)"}},
		{"English sentences may be longer", "en", twentyOne, nil},
		{"but not as long as one likes", "en", twentyOne + " a b c d e", []string{"long_sentence: eins zwei drei vier"}},
		{"another language", "tr", "(Bezüglich) " + twentyOne, nil},
		{"empty", "de", "", nil},
	}
	for _, c := range cases {
		var got []string
		for _, f := range plainlanguage.Check(c.text, c.lang) {
			got = append(got, string(f.Rule)+": "+f.Words)
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\ngot  %q\nwant %q", c.name, c.text, got, c.want)
		}
	}
}

// Every rule has a sentence in both languages that names the words.
func TestSentences(t *testing.T) {
	t.Parallel()
	text := twentyOne + ". Die Umsetzung der Öffnung braucht Offenheit. Es wird bezüglich der Frist geprüft (und zwar genau). Niemand kommt nicht."
	seen := map[plainlanguage.Rule]bool{}
	for _, f := range plainlanguage.Check(text, "de") {
		seen[f.Rule] = true
		de, en := f.Sentence("de"), f.Sentence("en")
		if de == en || strings.Contains(de+en, "%!") || !strings.Contains(de, f.Words) || !strings.Contains(en, f.Words) {
			t.Errorf("%s: %q / %q", f.Rule, de, en)
		}
	}
	if len(seen) != 6 {
		t.Errorf("rules seen: %v", seen)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("Der Antrag wird (heute) geprüft. Nicht unwichtig!", "de")
	f.Add("z. B. 3. …\n\n„Ä“ –", "de")
	f.Add("In order to", "en")
	f.Add("\xff. \xc3(ab", "de")
	f.Fuzz(func(t *testing.T, text, lang string) {
		last := 0
		for _, one := range plainlanguage.Check(text, lang) {
			if one.Offset < last || one.Offset > len(text) {
				t.Fatalf("offset %d after %d in %d bytes", one.Offset, last, len(text))
			}
			last = one.Offset
			first, _, _ := strings.Cut(strings.ReplaceAll(one.Words, ", ", " … "), " … ")
			if !strings.HasPrefix(text[one.Offset:], first) {
				t.Errorf("%s: %q does not stand at %d", one.Rule, first, one.Offset)
			}
			if utf8.ValidString(text) && !utf8.ValidString(one.Sentence("de")) {
				t.Errorf("%q cut a letter", one.Words)
			}
		}
	})
}
