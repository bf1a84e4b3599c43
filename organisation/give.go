package organisation

import (
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
)

// Give gives a person a part, or another end to one she has.
func (r *Roster) Give(act access.Act, m Membership) ([]audit.Event, error) {
	m.Org = r.Org
	if err := r.mayGive(act, m.Role); err != nil {
		return nil, err
	}
	if _, err := r.present(m.Person, DateOf(act.At)); err != nil {
		return nil, err
	}
	if err := r.fits(m, DateOf(act.At)); err != nil {
		return nil, err
	}
	if err := r.keeping(func() { r.put(m) }); err != nil {
		return nil, err
	}
	return r.event(act, "part.give", m.Person, m.detail()), nil
}

// fits checks a part: its role can be given by hand, reaches that far, and its
// days make sense.
func (r *Roster) fits(m Membership, today Date) error {
	reach := access.ReachOf(m.Role)
	_, known := r.Tree.Unit(m.Unit)
	switch {
	case !reach.ByHand && m.Role != access.Operator, m.Kind != "" && !m.Kind.Known():
		return ErrRole
	case m.Unit != "" && !known:
		return errUnknown
	case m.Unit == "" && !reach.Whole:
		return ErrNoUnit
	case m.Unit != "" && !reach.Unit, m.Round != "" && !reach.Round, m.Kind != "" && m.Role != access.Reader:
		return ErrReach
	case m.Until != "" && m.Until <= today:
		return ErrPast
	case m.Until != "" && m.Until <= m.From:
		return ErrReversed
	}
	return nil
}

// put stores a part, in place of the same part with other dates.
func (r *Roster) put(m Membership) {
	if i := r.index(m); i >= 0 {
		r.Parts[i] = m
		return
	}
	r.Parts = append(r.Parts, m)
}

func (r *Roster) index(m Membership) int {
	return slices.IndexFunc(r.Parts, func(n Membership) bool { return n.Key() == m.Key() })
}

// Take ends a part today. What the person has written in a sheet stays hers: a
// sheet is opened by the secret in its link and not by a role.
func (r *Roster) Take(act access.Act, m Membership) ([]audit.Event, error) {
	m.Org = r.Org
	if err := r.mayGive(act, m.Role); err != nil {
		return nil, err
	}
	i := r.index(m)
	if i < 0 {
		return nil, errUnknown
	}
	if err := r.keeping(func() { r.end(i, DateOf(act.At)) }); err != nil {
		return nil, err
	}
	return r.event(act, "part.take", m.Person, m.detail()), nil
}

// end ends a part; one that has not begun never does.
func (r *Roster) end(i int, day Date) {
	if m := &r.Parts[i]; m.Until == "" || day < m.Until {
		m.Until = max(day, m.From)
	}
}

// Deputise lets one person stand in for another until a day, the first on which
// she no longer does: with all parts that the other has in her own name.
func (r *Roster) Deputise(act access.Act, absent, deputy PersonID, from, until Date) ([]audit.Event, error) {
	today := DateOf(act.At)
	if err := access.Require(act, access.ManagePeople, r.whole()); err != nil {
		return nil, err
	}
	if err := r.two(absent, deputy, today); err != nil {
		return nil, err
	}
	switch {
	case until == "":
		return nil, ErrUntil
	case until <= today:
		return nil, ErrPast
	case until <= from:
		return nil, ErrReversed
	}
	var events []audit.Event
	for _, m := range r.PartsOf(absent, today) {
		if m.DeputyFor != "" {
			continue
		}
		if err := r.mayGive(act, m.Role); err != nil {
			return nil, err
		}
		m.Person, m.DeputyFor, m.From, m.Until = deputy, absent, max(from, m.From), earlier(until, m.Until)
		r.put(m)
		events = append(events, r.event(act, "part.deputy", deputy, m.detail())...)
	}
	if len(events) == 0 {
		return nil, ErrNothing
	}
	return events, nil
}

// earlier returns the earlier of two ends, "" being none.
func earlier(a, b Date) Date {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// two asks for two different people who are both there.
func (r *Roster) two(a, b PersonID, today Date) error {
	if a == b {
		return ErrSamePerson
	}
	if _, err := r.present(a, today); err != nil {
		return err
	}
	_, err := r.present(b, today)
	return err
}

// HandOver gives everything a person does to another: her parts and her posts,
// and with them what is to be done. Her own parts end today.
func (r *Roster) HandOver(act access.Act, from, to PersonID) ([]audit.Event, error) {
	today := DateOf(act.At)
	if err := access.Require(act, access.ManagePeople, r.whole()); err != nil {
		return nil, err
	}
	if err := r.two(from, to, today); err != nil {
		return nil, err
	}
	parts := r.PartsOf(from, today)
	for _, m := range parts {
		if err := r.mayGive(act, m.Role); err != nil {
			return nil, err
		}
	}
	var given []string
	err := r.keeping(func() {
		for _, m := range parts {
			r.end(r.index(m), today)
			if m.Person = to; m.DeputyFor != to {
				r.put(r.wider(m))
			}
			given = append(given, string(m.Role)+" "+string(m.Unit))
		}
	})
	if err != nil {
		return nil, err
	}
	for i := range r.Posts {
		if r.Posts[i].Holder == from {
			r.Posts[i].Holder = to
			given = append(given, r.Posts[i].Title)
		}
	}
	for i, m := range r.Parts {
		if m.DeputyFor == from && m.Person != to && m.ValidOn(today) {
			r.end(i, today)
			m.DeputyFor = to
			r.put(r.wider(m))
		}
	}
	if len(given) == 0 {
		return nil, ErrNothing
	}
	detail := string(to) + "|" + strings.Join(given, ", ")
	return r.event(act, "person.hand_over", from, detail), nil
}

// wider keeps a part that the person has already for longer.
func (r *Roster) wider(m Membership) Membership {
	if i := r.index(m); i >= 0 && (r.Parts[i].Until == "" || m.Until != "" && m.Until < r.Parts[i].Until) {
		return r.Parts[i]
	}
	return m
}
