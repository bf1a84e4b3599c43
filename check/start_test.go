package check_test

import (
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/organisation"
	"chancencheck/round"
)

func starting(t *testing.T) check.Starting {
	t.Helper()
	tree, err := organisation.NewTree([]organisation.Unit{
		{Org: "o", ID: "d", Name: "Dezernat"},
		{Org: "o", ID: "a1", Parent: "d", Name: "Wohngeld", Kind: organisation.Counter, Headcount: 6, Position: 1},
		{Org: "o", ID: "a2", Parent: "d", Name: "Verkehr", Kind: organisation.Enforcement, Headcount: 12, Position: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	ins := &instrument.Instrument{Situations: &instrument.Situations{Most: 1, List: []instrument.Situation{
		{ID: "little_german", DefaultFor: []string{"counter"}}, {ID: "no_device", DefaultFor: []string{"counter"}},
	}}}
	return check.Starting{
		Round: &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, Mode: round.ModeBySize}, Instrument: ins, Tree: tree,
		Services: []organisation.Service{{ID: "s1", Unit: "a1", Name: "Auskunft", Visits: 10}, {ID: "s2", Unit: "a1", Name: "Antrag", Visits: 90}},
	}
}

func TestStartMakesOneCheckForEveryDepartment(t *testing.T) {
	t.Parallel()
	act := access.Act{NewID: func() string { return strings.Repeat("ABCDEF", 5) }}
	checks := check.Start(act, starting(t))
	if len(checks) != 2 {
		t.Fatalf("%d checks, want one for each department and none for the directorate", len(checks))
	}
	first, second := checks[0], checks[1]
	if first.Unit != "a1" || first.UnitPath != "/d/a1" || first.Service != "s2" || first.Mode != round.Private {
		t.Errorf("first check: %+v", first)
	}
	if len(first.Situations) != 1 || first.Situations[0] != "little_german" {
		t.Errorf("situations %v, want the first that is usual", first.Situations)
	}
	if second.Service != "" || second.Mode != round.Anonymous || len(second.Situations) != 0 {
		t.Errorf("a unit without services is looked at as a whole: %+v", second)
	}
}

func TestStartTakesOnlyTheChosen(t *testing.T) {
	t.Parallel()
	s := starting(t)
	s.Chosen = map[organisation.UnitID]bool{"a2": true, "gone": true}
	checks := check.Start(access.Act{NewID: func() string { return strings.Repeat("ABCDEF", 5) }}, s)
	if len(checks) != 1 || checks[0].Unit != "a2" {
		t.Errorf("got %d checks", len(checks))
	}
}
