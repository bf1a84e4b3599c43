package check_test

import (
	"context"
	"errors"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/scene"
	"chancencheck/internal/sheetbox"
	"chancencheck/organisation"
)

// TestNobodysSheetIsLost: the unit of a check is dissolved while people prepare.
// Their sheets open as before, the check goes to another unit, and the talk is
// led from the sheets that were there.
func TestNobodysSheetIsLost(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, db := town(t)
	c := bring(t, s, scene.Counter, scene.Noted)
	act := s.Act(access.Coordinator)
	reform := organisation.Reform{Kind: organisation.Merge, Units: []organisation.UnitID{scene.Counter, scene.Library}, Names: []string{"Haus"}, Parent: "b1", On: organisation.DateOf(act.At)}
	err := db.UpdateEstate(ctx, s.Org.ID, func(e organisation.Estate) (organisation.Reformed, error) {
		return organisation.Reorganise(act, e, reform)
	})
	if err != nil {
		t.Fatal(err)
	}
	units, err := db.Units(ctx, s.Org.ID)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := organisation.NewTree(organisation.UnitsOn(units, organisation.DateOf(act.At)))
	if err != nil {
		t.Fatal(err)
	}
	ended, err := db.EndedUnits(ctx, s.Org.ID)
	if err != nil || len(ended) != 2 || !c.Orphaned(tree) {
		t.Fatalf("ended %v, orphaned %v: %v", ended, c.Orphaned(tree), err)
	}
	lines, err := db.Lineage(ctx, s.Org.ID)
	if err != nil {
		t.Fatal(err)
	}
	heir, _ := tree.Unit(organisation.Descendants(lines, c.Unit)[0])
	if err := check.Reassign(ctx, db, act, c.Ref, heir, tree.PathString(heir.ID), "Zusammengelegt"); err != nil {
		t.Fatal(err)
	}
	now, err := db.Check(ctx, c.Ref)
	if err != nil || now.Unit != heir.ID || now.UnitPath != tree.PathString(heir.ID) || now.Code != c.Code || now.Mode != c.Mode || now.Orphaned(tree) {
		t.Fatalf("reassigned: %+v, %v", now, err)
	}
	for _, secret := range s.Secrets[c.ID] {
		opened, err := sheetbox.New(db).Open(ctx, secret)
		if err != nil || len(opened.Entries) == 0 {
			t.Errorf("a sheet is lost: %v", err)
		}
	}
	other := bring(t, s, scene.Library, scene.Preparing)
	if err := check.Reassign(ctx, db, act, other.Ref, heir, tree.PathString(heir.ID), "auch"); other.Service == c.Service && !errors.Is(err, check.ErrUnitTaken) || other.Service != c.Service && err != nil {
		t.Errorf("the second check: %v", err)
	}
	if err := check.End(ctx, db, act, c.Ref, "Doch nicht"); err != nil {
		t.Fatal(err)
	}
	if _, err := sheetbox.New(db).Open(ctx, s.Secrets[c.ID][0]); err != nil {
		t.Errorf("a sheet of a check that has ended cannot be read: %v", err)
	}
	if err := check.CloseRound(ctx, db, act, c.RoundRef()); err != nil {
		t.Errorf("the round cannot be closed: %v", err)
	}
}

// TestARunningCheckFollowsItsUnit: who heads a unit finds its check where the
// unit hangs now; a signed one stays where it was given.
func TestARunningCheckFollowsItsUnit(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, db := town(t)
	running, signed := bring(t, s, scene.Enforcement, scene.Talking), bring(t, s, scene.Library, scene.Signed)
	units, err := db.Units(ctx, s.Org.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := range units {
		if units[i].ID == scene.Enforcement || units[i].ID == scene.Library {
			units[i].Parent = "d1"
		}
	}
	tree, err := organisation.NewTree(units)
	if err != nil {
		t.Fatal(err)
	}
	if err := check.Follow(ctx, db, s.Org.ID, tree); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*check.Check{running, signed} {
		now, err := db.Check(ctx, c.Ref)
		want := c.UnitPath
		if c == running {
			want = "/d1/a2"
		}
		if err != nil || now.UnitPath != want {
			t.Errorf("%s hangs at %s, want %s (%v)", c.UnitName, now.UnitPath, want, err)
		}
	}
}
