package result

import (
	"cmp"
	"slices"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/organisation"
)

// Signed is a signed check with its outcome: the only input of what is put
// together across units.
type Signed struct {
	Check   *check.Check
	Outcome Outcome
}

// SignedOf pairs the signed checks of a round with their outcomes, in
// organisation order. A rehearsal never counts.
func SignedOf(checks []*check.Check, frozen map[check.ID][]byte) ([]Signed, error) {
	return SignedWith(Decode, checks, frozen)
}

// SignedWith is SignedOf with another way to read an outcome than Decode, for
// callers who have read most of them before.
func SignedWith(decode func([]byte) (Outcome, error), checks []*check.Check, frozen map[check.ID][]byte) ([]Signed, error) {
	var out []Signed
	for _, c := range checks {
		b, ok := frozen[c.ID]
		if c.State != check.Signed || c.Rehearsal || !ok {
			continue
		}
		o, err := decode(b)
		if err != nil {
			return nil, err
		}
		out = append(out, Signed{c, o})
	}
	return out, nil
}

// Need is something that is missing in several units (wiederkehrender Bedarf).
type Need struct {
	Item check.ItemID
	// Count of Of units that answered this item see it as weak.
	Count int
	Of    int
	// Unknown units say that nobody there knows.
	Unknown int
}

// Needs returns what recurs, the most frequent first and ties in the order
// asked. Needs seen by fewer than least units are left out, for readers to whom
// a single unit must not be shown.
func Needs(signed []Signed, order []check.ItemID, least int) []Need {
	counts := map[check.ItemID]*Need{}
	for _, s := range signed {
		for item, standing := range s.Outcome.Items {
			n := counts[item]
			if n == nil {
				n = &Need{Item: item}
				counts[item] = n
			}
			n.add(standing)
		}
	}
	var needs []Need
	for _, item := range order {
		if n := counts[item]; n != nil && n.Count+n.Unknown > 0 && n.Count >= least {
			needs = append(needs, *n)
		}
	}
	slices.SortStableFunc(needs, func(a, b Need) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Unknown, a.Unknown))
	})
	return needs
}

func (n *Need) add(s Standing) {
	switch s {
	case Weak:
		n.Count++
	case Unknown:
		n.Unknown++
	case Unrated:
		return
	}
	n.Of++
}

// Row is a unit of the overview.
type Row struct {
	Unit     organisation.UnitID
	UnitPath string
	Name     string
	Check    check.ID
	// Values are in the order of the fields.
	Values []disclosure.Shown
}

// Overview returns units by fields in organisation order: signed checks that
// the reader may see, and no others.
func Overview(signed []Signed, entitled func(*check.Check) bool) ([]Row, error) {
	p, err := disclosure.NewPolicy(disclosure.AgreedSigned, 0)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, s := range signed {
		if !entitled(s.Check) {
			continue
		}
		row := Row{Unit: s.Check.Unit, UnitPath: s.Check.UnitPath, Name: s.Check.UnitName, Check: s.Check.ID}
		for _, v := range s.Outcome.Fields {
			row.Values = append(row.Values, v.Show(p, disclosure.Standing{Entitled: true, Closed: true, Signed: true}))
		}
		rows = append(rows, row)
	}
	return rows, nil
}
