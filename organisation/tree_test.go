package organisation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancencheck/fault"
	. "chancencheck/organisation"
)

// unit makes a named unit; position orders it among its siblings.
func unit(id, parent UnitID, position int) Unit {
	return Unit{Org: "mh", ID: id, Parent: parent, Name: "Unit " + string(id), Position: position}
}

func city() []Unit {
	return []Unit{
		unit("a1", "b1", 2), unit("a2", "b1", 1), unit("b1", "d1", 1), unit("b2", "d1", 2),
		unit("d1", "", 2), unit("d2", "", 1), unit("a10", "b2", 1),
	}
}

func TestTreeAnswersInOrganisationOrder(t *testing.T) {
	t.Parallel()
	tree, err := NewTree(city())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	tree.Walk(func(u Unit, depth int) { lines = append(lines, fmt.Sprint(depth, u.ID)) })
	got := strings.Join(lines, " ")
	if want := "0d2 0d1 1b1 2a2 2a1 1b2 2a10"; strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("walk gave %s, want %s", got, want)
	}
	if diff := cmp.Diff([]UnitID{"d1", "b1", "a1"}, tree.Path("a1")); diff != "" {
		t.Error(diff)
	}
	if got := tree.PathString("a1"); got != "/d1/b1/a1" {
		t.Errorf("path %q", got)
	}
	if diff := cmp.Diff([]UnitID{"b1", "a2", "a1"}, tree.Subtree("b1")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]UnitID{"a2", "a1"}, tree.Children("b1")); diff != "" {
		t.Error(diff)
	}
	if tree.Len() != 7 || len(tree.Subtree("")) != 7 {
		t.Error("the whole tree is not 7 units")
	}
}

func TestTreeDoesNotInventUnits(t *testing.T) {
	t.Parallel()
	tree, err := NewTree(city())
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := tree.Unit("x"); ok || tree.Path("x") != nil || tree.PathString("x") != "" || tree.Subtree("x") != nil {
		t.Error("the tree answers for a unit it does not have")
	}
	tree.Children("b1")[0] = "changed"
	if tree.Children("b1")[0] != "a2" {
		t.Error("a caller can change the tree")
	}
}

func TestNewTreeRefusesAMistake(t *testing.T) {
	t.Parallel()
	_, err := NewTree([]Unit{unit("a", "b", 0), unit("b", "a", 0)})
	if !errors.Is(err, fault.New(fault.Invalid, "unit.circle")) {
		t.Errorf("got %v", err)
	}
}

func TestUnitsOnADay(t *testing.T) {
	t.Parallel()
	units := []Unit{{ID: "old", ValidUntil: "2026-01-01"}, {ID: "new", ValidFrom: "2026-01-01"}, {ID: "always"}}
	for day, want := range map[Date][]UnitID{
		"2025-12-31": {"old", "always"},
		"2026-01-01": {"new", "always"},
	} {
		var got []UnitID
		for _, u := range UnitsOn(units, day) {
			got = append(got, u.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", day, diff)
		}
	}
}

// units draws a forest in which every unit hangs below an earlier one, shuffled.
func units(t *rapid.T) []Unit {
	n := rapid.IntRange(0, 40).Draw(t, "n")
	all := make([]Unit, n)
	for i := range all {
		all[i] = unit(UnitID(fmt.Sprintf("u%d", i)), "", rapid.IntRange(0, 3).Draw(t, "position"))
		if above := rapid.IntRange(-1, i-1).Draw(t, "above"); above >= 0 {
			all[i].Parent = all[above].ID
		}
	}
	return rapid.Permutation(all).Draw(t, "order")
}

func TestEveryForestIsATree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := units(t)
		tree, err := NewTree(all)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[UnitID]bool{}
		tree.Walk(func(u Unit, depth int) {
			if seen[u.ID] || u.Parent != "" && !seen[u.Parent] {
				t.Fatalf("%s comes twice or before its parent", u.ID)
			}
			seen[u.ID] = true
			path := tree.Path(u.ID)
			if len(path) != depth+1 || path[len(path)-1] != u.ID || !slices.Contains(tree.Subtree(path[0]), u.ID) {
				t.Fatalf("path %v of %s at depth %d", path, u.ID, depth)
			}
		})
		if len(seen) != len(all) {
			t.Fatalf("walked %d of %d", len(seen), len(all))
		}
	})
}

func TestAnyCircleIsFoundOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := units(t)
		if len(all) == 0 {
			return
		}
		tree, _ := NewTree(all)
		i := rapid.IntRange(0, len(all)-1).Draw(t, "unit")
		below := tree.Subtree(all[i].ID)
		all[i].Parent = rapid.SampledFrom(below).Draw(t, "parent")
		m := CheckUnits(all)
		if len(m) != 1 || m[0].Err.Key != "unit.circle" {
			t.Fatalf("got %v", m)
		}
	})
}
