package check

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancencheck/disclosure"
	"chancencheck/round"
)

func talkingAbout(mode round.Mode) *Check {
	c := in(Talking)
	c.Mode, c.Item, c.Revealed = mode, "q", true
	return c
}

func cards(n int, face string) []string { return slices.Repeat([]string{face}, n) }

func TestSpreadIsSeenOnceTurnedOver(t *testing.T) {
	t.Parallel()
	i, six := levelsItem(), tally("q", "0", "0", "1", "2", "2", "cannot_judge")
	c := talkingAbout(round.Private)
	d, err := c.Spread(i, six, 7)
	if n, ok := d.N().Value(); err != nil || !ok || n != 6 {
		t.Fatalf("six cards on the table: %v %v %v", n, ok, err)
	}
	var counts []float64
	for _, l := range d.Levels() {
		n, _ := l.Count.Value()
		counts = append(counts, n)
	}
	if diff := cmp.Diff([]float64{2, 1, 2, 0, 1, 0}, counts); diff != "" {
		t.Error(diff)
	}
	c.Revealed = false
	if d, _ = c.Spread(i, six, 7); d.N().Reason() != disclosure.NotEntitled {
		t.Errorf("cards face down are shown: %v", d.N().Reason())
	}
	c.Revealed, c.Item = true, "other"
	if d, _ = c.Spread(i, six, 7); !d.N().Withheld() {
		t.Error("the cards of another item are shown")
	}
}

func TestAnonymousCardsNeedTheThreshold(t *testing.T) {
	t.Parallel()
	i, c := levelsItem(), talkingAbout(round.Anonymous)
	for n, want := range map[int]bool{6: false, 7: true} {
		faces := append(cards(n-3, "0"), "1", "1", "2")
		d, err := c.Spread(i, tally("q", faces...), 7)
		if err != nil || d.N().Withheld() == want {
			t.Errorf("%d cards, shown should be %v (%v)", n, want, err)
		}
		down, err := c.Down(tally("q", faces...), 7)
		if err != nil || down.Withheld() == want {
			t.Errorf("%d cards face down, shown should be %v (%v)", n, want, err)
		}
	}
	if _, err := c.Spread(i, Tally{}, disclosure.Floor-1); err == nil {
		t.Error("a threshold below the floor was taken")
	}
}

func TestAgendaOfAnonymousCardsIsNoSharperThanThePiles(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		faces    []string
		why      []Why
		proposal string
	}{
		{"four people: nothing", cards(4, "0"), nil, ""},
		{"six people: a proposal, no reason", append(cards(3, "0"), cards(3, "2")...), nil, "0"},
		{"twelve apart", append(cards(6, "0"), cards(6, "2")...), []Why{Apart}, "0"},
		{"all at the top", cards(12, "2"), []Why{AllTop}, "2"},
		{"all but one at the top sound alike", append(cards(11, "2"), "0"), []Why{AllTop}, "2"},
		{"nearly all low", append(cards(11, "0"), "2"), []Why{AllLow}, "0"},
		{"nearly nobody knows", append(cards(11, "cannot_judge"), "2"), []Why{NobodyIn}, ""},
		{"nearly all in the middle", append(cards(11, "1"), "2"), nil, "1"},
		{"it does not apply", cards(12, "not_applicable"), nil, ""},
	}
	for _, tc := range cases {
		a, err := talkingAbout(round.Anonymous).AgendaFor([]Item{levelsItem()}, map[ItemID]Tally{"q": tally("q", tc.faces...)}, 90, 7)
		if err != nil {
			t.Fatal(err)
		}
		p := slices.Concat(a.Talk, a.Confirm, a.Accept)[0]
		if diff := cmp.Diff(Point{Item: "q", Why: tc.why, Proposal: tc.proposal}, p); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

func TestARaisedHandIsAlwaysHeard(t *testing.T) {
	t.Parallel()
	one := tally("q", "2")
	one.Hands = 1
	a, err := talkingAbout(round.Anonymous).AgendaFor([]Item{levelsItem()}, map[ItemID]Tally{"q": one}, 90, 7)
	if err != nil || len(a.Talk) != 1 || !slices.Equal(a.Talk[0].Why, []Why{Raised}) || a.Talk[0].Hands != 0 {
		t.Errorf("%+v %v", a, err)
	}
}

// Whoever lays her cards first must not find them on the agenda.
func TestThePrivateAgendaKeepsSilentAboutTheFirstCards(t *testing.T) {
	t.Parallel()
	items := []Item{levelsItem()}
	for _, faces := range [][]string{{"0"}, {"0", "2"}, {"2", "2"}, {"cannot_judge"}} {
		few := tally("q", faces...)
		a, err := talkingAbout(round.Private).AgendaFor(items, map[ItemID]Tally{"q": few}, 90, 7)
		if diff := cmp.Diff(Agenda{Accept: []Point{{Item: "q"}}}, a); diff != "" || err != nil {
			t.Errorf("%v: %s %v", faces, diff, err)
		}
		few.Hands = 1
		a, err = talkingAbout(round.Private).AgendaFor(items, map[ItemID]Tally{"q": few}, 90, 7)
		if diff := cmp.Diff(Agenda{Talk: []Point{{Item: "q", Why: []Why{Raised}, Hands: 1}}}, a); diff != "" || err != nil {
			t.Errorf("%v with a hand: %s %v", faces, diff, err)
		}
	}
}

func TestPrivateAgendaIsWhole(t *testing.T) {
	t.Parallel()
	items, tallies := []Item{levelsItem()}, map[ItemID]Tally{"q": tally("q", "0", "2", "2")}
	a, err := talkingAbout(round.Private).AgendaFor(items, tallies, 90, 7)
	if diff := cmp.Diff(MakeAgenda(Topics(items), tallies, 8), a); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestProposalsLeaveOutWhatHasNone(t *testing.T) {
	t.Parallel()
	i := levelsItem()
	got, err := Proposals([]Point{{Item: "other", Proposal: "9"}, {Item: "q", Proposal: "2"}}, []Item{i})
	if err != nil || len(got) != 1 || got[0].Answer.Option() != "2" || got[0].Validate() != nil {
		t.Errorf("%+v %v", got, err)
	}
	if got, err := Proposals([]Point{{Item: "q"}}, []Item{i}); len(got) != 0 || err != nil {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := Proposals([]Point{{Item: "q", Proposal: "9"}}, []Item{i}); err == nil {
		t.Error("a level that does not exist was proposed")
	}
}

func TestCountingLaws(t *testing.T) {
	t.Parallel()
	i := levelsItem()
	rapid.Check(t, func(t *rapid.T) {
		table := map[string]LaidCard{}
		var counts map[string]int
		for range rapid.IntRange(1, 4).Draw(t, "times") {
			counts = map[string]int{}
			for _, f := range i.Faces() {
				counts[f] = rapid.IntRange(0, 5).Draw(t, f)
			}
			if err := countable(i, counts); err != nil {
				t.Fatal(err)
			}
			for _, c := range counted(i, counts, len(table)) {
				table[c.Key] = c
			}
		}
		var all []LaidCard
		for _, c := range table {
			all = append(all, c)
		}
		got := CountedOf(all)["q"]
		for _, f := range i.Faces() {
			if got[f] != counts[f] {
				t.Fatalf("%s: %d, want %d", f, got[f], counts[f])
			}
		}
	})
}

func TestCountsThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, counts := range map[string]map[string]int{
		"less than none": {"0": -1}, "no such face": {"7": 1}, "a hall": {"0": MostCounted, "1": 1}, "overflow": {"0": 1 << 62, "1": 1 << 62, "2": 1 << 62},
	} {
		if countable(levelsItem(), counts) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if err := countable(levelsItem(), map[string]int{"0": MostCounted}); err != nil {
		t.Error(err)
	}
}
