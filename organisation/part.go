package organisation

import (
	"slices"
	"strings"

	"chancencheck/access"
)

// Membership is a part (Aufgabe) that a person has: in which role, where, and
// from when to when. Unit "" means the whole organisation. A person may have
// several. What a role may do is decided by package access.
type Membership struct {
	Org    OrgID
	Person PersonID
	Unit   UnitID
	Role   access.Role
	// Round is the one round the part is for, "" for every round.
	Round string
	// Kind is for whom a reader reads.
	Kind access.Kind
	// DeputyFor is whom she stands in for, "" where the part is her own.
	DeputyFor PersonID
	// From is the first day of the part, "" if it has always been hers; Until the
	// first day on which it is hers no longer, "" while it lasts.
	From, Until Date
}

// Key is the part without its dates: a person has a part once.
func (m Membership) Key() Membership {
	m.From, m.Until = "", ""
	return m
}

// ValidOn reports whether the part is hers on a day.
func (m Membership) ValidOn(day Date) bool { return during(m.From, m.Until, day) }

// Tabled reports whether a table of people can say the part: for good, in her own
// name, and not one that is given elsewhere.
func (m Membership) Tabled() bool {
	return m.Round == "" && m.Kind == "" && m.DeputyFor == "" && m.Role != access.Admin && m.Role != access.Operator
}

// detail is the part as an event tells it: role, unit, round and end, so that
// the record can name them in the reader's language.
func (m Membership) detail() string {
	return strings.Join([]string{string(m.Role), string(m.Unit), m.Round, string(m.Until)}, "|")
}

// Principal is somebody whom a deputy stands in for, with all her parts.
type Principal struct {
	Person Person
	Parts  []Membership
}

// has reports whether she holds on a day what a deputy does for her.
func (p Principal) has(m Membership, day Date) bool {
	m.Person, m.DeputyFor = m.DeputyFor, ""
	return p.Person.ID == m.Person && !p.Person.Left(day) &&
		slices.ContainsFunc(p.Parts, func(own Membership) bool { return own.Key() == m.Key() && own.ValidOn(day) })
}

// Principals returns whom somebody with these parts stands in for on a day.
func Principals(parts []Membership, day Date) []PersonID {
	var ids []PersonID
	for _, m := range parts {
		if m.DeputyFor != "" && m.ValidOn(day) && !slices.Contains(ids, m.DeputyFor) {
			ids = append(ids, m.DeputyFor)
		}
	}
	return ids
}

// Grants returns what access decides on for one person: the parts that are hers
// on a day, and looking after measures for each post she holds. A part in a unit
// that the tree no longer has is gone with it, and a deputy's part with that of
// the person she stands in for: it counts only with her among the principals.
func Grants(org OrgID, parts []Membership, principals []Principal, posts []Post, tree *Tree, day Date) []access.Grant {
	var out []access.Grant
	add := func(g access.Grant, unit UnitID) {
		if unit != "" {
			if g.UnitPath = tree.PathString(unit); g.UnitPath == "" {
				return
			}
		}
		g.Org = string(org)
		out = append(out, g)
	}
	for _, m := range parts {
		stands := func(p Principal) bool { return p.has(m, day) }
		if m.ValidOn(day) && (m.DeputyFor == "" || slices.ContainsFunc(principals, stands)) {
			add(access.Grant{Role: m.Role, Round: m.Round, Kind: m.Kind}, m.Unit)
		}
	}
	for _, p := range posts {
		add(access.Grant{Role: access.MeasureOwner}, p.Unit)
	}
	return out
}
