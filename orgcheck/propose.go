package orgcheck

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"chancencheck/instrument"
	"chancencheck/organisation"
)

// How words are compared. German words change at their end ("Ordnung",
// "Ordnungsamt") and join at their front ("Bürgermeisterin",
// "Oberbürgermeisterin"); shorter common parts say nothing.
const (
	leastInside = 5 // letters of a word that stands whole in another
	leastPrefix = 6 // letters that two words begin with alike
	titleWeight = 3 // a word of the title against one of the hint
)

// Propose returns the unit whose name fits a desk best, "" if none does. It
// compares the words of the desk's title and hint with the words of units'
// names, in every language the desk has; the more letters two words share, the
// better. Of two units that fit alike, the one with the shorter name wins,
// because the desk explains more of it, then the one further down, and then the
// one that comes first in organisation order. A unit with two levels below it
// answers for nothing itself: it is proposed only if no other fits. It is a
// proposal: a person confirms.
func Propose(d instrument.Desk, tree *organisation.Tree) organisation.UnitID {
	title, hint := words(texts(d.Title)), words(texts(d.Hint))
	var best candidate
	tree.Walk(func(u organisation.Unit, depth int) {
		own := words(u.Name)
		c := candidate{unit: u.ID, narrow: 1, words: -len(own), depth: depth}
		for _, w := range own {
			c.fit += titleWeight*closest(w, title) + closest(w, hint)
		}
		if levels(tree, u.ID) > 1 {
			c.narrow = 0
		}
		if c.fit > 0 && c.compare(best) > 0 {
			best = c
		}
	})
	return best.unit
}

// candidate is a unit that may be proposed; what is greater speaks for it.
type candidate struct {
	unit                 organisation.UnitID
	fit                  float64
	narrow, words, depth int
}

func (c candidate) compare(o candidate) int {
	return cmp.Or(cmp.Compare(c.narrow, o.narrow), cmp.Compare(c.fit, o.fit), cmp.Compare(c.words, o.words), cmp.Compare(c.depth, o.depth))
}

// levels is how many levels lie below a unit.
func levels(tree *organisation.Tree, unit organisation.UnitID) int {
	n := 0
	for _, c := range tree.Children(unit) {
		n = max(n, 1+levels(tree, c))
	}
	return n
}

// closest is how much a word has in common with the best of others: the letters
// they share, and fewer if one of the two goes on.
func closest(word string, of []string) float64 {
	best := 0.0
	for _, other := range of {
		n := letters(alike(word, other))
		best = max(best, float64(n*n)/float64(max(letters(word), letters(other))))
	}
	return best
}

// alike is the part that two words have in common, "" if it says nothing.
func alike(a, b string) string {
	part := prefix(a, b)
	switch {
	case letters(b) >= leastInside && strings.Contains(a, b):
		part = b
	case letters(a) >= leastInside && strings.Contains(b, a):
		part = a
	case letters(part) < leastPrefix:
		return ""
	}
	if common[part] {
		return ""
	}
	return part
}

// prefix is what two words begin with alike.
func prefix(a, b string) string {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return string(x[:n])
}

func letters(s string) int { return len([]rune(s)) }

func texts(t instrument.Text) string {
	var all []string
	for _, tr := range t.Translations() {
		all = append(all, tr.Text)
	}
	return strings.Join(all, " ")
}

// words returns the words that say something, each once.
func words(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if letters(w) >= leastInside && !common[w] && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// common words stand in many names and tell no unit from another.
var common = map[string]bool{
	"bereich": true, "abteilung": true, "dezernat": true, "sachgebiet": true, "fachbereich": true, "stadt": true, "stelle": true,
	"einer": true, "verwaltung": true, "verwaltungs": true, "dienst": true, "dienste": true, "leistungen": true,
	"office": true, "department": true, "service": true, "services": true,
}
