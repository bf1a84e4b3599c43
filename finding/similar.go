package finding

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Reason says why two findings may say the same.
type Reason string

// The reasons, the weightiest first.
const (
	SameQuestion  Reason = "question"
	SameSituation Reason = "situation"
	SameWords     Reason = "words"
	SameField     Reason = "field"
)

// Likeness is a finding that may say the same as another, with the reasons a
// person is shown. Nothing is gathered because of it.
type Likeness struct {
	*Finding
	Reasons []Reason
	// Words is how many of their letter triples two texts share, 0 to 1.
	Words float64
}

// The shares of letter triples from which texts are called alike: by themselves,
// and within one field. Triples find the same stem in German compounds. Source:
// Dice's coefficient on character trigrams; the two marks were set by hand on the
// texts of the demo city so that of two reasons for the same gap most are found
// and of two different gaps hardly any.
const (
	alike        = 0.45
	alikeInField = 0.30
)

// Similar returns which of others may say the same as f, the likeliest first, at
// most so many.
func Similar(f *Finding, others []*Finding, most int) []Likeness {
	var out []Likeness
	own := triples(f.Text)
	for _, o := range others {
		if o.Org != f.Org || o.ID == f.ID || (o.Kind == Strength) != (f.Kind == Strength) {
			continue
		}
		l := Likeness{Finding: o, Words: dice(own, triples(o.Text))}
		field := f.Field != "" && o.Field == f.Field
		if f.Question != "" && o.Question == f.Question && o.Instrument.ID == f.Instrument.ID {
			l.Reasons = append(l.Reasons, SameQuestion)
		}
		if f.Situation != "" && o.Situation == f.Situation {
			l.Reasons = append(l.Reasons, SameSituation)
		}
		if l.Words >= alike || field && l.Words >= alikeInField {
			l.Reasons = append(l.Reasons, SameWords)
			if field && l.Reasons[0] == SameWords {
				l.Reasons = append(l.Reasons, SameField)
			}
		}
		if len(l.Reasons) > 0 {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.UnitPath, b.UnitPath), cmp.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), most)]
}

// weight orders likenesses: those that answer the same question first, then by words.
func (l Likeness) weight() float64 {
	w := l.Words
	if slices.Contains(l.Reasons, SameQuestion) || slices.Contains(l.Reasons, SameSituation) {
		w++
	}
	return w
}

// triples are the letter triples of a text's words, without case and signs.
func triples(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(w)
		for i := 0; i+3 <= len(letters); i++ {
			out[string(letters[i:i+3])] = true
		}
	}
	return out
}

// dice is twice what two sets share, by the sum of their sizes.
func dice(a, b map[string]bool) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	shared := 0
	for t := range a {
		if b[t] {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
