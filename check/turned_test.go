package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/round"
)

func TestTurnedCardsHaveNamesInNamedModeAlone(t *testing.T) {
	t.Parallel()
	laid := []LaidCard{
		{Card: Card{Item: "q", Face: "2"}, Author: "Frau Sommer"},
		{Card: Card{Item: "q", Face: "0"}, Author: "Herr Acar"},
		{Card: Card{Item: "other", Face: "4"}, Author: "Herr Acar"},
		{Card: Card{Item: "q", Face: "1"}}, // counted from the table
		{Card: Card{Item: "q", Hand: true}, Author: "Frau Wolf"},
	}
	c := talkingAbout(round.Named)
	want := []Turned{{"Frau Sommer", "2"}, {"Herr Acar", "0"}}
	if diff := cmp.Diff(want, c.TurnedCards("q", laid)); diff != "" {
		t.Error(diff)
	}
	if got := c.TurnedCards("other", laid); got != nil {
		t.Errorf("cards of another item are open: %v", got)
	}
	c.Revealed = false
	if got := c.TurnedCards("q", laid); got != nil {
		t.Errorf("cards face down have names: %v", got)
	}
	for _, mode := range []round.Mode{round.Private, round.Anonymous} {
		if got := talkingAbout(mode).TurnedCards("q", laid); got != nil {
			t.Errorf("%s: %v", mode, got)
		}
	}
}
