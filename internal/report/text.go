package report

import (
	"strings"
	"unicode/utf8"
)

// Run is a stretch of text with one look and one language.
type Run struct {
	// Text is printed as it is; a line feed becomes a line break.
	Text string
	// Bold and Italic set the stretch apart.
	Bold, Italic bool
	// Link is an http, https, mailto or tel address; others are printed as plain text.
	Link string
	// Lang is the language tag where it differs from the document's ("ar").
	Lang string
}

// Text is a sequence of runs: one paragraph, list item or table cell.
type Text []Run

// T makes plain text.
func T(s string) Text { return Text{{Text: s}} }

// Plain makes a run without emphasis.
func Plain(s string) Run { return Run{Text: s} }

// Bold makes a run in bold.
func Bold(s string) Run { return Run{Text: s, Bold: true} }

// Italic makes a run in italics.
func Italic(s string) Run { return Run{Text: s, Italic: true} }

// Link makes a run that leads to an address.
func Link(text, address string) Run { return Run{Text: text, Link: address} }

// In makes a run in another language than the document's.
func In(lang, s string) Run { return Run{Text: s, Lang: lang} }

// String returns the text without emphasis.
func (t Text) String() string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(clean(r.Text))
	}
	return b.String()
}

// lang returns the language all runs share, "" when they differ.
func (t Text) lang() string {
	if len(t) == 0 {
		return ""
	}
	for _, r := range t {
		if r.Lang != t[0].Lang {
			return ""
		}
	}
	return t[0].Lang
}

// clean removes what no document format can carry: broken UTF-8, control
// characters other than tab and line feed, and the noncharacters XML 1.0
// forbids. Carriage returns become line feeds.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r < 0x20 || r >= 0x7f && r <= 0x9f || r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// safeLink returns the address when a document may lead there, else "".
func safeLink(address string) string {
	address = strings.TrimSpace(clean(address))
	lower := strings.ToLower(address)
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if strings.HasPrefix(lower, scheme) && !strings.ContainsAny(address, " \n\t<>\"") {
			return address
		}
	}
	return ""
}

// Direction returns "rtl" for languages written from right to left, else "ltr".
func Direction(lang string) string {
	base, rest, _ := strings.Cut(strings.ToLower(lang), "-")
	switch {
	case strings.HasPrefix(rest, "latn"):
		return "ltr"
	case strings.HasPrefix(rest, "arab"), strings.HasPrefix(rest, "hebr"):
		return "rtl"
	}
	switch base {
	case "ar", "fa", "prs", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv":
		return "rtl"
	}
	return "ltr"
}
