package app_test

import (
	"testing"
	"time"

	"chancencheck/internal/app"
	"chancencheck/internal/scene"
	"chancencheck/orgcheck"
	"chancencheck/round"
)

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
