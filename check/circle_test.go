package check

import (
	"slices"
	"testing"

	"chancencheck/access"
	"chancencheck/organisation"
	"chancencheck/round"
)

func TestCircle(t *testing.T) {
	t.Parallel()
	part := func(p organisation.PersonID, role access.Role, unit organisation.UnitID) organisation.Membership {
		return organisation.Membership{Org: "o", Person: p, Role: role, Unit: unit}
	}
	parts := []organisation.Membership{part("head", access.UnitLead, "a"), part("member", access.Respondent, "a"), part("head", access.Respondent, "a"),
		part("above", access.UnitLead, "d"), part("other", access.Respondent, "b"), part("coordinator", access.Coordinator, "")}
	for _, c := range []struct {
		state State
		kind  round.LetterKind
		want  []organisation.PersonID
	}{
		{Preparing, round.ToHead, []organisation.PersonID{"head"}},
		{Preparing, round.ToTeam, []organisation.PersonID{"member", "head"}},
		{Preparing, round.Remind, []organisation.PersonID{"head", "member"}},
		{Talking, round.Remind, []organisation.PersonID{"head", "member"}},
		{Talking, round.ToTeam, nil},
		{Signed, round.Remind, nil},
		{Postponed, round.Remind, nil},
	} {
		one := in(c.state)
		one.Unit = "a"
		if got := Circle(one, parts, c.kind); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %v, want %v", c.state, c.kind, got, c.want)
		}
		// A reminder reads nothing of sheets: whoever has begun changes nothing.
		begun := *one
		begun.Begun = true
		if got := Circle(&begun, parts, c.kind); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: somebody has begun, and it goes to %v", c.state, c.kind, got)
		}
	}
}
