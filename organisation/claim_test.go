package organisation

import (
	"slices"
	"testing"

	"chancencheck/access"
)

// TestClaims: what a provider gives it also takes, what people gave it leaves
// alone, and the last administrator stays.
func TestClaims(t *testing.T) {
	t.Parallel()
	provider := by(access.Coordinator)
	facilitator, team, admin := part("new", access.Facilitator, ""), part("new", access.Respondent, "a1"), part("new", access.Admin, "")
	r := staff(t)
	given, events := r.FollowClaims(provider, "new", []Membership{facilitator, team, admin, part("new", access.Respondent, "no such unit"), part("head", access.Facilitator, "")}, nil)
	if !slices.Equal(given, []Membership{facilitator, team}) || len(events) != 2 || events[0].Verb != "part.claim" || events[0].Object != "new" {
		t.Errorf("given is %v, recorded %v", given, events)
	}
	if again, none := r.FollowClaims(provider, "new", []Membership{facilitator, team}, given); !slices.Equal(again, given) || len(none) != 0 {
		t.Errorf("saying it twice changes %v, %v", again, none)
	}
	given, events = r.FollowClaims(provider, "new", []Membership{team}, given)
	if !slices.Equal(given, []Membership{team}) || len(events) != 1 || events[0].Verb != "part.claim_end" || r.holds(facilitator, today) || !r.holds(team, today) {
		t.Errorf("given is %v, recorded %v", given, events)
	}
	given, _ = r.FollowClaims(provider, "new", []Membership{facilitator, team}, given)
	if !r.holds(facilitator, today) || len(given) != 2 {
		t.Errorf("what comes back on the same day is %v", given)
	}

	r = staff(t)
	lead := part("head", access.UnitLead, "a1")
	given, events = r.FollowClaims(provider, "head", []Membership{lead}, nil)
	if len(given) != 0 || len(events) != 0 {
		t.Errorf("what she has by hand is the provider's: %v, %v", given, events)
	}
	if r.FollowClaims(provider, "head", nil, given); !r.holds(lead, today) {
		t.Error("a claim that goes takes what people gave")
	}

	r = staff(t)
	boss := part("admin", access.Admin, "")
	given, events = r.FollowClaims(by(access.Coordinator, access.Admin), "admin", nil, []Membership{boss})
	if !slices.Equal(given, []Membership{boss}) || len(events) != 0 || !r.holds(boss, today) {
		t.Errorf("the last administrator goes: %v, %v", given, events)
	}
}
