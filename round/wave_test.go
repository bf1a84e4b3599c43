package round

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/organisation"
)

func pilot() Wave {
	return Wave{ID: "pilot", Name: "Pilot", OpensOn: "2026-03-02", ClosesOn: "2026-03-20", Units: []organisation.UnitID{"a", "b"}}
}

// waved is a drafted round with its pilot planned.
func waved(t *testing.T) *Round {
	t.Helper()
	r, err := New(coordinator(), draft())
	if err != nil {
		t.Fatal(err)
	}
	w := pilot()
	w.ID = ""
	if _, err := r.plan(coordinator(), w); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPlanRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*Wave)
		want   error
	}{
		"no name":                    {func(w *Wave) { w.Name = " " }, ErrWaveName},
		"no first day":               {func(w *Wave) { w.OpensOn = "" }, ErrWaveDays},
		"ends before it begins":      {func(w *Wave) { w.ClosesOn = "2026-03-01" }, ErrWaveDays},
		"ends after the round":       {func(w *Wave) { w.ClosesOn = "2026-05-01" }, ErrWaveDays},
		"no units":                   {func(w *Wave) { w.Units = nil }, ErrWaveUnits},
		"a wave that does not exist": {func(w *Wave) { w.ID = "other" }, ErrNoWave},
	} {
		r, w := waved(t), pilot()
		w.ID = ""
		c.change(&w)
		if _, err := r.plan(coordinator(), w); !errors.Is(err, c.want) || len(r.Waves) != 1 {
			t.Errorf("%s: %v, %d waves", name, err, len(r.Waves))
		}
	}
	lead := coordinator()
	lead.By.Grants[0].Role = access.UnitLead
	r := waved(t)
	if _, err := r.plan(lead, pilot()); fault.KindOf(err) != fault.Denied {
		t.Errorf("a head plans: %v", err)
	}
}

func TestAUnitIsInOneWave(t *testing.T) {
	t.Parallel()
	r := waved(t)
	second := Wave{Name: "Zweite", OpensOn: "2026-03-23", ClosesOn: "2026-04-20", Units: []organisation.UnitID{"b", "c"}}
	act := coordinator()
	act.NewID = func() string { return "second" }
	if _, err := r.plan(act, second); err != nil {
		t.Fatal(err)
	}
	if w, _ := r.WaveOf("b"); w.Name != "Zweite" || !slices.Equal(r.Waves[0].Units, []organisation.UnitID{"a"}) {
		t.Errorf("b stays in both: %+v", r.Waves)
	}
	if due := r.Due("2026-03-22"); len(due) != 1 || due[0].Name != "Pilot" {
		t.Errorf("due before its day: %+v", due)
	}
	if _, err := r.open(coordinator()); err != nil {
		t.Fatal(err)
	}
	pilotID := r.Waves[0].ID
	if _, err := r.openWave(coordinator(), pilotID); err != nil {
		t.Fatal(err)
	}
	second.ID, second.Units = "second", []organisation.UnitID{"a", "c"}
	if _, err := r.plan(coordinator(), second); !errors.Is(err, ErrWaveOpened) {
		t.Errorf("a unit left a wave that has begun: %v", err)
	}
	if _, err := r.openWave(coordinator(), pilotID); !errors.Is(err, ErrWaveOpened) {
		t.Errorf("begun twice: %v", err)
	}
	if _, err := r.drop(coordinator(), pilotID); !errors.Is(err, ErrWaveOpened) {
		t.Errorf("dropped after it began: %v", err)
	}
	if _, err := r.drop(coordinator(), "second"); err != nil || len(r.Waves) != 1 {
		t.Errorf("drop: %v", err)
	}
	if _, err := r.extendWave(coordinator(), pilotID, "2026-04-30"); err != nil || r.DueOn(pilotID) != "2026-04-30" {
		t.Errorf("extend: %v", err)
	}
	if _, err := r.extend(coordinator(), "2026-04-01"); !errors.Is(err, ErrWaveDays) || r.ClosesOn != "2026-04-30" {
		t.Errorf("the round ends before its wave: %v", err)
	}
}

// TestNoUnitIsLostOrDoubled plans waves at random: every unit is in one wave at
// most, and a wave that has begun keeps its units.
func TestNoUnitIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, err := New(coordinator(), draft())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		act := coordinator()
		act.NewID = func() string { n++; return string(rune('a' + n)) }
		unit := rapid.SampledFrom([]organisation.UnitID{"1", "2", "3", "4", "5"})
		for range rapid.IntRange(1, 6).Draw(t, "plans") {
			w := Wave{Name: "W", OpensOn: "2026-03-05", ClosesOn: "2026-04-01", Units: rapid.SliceOfDistinct(unit, func(u organisation.UnitID) organisation.UnitID { return u }).Draw(t, "units")}
			_, _ = r.plan(act, w) // a refusal changes nothing, which is what is looked at
			if r.State == Drafted {
				_, _ = r.open(act)
			}
			if len(r.Waves) > 0 && rapid.Bool().Draw(t, "begins") {
				_, _ = r.openWave(act, r.Waves[0].ID)
			}
			seen := map[organisation.UnitID]bool{}
			for _, w := range r.Waves {
				for _, u := range w.Units {
					if seen[u] {
						t.Fatalf("unit %s is in two waves: %+v", u, r.Waves)
					}
					seen[u] = true
				}
			}
		}
	})
}

func TestMandate(t *testing.T) {
	t.Parallel()
	r := waved(t)
	if _, err := r.record(coordinator(), Mandate{By: "Stadtvorstand", On: "3. März"}); !errors.Is(err, ErrMandate) || r.Mandate.Given() {
		t.Errorf("a day that is none: %v", err)
	}
	events, err := r.record(coordinator(), Mandate{By: " Stadtvorstand ", On: "2026-02-03", Text: "Alle machen mit."})
	if err != nil || r.Mandate.By != "Stadtvorstand" || len(events) != 1 {
		t.Errorf("%v %+v", err, r.Mandate)
	}
	r.State = Closed
	if _, err := r.record(coordinator(), Mandate{}); !errors.Is(err, ErrNotOpen) {
		t.Errorf("changed after the end: %v", err)
	}
}
