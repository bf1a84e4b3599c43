package opinion

import (
	"cmp"
	"slices"
)

// longestList is the number of statements in the lists that describe groups
// and common ground: what people can take in (Polis).
const longestList = 5

// Trait is what a group thinks of a statement, next to all other groups.
type Trait struct {
	Statement string
	Lean
	// Own and Rest are the votes of the group and of all other groups together.
	Own, Rest Tally
	// Ratio says how many times as large the share is as that of the rest.
	Ratio float64
	// RatioTest is the z value of the difference to the rest.
	RatioTest float64
	// Common marks the statement that the group agrees to most, typical or not.
	Common bool
}

func traitOf(statement string, side Vote, own, rest Tally) Trait {
	lean := own.Lean(side)
	return Trait{
		Statement: statement, Lean: lean, Own: own, Rest: rest,
		Ratio:     lean.Share / share(rest.on(side), rest.Seen()),
		RatioTest: differenceTest(own.on(side), own.Seen(), rest.on(side), rest.Seen()),
	}
}

// typical tells whether the group takes this side, and more than the rest does,
// neither by chance.
func (t Trait) typical() bool { return t.RatioTest > sure && t.Test > sure }

// weight orders the typical traits of a group.
func (t Trait) weight() float64 { return t.Ratio * t.RatioTest * t.Share * t.Test }

// Representative returns the statements, at most five, that say best what a
// group (0 to Groups-1) thinks: what it agrees to most, then what is typical, agreements before
// disagreements. Empty if nobody in the group has taken a side.
func (v *Votes) Representative(group int) []Trait {
	if group < 0 || group >= v.Groups() {
		return nil
	}
	var scan traits
	for _, id := range v.Statements() {
		own := v.GroupTally(group, id)
		var all Tally
		for g := range v.inGroup {
			all = all.plus(v.GroupTally(g, id))
		}
		rest := all.minus(own)
		scan.look(traitOf(id, Agree, own, rest), traitOf(id, Disagree, own, rest))
	}
	return scan.chosen()
}

// traits collects while the statements are looked at one after the other.
type traits struct {
	typical []Trait
	agreed  *Trait // the best agreement so far
	best    *Trait // the one that differs most, for as long as nothing is typical
}

// look takes up the two sides of one statement.
func (s *traits) look(agree, disagree Trait) {
	main := disagree
	if agree.RatioTest > disagree.RatioTest {
		main = agree
	}
	switch {
	case agree.typical() || disagree.typical():
		s.typical = append(s.typical, main)
	case s.best == nil || max(agree.RatioTest, disagree.RatioTest) > s.best.RatioTest:
		s.best = &main
	}
	if s.betterAgreed(agree) {
		s.agreed = &agree
	}
}

// betterAgreed compares an agreement with the best so far: one that the rest
// shares gives way to any that is more typical.
func (s *traits) betterAgreed(t Trait) bool {
	switch {
	case t.Own.Agree == 0 && t.Own.Disagree == 0:
		return false
	case s.agreed == nil:
		return t.Test > sure || t.Ratio > 1 && t.Share > 0.5
	case s.agreed.Ratio > 1:
		return t.weight() > s.agreed.weight()
	}
	return t.Share*t.Test > s.agreed.Share*s.agreed.Test
}

// chosen returns the list.
func (s *traits) chosen() []Trait {
	var list []Trait
	if s.agreed != nil {
		s.agreed.Common = true
		list = []Trait{*s.agreed}
	}
	if len(s.typical) == 0 {
		if s.agreed == nil && s.best != nil && s.best.Own.Seen() > 0 {
			list = []Trait{*s.best}
		}
		return list
	}
	slices.SortStableFunc(s.typical, func(a, b Trait) int { return cmp.Compare(b.weight(), a.weight()) })
	for _, t := range s.typical {
		if s.agreed == nil || t.Statement != s.agreed.Statement {
			list = append(list, t)
		}
	}
	list = list[:min(longestList, len(list))]
	slices.SortStableFunc(list, func(a, b Trait) int { return cmp.Compare(b.Side, a.Side) })
	return list
}
