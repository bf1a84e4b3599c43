package scene_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/published"
	"chancencheck/internal/scene"
	"chancencheck/internal/sqlstore"
	"chancencheck/result"
	"chancencheck/round"
)

var now = time.Date(2026, time.March, 17, 9, 30, 0, 0, time.UTC)

func stage(t testing.TB) scene.Stage {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), filepath.Join(t.TempDir(), "city.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return scene.Stage{Store: db, Instruments: published.New(db), NewID: scene.Seeded("city"), Now: now}
}

func city(t testing.TB) *scene.Scene {
	t.Helper()
	s, err := scene.City(t.Context(), stage(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Years(t.Context(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCity(t *testing.T) {
	t.Parallel()
	s := city(t)
	rounds, err := s.Store.Rounds(t.Context(), s.Org.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rounds {
		got = append(got, fmt.Sprint(r.Title, " ", r.State))
	}
	want := []string{"ChancenCheck 2026 running", "ChancenCheck 2025 closed", "ChancenCheck 2024 closed"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	t.Run("running", func(t *testing.T) { checkRunning(t, s, rounds[0]) })
	for _, r := range rounds[1:] {
		t.Run(r.Title, func(t *testing.T) { checkPast(t, s, r) })
	}
	t.Run("people", func(t *testing.T) { checkPeople(t, s) })
}

// checkRunning wants something to see at every step.
func checkRunning(t *testing.T, s *scene.Scene, r *round.Round) {
	checks, err := s.Store.Checks(t.Context(), r.Ref)
	if err != nil {
		t.Fatal(err)
	}
	states := map[check.State]int{}
	for _, c := range checks {
		states[c.State]++
	}
	if len(checks) != 130 || states[check.Postponed] != 2 {
		t.Errorf("%d checks, %v", len(checks), states)
	}
	for _, state := range []check.State{check.Preparing, check.Talking, check.Finished, check.Signed} {
		if states[state] < 5 {
			t.Errorf("only %d checks are %s", states[state], state)
		}
	}
}

// checkPast wants most departments signed, in words of their own.
func checkPast(t *testing.T, s *scene.Scene, r *round.Round) {
	records, err := s.Store.RecordsOf(t.Context(), r.Ref)
	if err != nil {
		t.Fatal(err)
	}
	frozen, err := s.Store.Frozen(t.Context(), r.Ref)
	if err != nil {
		t.Fatal(err)
	}
	signed, differing, reasons := 0, 0, map[string]bool{}
	standings := map[result.Standing]int{}
	for _, rec := range records {
		if rec.Check.State != check.Signed {
			continue
		}
		signed++
		if len(rec.Notes) < 3 {
			t.Errorf("unit %s has only %d notes", rec.Check.Unit, len(rec.Notes))
		}
		for _, a := range rec.Agreements {
			if a.Differing {
				differing++
			}
			reasons[a.Reason] = true
		}
		o, err := result.Decode(frozen[rec.Check.ID])
		if err != nil || o.Total.Decimal == "" {
			t.Fatalf("unit %s has no value: %v", rec.Check.Unit, err)
		}
		for _, one := range o.Items {
			standings[one]++
		}
	}
	if signed < 110 || differing < 20 || len(reasons) < 40 {
		t.Errorf("%d signed, %d differing views, %d reasons", signed, differing, len(reasons))
	}
	for _, one := range []result.Standing{result.Strong, result.Middle, result.Weak, result.Unknown, result.Differing} {
		if standings[one] < 20 {
			t.Errorf("only %d items are %s", standings[one], one)
		}
	}
}

// checkPeople wants everybody who is looked through to have something to do.
func checkPeople(t *testing.T, s *scene.Scene) {
	checks, err := s.Store.Checks(t.Context(), s.Round.Ref)
	if err != nil {
		t.Fatal(err)
	}
	inState := func(role access.Role, verb access.Verb, state check.State) *check.Check {
		for _, c := range checks {
			if c.State == state && access.Can(s.Actor(role), verb, c.Object()) {
				return c
			}
		}
		t.Fatalf("%s may not %s any check that is %s", role, verb, state)
		return nil
	}
	inState(access.UnitLead, access.SignOff, check.Finished)
	if c := inState(access.Respondent, access.SeeCheck, check.Preparing); c.Mode != round.Private || !c.Begun {
		t.Errorf("the team of the respondent prepares %s, begun %v", c.Mode, c.Begun)
	}
	talk := inState(access.Facilitator, access.LeadTalk, check.Talking)
	cards, err := s.Store.Cards(t.Context(), talk.Ref)
	if err != nil || len(cards) == 0 {
		t.Errorf("no cards on the table: %v", err)
	}
	for _, role := range access.Roles {
		if s.People[role].Name == "" {
			t.Errorf("nobody is %s", role)
		}
	}
}

func TestSmallIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	read := func() string {
		s, err := scene.Small(t.Context(), stage(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Bring(t.Context(), scene.Enforcement, scene.Signed); err != nil {
			t.Fatal(err)
		}
		records, err := s.Store.RecordsOf(t.Context(), s.Round.Ref)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, rec := range records {
			fmt.Fprintln(&b, rec.Check.ID, rec.Check.Code, rec.Check.State, rec.Notes)
			var lines []string
			for item, a := range rec.Agreements {
				lines = append(lines, fmt.Sprint(item, string(a.Answer.Encode()), a.Reason, a.OtherReason))
			}
			slices.Sort(lines)
			fmt.Fprintln(&b, lines)
		}
		return b.String()
	}
	if diff := cmp.Diff(read(), read()); diff != "" {
		t.Error(diff)
	}
}

func TestSeeded(t *testing.T) {
	t.Parallel()
	a, b, other := scene.Seeded("x"), scene.Seeded("x"), scene.Seeded("y")
	seen := map[string]bool{}
	for range 1000 {
		id := a()
		if id != b() || id == other() || seen[id] {
			t.Fatalf("id %s", id)
		}
		if len(id) != 26 || strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
			t.Fatalf("id %q does not look like one of crypto/rand.Text", id)
		}
		seen[id] = true
	}
}
