// Package plainlanguage finds what makes a text hard to read: long sentences,
// chains of nouns, passive voice, officialese and foreign words, double
// negation and brackets.
//
// It looks at texts, not at files, and knows German well and English a little.
// Every finding names the words meant and says in one sentence what to do. It
// advises; whether a sentence is good, only readers can say.
//
// The limits follow the rules of this house (practice, section 6: a question has
// at most 25 words; sentences elsewhere stay below) and the common advice of
// plain-language guides such as DIN 8581-1.
package plainlanguage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Rule is what a finding is about.
type Rule string

// The rules, in the order in which they are looked for.
const (
	LongSentence   Rule = "long_sentence"
	NounChain      Rule = "noun_chain"
	Passive        Rule = "passive"
	Officialese    Rule = "officialese"
	DoubleNegation Rule = "double_negation"
	Brackets       Rule = "brackets"
)

// The longest sentences, in words, that are not reported. English takes more,
// shorter words for the same.
const (
	MostWords        = 20
	MostWordsEnglish = 25
)

// Finding is one place in a text that is hard to read.
type Finding struct {
	Rule Rule
	// Offset is where Words begin in the text, in bytes.
	Offset int
	// Words are the words meant, as they stand in the text.
	Words string

	count   int    // of words or nouns
	most    int    // words that are good
	instead string // what to write, for officialese
}

// Check looks at a text in a language ("de", "en" or a variety of them); texts
// in other languages have no findings. Findings come by place.
func Check(text, lang string) []Finding {
	german := is(lang, "de")
	if !german && !is(lang, "en") {
		return nil
	}
	var out []Finding
	for _, s := range sentences(text) {
		out = append(out, s.long(german)...)
		if german {
			out = append(out, s.nouns()...)
			out = append(out, s.passive()...)
			out = append(out, s.negations()...)
		}
	}
	out = append(out, wordsToAvoid(text, german)...)
	out = append(out, brackets(text)...)
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(a.Offset, b.Offset) })
	return out
}

func is(lang, base string) bool { return lang == base || strings.HasPrefix(lang, base+"-") }

// long reports a sentence with more words than are good.
func (s span) long(german bool) []Finding {
	most := MostWordsEnglish
	if german {
		most = MostWords
	}
	if n := len(s.words()); n > most {
		return []Finding{{Rule: LongSentence, Offset: s.at, Words: opening(s.text), count: n, most: most}}
	}
	return nil
}

// opening returns the first words of a sentence, enough to find it.
func opening(s string) string {
	first := wordForm.FindAllStringIndex(s, 4)
	return s[:first[len(first)-1][1]]
}

// brackets reports parentheses and square brackets with words in them.
func brackets(text string) []Finding {
	var out []Finding
	for _, m := range bracketed.FindAllStringIndex(text, -1) {
		out = append(out, Finding{Rule: Brackets, Offset: m[0], Words: text[m[0]:m[1]]})
	}
	return out
}

// Sentence says what was found and what to do, in German or, for every other
// language, in English.
func (f Finding) Sentence(lang string) string {
	german := is(lang, "de")
	pick := func(de, en string) string {
		if german {
			return de
		}
		return en
	}
	switch f.Rule {
	case LongSentence:
		return fmt.Sprintf(pick("Der Satz „%s …“ hat %d Wörter; teilen Sie ihn, höchstens %d sind gut.",
			"The sentence “%s …” has %d words; split it, at most %d are good."), f.Words, f.count, f.most)
	case NounChain:
		return fmt.Sprintf(pick("Hier stehen %d Hauptwörter auf -ung, -heit oder -keit (%s); sagen Sie es mit Verben: wer tut was?",
			"There are %d nouns made of verbs here (%s); use verbs: who does what?"), f.count, f.Words)
	case Passive:
		return fmt.Sprintf(pick("„%s“ sagt nicht, wer handelt; nennen Sie die Person oder Stelle.",
			"“%s” does not say who acts; name the person or office."), f.Words)
	case Officialese:
		return fmt.Sprintf(pick("„%s“ ist Amtsdeutsch oder ein Fremdwort; schreiben Sie zum Beispiel: %s.",
			"“%s” is officialese; write for example: %s."), f.Words, f.instead)
	case DoubleNegation:
		return fmt.Sprintf(pick("„%s“ verneint doppelt; sagen Sie, was gilt.",
			"“%s” is a double negation; say what holds."), f.Words)
	}
	return fmt.Sprintf(pick("„%s“ steht in Klammern; machen Sie einen Satz daraus oder lassen Sie es weg.",
		"“%s” is in brackets; make it a sentence or leave it out."), f.Words)
}
