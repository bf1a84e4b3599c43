package orgcheck

import (
	"strings"
	"unicode"

	"chancencheck/instrument"
	"chancencheck/organisation"
)

// stem is how many letters of a word have to agree: German words change at
// their end ("Integration", "Integrations-") and join at their front.
const stem = 6

// Propose returns the unit whose name fits a desk best, "" if none does. It
// compares the words of the desk's title and hint with the words of units'
// names, in every language the desk has; a word of the title counts twice. Of
// two that fit alike, the unit further down wins, because it knows more, and
// then the one that comes first in organisation order. It is a proposal: a
// person confirms.
func Propose(d instrument.Desk, tree *organisation.Tree) organisation.UnitID {
	title, hint := stems(texts(d.Title)), stems(texts(d.Hint))
	best, bestFit, bestDepth := organisation.UnitID(""), 0, 0
	tree.Walk(func(u organisation.Unit, depth int) {
		fit := 0
		for s := range stems(u.Name) {
			switch {
			case title[s]:
				fit += 2
			case hint[s]:
				fit++
			}
		}
		if fit > bestFit || fit == bestFit && fit > 0 && depth > bestDepth {
			best, bestFit, bestDepth = u.ID, fit, depth
		}
	})
	return best
}

func texts(t instrument.Text) string {
	var all []string
	for _, tr := range t.Translations() {
		all = append(all, tr.Text)
	}
	return strings.Join(all, " ")
}

// stems returns the beginnings of the words that say something.
func stems(s string) map[string]bool {
	out := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) }) {
		letters := []rune(word)
		if len(letters) < 4 || common[word] {
			continue
		}
		out[string(letters[:min(len(letters), stem)])] = true
	}
	return out
}

// common words stand in many names and tell no unit from another.
var common = map[string]bool{
	"bereich": true, "abteilung": true, "dezernat": true, "sachgebiet": true, "fachbereich": true, "stadt": true, "stelle": true,
	"eine": true, "einer": true, "oder": true, "beim": true, "alle": true, "wird": true, "sind": true, "office": true, "department": true,
	"with": true, "that": true, "city": true, "unit": true, "for": true, "and": true,
}
