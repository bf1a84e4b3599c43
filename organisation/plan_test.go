package organisation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/access"
	"pgregory.net/rapid"

	. "chancencheck/organisation"
)

// carryOut applies a plan to a list.
func carryOut(current []Unit, plan []Change[Unit]) []Unit {
	at := map[UnitID]int{}
	for i, u := range current {
		at[u.ID] = i
	}
	out := append([]Unit(nil), current...)
	for _, c := range plan {
		if i, ok := at[c.After.ID]; ok {
			out[i] = c.After
		} else {
			out = append(out, c.After)
		}
	}
	return out
}

func TestPlanUnits(t *testing.T) {
	t.Parallel()
	current := city()
	current = append(current, Unit{Org: "mh", ID: "gone", Name: "Gone", ValidUntil: "2020-01-01"})
	imported := city()
	imported[0].Name = "Renamed"
	imported[1].Parent, imported[1].Name = "b2", "Moved and renamed"
	imported[2].Headcount = 12
	imported[3].ID = "b9" // b2 is dissolved, b9 is new
	imported = append(imported, Unit{Org: "mh", ID: "gone", Name: "Gone"})
	got := map[UnitID]Change[Unit]{}
	for _, c := range PlanUnits(current, imported, "2026-01-01") {
		got[c.After.ID] = c
	}
	for id, want := range map[UnitID]ChangeKind{
		"a1": Rename, "a2": Move, "b1": Update, "b9": Add, "b2": Close, "gone": Reopen, "d1": Unchanged,
	} {
		if got[id].Kind != want {
			t.Errorf("%s: got %s, want %s", id, got[id].Kind, want)
		}
	}
	if diff := cmp.Diff([]string{"parent", "name"}, got["a2"].Fields); diff != "" {
		t.Error(diff)
	}
	if got["b9"].After.ValidFrom != "2026-01-01" || got["b2"].After.ValidUntil != "2026-01-01" || got["gone"].After.ValidUntil != "" {
		t.Error("dates of what begins and ends are not the day of the change")
	}
}

func TestFirstImportHasAlwaysBeenThere(t *testing.T) {
	t.Parallel()
	for _, c := range PlanUnits(nil, city(), "2026-01-01") {
		if c.Kind != Add || c.After.ValidFrom != "" {
			t.Errorf("%s: %s from %q", c.After.ID, c.Kind, c.After.ValidFrom)
		}
	}
}

func TestImportingTwicePlansNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		current, imported := units(t), units(t)
		days := rapid.SampledFrom([]Date{"2026-01-01", "2026-07-01"})
		once := carryOut(current, PlanUnits(current, imported, days.Draw(t, "first")))
		if again := PlanUnits(once, imported, days.Draw(t, "second")); Changes(again) {
			t.Fatalf("a second import changes %v", again)
		}
	})
}

func TestPlanServices(t *testing.T) {
	t.Parallel()
	current := []Service{
		{ID: "s1", Unit: "a", Name: "Wohngeld", Channels: []Channel{AtCounter}},
		{ID: "s2", Unit: "a", Name: "Meldung"}, {ID: "s3", Unit: "a", Name: "Alt", ValidUntil: "2020-01-01"},
	}
	imported := []Service{
		{ID: "s1", Unit: "b", Name: "Wohngeld", Channels: []Channel{AtCounter, Online}, Visits: 10},
		{ID: "s4", Unit: "a", Name: "Neu"},
	}
	var got []string
	for _, c := range PlanServices(current, imported, "2026-01-01") {
		got = append(got, string(c.After.ID)+" "+string(c.Kind))
	}
	if diff := cmp.Diff([]string{"s1 move", "s4 add", "s2 close"}, got); diff != "" {
		t.Error(diff)
	}
	c := PlanServices(current, imported, "2026-01-01")[0]
	if diff := cmp.Diff([]string{"unit", "channel", "visits"}, c.Fields); diff != "" {
		t.Error(diff)
	}
}

func TestPlanPeople(t *testing.T) {
	t.Parallel()
	current := []Person{{ID: "p1", Name: "Old"}, {ID: "p2", Name: "Leaves"}, {ID: "p3", Name: "Same"}}
	imported := []Person{{ID: "p1", Name: "New"}, {ID: "p3", Name: "Same"}}
	var got []string
	for _, c := range PlanPeople(current, imported, "2026-01-01") {
		got = append(got, string(c.After.ID)+" "+string(c.Kind)+" "+string(c.After.ValidUntil))
	}
	if diff := cmp.Diff([]string{"p1 rename ", "p3 unchanged ", "p2 close 2026-01-01"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPlanMemberships(t *testing.T) {
	t.Parallel()
	part := func(person PersonID, unit UnitID, role access.Role) Membership {
		return Membership{Org: "mh", Person: person, Unit: unit, Role: role}
	}
	lead, facilitator, reader := part("p1", "a1", access.UnitLead), part("p1", "", access.Facilitator), part("p2", "", access.Reader)
	ended := part("p3", "", access.Facilitator)
	ended.Until = "2026-03-01"
	deputy, admin := part("p4", "a1", access.UnitLead), part("p5", "", access.Admin)
	deputy.DeputyFor, deputy.Until = "p1", "2026-04-01"
	again := part("p3", "", access.Facilitator)
	give, take := PlanMemberships([]Membership{lead, reader, ended, deputy, admin}, []Membership{lead, facilitator, facilitator, again}, "2026-03-17")
	if diff := cmp.Diff([]Membership{facilitator, again}, give); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Membership{reader}, take); diff != "" {
		t.Error(diff)
	}
}
