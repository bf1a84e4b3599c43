package scene_test

import (
	"testing"

	"chancencheck/finding"
	"chancencheck/internal/scene"
	"chancencheck/measure"
)

// TestPlan: what is signed becomes findings and a plan with measures at every
// point of their life.
func TestPlan(t *testing.T) {
	t.Parallel()
	s, err := scene.Small(t.Context(), stage(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Bring(t.Context(), scene.Counter, scene.Signed); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Bring(t.Context(), scene.Library, scene.Signed); err != nil {
		t.Fatal(err)
	}
	if err := s.Plan(t.Context(), s.Round.Ref); err != nil {
		t.Fatal(err)
	}
	count, err := s.Store.CountFindings(t.Context(), s.Org.ID, finding.Filter{})
	if err != nil || count[finding.Open] == 0 || count[finding.Answered] == 0 {
		t.Errorf("findings %v, %v", count, err)
	}
	all, err := s.Store.Measures(t.Context(), s.Org.ID, measure.Filter{})
	if err != nil || len(all) != 6 {
		t.Fatalf("%d measures, %v", len(all), err)
	}
	seen := map[any]bool{}
	for _, m := range all {
		seen[m.Status], seen[m.Decision.Verdict] = true, true
	}
	for _, want := range []any{measure.Running, measure.Stuck, measure.Claimed, measure.Waiting, measure.Accepted, measure.Deferred, measure.Rejected, measure.Verdict("")} {
		if !seen[want] {
			t.Errorf("no measure is %v", want)
		}
	}
}
