package check

import (
	"slices"

	"chancencheck/instrument"
	"chancencheck/organisation"
)

// Item is something a person answers and a team agrees on: a question of the
// instrument, or one situation judged for the service. For a situation,
// Question carries its title as text and the situation scale, so that both are
// answered alike.
type Item struct {
	ID       ItemID
	Question *instrument.Question
	// Field is the top field of a question; nil for situations.
	Field *instrument.Node
}

// Items returns what a check asks, in order: the format's questions in the
// variant of the unit, then the situations.
func Items(ins *instrument.Instrument, format string, kind organisation.UnitKind, situations []string) []Item {
	var items []Item
	for _, q := range ins.Questions(format, string(kind)) {
		items = append(items, Item{ItemID(q.ID), q, ins.Field(q)})
	}
	for _, id := range situations {
		if q := ins.Question(string(SituationItem(id))); q != nil {
			items = append(items, Item{ID: SituationItem(id), Question: q})
		}
	}
	return items
}

// Levels returns the ids of the item's levels, lowest first; nil for items
// without an order, which are talked about and not rated. The order is that of
// the points, so that scales listed from best to worst are read alike.
func (i Item) Levels() []string {
	scale := i.Question.Scale
	if scale.Kind != instrument.Levels && scale.Kind != instrument.Fact {
		return nil
	}
	var ids []string
	for _, o := range scale.Options {
		if scale.Rank(o.ID).IsSet() {
			ids = append(ids, o.ID)
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return scale.Rank(a).Cmp(scale.Rank(b)) })
	return ids
}

// Topic returns the item as the agenda sees it: the lower half of its levels,
// the middle one left out, counts as a weakness.
func (i Item) Topic() Topic {
	levels := i.Levels()
	return Topic{Item: i.ID, Levels: levels, Low: len(levels) / 2}
}

// Topics returns the topics of items.
func Topics(items []Item) []Topic {
	topics := make([]Topic, len(items))
	for n, i := range items {
		topics[n] = i.Topic()
	}
	return topics
}

// Level returns the answer that chooses one of the item's levels.
func (i Item) Level(id string) (instrument.Answer, error) {
	if i.Question.Scale.Kind == instrument.Fact {
		return instrument.NewAnswerFact(i.Question, id, "", false)
	}
	return instrument.NewAnswerOptions(i.Question, id)
}
