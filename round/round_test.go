package round

import (
	"errors"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/disclosure"
	"chancencheck/fault"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func coordinator() access.Act {
	return access.Act{
		By:    access.Actor{Person: "c", Org: "o", Grants: []access.Grant{{Role: access.Coordinator, Org: "o"}}},
		At:    now,
		NewID: func() string { return "new-id" },
	}
}

func draft() Round {
	return Round{
		Ref: Ref{Org: "o"}, Title: "Frühjahr", Instrument: InstrumentKey{"service-check", "1.0"}, Format: "standard",
		Mode: ModeBySize, TalkMinutes: 90, ClosesOn: "2026-04-30",
	}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		change func(*Round)
		want   error
	}{
		{"empty title", func(r *Round) { r.Title = "  " }, ErrNoTitle},
		{"no date", func(r *Round) { r.ClosesOn = "30.4.2026" }, ErrDate},
		{"a day that does not exist", func(r *Round) { r.ClosesOn = "2026-02-30" }, ErrDate},
		{"yesterday", func(r *Round) { r.ClosesOn = "2026-03-01" }, ErrDatePast},
		{"unknown mode", func(r *Round) { r.Mode = "open" }, ErrMode},
		{"threshold below the floor", func(r *Round) { r.Threshold = 4 }, ErrThreshold},
		{"a talk of ten minutes", func(r *Round) { r.TalkMinutes = 10 }, ErrMinutes},
	}
	for _, c := range cases {
		r := draft()
		c.change(&r)
		if _, err := New(coordinator(), r); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestNewFillsIn(t *testing.T) {
	t.Parallel()
	r, err := New(coordinator(), draft())
	if err != nil {
		t.Fatal(err)
	}
	if r.ID != "new-id" || r.State != Drafted || r.Threshold != disclosure.DefaultThreshold || r.Version != 1 {
		t.Errorf("got %+v", r)
	}
	if _, err := New(access.Act{At: now, NewID: coordinator().NewID}, draft()); fault.KindOf(err) != fault.Denied {
		t.Errorf("nobody may draft a round: %v", err)
	}
}

func TestLifeOfARound(t *testing.T) {
	t.Parallel()
	r, _ := New(coordinator(), draft())
	if _, err := r.close(coordinator()); !errors.Is(err, ErrNotOpen) {
		t.Errorf("a draft cannot be closed: %v", err)
	}
	events, err := r.open(coordinator())
	if err != nil || len(events) != 1 || events[0].Verb != "round.open" || r.State != Running || !r.OpenedAt.Equal(now) {
		t.Fatalf("open: %v %+v", err, r)
	}
	if _, err := r.open(coordinator()); !errors.Is(err, ErrNotDraft) {
		t.Errorf("opened twice: %v", err)
	}
	if _, err := r.extend(coordinator(), "2026-01-01"); !errors.Is(err, ErrDatePast) || r.ClosesOn != "2026-04-30" {
		t.Errorf("a refused date is kept: %v %s", err, r.ClosesOn)
	}
	if _, err := r.extend(coordinator(), "2026-05-15"); err != nil || r.ClosesOn != "2026-05-15" {
		t.Errorf("extend: %v", err)
	}
	if _, err := r.close(coordinator()); err != nil || r.State != Closed {
		t.Errorf("close: %v", err)
	}
	if _, err := r.extend(coordinator(), "2026-06-15"); !errors.Is(err, ErrNotOpen) {
		t.Errorf("a closed round was extended: %v", err)
	}
}

func TestOnlyCoordinatorsAct(t *testing.T) {
	t.Parallel()
	lead := coordinator()
	lead.By.Grants = []access.Grant{{Role: access.UnitLead, Org: "o", UnitPath: "/d"}}
	r, _ := New(coordinator(), draft())
	for name, verb := range map[string]func() error{
		"open":   func() error { _, err := r.open(lead); return err },
		"extend": func() error { _, err := r.extend(lead, "2026-05-15"); return err },
		"close":  func() error { _, err := r.close(lead); return err },
	} {
		if err := verb(); fault.KindOf(err) != fault.Denied {
			t.Errorf("%s by a lead: %v", name, err)
		}
	}
}

func TestModeBySize(t *testing.T) {
	t.Parallel()
	r := Round{Mode: ModeBySize}
	for size, want := range map[int]Mode{3: Private, 7: Private, 8: Anonymous, 40: Anonymous} {
		if got := r.ModeOf(size); got != want {
			t.Errorf("team of %d: %s, want %s", size, got, want)
		}
	}
	if got := (&Round{Mode: Named}).ModeOf(3); got != Named {
		t.Errorf("a fixed mode was changed to %s", got)
	}
}
