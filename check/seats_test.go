package check

import (
	"testing"

	"pgregory.net/rapid"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/round"
)

func TestSeats(t *testing.T) {
	t.Parallel()
	for headcount, want := range map[int]int{-1: 30, 0: 30, 1: 4, 4: 7, 6: 10, 12: 17, 25: 32, 500: 602} {
		if got := SeatsFor(headcount); got != want {
			t.Errorf("%d people: %d sheets, want %d", headcount, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 150).Draw(t, "people")
		if got := SeatsFor(n); got <= n || got > SeatsFor(n+1) {
			t.Fatalf("%d people: %d sheets, one more: %d", n, got, SeatsFor(n+1))
		}
	})
}

func TestWhoMayAllowMoreSheets(t *testing.T) {
	t.Parallel()
	act := func(role access.Role) access.Act {
		return access.Act{By: access.Actor{Org: "o", Grants: []access.Grant{{Role: role, Org: "o", UnitPath: "/a"}, {Role: role, Org: "o"}}}}
	}
	for _, c := range []struct {
		role  access.Role
		state State
		most  int
		want  string
	}{
		{access.Facilitator, Preparing, 20, ""}, {access.Coordinator, Talking, 20, ""}, {access.UnitLead, Preparing, 20, "access.denied"},
		{access.Respondent, Preparing, 20, "access.denied"}, {access.Facilitator, Finished, 20, "check.not_preparing"},
		{access.Facilitator, Preparing, 0, "check.seats"}, {access.Facilitator, Preparing, 1001, "check.seats"},
	} {
		one := &Check{Ref: Ref{Org: "o"}, UnitPath: "/a", Headcount: 6, State: c.state}
		events, err := one.allow(act(c.role), c.most)
		if fault.KeyOf(err) != c.want || (err == nil) != (len(events) == 1) || (err == nil) != (one.MostSheets() == c.most) {
			t.Errorf("%s, %s, %d: %v, %d events, %d sheets", c.role, c.state, c.most, err, len(events), one.MostSheets())
		}
	}
}

// TestMadeUpSheetsRaiseTheThreshold: what is more than there are people protects
// nobody.
func TestMadeUpSheetsRaiseTheThreshold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		people, sheets, cards int
		shown                 bool
	}{{12, 12, 7, true}, {12, 13, 7, false}, {12, 13, 8, true}, {12, 17, 11, false}, {12, 17, 12, true}, {0, 17, 7, true}} {
		one := &Check{Mode: round.Anonymous, State: Talking, Headcount: c.people, Sheets: c.sheets}
		down, err := one.Down(Tally{Faces: map[string]int{"1": c.cards}}, 7)
		if _, ok := down.Value(); err != nil || ok != c.shown {
			t.Errorf("%d people, %d sheets, %d cards: shown %v, %v", c.people, c.sheets, c.cards, ok, err)
		}
	}
}
