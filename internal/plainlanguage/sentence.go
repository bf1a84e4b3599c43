package plainlanguage

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	wordForm  = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}*'’-]*`)
	bracketed = regexp.MustCompile(`[(\[][^()\[\]]*\p{L}{2}[^()\[\]]*[)\]]`)
)

// span is a piece of a text and where it begins.
type span struct {
	text string
	at   int
}

// words returns the words of a span.
func (s span) words() []span {
	var out []span
	for _, m := range wordForm.FindAllStringIndex(s.text, -1) {
		out = append(out, span{s.text[m[0]:m[1]], s.at + m[0]})
	}
	return out
}

// abbreviations end in a point without ending the sentence.
var abbreviations = map[string]bool{"z": true, "b": true, "d": true, "h": true, "u": true, "a": true, "nr": true, "dr": true,
	"ca": true, "bzw": true, "usw": true, "ggf": true, "vgl": true, "str": true, "abs": true, "art": true, "e.g": true, "i.e": true, "prof": true}

// sentences splits a text at the ends of sentences, at colons, semicolons and
// line breaks. A point after a number or an abbreviation ends no sentence
// unless a capital letter follows the number.
func sentences(text string) []span {
	var out []span
	start := 0
	cut := func(end int) {
		piece := text[start:end]
		lead := len(piece) - len(strings.TrimLeftFunc(piece, unicode.IsSpace))
		if piece = strings.TrimSpace(piece); piece != "" {
			out = append(out, span{piece, start + lead})
		}
		start = end
	}
	for i, r := range text {
		after := i + utf8.RuneLen(r)
		switch {
		case r == utf8.RuneError:
		case r == '\n', r == '…':
			cut(after)
		case (r == '!' || r == '?' || r == ':' || r == ';') && ends(text[after:]):
			cut(after)
		case r == '.' && ends(text[after:]) && !abbreviated(text[start:i]):
			cut(after)
		}
	}
	cut(len(text))
	return out
}

// ends reports whether a sentence can end before the rest: at the end of the
// text, or before a space, perhaps with closing quotation marks between.
func ends(rest string) bool {
	rest = strings.TrimLeft(rest, `"“”’)»«`)
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsSpace(r)
}

// abbreviated reports whether what stands before a point is an abbreviation or
// an ordinal such as "30".
func abbreviated(before string) bool {
	words := wordForm.FindAllString(before, -1)
	if len(words) == 0 {
		return false
	}
	last := strings.ToLower(words[len(words)-1])
	if !strings.HasSuffix(strings.ToLower(before), last) {
		return false
	}
	digits := strings.Trim(last, "0123456789") == ""
	return abbreviations[last] || digits && len(last) <= 2
}

// clauses splits a sentence at commas, dashes and the words that join clauses.
func (s span) clauses() []span {
	var out []span
	start := 0
	for _, m := range joints.FindAllStringIndex(s.text, -1) {
		out = append(out, span{s.text[start:m[0]], s.at + start})
		start = m[1]
	}
	return append(out, span{s.text[start:], s.at + start})
}

var joints = regexp.MustCompile(`[,–—„“”»«"]| (?:und|oder|aber|denn|sondern) `)
