package dialogue

import (
	"strings"
	"unicode"
)

// mostMarks is how many combining marks one letter carries: two are common in
// Vietnamese and in vowelled Arabic, piles of them only hide the line above.
const mostMarks = 3

// mostSame is how often the same sign stands in a row.
const mostSame = 3

// Clean returns what was typed without what does harm: control characters,
// characters that turn the direction of all that follows, piles of marks, floods
// of the same sign. Blanks of all kinds become single blanks. Joiners stay:
// Persian words and composed emoji need them.
func Clean(s string) string {
	var b strings.Builder
	var last rune
	same, marks, blank := 0, 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = true
			continue
		case harmful(r):
			continue
		case unicode.In(r, unicode.Mn, unicode.Me) && r != 0xFE0F:
			if marks++; marks > mostMarks {
				continue
			}
		default:
			marks = 0
			if blank && b.Len() > 0 {
				b.WriteByte(' ')
				last = ' '
			}
			blank = false
			if r == last {
				same++
			} else {
				same = 1
			}
			if last = r; same > mostSame && !unicode.IsDigit(r) {
				continue
			}
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// harmful reports whether a character has no place in what people say: controls,
// direction overrides, embeddings and isolates (Unicode TR9), invisible signs,
// tags, private use, and bytes that are no character.
func harmful(r rune) bool {
	switch {
	case r == 0x200C || r == 0x200D:
		return false
	case r == unicode.ReplacementChar, unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r):
		return true
	}
	return false
}

// says reports whether a text has at least one letter or digit.
func says(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
