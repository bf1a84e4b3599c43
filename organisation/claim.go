package organisation

import (
	"slices"

	"chancencheck/access"
	"chancencheck/audit"
)

// FollowClaims gives a person the parts that an identity provider says she has,
// and takes back those it gave before and says no more. It returns what the
// provider has given now. What people gave by hand is left alone, and the last
// administrator stays one. The act's actor is the provider: what she may not
// give she does not give, and the rest goes on.
func (r *Roster) FollowClaims(act access.Act, id PersonID, wanted, given []Membership) ([]Membership, []audit.Event) {
	today := DateOf(act.At)
	var kept []Membership
	var events []audit.Event
	try := func(verb string, m Membership, do func(Membership) ([]audit.Event, error)) bool {
		before := slices.Clone(r.Parts)
		if _, err := do(m); err != nil {
			r.Parts = before
			return false
		}
		events = append(events, r.event(act, verb, id, m.detail())...)
		return true
	}
	for _, m := range given {
		holds := r.holds(m, today)
		switch {
		case slices.Contains(wanted, m):
			if holds {
				kept = append(kept, m)
			}
		case holds && !try("part.claim_end", m, func(m Membership) ([]audit.Event, error) { return r.Take(act, m) }):
			kept = append(kept, m)
		}
	}
	for _, m := range wanted {
		if m.Person == id && !r.holds(m, today) && try("part.claim", m, func(m Membership) ([]audit.Event, error) { return r.Give(act, m) }) {
			kept = append(kept, m)
		}
	}
	return kept, events
}

// holds reports whether a part is hers today or will be.
func (r *Roster) holds(m Membership, today Date) bool {
	i := r.index(m)
	return i >= 0 && (r.Parts[i].Until == "" || today < r.Parts[i].Until)
}
