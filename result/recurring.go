package result

import (
	"cmp"
	"slices"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

// Audience is who reads what several units have come to.
type Audience struct {
	// Whole: the reader may see the result of each of the units anyway.
	Whole bool
	// Knows says whose results the reader may see, where it is not all.
	Knows func(*check.Check) bool
}

// InBatches returns the checks that are counted for readers who may not see
// single units: full batches, in the order of signing. Without it, whoever
// reads the counts before and after a unit signs knows what that unit wrote.
func (a Audience) InBatches(signed []Signed) []Signed {
	if a.Whole {
		return signed
	}
	order := slices.Clone(signed)
	slices.SortStableFunc(order, func(x, y Signed) int {
		return cmp.Or(x.Check.SignedAt.Compare(y.Check.SignedAt), cmp.Compare(x.Check.ID, y.Check.ID))
	})
	return order[:len(order)/disclosure.Floor*disclosure.Floor]
}

// count decides about "so many units", others of which are strange to the
// reader. For readers who may not see single units, at least disclosure.Floor
// others have to be behind a number, so that taking away what a head knows of
// her own units leaves no single unit over.
func (a Audience) count(n, others, of int) disclosure.Shown {
	class, threshold := disclosure.AgreedSigned, 0
	if !a.Whole {
		class, threshold = disclosure.AnonymousAnswers, disclosure.Floor
	}
	p, err := disclosure.NewPolicy(class, threshold)
	if err != nil {
		return disclosure.Withhold(disclosure.NotEntitled)
	}
	if a.Whole {
		others = n
	}
	f := disclosure.Figure{Value: float64(n), N: others, Coverage: disclosure.Answered(n, of)}
	return p.Show(f, disclosure.Standing{Entitled: true, Closed: true, Signed: true})
}

// strangers returns the checks whose results the reader may not see.
func (a Audience) strangers(signed []Signed) []Signed {
	if a.Whole || a.Knows == nil {
		return signed
	}
	return slices.DeleteFunc(slices.Clone(signed), func(s Signed) bool { return a.Knows(s.Check) })
}

// Recurrence is a need that several units share, as one reader may see it.
type Recurrence struct {
	Item check.ItemID
	// Count is the number of units that see it as weak; its coverage says of how many.
	Count disclosure.Shown
	// Unknown is the number of units where nobody knows.
	Unknown disclosure.Shown
}

// Recurring returns what recurs, the most frequent first and ties in the order
// asked, and how many items are left out because too few units stand behind
// them. What is withheld does not show in the order either.
func Recurring(signed []Signed, order []check.ItemID, a Audience) (shown []Recurrence, withheld int) {
	strange := map[check.ItemID]Need{}
	for _, n := range Needs(a.strangers(signed), order, 0) {
		strange[n.Item] = n
	}
	all := map[check.ItemID]Need{}
	for _, n := range Needs(signed, order, 0) {
		all[n.Item] = n
	}
	for _, item := range order {
		n, others := all[item], strange[item]
		r := Recurrence{item, a.count(n.Count, others.Count, n.Of), a.count(n.Unknown, others.Unknown, n.Of)}
		if r.Count.Withheld() && r.Unknown.Withheld() {
			withheld++
			continue
		}
		shown = append(shown, r)
	}
	slices.SortStableFunc(shown, func(x, y Recurrence) int {
		return cmp.Or(descending(x.Count, y.Count), descending(x.Unknown, y.Unknown))
	})
	return shown, withheld
}

func descending(x, y disclosure.Shown) int {
	a, _ := x.Value()
	b, _ := y.Value()
	return cmp.Compare(b, a)
}

// Situated is in how many units a service works for people in one situation.
type Situated struct {
	Item check.ItemID
	// Counts by standing: Strong works, Middle works with detours, Weak often does
	// not, Unknown is not known.
	Counts map[Standing]disclosure.Shown
}

// Fits are the standings of a situation in the order of pages.
var Fits = []Standing{Strong, Middle, Weak, Unknown}

// SituationCounts counts for whom services work across units, in the order given;
// situations that no unit has judged are left out. The number of units that
// judged a situation is not part of it: a withheld count would follow from it.
func SituationCounts(signed []Signed, order []check.ItemID, a Audience) []Situated {
	all, strange := standings(signed), standings(a.strangers(signed))
	var out []Situated
	for _, item := range order {
		if all[item] == nil {
			continue
		}
		s := Situated{item, map[Standing]disclosure.Shown{}}
		for _, fit := range Fits {
			s.Counts[fit] = a.count(all[item][fit], strange[item][fit], 0)
		}
		out = append(out, s)
	}
	return out
}

func standings(signed []Signed) map[check.ItemID]map[Standing]int {
	counts := map[check.ItemID]map[Standing]int{}
	for _, s := range signed {
		for item, standing := range s.Outcome.Items {
			if standing == Unrated {
				continue
			}
			if counts[item] == nil {
				counts[item] = map[Standing]int{}
			}
			counts[item][standing]++
		}
	}
	return counts
}

// PassedUp are the needs that units pass to those who can change them.
type PassedUp struct {
	Who check.Who
	// Units is the number of units that pass something on.
	Units disclosure.Shown
	// Texts are what they wrote, for readers who may see the single results.
	Texts []PassedText
}

// PassedText is one need with the unit that passes it on.
type PassedText struct {
	Unit, Text string
}

// Upward gathers what is passed upward by who can change it, units in the
// order given.
func Upward(signed []Signed, a Audience) []PassedUp {
	var out []PassedUp
	strange := a.strangers(signed)
	for _, who := range check.Whos {
		p := PassedUp{Who: who, Units: a.count(passing(signed, who), passing(strange, who), len(signed))}
		for _, s := range signed {
			for _, n := range s.Outcome.Upward {
				if a.Whole && n.Who == who {
					p.Texts = append(p.Texts, PassedText{s.Check.UnitName, n.Text})
				}
			}
		}
		if !p.Units.Withheld() || p.Units.Reason() == disclosure.TooFew {
			out = append(out, p)
		}
	}
	return out
}

func passing(signed []Signed, who check.Who) int {
	n := 0
	for _, s := range signed {
		if slices.ContainsFunc(s.Outcome.Upward, func(u Passed) bool { return u.Who == who }) {
			n++
		}
	}
	return n
}

// AskedAnywhere returns every item that a format asks of some kind of unit: the
// order asked, what only variants ask after that, then the situations.
func AskedAnywhere(ins *instrument.Instrument, format string) []check.Item {
	seen := map[check.ItemID]bool{}
	var items []check.Item
	add := func(kind organisation.UnitKind, situations []string) {
		for _, i := range check.Items(ins, format, kind, situations) {
			if !seen[i.ID] {
				seen[i.ID] = true
				items = append(items, i)
			}
		}
	}
	add("", nil)
	for _, k := range ins.UnitKinds {
		add(organisation.UnitKind(k.ID), nil)
	}
	if ins.Situations != nil {
		ids := make([]string, len(ins.Situations.List))
		for n, s := range ins.Situations.List {
			ids[n] = s.ID
		}
		add("", ids)
	}
	return items
}
