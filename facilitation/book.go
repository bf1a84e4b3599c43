package facilitation

import (
	"context"
	"fmt"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Booking is a talk that looks for a date.
type Booking struct {
	Check *check.Check
	Round *round.Round
	// Leader is the facilitator of the date with all her parts.
	Leader access.Actor
	// Zone is where the days of the organisation are counted.
	Zone *time.Location
}

// MayLead says whether somebody may lead the talk of a check, and why not. A
// head of the unit, or of one above it, never does.
func MayLead(leader access.Actor, c *check.Check) error {
	for _, g := range leader.Grants {
		above := g.UnitPath == c.UnitPath || strings.HasPrefix(c.UnitPath, g.UnitPath+"/")
		if g.Role == access.UnitLead && g.Org == string(c.Org) && above {
			return ErrOwnUnit
		}
	}
	if !access.Can(leader, access.LeadTalk, c.Object()) {
		return ErrNotTheirs
	}
	return nil
}

// fits says whether a date suits a talk, and why not.
func (s *Slot) fits(b Booking, now time.Time) error {
	switch {
	case s.Booked():
		return ErrTaken
	case !s.StartsAt.After(now):
		return ErrPast
	case b.Check.State != check.Preparing:
		return check.ErrNotPreparing
	case s.Minutes < b.Round.TalkMinutes:
		return ErrShort
	case organisation.DateOf(s.StartsAt.In(b.Zone)) > b.Round.ClosesOn:
		return ErrAfterEnd
	}
	return MayLead(b.Leader, b.Check)
}

func (s *Slot) book(act access.Act, b Booking) ([]audit.Event, error) {
	if err := access.Require(act, access.BookTalk, b.Check.Object()); err != nil {
		return nil, err
	}
	if err := s.fits(b, act.At); err != nil {
		return nil, err
	}
	s.Check, s.BookedBy = b.Check.ID, organisation.PersonID(act.By.Person)
	return s.event(act, "talk.book", b.Check.UnitName), nil
}

func (s *Slot) event(act access.Act, verb, detail string) []audit.Event {
	return []audit.Event{{Org: string(s.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(s.Check), Detail: detail}}
}

// Book books a date for a team's talk.
func Book(ctx context.Context, st Store, act access.Act, ref Ref, b Booking) error {
	err := st.UpdateSlot(ctx, ref, func(s *Slot) ([]audit.Event, error) { return s.book(act, b) })
	if err != nil {
		return fmt.Errorf("book date %s: %w", ref.ID, err)
	}
	return nil
}

// Release gives a booked date back: who booked for the team, or the facilitator
// who cannot come.
func Release(ctx context.Context, st Store, act access.Act, ref Ref, c *check.Check) error {
	err := st.UpdateSlot(ctx, ref, func(s *Slot) ([]audit.Event, error) {
		if string(s.Facilitator) != act.By.Person {
			if err := access.Require(act, access.BookTalk, c.Object()); err != nil {
				return nil, err
			}
		}
		if s.Check != c.ID {
			return nil, ErrTaken
		}
		events := s.event(act, "talk.release", c.UnitName)
		s.Check, s.BookedBy = "", ""
		return events, nil
	})
	if err != nil {
		return fmt.Errorf("release date %s: %w", ref.ID, err)
	}
	return nil
}

// Free returns the dates a talk can be booked on, in the order given. Leaders
// are the facilitators with all their parts.
func Free(slots []*Slot, b Booking, leaders map[organisation.PersonID]access.Actor, now time.Time) []*Slot {
	var free []*Slot
	for _, s := range slots {
		b.Leader = leaders[s.Facilitator]
		if s.fits(b, now) == nil {
			free = append(free, s)
		}
	}
	return free
}

// DateOf returns the date a check is booked on, nil if it has none.
func DateOf(slots []*Slot, id check.ID) *Slot {
	for _, s := range slots {
		if s.Check == id && id != "" {
			return s
		}
	}
	return nil
}

// Gaps returns the checks whose team prepares and has no date yet, in the order
// given. A team that a tandem leads agrees on its date with that team.
func Gaps(checks []*check.Check, slots []*Slot, tandems []Tandem) []*check.Check {
	led := map[organisation.UnitID]bool{}
	for _, t := range tandems {
		led[t.Unit] = true
	}
	var gaps []*check.Check
	for _, c := range checks {
		if c.State == check.Preparing && !led[c.Unit] && DateOf(slots, c.ID) == nil {
			gaps = append(gaps, c)
		}
	}
	return gaps
}
