package scene

import (
	"hash/fnv"
	"slices"

	"chancencheck/check"
	"chancencheck/instrument"
)

// lean is how well a unit does on an item, from 0 to 1 and always the same:
// every unit has its own strengths, and some items are hard for all.
func lean(c *check.Check, item check.ItemID) float64 {
	return 0.45*share(string(c.Unit), "") + 0.30*share("", string(item)) + 0.25*share(string(c.Unit), string(item))
}

// share turns two words into a number from 0 to 1 that looks drawn by lot.
func share(a, b string) float64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(a + "\x00" + b))
	x := h.Sum64()
	x ^= x >> 31
	x *= 0x9e3779b97f4a7c15
	x ^= x >> 29
	return float64(x>>11) / (1 << 53)
}

// levelAt is the level a leaning stands for.
func levelAt(levels []string, lean float64) int {
	return min(max(int(lean*float64(len(levels))), 0), len(levels)-1)
}

// opinion is what one member of the team answers: near the leaning of the
// team, sometimes one level off, and now and then "cannot judge".
func (s *Scene) opinion(c *check.Check, n int, item check.Item) instrument.Answer {
	levels := item.Levels()
	if len(levels) == 0 {
		return s.words(item)
	}
	if s.dice.IntN(11) == 0 && s.offers(instrument.CannotJudge) {
		return must(instrument.NewAnswerState(instrument.CannotJudge))
	}
	at := levelAt(levels, lean(c, item.ID)) + []int{-1, 0, 0, 0, 1}[s.dice.IntN(5)]
	if n%9 == 3 { // over some questions opinions go far apart
		at = s.dice.IntN(len(levels))
	}
	return s.level(item, levels, at)
}

func (s *Scene) offers(state instrument.AnswerState) bool {
	return slices.Contains(s.Instrument.AnswerStates, state)
}

// level answers with the level at a position, the nearest there is.
func (s *Scene) level(item check.Item, levels []string, at int) instrument.Answer {
	id := levels[min(max(at, 0), len(levels)-1)]
	if item.Question.Scale.Kind == instrument.Fact {
		return must(instrument.NewAnswerFact(item.Question, id, pick(s, references), at == 0))
	}
	return must(instrument.NewAnswerOptions(item.Question, id))
}

// words answers what is talked about and not rated.
func (s *Scene) words(item check.Item) instrument.Answer {
	q := item.Question
	if q.Scale.Kind.HasText() {
		return must(instrument.NewAnswerText(q, pick(s, reflections)))
	}
	if q.Scale.Kind == instrument.Choice {
		return must(instrument.NewAnswerOptions(q, q.Scale.Options[0].ID))
	}
	return must(instrument.NewAnswerState(instrument.Skipped))
}

// pick draws one of several.
func pick[T any](s *Scene, from []T) T { return from[s.dice.IntN(len(from))] }
