package instrument

import "strings"

// Translation is one wording of a text in one language.
type Translation struct {
	// Lang is a language tag such as "de", "en" or "de-x-leicht".
	Lang string
	// Text is the wording; never empty.
	Text string
}

// Text is what people read, in one or several languages (Textfassungen). The
// first translation is the source language; readers of a missing language get it.
// The zero Text is empty.
type Text struct {
	translations []Translation
}

// NewText makes a text from its translations, the source language first.
// Empty translations are left out.
func NewText(translations ...Translation) Text {
	var t Text
	for _, tr := range translations {
		if tr.Text != "" {
			t.translations = append(t.translations, tr)
		}
	}
	return t
}

// In returns the text for a reader of lang and the language it is really in:
// the language itself, else a shorter form of its tag (de-x-leicht, de-x, de),
// else the source language. Both are empty for an empty text.
func (t Text) In(lang string) (s, actual string) {
	for tag := lang; tag != ""; tag = shorter(tag) {
		for _, tr := range t.translations {
			if strings.EqualFold(tr.Lang, tag) {
				return tr.Text, tr.Lang
			}
		}
	}
	if len(t.translations) == 0 {
		return "", ""
	}
	return t.translations[0].Text, t.translations[0].Lang
}

// shorter cuts the last subtag off a language tag.
func shorter(tag string) string {
	return tag[:max(strings.LastIndexByte(tag, '-'), 0)]
}

// IsEmpty reports whether there is no wording in any language.
func (t Text) IsEmpty() bool { return len(t.translations) == 0 }

// Translations returns a copy of all wordings, the source language first.
func (t Text) Translations() []Translation {
	return append([]Translation(nil), t.translations...)
}

// Equal reports whether both texts have the same wordings in the same order.
func (t Text) Equal(o Text) bool {
	if len(t.translations) != len(o.translations) {
		return false
	}
	for i, tr := range t.translations {
		if tr != o.translations[i] {
			return false
		}
	}
	return true
}

// or returns t, or fallback if t is empty.
func (t Text) or(fallback Text) Text {
	if t.IsEmpty() {
		return fallback
	}
	return t
}
