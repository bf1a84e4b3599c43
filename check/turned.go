package check

import (
	"cmp"
	"slices"

	"chancencheck/round"
)

// Turned is an open card with the name of who laid it.
type Turned struct {
	Name string
	Face string
}

// TurnedCards returns who laid which card on an item, by name. There are names
// in named mode alone, and only while the cards lie open; cards counted from the
// table have none.
func (c *Check) TurnedCards(item ItemID, cards []LaidCard) []Turned {
	if c.Mode != round.Named || !c.LiesOpen(item) {
		return nil
	}
	var out []Turned
	for _, l := range cards {
		if l.Item == item && l.Author != "" && l.Face != "" {
			out = append(out, Turned{Name: l.Author, Face: l.Face})
		}
	}
	slices.SortFunc(out, func(a, b Turned) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
