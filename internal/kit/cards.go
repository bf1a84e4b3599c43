package kit

import (
	"slices"
	"strings"

	"chancencheck/instrument"
	"chancencheck/internal/report"
)

// cardDocument is a page that says how to print and cut, and the cards.
func (k Kit) cardDocument(title, how string, cards []report.Card) *report.Document {
	if len(cards) == 0 {
		return nil
	}
	d := k.document(title)
	d.Para(how)
	d.Para(k.T("kit.cards_cut"))
	d.Heading(1, k.T("kit.cards"))
	d.Para(k.T("kit.cards_count", "count", len(cards)))
	d.Add(report.Cards{Cards: cards})
	return d
}

// questionCards are one card per question.
func (k Kit) questionCards() *report.Document {
	fields, _ := Fields(k.Instrument, "", k.Kind)
	var cards []report.Card
	for _, f := range fields {
		for _, q := range f.All() {
			cards = append(cards, k.questionCard(f, q))
		}
	}
	return k.cardDocument(k.T("kit.part_questions"), k.T("kit.cards_questions"), cards)
}

func (k Kit) questionCard(f Field, q Question) report.Card {
	c := report.Card{Head: k.T("kit.card_question", "place", q.Place, "field", k.text(f.Title)), Text: report.Text{report.Bold(k.text(q.Text))}}
	if !q.Help.IsEmpty() {
		c.Hint = append(c.Hint, report.T(k.text(q.Help)))
	}
	if !q.Example.IsEmpty() {
		c.Hint = append(c.Hint, report.Text{report.Italic(k.T("kit.card_example", "text", k.text(q.Example)))})
	}
	if q.Scale.Kind.HasOptions() {
		c.Hint = append(c.Hint, report.T(k.T("kit.card_levels", "levels", strings.Join(k.options(q.Scale), " · "))))
	}
	var in []string
	for _, format := range q.Formats {
		in = append(in, k.text(format.Title))
	}
	c.Foot = strings.Join(in, " · ")
	return c
}

// answerCards are one set of cards to show, for one person.
func (k Kit) answerCards() *report.Document {
	var cards []report.Card
	for _, l := range k.levels() {
		cards = append(cards, report.Card{Head: k.T("kit.card_answer"), Big: l.number, Text: report.Text{report.Bold(l.labels[0])}, Hint: texts(l.labels[1:])})
	}
	for _, s := range k.states() {
		cards = append(cards, report.Card{Head: k.T("kit.card_answer"), Text: report.Text{report.Bold(s)}})
	}
	if len(cards) == 0 {
		return nil
	}
	cards = append(cards, report.Card{Head: k.T("kit.card_answer"), Text: report.Text{report.Bold(k.T("kit.card_hand"))}, Hint: []report.Text{report.T(k.T("kit.card_hand_text"))}})
	return k.cardDocument(k.T("kit.part_answers"), k.T("kit.cards_answers"), cards)
}

func texts(all []string) []report.Text {
	var out []report.Text
	for _, s := range all {
		out = append(out, report.T(s))
	}
	return out
}

// level is one card: what a number, or an answer without one, stands for.
type level struct {
	number string
	labels []string
}

// levels are the answers of all scales that questions are rated on. Levels of
// the same number share a card.
func (k Kit) levels() []level {
	var out []level
	var seen []*instrument.Scale
	for _, q := range k.Instrument.Questions("", k.Kind) {
		if k := q.Scale.Kind; slices.Contains(seen, q.Scale) || k != instrument.Levels && k != instrument.Fact {
			continue
		}
		seen = append(seen, q.Scale)
		for i, o := range q.Scale.Options {
			out = merged(out, LevelNumber(q.Scale, i), k.text(o.Label))
		}
	}
	return out
}

func merged(levels []level, number, label string) []level {
	at := slices.IndexFunc(levels, func(l level) bool { return number != "" && l.number == number || slices.Contains(l.labels, label) })
	switch {
	case at < 0:
		return append(levels, level{number, []string{label}})
	case !slices.Contains(levels[at].labels, label):
		levels[at].labels = append(levels[at].labels, label)
	}
	return levels
}

// situationCards are one card per situation, to be ticked and noted on.
func (k Kit) situationCards() *report.Document {
	all := k.Instrument.Situations
	if all == nil {
		return nil
	}
	var options []string
	for _, o := range all.Scale.Options {
		options = append(options, k.text(o.Label))
	}
	var cards []report.Card
	for _, s := range all.List {
		cards = append(cards, report.Card{Head: k.T("kit.card_situation"), Text: report.Text{report.Bold("… " + k.text(s.Title))},
			Boxes: options, Ask: k.T("kit.card_notice"), Lines: 4})
	}
	return k.cardDocument(k.T("kit.part_situations"), k.T("kit.cards_situations", "count", all.Most), cards)
}
