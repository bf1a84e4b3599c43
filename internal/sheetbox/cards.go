package sheetbox

import (
	"context"
	"slices"

	"chancencheck/check"
	"chancencheck/round"
)

// Table is how the cards of a talk lie.
type Table struct {
	// Mine are the author's own cards.
	Mine map[check.ItemID]check.Card
	// Tallies count the cards by item. What of them may be shown is said by
	// check.Check's Spread and Down.
	Tallies map[check.ItemID]check.Tally
	// Turned are the open cards with their names; none but in named mode.
	Turned []check.Turned
}

// Table looks at the cards of the talk from the author's place.
func (b *Box) Table(ctx context.Context, o *Opened) (Table, error) {
	cards, err := b.store.Cards(ctx, o.Check.Ref)
	if err != nil {
		return Table{}, err
	}
	t := Table{Mine: map[check.ItemID]check.Card{}, Tallies: check.TallyLaid(cards), Turned: o.Check.TurnedCards(o.Check.Item, cards)}
	for _, c := range cards {
		if o.laid(c) {
			t.Mine[c.Item] = c.Card
		}
	}
	return t, nil
}

// laid reports whether a card is the author's: by its key, and in named mode,
// where cards are laid for everybody when the talk begins, by its name.
func (o *Opened) laid(c check.LaidCard) bool {
	if o.Sheet.Mode == round.Named {
		return c.Author == o.Sheet.Name
	}
	return c.Key == o.Secret.cardKey(c.Item)
}

// Lay lays cards of the author face down: those given, or for none all that the
// sheet has. A card that lies open stays as it is. It is the author's own act;
// nobody else can open the sheet.
func (b *Box) Lay(ctx context.Context, o *Opened, items ...check.ItemID) error {
	switch {
	case o.Check.State != check.Talking:
		return check.ErrNotTalking
	case o.Sheet.Mode == round.Anonymous:
		return ErrMerged
	case slices.ContainsFunc(items, o.Check.LiesOpen):
		return ErrRevealed
	}
	keys, err := b.keys(ctx, o)
	if err != nil {
		return err
	}
	var laid []check.LaidCard
	for item, e := range o.Entries {
		if len(items) > 0 && !slices.Contains(items, item) || o.Check.LiesOpen(item) {
			continue
		}
		if card, ok := e.Card(); ok {
			laid = append(laid, check.LaidCard{Card: card, Key: keys(item), Author: o.Sheet.Name})
		}
	}
	if len(laid) == 0 {
		return nil
	}
	return b.store.LayCards(ctx, o.Check.Ref, laid)
}

// keys returns the name of the author's card for an item: in named mode that of
// the card laid when the talk began, so that it is exchanged and not doubled.
func (b *Box) keys(ctx context.Context, o *Opened) (func(check.ItemID) string, error) {
	if o.Sheet.Mode != round.Named {
		return o.Secret.cardKey, nil
	}
	cards, err := b.store.Cards(ctx, o.Check.Ref)
	if err != nil {
		return nil, err
	}
	known := map[check.ItemID]string{}
	for _, c := range cards {
		if o.laid(c) {
			known[c.Item] = c.Key
		}
	}
	return func(item check.ItemID) string {
		if key := known[item]; key != "" {
			return key
		}
		return o.Secret.cardKey(item)
	}, nil
}
