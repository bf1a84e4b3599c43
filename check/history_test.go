package check_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
	"chancencheck/round"
)

func TestACorrectionLeavesATrace(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, c := context.Background(), bring(t, s, scene.Counter, scene.Signed)
	rec, err := db.Record(ctx, c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	if err := check.Reopen(ctx, db, s.Act(access.Coordinator), c.Ref, "Eine Zahl war falsch"); err != nil {
		t.Fatal(err)
	}
	kept, err := db.Versions(ctx, c.Ref)
	if err != nil || len(kept) != 1 {
		t.Fatalf("%d versions, %v", len(kept), err)
	}
	v := kept[0]
	same := cmp.Comparer(func(a, b instrument.Answer) bool { return a.Equal(b) })
	ignore := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Version" }, cmp.Ignore())
	if diff := cmp.Diff(rec.Agreements, v.Agreements, same, ignore); diff != "" {
		t.Errorf("what was signed is not what is kept:\n%s", diff)
	}
	if v.SignedBy != c.SignedBy || v.Comment != c.Comment || v.Reason != "Eine Zahl war falsch" || v.Number != 1 || string(v.ReopenedBy) != s.Act(access.Coordinator).By.Person {
		t.Errorf("%+v", v)
	}
	item := s.Items(c)[0].ID
	changed := rec.Agreements[item]
	changed.Reason = "Jetzt anders"
	if err := check.Agree(ctx, db, s.Act(access.Facilitator), c.Ref, changed); err != nil {
		t.Fatal(err)
	}
	after, err := db.Record(ctx, c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	var order []check.ItemID
	for _, i := range s.Items(c) {
		order = append(order, i.ID)
	}
	got := check.Corrected(order, v, check.Version{Agreements: after.Agreements, Notes: after.Notes})
	if len(got.Items) != 1 || got.Items[0].Item != item || got.Items[0].After.Reason != "Jetzt anders" || len(got.Added)+len(got.Removed) != 0 {
		t.Errorf("corrections: %+v", got)
	}
}

func TestSignRefusesALongComment(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	c := bring(t, s, scene.Counter, scene.Finished)
	err := check.Sign(t.Context(), db, s.Act(access.UnitLead), c.Ref, strings.Repeat("ä", check.MostReason+1))
	if !errors.Is(err, check.ErrReasonLong) {
		t.Errorf("got %v", err)
	}
	if err := check.Sign(t.Context(), db, s.Act(access.UnitLead), c.Ref, strings.Repeat("ä", check.MostReason)+" "); err != nil {
		t.Errorf("the longest comment: %v", err)
	}
}

func TestWavesStartOnTheirDay(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, act := context.Background(), s.Act(access.Coordinator)
	rd, err := round.New(act, round.Round{Ref: round.Ref{Org: s.Org.ID}, Title: "Wellen", Instrument: s.Round.Instrument, Format: s.Round.Format,
		Mode: round.ModeBySize, TalkMinutes: 90, ClosesOn: "2026-06-30"})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.CreateRound(ctx, rd); err != nil {
		t.Fatal(err)
	}
	for _, w := range []round.Wave{
		{Name: "Pilot", OpensOn: "2026-03-02", ClosesOn: "2026-04-01", Units: []organisation.UnitID{scene.Library}},
		{Name: "Alle", OpensOn: "2026-04-07", ClosesOn: "2026-06-01", Units: []organisation.UnitID{scene.Counter, scene.Enforcement}},
	} {
		if err := round.Plan(ctx, db, act, rd.Ref, w); err != nil {
			t.Fatal(err)
		}
	}
	starting := func() check.Starting {
		rd, err := db.Round(ctx, rd.Ref)
		if err != nil {
			t.Fatal(err)
		}
		return check.Starting{Round: rd, Instrument: s.Instrument, Tree: s.Tree}
	}
	begun := func() []organisation.UnitID {
		checks, err := db.Checks(ctx, rd.Ref)
		if err != nil {
			t.Fatal(err)
		}
		var units []organisation.UnitID
		for _, c := range checks {
			units = append(units, c.Unit)
		}
		return units
	}
	if err := check.Launch(ctx, db, act, starting(), "2026-03-02"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]organisation.UnitID{scene.Library}, begun()); diff != "" {
		t.Error(diff)
	}
	for range 2 { // the second time nothing is due
		if err := check.StartDue(ctx, db, act, starting(), "2026-04-07"); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]organisation.UnitID{scene.Library, scene.Counter, scene.Enforcement}, begun()); diff != "" {
		t.Error(diff)
	}
	checks, _ := db.Checks(ctx, rd.Ref)
	now := starting().Round
	if got := checks[0].DueOn(now); got != "2026-04-01" || !checks[0].Overdue(now, "2026-04-02") {
		t.Errorf("the pilot is due on %s", got)
	}
	for until, want := range map[organisation.Date]error{"2026-03-01": check.ErrUntil, "2026-07-01": check.ErrUntil, "": check.ErrUntil, "2026-06-30": nil} {
		if err := check.Extend(ctx, db, act, checks[0].Ref, until); !errors.Is(err, want) {
			t.Errorf("until %q: %v", until, err)
		}
	}
	c, _ := db.Check(ctx, checks[0].Ref)
	if c.DueOn(now) != "2026-06-30" || c.Overdue(now, "2026-04-02") {
		t.Errorf("the extension does not count: %s", c.DueOn(now))
	}
}

func TestARehearsalCountsNowhereAndGoes(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, act := context.Background(), s.Act(access.Facilitator)
	before, err := db.Events(ctx, s.Org.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	r := check.Rehearsal{Org: s.Org.ID, Instrument: s.Instrument, Title: "Probe", Unit: "Probeteam", Service: "Erfunden", UnitPath: "/probe", Ends: "2026-03-09"}
	if _, err := check.Rehearse(ctx, db, s.Act(access.UnitLead), r); fault.KindOf(err) != fault.Denied {
		t.Errorf("a head rehearses: %v", err)
	}
	c, err := check.Rehearse(ctx, db, act, r)
	if err != nil {
		t.Fatal(err)
	}
	if err := check.StartTalk(ctx, db, act, c.Ref); err != nil {
		t.Fatal(err)
	}
	rounds, _ := db.Rounds(ctx, s.Org.ID)
	if len(rounds) != 1 {
		t.Errorf("the rehearsal is among the rounds: %d", len(rounds))
	}
	after, _ := db.Events(ctx, s.Org.ID, 100)
	if len(after) != len(before) {
		t.Errorf("the rehearsal stands in the record: %+v", after[0])
	}
	if err := db.DropRehearsals(ctx, s.Org.ID, now.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Check(ctx, c.Ref); err != nil {
		t.Errorf("a fresh rehearsal is gone: %v", err)
	}
	if err := db.DropRehearsals(ctx, s.Org.ID, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Check(ctx, c.Ref); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an old rehearsal is still there: %v", err)
	}
	if all, err := db.Checks(ctx, s.Round.Ref); err != nil || len(all) != 3 {
		t.Errorf("real checks went with it: %d, %v", len(all), err)
	}
}
