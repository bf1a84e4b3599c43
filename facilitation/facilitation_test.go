package facilitation

import (
	"errors"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func actor(person string, grants ...access.Grant) access.Actor {
	for i := range grants {
		grants[i].Org = "o"
	}
	return access.Actor{Person: person, Org: "o", Grants: grants}
}

func acting(a access.Actor) access.Act {
	return access.Act{By: a, At: now, NewID: func() string { return "id" }}
}

func talk() Booking {
	return Booking{
		Check:  &check.Check{Ref: check.Ref{Org: "o", ID: "c"}, Round: "r", Unit: "a", UnitPath: "/d/a", State: check.Preparing},
		Round:  &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, State: round.Running, TalkMinutes: 90, ClosesOn: "2026-04-30"},
		Leader: actor("f", access.Grant{Role: access.Facilitator}), Zone: time.UTC,
	}
}

func slot() *Slot {
	return &Slot{Ref: Ref{"o", "s"}, Facilitator: "f", StartsAt: now.AddDate(0, 0, 7), Minutes: 90, Place: "Raum 1", Version: 1}
}

func TestBookRefuses(t *testing.T) {
	t.Parallel()
	head := acting(actor("h", access.Grant{Role: access.UnitLead, UnitPath: "/d/a"}))
	for name, c := range map[string]struct {
		change func(*Slot, *Booking)
		want   error
	}{
		"nothing":                {func(*Slot, *Booking) {}, nil},
		"a date that is taken":   {func(s *Slot, _ *Booking) { s.Check = "other" }, ErrTaken},
		"a date that has passed": {func(s *Slot, _ *Booking) { s.StartsAt = now }, ErrPast},
		"one that is too short":  {func(s *Slot, _ *Booking) { s.Minutes = 89 }, ErrShort},
		"one after the round":    {func(s *Slot, _ *Booking) { s.StartsAt = time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC) }, ErrAfterEnd},
		"a team that has talked": {func(_ *Slot, b *Booking) { b.Check.State = check.Finished }, check.ErrNotPreparing},
		"a facilitator of elsewhere": {func(_ *Slot, b *Booking) {
			b.Leader = actor("f", access.Grant{Role: access.Facilitator, UnitPath: "/e"})
		}, ErrNotTheirs},
		"the head herself": {func(_ *Slot, b *Booking) {
			b.Leader.Grants = append(b.Leader.Grants, access.Grant{Role: access.UnitLead, Org: "o", UnitPath: "/d/a"})
		}, ErrOwnUnit},
		"the head above": {func(_ *Slot, b *Booking) {
			b.Leader.Grants = append(b.Leader.Grants, access.Grant{Role: access.UnitLead, Org: "o", UnitPath: "/d"})
		}, ErrOwnUnit},
		"the head of a like-named one": {func(_ *Slot, b *Booking) {
			b.Leader.Grants = append(b.Leader.Grants, access.Grant{Role: access.UnitLead, Org: "o", UnitPath: "/d/a1"})
		}, nil},
	} {
		s, b := slot(), talk()
		c.change(s, &b)
		if _, err := s.book(head, b); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	other := acting(actor("x", access.Grant{Role: access.UnitLead, UnitPath: "/d/b"}))
	if _, err := slot().book(other, talk()); fault.KindOf(err) != fault.Denied {
		t.Errorf("another head books: %v", err)
	}
}

func TestFreeAndGaps(t *testing.T) {
	t.Parallel()
	b := talk()
	mine, short, taken := slot(), slot(), slot()
	short.Minutes, taken.Check = 45, "x"
	leaders := map[organisation.PersonID]access.Actor{"f": b.Leader}
	if free := Free([]*Slot{short, mine, taken}, b, leaders, now); len(free) != 1 || free[0] != mine {
		t.Errorf("free: %v", free)
	}
	checks := []*check.Check{b.Check, {Ref: check.Ref{Org: "o", ID: "x"}, Unit: "b", State: check.Preparing},
		{Ref: check.Ref{Org: "o", ID: "y"}, Unit: "t", State: check.Preparing}, {Ref: check.Ref{Org: "o", ID: "z"}, State: check.Signed}}
	if gaps := Gaps(checks, []*Slot{mine, taken}, []Tandem{{Unit: "t"}}); len(gaps) != 1 || gaps[0].ID != "c" {
		t.Errorf("gaps: %v", gaps)
	}
}

func TestTandem(t *testing.T) {
	t.Parallel()
	b := talk()
	tandem := Tandem{Round: b.Round.Ref, Unit: "a", By: "b", Person: "p"}
	member := actor("p", access.Grant{Role: access.Respondent, UnitPath: "/d/b"})
	for name, c := range map[string]struct {
		tandem Tandem
		p      Pairing
		want   error
	}{
		"a member of the other team": {tandem, Pairing{b.Check, member, "/d/b"}, nil},
		"the same team":              {Tandem{Unit: "a", By: "a"}, Pairing{b.Check, member, "/d/a"}, ErrSameTeam},
		"somebody of a third team":   {tandem, Pairing{b.Check, actor("p", access.Grant{Role: access.Respondent, UnitPath: "/d/c"}), "/d/b"}, ErrNotInTeam},
		"her own head": {tandem, Pairing{b.Check, actor("p", access.Grant{Role: access.Respondent, UnitPath: "/d/b"},
			access.Grant{Role: access.UnitLead, UnitPath: "/d"}), "/d/b"}, ErrOwnUnit},
	} {
		if c.tandem.Round.Org == "" {
			c.tandem.Round = b.Round.Ref
		}
		if err := c.tandem.check(c.p); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	member.Grants = append(member.Grants, tandem.Grant(b.Check))
	other := *b.Check
	other.Round = "next"
	if MayLead(member, b.Check) != nil || MayLead(member, &other) == nil {
		t.Error("a tandem allows another talk than its own")
	}
}
