package organisation

import (
	"slices"
	"testing"

	"chancencheck/access"
	"chancencheck/audit"
)

func TestReformsArePlanned(t *testing.T) {
	t.Parallel()
	e, act := townEstate(), by(access.Coordinator)
	merge := Reform{Kind: Merge, Units: []UnitID{"a1", "a2"}, Names: []string{"Haus"}, Parent: "b1", On: tomorrow}
	p, events, err := PlanReform(act, e, nil, merge)
	if err != nil || p.ID == "" || p.By == "" || p.PlannedOn != today || len(events) != 1 || events[0].Detail != "merge|"+string(tomorrow) {
		t.Fatalf("planned: %+v, %v, %v", p, events, err)
	}
	if p.Due(today) || !p.Due(tomorrow) {
		t.Error("the plan is due on another day")
	}
	r, err := Foresee(act, e, merge)
	if err != nil || r.Ends[0].ValidUntil != tomorrow || len(r.Begins) != 1 {
		t.Errorf("foreseen: %+v, %v", r, err)
	}
	if got := e.after(r).picture(t, today); got != "Bürger >Bürgerservice >Ordnung Kultur >Bücherei" {
		t.Errorf("the tree of today is %q", got)
	}
	for name, c := range map[string]struct {
		reform Reform
		act    access.Act
		want   string
	}{
		"a head":                           {merge, by(access.UnitLead), "access.denied"},
		"what would not work today":        {Reform{Kind: RenameUnit, Units: []UnitID{"a3"}, Names: []string{"Bücherei"}, On: tomorrow}, act, "reform.same"},
		"a unit that another plan ends":    {Reform{Kind: RenameUnit, Units: []UnitID{"a1"}, Names: []string{"Neu"}, On: tomorrow}, act, "reform.planned_already"},
		"under a unit that ends":           {Reform{Kind: Dissolve, Units: []UnitID{"a3"}, Into: "a2", On: tomorrow}, act, "reform.planned_already"},
		"to end what another plan needs":   {Reform{Kind: Dissolve, Units: []UnitID{"b1"}, On: tomorrow}, act, "reform.planned_already"},
		"something that does not touch it": {Reform{Kind: Dissolve, Units: []UnitID{"a3"}, On: tomorrow}, act, ""},
	} {
		if _, _, err := PlanReform(c.act, e, []PlannedReform{p}, c.reform); key(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := p.Withdraw(by(access.Respondent)); key(err) != "access.denied" {
		t.Errorf("a member withdraws: %v", err)
	}
	if ev, err := p.Withdraw(act); err != nil || !slices.ContainsFunc(ev, func(e2 audit.Event) bool { return e2.Verb == "unit.unplan" }) {
		t.Errorf("withdrawn: %v %v", ev, err)
	}
}
