package app_test

import (
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/app"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
	"chancencheck/round"
)

// TestPlannedReformsTakeEffectOnTheirDay: nothing changes before, and what can no
// longer be carried out stays a plan and holds up nothing else.
func TestPlannedReformsTakeEffectOnTheirDay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 17, 8, 0, 0, 0, time.UTC)
	a, err := app.Open(t.Context(), app.Settings{DSN: t.TempDir() + "/a.db", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s, err := scene.Small(t.Context(), scene.Stage{Store: a.Site.Store, Instruments: a.Site.Instruments, Now: now, NewID: a.Site.NewID})
	if err != nil {
		t.Fatal(err)
	}
	plan := func(f organisation.Reform) {
		t.Helper()
		e, err := a.Site.Store.Estate(t.Context(), s.Org.ID)
		if err != nil {
			t.Fatal(err)
		}
		p, events, err := organisation.PlanReform(s.Act(access.Coordinator), e, nil, f)
		if err == nil {
			err = a.Site.Store.PutPlannedReform(t.Context(), p, events...)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	plan(organisation.Reform{Kind: organisation.MoveUnit, Units: []organisation.UnitID{scene.Library}, Parent: "d1", On: "2026-03-20"})
	plan(organisation.Reform{Kind: organisation.RenameUnit, Units: []organisation.UnitID{scene.Counter}, Names: []string{"Servicehaus"}, On: "2026-03-20"})
	name := func() string {
		t.Helper()
		if err := a.CloseDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		units, err := a.Site.Store.Units(t.Context(), s.Org.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			if u.ID == scene.Counter {
				return u.Name
			}
		}
		return ""
	}
	now = time.Date(2026, 3, 19, 22, 30, 0, 0, time.UTC)
	if got := name(); got == "Servicehaus" {
		t.Error("renamed before its day")
	}
	gone := s.Act(access.Coordinator)
	err = a.Site.Store.UpdateEstate(t.Context(), s.Org.ID, func(e organisation.Estate) (organisation.Reformed, error) {
		return organisation.Reorganise(gone, e, organisation.Reform{Kind: organisation.Dissolve, Units: []organisation.UnitID{scene.Library}, On: "2026-03-17"})
	})
	if err != nil {
		t.Fatal(err)
	}
	now = time.Date(2026, 3, 19, 23, 30, 0, 0, time.UTC) // the 20th where the town is
	if got := name(); got != "Servicehaus" {
		t.Errorf("on its day the unit is called %q", got)
	}
	left, err := a.Site.Store.PlannedReforms(t.Context(), s.Org.ID)
	if err != nil || len(left) != 1 || left[0].Units[0] != scene.Library {
		t.Errorf("plans left: %+v, %v", left, err)
	}
	events, err := a.Site.Store.Events(t.Context(), s.Org.ID, 1)
	if err != nil || events[0].Verb != "unit.rename" || events[0].Person != s.Actor(access.Coordinator).Person {
		t.Errorf("the record says %+v (%v)", events, err)
	}
}

func TestRoundsEndAfterTheirLastDay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 17, 8, 0, 0, 0, time.UTC)
	a, err := app.Open(t.Context(), app.Settings{DSN: t.TempDir() + "/a.db", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s, err := scene.Small(t.Context(), scene.Stage{Store: a.Site.Store, Instruments: a.Site.Instruments, Now: now, NewID: a.Site.NewID})
	if err != nil {
		t.Fatal(err)
	}
	oc, err := s.OrgCheck(t.Context(), "Organisationscheck", now, scene.OrgOpen)
	if err != nil {
		t.Fatal(err)
	}
	state := func() round.State {
		t.Helper()
		if err := a.CloseDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		rd, err := a.Site.Store.Round(t.Context(), s.Round.Ref)
		if err != nil {
			t.Fatal(err)
		}
		return rd.State
	}
	last, err := time.ParseInLocation(time.DateOnly, string(s.Round.ClosesOn), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	now = last.Add(21 * time.Hour)
	if got := state(); got != round.Running {
		t.Errorf("on its last day the round is %s", got)
	}
	now = last.Add(23 * time.Hour) // already the next day where the town is
	if got := state(); got != round.Closed {
		t.Errorf("after its last day the round is %s", got)
	}
	events, err := a.Site.Store.Events(t.Context(), s.Org.ID, 1)
	if err != nil || len(events) != 1 || events[0].Verb != "round.close" || events[0].Person != "" {
		t.Errorf("the record says %+v (%v)", events, err)
	}
	org, err := a.Site.Store.OrgCheck(t.Context(), oc.Ref)
	if err != nil || org.State != orgcheck.Running {
		t.Errorf("before its last day the organisation check is %+v (%v)", org, err)
	}
	if last, err = time.Parse(time.DateOnly, string(oc.ClosesOn)); err != nil {
		t.Fatal(err)
	}
	now = last.Add(23 * time.Hour)
	state()
	if org, err = a.Site.Store.OrgCheck(t.Context(), oc.Ref); err != nil || org.State != orgcheck.Closed {
		t.Errorf("after its last day the organisation check is %+v (%v)", org, err)
	}
}
