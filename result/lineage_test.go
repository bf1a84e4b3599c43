package result

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/organisation"
)

func TestLineageOf(t *testing.T) {
	t.Parallel()
	lines := []organisation.Lineage{
		{From: "a", To: "m", On: "2025-01-01", Kind: organisation.Merge}, {From: "b", To: "m", On: "2025-01-01", Kind: organisation.Merge},
		{From: "z", To: "m", On: "2026-01-01", Kind: organisation.Dissolve}, {From: "m", To: "x", On: "2027-01-01", Kind: organisation.Split},
	}
	for _, c := range []struct {
		now, then organisation.UnitID
		signed    string
		want      Lineage
	}{
		{"m", "m", "2026-05-01", SameUnit}, {"m", "m", "2025-05-01", Grown}, {"m", "a", "2024-05-01", Joined}, {"m", "z", "2024-05-01", Joined},
		{"x", "m", "2026-05-01", Parted}, {"x", "a", "2024-05-01", Descended},
	} {
		at, err := time.Parse(time.DateOnly, c.signed)
		if err != nil {
			t.Fatal(err)
		}
		got := LineageOf(lines, organisation.Unit{ID: c.now, Name: "N"}, &check.Check{Unit: c.then, UnitName: "T", SignedAt: at})
		if got != c.want {
			t.Errorf("%s of %s, signed %s: %q, want %q", c.now, c.then, c.signed, got, c.want)
		}
	}
	if got := Followed(lines, "m"); !slices.Equal(got, []organisation.UnitID{"z", "b", "a", "m"}) {
		t.Errorf("followed %v", got)
	}
}

func TestOfRound(t *testing.T) {
	t.Parallel()
	one := func(unit, service string) *check.Check {
		return &check.Check{Ref: check.Ref{ID: check.ID(unit + service)}, Unit: organisation.UnitID(unit), Service: organisation.ServiceID(service)}
	}
	signed := []*check.Check{one("a", "s1"), one("a", "s2"), one("b", "s3")}
	for service, want := range map[organisation.ServiceID]string{"s2": "[as2]", "s9": "[as1 bs3]"} {
		var ids []check.ID
		for _, c := range OfRound(signed, &check.Check{Service: service}) {
			ids = append(ids, c.ID)
		}
		if got := fmt.Sprint(ids); got != want {
			t.Errorf("about %s: %s, want %s", service, got, want)
		}
	}
}

// TestWhoSeesWhereAUnitComesFrom: whoever may see a unit's results sees those it
// came out of beside them, and nobody else does.
func TestWhoSeesWhereAUnitComesFrom(t *testing.T) {
	t.Parallel()
	then := &check.Check{Ref: check.Ref{Org: "o"}, UnitPath: "/d/old", State: check.Signed}
	for path, want := range map[string]bool{"/d/new": true, "/d": true, "/d/other": false} {
		by := access.Actor{Org: "o", Grants: []access.Grant{{Role: access.UnitLead, Org: "o", UnitPath: path}}}
		if got := ViewingAfter(by, then, "/d/new").Entitled; got != want {
			t.Errorf("the head of %s: %v", path, got)
		}
	}
	open := &check.Check{Ref: check.Ref{Org: "o"}, UnitPath: "/d/old", State: check.Finished}
	if by := (access.Actor{Org: "o", Grants: []access.Grant{{Role: access.UnitLead, Org: "o", UnitPath: "/d/new"}}}); ViewingAfter(by, open, "/d/new").Entitled {
		t.Error("what is not signed is seen")
	}
}
