package dialogue

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"chancencheck/fault"
)

// Words is a text by language.
type Words map[string]string

// In returns the text for a reader of lang and the language it is really in:
// the language, a shorter form of its tag, German, or the first there is.
func (w Words) In(lang string) (text, actual string) {
	for tag := lang; tag != ""; tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)] {
		if t := w[tag]; t != "" {
			return t, tag
		}
	}
	for _, tag := range append([]string{"de"}, slices.Sorted(maps.Keys(w))...) {
		if t := w[tag]; t != "" {
			return t, tag
		}
	}
	return "", ""
}

// Has reports whether the text exists in all these languages.
func (w Words) Has(languages []string) bool {
	return !slices.ContainsFunc(languages, func(l string) bool { return w[l] == "" })
}

// ErrWords refuses a text that is too long.
var ErrWords = fault.New(fault.Invalid, "event.words", "most", MostWords)

// validate cleans the texts and refuses one that is too long.
func (w Words) validate() error {
	for l, t := range w {
		t = Clean(t)
		if utf8.RuneCountInString(t) > MostWords {
			return ErrWords
		}
		if w[l] = t; t == "" {
			delete(w, l)
		}
	}
	return nil
}
