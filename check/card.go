package check

import (
	"cmp"
	"slices"
	"strings"

	"chancencheck/instrument"
)

// ItemID names what a team can talk about: the id of a question of the
// instrument, those made of situations included.
type ItemID string

// SituationItem returns the item of a situation.
func SituationItem(id string) ItemID { return ItemID(instrument.SituationPrefix + id) }

// Situation returns the id of the situation an item is about, and whether it is about one.
func (i ItemID) Situation() (string, bool) {
	return strings.CutPrefix(string(i), instrument.SituationPrefix)
}

// Card is what one person lays for one item: a level's id, or an answer state
// such as "cannot_judge". It carries no name.
type Card struct {
	Item ItemID
	// Face is the option's id, or the state.
	Face string
	// Hand: "I want to talk about this."
	Hand bool
}

// Tally counts the cards of one item. It is all that is kept of what single
// people think.
type Tally struct {
	Item ItemID
	// Faces counts cards by face.
	Faces map[string]int
	// Hands counts raised hands.
	Hands int
}

// Add counts one card. A card without a face was taken back and is none.
func (t *Tally) Add(c Card) {
	if c.Face == "" {
		return
	}
	if t.Faces == nil {
		t.Faces = map[string]int{}
	}
	t.Faces[c.Face]++
	if c.Hand {
		t.Hands++
	}
}

// Cards returns the number of cards laid.
func (t Tally) Cards() int {
	n := 0
	for _, k := range t.Faces {
		n += k
	}
	return n
}

// TallyCards counts cards by item.
func TallyCards(cards []Card) map[ItemID]Tally {
	tallies := map[ItemID]Tally{}
	for _, c := range cards {
		t := tallies[c.Item]
		t.Item = c.Item
		t.Add(c)
		tallies[c.Item] = t
	}
	return tallies
}

// onLevels returns how many cards lie on each of the levels, lowest first.
// Cards that are no level (cannot judge, don't know) are left out.
func (t Tally) onLevels(levels []string) []int {
	counts := make([]int, len(levels))
	for i, id := range levels {
		counts[i] = t.Faces[id]
	}
	return counts
}

// Distance is the mean distance of two people's cards, taken over all pairs, as
// a part of the scale: 0 when all agree, 1 when there are two people at its two
// ends. Fewer than two cards on the scale have no distance. It is one division of
// whole numbers, so that equal distances on scales of different length are equal.
// Source: practice, section 2 ("rank by mean pairwise distance").
func (t Tally) Distance(levels []string) float64 {
	counts := t.onLevels(levels)
	n, sum := 0, 0
	for i, a := range counts {
		n += a
		for j := i + 1; j < len(counts); j++ {
			sum += a * counts[j] * (j - i)
		}
	}
	if n < 2 || len(levels) < 2 {
		return 0
	}
	return float64(sum) / float64(n*(n-1)/2*(len(levels)-1))
}

// Median returns the level in the middle of the cards, the lower one of two:
// a proposal should not be kinder than half of the team. It is false without a
// card on the scale.
func (t Tally) Median(levels []string) (string, bool) {
	counts := t.onLevels(levels)
	n := 0
	for _, k := range counts {
		n += k
	}
	if n == 0 {
		return "", false
	}
	middle := (n - 1) / 2
	for i, k := range counts {
		if middle < k {
			return levels[i], true
		}
		middle -= k
	}
	return "", false
}

// Topic is an item as the agenda sees it.
type Topic struct {
	Item ItemID
	// Levels are the ids of its levels, lowest first; empty for items that are
	// talked about but not rated.
	Levels []string
	// Low is the number of levels, from the lowest, that count as a weakness.
	Low int
}

// Why is a reason to talk about an item.
type Why string

// The reasons, in the order in which pages name them.
const (
	Raised   Why = "raised"   // somebody wants to talk about it
	Apart    Why = "apart"    // hier gehen die Ansichten auseinander
	AllLow   Why = "low"      // the team agrees that something is missing
	NobodyIn Why = "unknown"  // nobody here knows
	FewIn    Why = "few"      // most could not judge: one person's level is not the team's
	AllTop   Why = "all_best" // "how would people notice?"
)

// Point is one item of the agenda.
type Point struct {
	Item     ItemID
	Why      []Why
	Distance float64
	Hands    int
	// Proposal is the level in the middle, "" without cards on the scale.
	Proposal string
}

// Agenda says what the team talks about, made from the time there is.
type Agenda struct {
	// Talk are the items that fit into the time, the furthest apart first.
	Talk []Point
	// Confirm are weaknesses, raised hands and things few or nobody know that do
	// not fit: each is confirmed for itself, so that no bulk acceptance buries them.
	Confirm []Point
	// Accept are the rest, to be accepted in one go.
	Accept []Point
}

// MakeAgenda orders the items: raised hands first, then by distance, as many as
// there are slots. Ties keep the questionnaire's order. There is no threshold of
// distance: in a team of six it would flag two thirds of all items.
func MakeAgenda(topics []Topic, tallies map[ItemID]Tally, slots int) Agenda {
	points := make([]Point, 0, len(topics))
	for _, t := range topics {
		points = append(points, pointOf(t, tallies[t.Item]))
	}
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		pa, pb := points[a], points[b]
		return cmp.Or(cmp.Compare(min(pb.Hands, 1), min(pa.Hands, 1)), cmp.Compare(pb.Distance, pa.Distance),
			cmp.Compare(pb.Hands, pa.Hands), cmp.Compare(urgency(pb), urgency(pa)))
	})
	var a Agenda
	talked := make(map[ItemID]bool)
	for _, i := range order {
		if len(a.Talk) < slots && len(points[i].Why) > 0 {
			a.Talk = append(a.Talk, points[i])
			talked[points[i].Item] = true
		}
	}
	for n, p := range points {
		switch {
		case talked[p.Item]:
		case p.Hands > 0 || urgency(p) > 0 || topics[n].weak(p.Proposal):
			a.Confirm = append(a.Confirm, p)
		default:
			a.Accept = append(a.Accept, p)
		}
	}
	return a
}

// weak reports whether a level counts as a weakness.
func (t Topic) weak(level string) bool {
	return slices.Contains(t.Levels[:min(t.Low, len(t.Levels))], level)
}

// urgency is 1 for what must not be buried.
func urgency(p Point) int {
	for _, w := range []Why{AllLow, NobodyIn, FewIn} {
		if slices.Contains(p.Why, w) {
			return 1
		}
	}
	return 0
}

// unsure counts the cards that say "I don't know" in one way or another. A hand
// raised without an answer, a question passed over and "does not apply here" do
// not say it.
func (t Tally) unsure(levels []string) int {
	n := 0
	for face, k := range t.Faces {
		switch face {
		case instrument.Answered.String(), instrument.Skipped.String(), instrument.NotApplicable.String():
		default:
			if !slices.Contains(levels, face) {
				n += k
			}
		}
	}
	return n
}

func pointOf(t Topic, tally Tally) Point {
	p := Point{Item: t.Item, Hands: tally.Hands, Distance: tally.Distance(t.Levels)}
	p.Proposal, _ = tally.Median(t.Levels)
	counts := tally.onLevels(t.Levels)
	rated, low := 0, 0
	for i, k := range counts {
		rated += k
		if i < t.Low {
			low += k
		}
	}
	add := func(is bool, w Why) {
		if is {
			p.Why = append(p.Why, w)
		}
	}
	add(p.Hands > 0, Raised)
	add(p.Distance > 0, Apart)
	add(rated > 0 && low == rated, AllLow)
	unsure := tally.unsure(t.Levels)
	add(rated == 0 && unsure > 0 && len(t.Levels) > 0, NobodyIn)
	add(rated > 0 && unsure > rated, FewIn)
	add(rated > 1 && counts[len(counts)-1] == rated, AllTop)
	return p
}
