package scene_test

import (
	"testing"

	"chancencheck/access"
	"chancencheck/internal/scene"
)

func TestNeighboursHaveEverybodyAndTheirOwnRound(t *testing.T) {
	t.Parallel()
	st := stage(t)
	all, err := scene.Neighbours(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		for _, role := range []access.Role{access.Coordinator, access.Admin, access.UnitLead, access.Facilitator, access.Reader, access.Respondent} {
			if s.People[role].Name == "" {
				t.Errorf("%s: nobody is %s", s.Org.Name, role)
			}
		}
		checks, err := st.Store.Checks(t.Context(), s.Round.Ref)
		if err != nil || len(checks) < 2 {
			t.Errorf("%s: %d checks, %v", s.Org.Name, len(checks), err)
		}
	}
	released, err := st.Store.ReleasedTo(t.Context(), "rheinauen")
	if err != nil || len(released) != 1 || released[0].Org != "auental" {
		t.Errorf("released to the county: %v, %v", released, err)
	}
}
