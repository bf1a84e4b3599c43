package dialogue

import (
	"slices"
	"strings"
	"unicode"
)

// alikeFrom is the similarity from which two contributions are suggested as
// saying the same. Set by the cases in testdata/alike.txt: lower brings pairs
// together that only share a topic.
const alikeFrom = 0.42

// Alike is how similar two texts are, from 0 to 1: the share of groups of three
// letters that both have, of all that either has (Jaccard). It needs no
// dictionary, so it works in every language, and bears endings and typing errors.
func Alike(a, b string) float64 {
	x, y := grams(a), grams(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	both := 0
	for g := range x {
		if y[g] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// grams are the groups of three letters of a text, words with a blank around.
func grams(s string) map[string]bool {
	out := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(" " + word + " ")
		for i := 0; i+3 <= len(letters); i++ {
			out[string(letters[i:i+3])] = true
		}
	}
	return out
}

// Duplicates returns the contributions that seem to say the same as one of them,
// the most similar first, at most so many. What is hidden or laid is left out.
func Duplicates(of *Contribution, all []*Contribution, most int) []*Contribution {
	type scored struct {
		*Contribution
		alike float64
	}
	var found []scored
	for _, c := range all {
		if c.ID == of.ID || c.State == Hidden || c.State == Laid {
			continue
		}
		if x := Alike(of.Both(), c.Both()); x >= alikeFrom {
			found = append(found, scored{c, x})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		if a.alike != b.alike {
			if a.alike > b.alike {
				return -1
			}
			return 1
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	var out []*Contribution
	for _, f := range found[:min(most, len(found))] {
		out = append(out, f.Contribution)
	}
	return out
}
