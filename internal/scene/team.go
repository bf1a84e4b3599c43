package scene

import (
	"context"
	"fmt"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/result"
)

// writeDown writes what a team agrees on: the items it talks about one by one,
// with a reason, the rest adopted together; then the notes of the talk.
func (s *Scene) writeDown(ctx context.Context, st check.Stores, act access.Act, c *check.Check) error {
	items := s.Items(c)
	talked := map[int]bool{}
	for _, n := range s.dice.Perm(len(items))[:min(len(items), check.Slots(s.Round.TalkMinutes)+2)] {
		talked[n] = true
	}
	var adopted []check.Agreement
	for n, item := range items {
		a := s.agreement(c, item)
		if !talked[n] && !a.Differing {
			adopted = append(adopted, check.Agreement{Item: item.ID, Answer: a.Answer})
			continue
		}
		if err := check.Agree(ctx, st, act, c.Ref, a); err != nil {
			return err
		}
	}
	if err := check.Adopt(ctx, st, act, c.Ref, adopted); err != nil {
		return err
	}
	for _, n := range s.notes(c, items) {
		if err := check.WriteNote(ctx, st, act, c.Ref, n); err != nil {
			return err
		}
	}
	return nil
}

// drift is how a unit's leaning has moved since the first round, in parts of
// the scale: most do a little better, some look closer and mark themselves lower.
func (s *Scene) drift(c *check.Check) float64 {
	return s.moved * (share("drift", string(c.Unit)) - 0.35)
}

// agreement is what the team comes to on one item.
func (s *Scene) agreement(c *check.Check, item check.Item) check.Agreement {
	a := check.Agreement{Item: item.ID}
	levels := item.Levels()
	if len(levels) == 0 {
		a.Answer = s.words(item)
		return a
	}
	at := levelAt(levels, lean(c, item.ID)+s.drift(c))
	a.Answer = s.level(item, levels, at)
	switch roll := s.dice.IntN(100); {
	case roll < 4 && s.offers(instrument.NobodyKnows):
		a.Answer, a.Reason = must(instrument.NewAnswerState(instrument.NobodyKnows)), pick(s, unknowns)
		return a
	case roll < 6 && s.offers(instrument.NotApplicable):
		a.Answer, a.Reason = must(instrument.NewAnswerState(instrument.NotApplicable)), pick(s, notHere)
		return a
	case roll < 10 && len(levels) > 2:
		low, pair := max(at-1, 0), pick(s, differing)
		a.Answer, a.Reason = s.level(item, levels, low), pair[0]
		a.Differing, a.OtherAnswer, a.OtherReason = true, s.level(item, levels, low+2), pair[1]
		return a
	}
	a.Reason = s.reason(item, result.StandingOf(item, a))
	return a
}

// reason is a sentence that fits the field and the level.
func (s *Scene) reason(item check.Item, standing result.Standing) string {
	field := "situation"
	if item.Field != nil {
		field = item.Field.ID
	}
	if own := reasons[field][standing]; len(own) > 0 {
		return pick(s, own)
	}
	return pick(s, reasons[""][standing])
}

// notes are what the scribe wrote: something that works, one to three measures
// and what has to be passed upward.
func (s *Scene) notes(c *check.Check, items []check.Item) []check.Note {
	var out []check.Note
	for i := range 1 + s.dice.IntN(2) {
		out = append(out, check.Note{Kind: check.Worked, Text: draw(s, worked, c, i)})
	}
	for i := range 1 + s.dice.IntN(check.MostMeasures) {
		m := draw(s, measures, c, i)
		out = append(out, check.Note{Kind: check.Measure, Text: m.text, Who: m.who, Post: m.post, Soon: i == 0, Item: pick(s, items).ID})
	}
	for i := range 1 + s.dice.IntN(2) {
		n := draw(s, upward, c, i)
		out = append(out, check.Note{Kind: check.Upward, Text: n.text, Who: n.who, Item: pick(s, items).ID})
	}
	return out
}

// draw returns the i-th of several in an order of the unit's own, so that one
// team writes nothing twice.
func draw[T any](s *Scene, from []T, c *check.Check, i int) T {
	start := int(share(fmt.Sprint("draw", s.Round.ID), string(c.Unit)) * float64(len(from)))
	return from[(start+7*i)%len(from)]
}
