package check

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/round"
)

// MostCounted is how many paper cards one item takes at most: far more than a
// team has people, so that a slip of the finger is noticed.
const MostCounted = 200

// Errors of counting.
var (
	ErrCount      = fault.New(fault.Invalid, "check.count", "most", MostCounted)
	ErrCountMixed = fault.New(fault.Conflict, "check.count_mixed")
)

// countedPrefix starts the keys of cards that lie on the table and were counted
// there. No other key has a hyphen: those are hexadecimal or letters and digits.
const countedPrefix = "counted-"

// Counted reports whether the card was counted on the table.
func (c LaidCard) Counted() bool { return strings.HasPrefix(c.Key, countedPrefix) }

// CountCards writes down how many paper cards lie on each face of an item. It
// replaces what was counted there before and leaves cards alone that people
// have laid themselves. With anonymous answers it is refused where others have
// laid cards: whoever knows the counted ones would know the rest.
func CountCards(ctx context.Context, st Stores, act access.Act, ref Ref, item Item, counts map[string]int) error {
	if err := countable(item, counts); err != nil {
		return err
	}
	return st.InTx(ctx, func(tx Tx) error {
		c, err := tx.Check(ctx, ref)
		if err != nil {
			return err
		}
		if err := c.leading(act); err != nil {
			return c.step("count cards of", err)
		}
		cards, err := tx.Cards(ctx, ref)
		if err != nil {
			return c.step("cards of", err)
		}
		before := 0
		for _, card := range cards {
			switch {
			case card.Item != item.ID:
			case card.Counted():
				before++
			case c.Mode == round.Anonymous && card.Face != "":
				return c.step("count cards of", ErrCountMixed)
			}
		}
		return tx.LayCards(ctx, ref, counted(item, counts, before))
	})
}

func countable(item Item, counts map[string]int) error {
	faces, sum := item.Faces(), 0
	for face, n := range counts {
		if n < 0 || !slices.Contains(faces, face) {
			return ErrCount
		}
		sum += min(n, MostCounted+1)
	}
	if sum > MostCounted {
		return ErrCount
	}
	return nil
}

// counted makes the cards, numbered per item. What was counted before and is no
// longer there becomes a card without face, which is no card.
func counted(item Item, counts map[string]int, before int) []LaidCard {
	var laid []LaidCard
	lay := func(face string) {
		laid = append(laid, LaidCard{Card: Card{Item: item.ID, Face: face}, Key: fmt.Sprintf("%s%03d", countedPrefix, len(laid))})
	}
	for _, face := range item.Faces() {
		for range counts[face] {
			lay(face)
		}
	}
	for len(laid) < before {
		lay("")
	}
	return laid
}

// Faces returns what the cards of an item can show: its levels, lowest first,
// the options outside the order, then what a person can say instead.
func (i Item) Faces() []string {
	faces := i.Levels()
	if i.Question.Scale.Kind.HasOptions() {
		for _, o := range i.Question.Scale.Options {
			if !slices.Contains(faces, o.ID) {
				faces = append(faces, o.ID)
			}
		}
	} else {
		faces = append(faces, instrument.Answered.String())
	}
	for _, s := range []instrument.AnswerState{instrument.CannotJudge, instrument.NotApplicable} {
		faces = append(faces, s.String())
	}
	return faces
}

// CountedOf returns how many cards were counted on the table, by item and face.
func CountedOf(cards []LaidCard) map[ItemID]map[string]int {
	out := map[ItemID]map[string]int{}
	for _, c := range cards {
		if !c.Counted() || c.Face == "" {
			continue
		}
		if out[c.Item] == nil {
			out[c.Item] = map[string]int{}
		}
		out[c.Item][c.Face]++
	}
	return out
}

// TallyLaid counts laid cards by item.
func TallyLaid(cards []LaidCard) map[ItemID]Tally {
	plain := make([]Card, len(cards))
	for i, c := range cards {
		plain[i] = c.Card
	}
	return TallyCards(plain)
}
