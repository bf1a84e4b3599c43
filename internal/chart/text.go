package chart

import (
	"strings"
	"unicode"
)

// textWidth estimates the width of text set in size, on the generous side:
// the fonts of the reader are not known here.
func textWidth(s string, size float64) float64 {
	var em float64
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case strings.ContainsRune("iljtfrI.,:;|!'()·/- ", r):
			em += 0.34
		case strings.ContainsRune("mwMWÄÖ@%—…", r):
			em += 0.88
		case unicode.IsUpper(r):
			em += 0.69
		case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || unicode.Is(unicode.Hangul, r):
			em += 1
		default:
			em += 0.56
		}
	}
	return em * size
}

// wrap breaks text into lines of at most width, at spaces, after hyphens, and
// where a single word is too long inside it. At most limit lines; the last one
// ends in an ellipsis if text is left over (the table has all of it).
func wrap(s string, size, width float64, limit int) []string {
	var lines []string
	line := ""
	for _, word := range pieces(s, size, width) {
		glued := strings.TrimRight(line+word, " ")
		if line != "" && textWidth(glued, size) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += word
	}
	if line = strings.TrimRight(line, " "); line != "" {
		lines = append(lines, line)
	}
	if len(lines) > limit {
		lines = lines[:limit]
		lines[limit-1] = shorten(lines[limit-1]+"…", size, width)
	}
	return lines
}

// shorten takes letters before the final ellipsis away until the text fits.
func shorten(s string, size, width float64) string {
	runes := []rune(s)
	for len(runes) > 2 && textWidth(string(runes), size) > width {
		runes = append(runes[:len(runes)-2], '…')
	}
	return string(runes)
}

// pieces cuts text where a line may break; none is wider than width.
func pieces(s string, size, width float64) []string {
	var out []string
	for _, word := range strings.Fields(s) {
		parts := strings.SplitAfter(word, "-")
		parts[len(parts)-1] += " "
		for _, part := range parts {
			out = append(out, cut(part, size, width)...)
		}
	}
	return out
}

// cut breaks a word that is wider than a line into pieces with a hyphen.
func cut(word string, size, width float64) []string {
	var out []string
	runes := []rune(word)
	for textWidth(strings.TrimRight(string(runes), " "), size) > width && len(runes) > 4 {
		n := len(runes) - 3
		for n > 2 && textWidth(string(runes[:n])+"-", size) > width {
			n--
		}
		out = append(out, string(runes[:n])+"-")
		runes = runes[n:]
	}
	return append(out, string(runes))
}

// isolated keeps a text that runs against the drawing in one piece: without it,
// the question mark of a German label on an Arabic page stands at the wrong end.
// The marks are those of Unicode Standard Annex 9, "first strong isolate".
func (c *canvas) isolated(s string) string {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) == c.o.RTL {
			return s
		}
		return "\u2068" + s + "\u2069"
	}
	return s
}
