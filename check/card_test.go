package check

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancencheck/instrument"
)

var fiveLevels = []string{"0", "1", "2", "3", "4"}

func tally(item ItemID, faces ...string) Tally {
	t := Tally{Item: item}
	for _, f := range faces {
		t.Add(Card{Item: item, Face: f})
	}
	return t
}

func TestDistance(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		faces []string
		want  float64
	}{
		{"nobody", nil, 0},
		{"one card", []string{"3"}, 0},
		{"all agree", []string{"2", "2", "2"}, 0},
		{"two at the ends", []string{"0", "4"}, 1},
		{"two neighbours", []string{"1", "2"}, 0.25},
		// Pairs: 0-0 0, 0-4 4, 0-4 4 -> 8 of 3 pairs of at most 4.
		{"two against one", []string{"0", "0", "4"}, 2.0 / 3},
		{"cannot judge does not count", []string{"1", "2", "cannot_judge", "not_applicable"}, 0.25},
	}
	for _, c := range cases {
		if got := tally("q", c.faces...).Distance(fiveLevels); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if d := tally("q", "a", "a").Distance([]string{"a"}); d != 0 {
		t.Errorf("a scale of one level has distance %v", d)
	}
}

func TestMedian(t *testing.T) {
	t.Parallel()
	cases := []struct {
		faces []string
		want  string
	}{
		{nil, ""},
		{[]string{"cannot_judge"}, ""},
		{[]string{"3"}, "3"},
		{[]string{"1", "3"}, "1"},
		{[]string{"0", "2", "4"}, "2"},
		{[]string{"0", "0", "4", "4"}, "0"},
		{[]string{"4", "4", "4", "0", "cannot_judge"}, "4"},
	}
	for _, c := range cases {
		got, ok := tally("q", c.faces...).Median(fiveLevels)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%v: %q %v, want %q", c.faces, got, ok, c.want)
		}
	}
}

var faces = rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "cannot_judge", "not_applicable", "nobody_knows", "skipped", "answered"})

// Both are a fifth of their scale: the agenda keeps the order of questions.
func TestEqualDistancesOnScalesOfDifferentLengthAreEqual(t *testing.T) {
	t.Parallel()
	four := tally("q", "2", "2", "3", "3", "3").Distance([]string{"0", "1", "2", "3"})
	five := tally("q", "2", "3", "3", "3", "4").Distance(fiveLevels)
	if four != five {
		t.Errorf("%v and %v", four, five)
	}
}

func TestDistanceAndMedianDoNotKnowTheOrderOfCards(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		laid := rapid.SliceOfN(faces, 0, 15).Draw(t, "cards")
		shuffled := rapid.Permutation(laid).Draw(t, "shuffled")
		a, b := tally("q", laid...), tally("q", shuffled...)
		d := a.Distance(fiveLevels)
		if d != b.Distance(fiveLevels) || d < 0 || d > 1 {
			t.Fatalf("distance %v and %v", d, b.Distance(fiveLevels))
		}
		m, ok := a.Median(fiveLevels)
		if m2, ok2 := b.Median(fiveLevels); m != m2 || ok != ok2 {
			t.Fatalf("median %q and %q", m, m2)
		}
		slices.Reverse(shuffled)
		mirrored := Tally{}
		for _, f := range laid {
			if at := slices.Index(fiveLevels, f); at >= 0 {
				f = fiveLevels[len(fiveLevels)-1-at]
			}
			mirrored.Add(Card{Face: f})
		}
		if math.Abs(mirrored.Distance(fiveLevels)-d) > 1e-12 {
			t.Fatal("distance depends on the direction of the scale")
		}
	})
}

func TestMedianIsInTheMiddle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		laid := rapid.SliceOfN(rapid.SampledFrom(fiveLevels), 1, 15).Draw(t, "cards")
		m, _ := tally("q", laid...).Median(fiveLevels)
		below, above := 0, 0
		for _, f := range laid {
			if f < m {
				below++
			}
			if f > m {
				above++
			}
		}
		if !slices.Contains(laid, m) || 2*below >= len(laid) || 2*above > len(laid) {
			t.Fatalf("median %s of %v", m, laid)
		}
	})
}

func TestCardsTakenBackAreNone(t *testing.T) {
	t.Parallel()
	got := TallyCards([]Card{{Item: "a", Face: "1", Hand: true}, {Item: "a"}, {Item: "b", Face: "2"}, {Item: "a", Face: "1"}})
	want := map[ItemID]Tally{
		"a": {Item: "a", Faces: map[string]int{"1": 2}, Hands: 1},
		"b": {Item: "b", Faces: map[string]int{"2": 1}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got["a"].Cards() != 2 {
		t.Errorf("%d cards", got["a"].Cards())
	}
}

func TestWhy(t *testing.T) {
	t.Parallel()
	topic := Topic{Item: "q", Levels: fiveLevels, Low: 2}
	cases := []struct {
		name  string
		topic Topic
		tally Tally
		want  []Why
	}{
		{"no cards", topic, Tally{}, nil},
		{"agreement in the middle", topic, tally("q", "2", "2"), nil},
		{"apart", topic, tally("q", "1", "3"), []Why{Apart}},
		{"all low", topic, tally("q", "1", "1"), []Why{AllLow}},
		{"low and apart", topic, tally("q", "0", "1"), []Why{Apart, AllLow}},
		{"all at the top", topic, tally("q", "4", "4"), []Why{AllTop}},
		{"one at the top is not all", topic, tally("q", "4"), nil},
		{"nobody knows", topic, tally("q", "cannot_judge", "cannot_judge"), []Why{NobodyIn}},
		{"most cannot judge", topic, tally("q", "3", "cannot_judge", "cannot_judge"), []Why{FewIn}},
		{"does not apply is not ignorance", topic, tally("q", "not_applicable", "not_applicable"), nil},
		{"passing is not ignorance", topic, tally("q", "skipped", "skipped"), nil},
		{"a hand", topic, Tally{Faces: map[string]int{"answered": 1}, Hands: 1}, []Why{Raised}},
		{"without levels nothing is low", Topic{Item: "q"}, tally("q", "answered"), nil},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, pointOf(c.topic, c.tally).Why); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestAgendaOrder(t *testing.T) {
	t.Parallel()
	topics := make([]Topic, 6)
	for i, id := range []ItemID{"agree", "far", "near", "hand", "low", "unknown"} {
		topics[i] = Topic{Item: id, Levels: fiveLevels, Low: 2}
	}
	hand := tally("hand", "3", "3")
	hand.Hands = 1
	tallies := map[ItemID]Tally{
		"agree": tally("agree", "3", "3"), "far": tally("far", "0", "4"), "near": tally("near", "2", "3"), "hand": hand,
		"low": tally("low", "1", "1"), "unknown": tally("unknown", "cannot_judge"),
	}
	ids := func(ps []Point) (out []ItemID) {
		for _, p := range ps {
			out = append(out, p.Item)
		}
		return out
	}
	a := MakeAgenda(topics, tallies, 3)
	for _, c := range []struct {
		list      string
		got, want []ItemID
	}{
		{"talk", ids(a.Talk), []ItemID{"hand", "far", "near"}},
		{"confirm", ids(a.Confirm), []ItemID{"low", "unknown"}},
		{"accept", ids(a.Accept), []ItemID{"agree"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", c.list, diff)
		}
	}
}

// A weakness that most see, but not all, is no weakness to wave through either.
func TestAWeakProposalIsNeverAcceptedTogether(t *testing.T) {
	t.Parallel()
	topics := []Topic{{Item: "far", Levels: fiveLevels, Low: 2}, {Item: "low", Levels: fiveLevels, Low: 2}}
	a := MakeAgenda(topics, map[ItemID]Tally{"far": tally("far", "0", "4"), "low": tally("low", "0", "0", "2")}, 1)
	if len(a.Confirm) != 1 || a.Confirm[0].Item != "low" {
		t.Errorf("got %+v", a)
	}
}

func TestAgendaLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z]{1,3}`), 0, 12, rapid.ID[string]).Draw(t, "items")
		var topics []Topic
		tallies := map[ItemID]Tally{}
		for _, id := range ids {
			topic := Topic{Item: ItemID(id)}
			if rapid.Bool().Draw(t, "rated") {
				topic.Levels, topic.Low = fiveLevels, 2
			}
			topics = append(topics, topic)
			one := tally(topic.Item, rapid.SliceOfN(faces, 0, 8).Draw(t, "cards")...)
			one.Hands = rapid.IntRange(0, one.Cards()).Draw(t, "hands")
			tallies[topic.Item] = one
		}
		slots := rapid.IntRange(1, 9).Draw(t, "slots")
		a := MakeAgenda(topics, tallies, slots)
		if len(a.Talk) > slots {
			t.Fatalf("%d items for %d slots", len(a.Talk), slots)
		}
		seen := map[ItemID]int{}
		for _, p := range slices.Concat(a.Talk, a.Confirm, a.Accept) {
			seen[p.Item]++
		}
		for _, topic := range topics {
			if seen[topic.Item] != 1 {
				t.Fatalf("%s is there %d times", topic.Item, seen[topic.Item])
			}
		}
		for _, p := range a.Accept {
			one := tallies[p.Item]
			if one.Hands > 0 || slices.Contains(p.Why, AllLow) || slices.Contains(p.Why, NobodyIn) || p.Proposal == "0" || p.Proposal == "1" {
				t.Fatalf("to be accepted without a look: %+v", p)
			}
		}
	})
}

func TestFacesOfItems(t *testing.T) {
	t.Parallel()
	levels := levelsItem()
	if diff := cmp.Diff([]string{"0", "1", "2", "unknown", "cannot_judge", "not_applicable"}, levels.Faces()); diff != "" {
		t.Error(diff)
	}
	text := Item{ID: "t", Question: &instrument.Question{ID: "t", Scale: &instrument.Scale{Kind: instrument.Reflection}}}
	if diff := cmp.Diff([]string{"answered", "cannot_judge", "not_applicable"}, text.Faces()); diff != "" {
		t.Error(diff)
	}
	if text.Levels() != nil || text.Topic().Low != 0 {
		t.Error("a reflection has levels")
	}
}

// levelsItem has its levels from best to worst, as situations have, and one
// option without points.
func levelsItem() Item {
	num := func(s string) instrument.Number {
		n, err := instrument.ParseNumber(s)
		if err != nil {
			panic(err)
		}
		return n
	}
	return Item{ID: "q", Question: &instrument.Question{ID: "q", Scale: &instrument.Scale{ID: "s", Kind: instrument.Levels, Options: []instrument.Option{
		{ID: "2", Points: num("2")}, {ID: "1", Points: num("1")}, {ID: "0", Points: num("0")}, {ID: "unknown"},
	}}}}
}
