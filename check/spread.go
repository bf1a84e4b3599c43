package check

import (
	"slices"

	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/round"
)

// LiesOpen reports whether the cards of an item lie open: only those of the item
// the team talks about, and only once they were turned over.
func (c *Check) LiesOpen(item ItemID) bool { return c.Revealed && c.Item == item }

// protection is the rule for what may be shown of cards. In private and named
// mode people lay cards for their own team to see; anonymous ones are shown
// above the round's threshold alone, which every sheet more than the unit has
// people raises by one: it could be made up.
func (c *Check) protection(threshold int) (disclosure.Policy, disclosure.Standing, error) {
	class := disclosure.Named
	if c.Mode == round.Anonymous {
		class = disclosure.AnonymousAnswers
	}
	p, err := disclosure.NewPolicy(class, threshold+c.Surplus())
	return p, disclosure.Standing{Entitled: true, Closed: c.State != Preparing}, err
}

// Spread is how the cards of an item lie, as far as that may be shown: one
// level of the distribution for each of the item's faces.
func (c *Check) Spread(i Item, t Tally, threshold int) (disclosure.Distribution, error) {
	p, standing, err := c.protection(threshold)
	standing.Entitled = c.LiesOpen(i.ID)
	return p.Distribution(t.onLevels(i.Faces()), standing), err
}

// Down is how many cards lie face down for an item, as far as that may be shown.
func (c *Check) Down(t Tally, threshold int) (disclosure.Shown, error) {
	p, standing, err := c.protection(threshold)
	return p.Participation(t.Cards(), t.Cards(), standing), err
}

// LeastLaid is how many cards an item needs in private mode before the agenda
// speaks of them: from one card its owner's view could be read, and of two each
// would know the other's.
const LeastLaid = 3

// guarded leaves out cards that the agenda of a private talk must not speak of.
// Raised hands are heard: whoever raises one wants to be.
func guarded(tallies map[ItemID]Tally) map[ItemID]Tally {
	out := make(map[ItemID]Tally, len(tallies))
	for id, t := range tallies {
		if t.Cards() < LeastLaid {
			t.Faces = nil
		}
		out[id] = t
	}
	return out
}

// AgendaFor makes the agenda of the check. In private mode it speaks of an item
// from LeastLaid cards on. With anonymous answers its points
// keep no figure, a proposal only where the policy shows one, and reasons that
// speak about everybody only above the threshold and no sharper than "nearly
// all". The order stays: it is what the team meets for.
func (c *Check) AgendaFor(items []Item, tallies map[ItemID]Tally, minutes, threshold int) (Agenda, error) {
	if c.Mode == round.Private {
		tallies = guarded(tallies)
	}
	a := MakeAgenda(Topics(items), tallies, Slots(minutes))
	if c.Mode != round.Anonymous {
		return a, nil
	}
	p, standing, err := c.protection(threshold)
	if err != nil {
		return Agenda{}, err
	}
	byID := make(map[ItemID]Item, len(items))
	for _, i := range items {
		byID[i.ID] = i
	}
	for _, list := range [][]Point{a.Talk, a.Confirm, a.Accept} {
		for n := range list {
			list[n] = blunted(list[n], byID[list[n].Item], tallies[list[n].Item], p, standing)
		}
	}
	return a, nil
}

// blunted keeps of a point what may be said about anonymous cards.
func blunted(pt Point, i Item, t Tally, p disclosure.Policy, s disclosure.Standing) Point {
	levels := i.Levels()
	out := Point{Item: pt.Item}
	if n, ok := p.Median(t.onLevels(levels), s).Value(); ok {
		out.Proposal = levels[int(n)]
	}
	shown := p.Distribution(t.onLevels(i.Faces()), s)
	why := pt.Why
	if shown.N().Withheld() {
		why = nil
	} else if at := slices.IndexFunc(shown.Levels(), func(l disclosure.Level) bool { return l.Band != "" }); at >= 0 {
		why = nearly(i.Faces()[at], levels)
	}
	if slices.Contains(pt.Why, Raised) {
		out.Why = append(out.Why, Raised)
	}
	for _, w := range why {
		if w != Raised {
			out.Why = append(out.Why, w)
		}
	}
	return out
}

// nearly is what is said when nearly all cards show the same face.
func nearly(face string, levels []string) []Why {
	switch at := slices.Index(levels, face); {
	case face == instrument.NotApplicable.String(), len(levels) == 0:
		return nil
	case at < 0:
		return []Why{NobodyIn}
	case at < len(levels)/2:
		return []Why{AllLow}
	case at == len(levels)-1:
		return []Why{AllTop}
	}
	return nil
}

// Proposals turns the items to be accepted in one go into agreements. Items
// without a proposal are left out: somebody has to look at them.
func Proposals(accept []Point, items []Item) ([]Agreement, error) {
	var out []Agreement
	for _, i := range items {
		at := slices.IndexFunc(accept, func(p Point) bool { return p.Item == i.ID && p.Proposal != "" })
		if at < 0 {
			continue
		}
		answer, err := i.Level(accept[at].Proposal)
		if err != nil {
			return nil, err
		}
		out = append(out, Agreement{Item: i.ID, Answer: answer})
	}
	return out, nil
}
