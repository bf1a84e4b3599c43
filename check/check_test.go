package check

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// act is an act of somebody with one role over the unit of the tests.
func act(role access.Role) access.Act {
	n := 0
	return access.Act{
		By: access.Actor{Person: "p", Org: "o", Grants: []access.Grant{{Role: role, Org: "o", UnitPath: "/d/a"}}},
		At: now,
		NewID: func() string {
			n++
			return "ID" + strings.Repeat("A", 22) + strconv.Itoa(n)
		},
	}
}

func coordinator() access.Act {
	a := act(access.Coordinator)
	a.By.Grants[0].UnitPath = ""
	return a
}

func in(state State) *Check {
	return &Check{Ref: Ref{"o", "c"}, Round: "r", UnitPath: "/d/a", Mode: round.Private, State: state, Version: 3}
}

var denied = fault.New(fault.Denied, "access.denied")

// A case is a verb that may or may not be done to a check in some state.
type verbCase struct {
	name   string
	state  State
	act    access.Act
	do     func(*Check, access.Act) ([]audit.Event, error)
	want   error
	after  State
	events int
}

func prepare(s Scope) func(*Check, access.Act) ([]audit.Event, error) {
	return func(c *Check, a access.Act) ([]audit.Event, error) { return c.prepare(a, s) }
}

func reopen(reason string) func(*Check, access.Act) ([]audit.Event, error) {
	return func(c *Check, a access.Act) ([]audit.Event, error) { return c.reopen(a, reason) }
}

func postpone(reason string) func(*Check, access.Act) ([]audit.Event, error) {
	return func(c *Check, a access.Act) ([]audit.Event, error) { return c.postpone(a, reason, "") }
}

func reassign(to organisation.UnitID, reason string) func(*Check, access.Act) ([]audit.Event, error) {
	return func(c *Check, a access.Act) ([]audit.Event, error) {
		return c.reassign(a, organisation.Unit{ID: to, Name: "B"}, "/d/b", reason)
	}
}

func end(reason string) func(*Check, access.Act) ([]audit.Event, error) {
	return func(c *Check, a access.Act) ([]audit.Event, error) { return c.end(a, reason) }
}

func sign(c *Check, a access.Act) ([]audit.Event, error) { return c.sign(a, " gut ") }

func begin(c *Check, _ access.Act) ([]audit.Event, error) { return nil, c.begin() }

func turn(c *Check, a access.Act) ([]audit.Event, error) { return nil, c.turnTo(a, "q1") }

func reveal(c *Check, a access.Act) ([]audit.Event, error) {
	c.Item = "q1"
	return nil, c.reveal(a, "q1")
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	lead, member, moderation := act(access.UnitLead), act(access.Respondent), act(access.Facilitator)
	many := Scope{Situations: make([]string, MostSituations+1)}
	cases := []verbCase{
		{"prepare", Preparing, lead, prepare(Scope{ServiceName: "Wohngeld"}), nil, Preparing, 1},
		{"prepare as member", Preparing, member, prepare(Scope{}), denied, Preparing, 0},
		{"prepare too late", Talking, lead, prepare(Scope{}), ErrNotPreparing, Talking, 0},
		{"prepare six situations", Preparing, lead, prepare(many), ErrSituations, Preparing, 0},

		{"begin", Preparing, access.Act{}, begin, nil, Preparing, 0},
		{"begin during the talk", Talking, access.Act{}, begin, nil, Talking, 0},
		{"begin when finished", Finished, access.Act{}, begin, ErrNotPreparing, Finished, 0},
		{"begin when signed", Signed, access.Act{}, begin, ErrNotPreparing, Signed, 0},
		{"begin when postponed", Postponed, access.Act{}, begin, ErrNotPreparing, Postponed, 0},

		{"start", Preparing, moderation, (*Check).startTalk, nil, Talking, 1},
		{"start as coordination", Preparing, coordinator(), (*Check).startTalk, nil, Talking, 1},
		{"the head does not moderate", Preparing, lead, (*Check).startTalk, denied, Preparing, 0},
		{"start as member", Preparing, member, (*Check).startTalk, denied, Preparing, 0},
		{"start twice", Talking, moderation, (*Check).startTalk, ErrNotPreparing, Talking, 0},
		{"start when postponed", Postponed, moderation, (*Check).startTalk, ErrNotPreparing, Postponed, 0},
		{"start when signed", Signed, moderation, (*Check).startTalk, ErrNotPreparing, Signed, 0},

		{"turn", Talking, moderation, turn, nil, Talking, 0},
		{"turn as head", Talking, lead, turn, denied, Talking, 0},
		{"turn before the talk", Preparing, moderation, turn, ErrNotTalking, Preparing, 0},
		{"turn after the talk", Finished, moderation, turn, ErrNotTalking, Finished, 0},

		{"reveal", Talking, moderation, reveal, nil, Talking, 0},
		{"reveal as member", Talking, member, reveal, denied, Talking, 0},
		{"reveal after the talk", Signed, moderation, reveal, ErrNotTalking, Signed, 0},

		{"finish", Talking, moderation, (*Check).finish, nil, Finished, 1},
		{"finish as head", Talking, lead, (*Check).finish, denied, Talking, 0},
		{"finish before the talk", Preparing, moderation, (*Check).finish, ErrNotTalking, Preparing, 0},
		{"finish twice", Finished, moderation, (*Check).finish, ErrNotTalking, Finished, 0},

		{"sign", Finished, lead, sign, nil, Signed, 1},
		{"sign as moderation", Finished, moderation, sign, denied, Finished, 0},
		{"sign twice", Signed, lead, sign, ErrSigned, Signed, 0},
		{"sign too early", Talking, lead, sign, ErrNotFinished, Talking, 0},

		{"reopen", Signed, moderation, reopen("Zahl falsch"), nil, Talking, 1},
		{"reopen a finished one", Finished, coordinator(), reopen("Zahl falsch"), nil, Talking, 1},
		{"reopen without reason", Signed, moderation, reopen("  "), ErrNoReason, Signed, 0},
		{"reopen as head", Signed, lead, reopen("x"), denied, Signed, 0},
		{"reopen what is open", Talking, moderation, reopen("x"), ErrNotFinished, Talking, 0},

		{"begin when ended", Ended, access.Act{}, begin, ErrNotPreparing, Ended, 0},
		{"reassign", Talking, coordinator(), reassign("b", "zusammengelegt"), nil, Talking, 1},
		{"reassign a postponed one", Postponed, coordinator(), reassign("b", "zusammengelegt"), nil, Postponed, 1},
		{"reassign without reason", Talking, coordinator(), reassign("b", " "), ErrNoReason, Talking, 0},
		{"reassign to the same unit", Talking, coordinator(), reassign("", "weil"), ErrSameUnit, Talking, 0},
		{"reassign what is done", Finished, coordinator(), reassign("b", "weil"), ErrFrozen, Finished, 0},
		{"reassign as head", Talking, lead, reassign("b", "weil"), denied, Talking, 0},
		{"end", Talking, coordinator(), end("aufgelöst"), nil, Ended, 1},
		{"end without reason", Preparing, coordinator(), end(""), ErrNoReason, Preparing, 0},
		{"end twice", Ended, coordinator(), end("weil"), ErrEnded, Ended, 0},
		{"end what is signed", Signed, coordinator(), end("weil"), ErrFrozen, Signed, 0},
		{"end as moderation", Talking, moderation, end("weil"), denied, Talking, 0},

		{"postpone", Preparing, coordinator(), postpone("Umzug"), nil, Postponed, 1},
		{"postpone without reason", Preparing, coordinator(), postpone(""), ErrNoReason, Preparing, 0},
		{"postpone as head", Preparing, lead, postpone("x"), denied, Preparing, 0},
		{"postpone in the talk", Talking, coordinator(), postpone("x"), ErrNotPreparing, Talking, 0},
		{"resume", Postponed, coordinator(), (*Check).resume, nil, Preparing, 1},
		{"resume what runs", Preparing, coordinator(), (*Check).resume, ErrNotPreparing, Preparing, 0},
		{"resume as head", Postponed, lead, (*Check).resume, denied, Postponed, 0},
	}
	for _, tc := range cases {
		c := in(tc.state)
		events, err := tc.do(c, tc.act)
		if !errors.Is(err, tc.want) {
			t.Errorf("%s: got error %v, want %v", tc.name, err, tc.want)
		}
		if c.State != tc.after || len(events) != tc.events {
			t.Errorf("%s: state %s and %d events, want %s and %d", tc.name, c.State, len(events), tc.after, tc.events)
		}
	}
}

func TestWhatWasPromisedStays(t *testing.T) {
	t.Parallel()
	c := in(Preparing)
	if err := c.begin(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.prepare(act(access.UnitLead), Scope{ServiceName: "other"}); !errors.Is(err, ErrBegun) {
		t.Errorf("the service may be changed after somebody began: %v", err)
	}
}

func TestCardsAreTurnedOneItemAtATime(t *testing.T) {
	t.Parallel()
	c, a := in(Talking), act(access.Facilitator)
	for _, item := range []ItemID{"", "q1"} {
		if err := c.reveal(a, item); !errors.Is(err, ErrMovedOn) {
			t.Errorf("cards of %q were revealed before it was called: %v", item, err)
		}
	}
	for _, err := range []error{c.turnTo(a, "q1"), c.reveal(a, "q1")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := c.reveal(a, "q2"); !errors.Is(err, ErrMovedOn) {
		t.Errorf("an old button reveals: %v", err)
	}
	if !c.LiesOpen("q1") || c.LiesOpen("q2") {
		t.Error("the revealed item is not the open one")
	}
	if err := c.turnTo(a, "q2"); err != nil || c.LiesOpen("q2") || c.LiesOpen("q1") {
		t.Errorf("the next item starts with open cards (%v)", err)
	}
}

func TestFinishAndSignAndReopenLeaveNothingBehind(t *testing.T) {
	t.Parallel()
	c := in(Talking)
	c.Item, c.Revealed = "q1", true
	_, err := c.finish(act(access.Facilitator))
	if err != nil || c.Item != "" || c.Revealed || !c.FinishedAt.Equal(now) || !c.Frozen() {
		t.Fatalf("finished: %v %+v", err, c)
	}
	if _, err := c.sign(act(access.UnitLead), " gut "); err != nil || c.SignedBy != "p" || c.Comment != "gut" {
		t.Fatalf("signed: %v %+v", err, c)
	}
	if _, err := c.reopen(act(access.Facilitator), " Zahl falsch "); err != nil {
		t.Fatal(err)
	}
	if c.SignedBy != "" || c.Comment != "" || !c.SignedAt.IsZero() || !c.FinishedAt.IsZero() || c.Reason != "Zahl falsch" || c.Reopened != 1 {
		t.Errorf("reopened, but still signed: %+v", c)
	}
}

func TestNewTakesModeAndTeamFromRoundAndUnit(t *testing.T) {
	t.Parallel()
	rd := &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, Mode: round.ModeBySize}
	unit := organisation.Unit{Org: "o", ID: "a", Name: "Wohngeld", Headcount: 12}
	c := New(coordinator(), rd, unit, "/d/a", organisation.Service{ID: "s", Name: "Antrag"}, []string{"x"})
	if c.Mode != round.Anonymous || c.State != Preparing || c.UnitPath != "/d/a" || c.Headcount != 12 || c.Version != 1 || len(c.Code) != CodeLength {
		t.Errorf("got %+v", c)
	}
}

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	const id = "IOAB27CDXYZ"
	code := SpokenCode(id)
	if code != "98AB27CD" {
		t.Fatalf("code %s", code)
	}
	for _, typed := range []string{code, "98ab-27cd", " 98 AB 27 CD ", "ioab27cd", "98ÄAB27CD", "98.AB/27_CD"} {
		if got := NormaliseCode(typed); got != code {
			t.Errorf("%q is read as %s", typed, got)
		}
	}
}

func TestCodesHaveNothingToMistake(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringOfN(rapid.RuneFrom([]rune("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")), 8, 26, -1).Draw(t, "id")
		code := SpokenCode(id)
		if strings.ContainsAny(code, "OI01") || len(code) != CodeLength || NormaliseCode(code) != code {
			t.Fatalf("code %q", code)
		}
	})
}

func TestStatesFrozen(t *testing.T) {
	t.Parallel()
	frozen := []State{Finished, Signed}
	for _, s := range []State{Preparing, Talking, Finished, Signed, Postponed} {
		if in(s).Frozen() != slices.Contains(frozen, s) {
			t.Errorf("%s: frozen = %v", s, in(s).Frozen())
		}
	}
}
