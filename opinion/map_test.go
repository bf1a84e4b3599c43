package opinion_test

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"chancencheck/fault"
	"chancencheck/opinion"
)

// TestAnyOrderOfVotesGivesTheSameMap shuffles the stream, keeping for each
// person and statement the order of the votes, and compares bit for bit.
func TestAnyOrderOfVotesGivesTheSameMap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		stream := streams(r)
		last := map[[2]string]opinion.Vote{}
		for _, c := range stream {
			last[[2]string{c.person, c.statement}] = c.vote
		}
		shuffled := rapid.Permutation(stream).Draw(r, "order")
		again := &opinion.Votes{}
		for i, c := range shuffled {
			if i%3 == 0 { // a change of mind, taken back below
				must(r, again.Cast(c.person, c.statement, opinion.Pass))
			}
			must(r, again.Cast(c.person, c.statement, last[[2]string{c.person, c.statement}]))
			if i%5 == 0 {
				opinion.Draw(again) // maps drawn on the way leave no trace
			}
		}
		must(r, again.Cast("somebody else", "0", opinion.Agree))
		again.Erase("somebody else")
		v := counted(t, stream, nil)
		m, n := opinion.Draw(v), opinion.Draw(again)
		if !reflect.DeepEqual(m, n) {
			r.Fatalf("another order gives another map:\n%+v\n%+v", m, n)
		}
		v.Divide(m)
		again.Divide(n)
		for g := range m.Groups {
			if !reflect.DeepEqual(v.Representative(g), again.Representative(g)) {
				r.Fatal("another order gives other representative statements")
			}
		}
	})
}

func must(r *rapid.T, err error) {
	if err != nil {
		r.Fatal(err)
	}
}

// Tallies kept with every vote are those that counting anew gives.
func TestTalliesOfGroupsFollowEveryVote(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		stream := streams(r)
		half := len(stream) / 2
		v := counted(t, stream[:half], nil)
		m := opinion.Draw(v)
		v.Divide(m)
		for _, c := range stream[half:] {
			must(r, v.Cast(c.person, c.statement, c.vote))
		}
		v.Erase("3")
		fresh := &opinion.Votes{}
		for _, c := range stream {
			must(r, fresh.Cast(c.person, c.statement, c.vote))
		}
		fresh.Erase("3")
		fresh.Divide(m)
		for _, id := range v.Statements() {
			if v.Tally(id) != fresh.Tally(id) {
				r.Fatalf("%s: %+v, want %+v", id, v.Tally(id), fresh.Tally(id))
			}
			for g := range v.Groups() {
				if v.GroupTally(g, id) != fresh.GroupTally(g, id) {
					r.Fatalf("group %d, %s: %+v, want %+v", g, id, v.GroupTally(g, id), fresh.GroupTally(g, id))
				}
			}
		}
	})
}

// What holds for every map, whatever the votes.
func TestLawsOfMaps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		v := counted(t, streams(r), nil)
		m := opinion.Draw(v)
		sizes := make([]int, len(m.Groups))
		for _, p := range m.People {
			if math.IsNaN(p.X) || math.IsNaN(p.Y) || math.IsInf(p.X, 0) || math.IsInf(p.Y, 0) {
				r.Fatalf("%+v", p)
			}
			if p.Group >= 0 {
				sizes[p.Group]++
			}
		}
		for g, group := range m.Groups {
			if group.Size < 5 || group.Size != sizes[g] || g > 0 && group.Size > m.Groups[g-1].Size {
				r.Fatalf("groups %+v, counted %v", m.Groups, sizes)
			}
		}
		if len(m.Groups) == 1 || len(m.Groups) > 5 || m.Silhouette < -1 || m.Silhouette > 1 {
			r.Fatalf("%d groups, silhouette %v", len(m.Groups), m.Silhouette)
		}
		for _, s := range opinion.Stability(v, m) {
			if s < 0 || s > 1 {
				r.Fatalf("stability %v", s)
			}
		}
	})
}

// camps is a conversation of two clear camps of ten who share one statement.
func camps(t *testing.T) (*opinion.Votes, *opinion.Map) {
	t.Helper()
	v := &opinion.Votes{}
	for p := range 20 {
		side := opinion.Vote(1 - p%2*2)
		for s := range 8 {
			vote := side
			if s == 0 {
				vote = opinion.Agree
			}
			if (p+s)%9 == 0 {
				vote = opinion.Pass
			}
			if err := v.Cast(fmt.Sprint("p", p), fmt.Sprint(s), vote); err != nil {
				t.Fatal(err)
			}
		}
	}
	m := opinion.Draw(v)
	v.Divide(m)
	return v, m
}

func TestTwoCamps(t *testing.T) {
	t.Parallel()
	v, m := camps(t)
	if len(m.Groups) != 2 || m.Groups[0].Size != 10 || m.Silhouette < 0.5 {
		t.Fatalf("%+v, silhouette %v", m.Groups, m.Silhouette)
	}
	for _, p := range m.People {
		first, _ := m.Person("p0")
		even := (p.ID[len(p.ID)-1]-'0')%2 == 0
		if even != (p.Group == first.Group) {
			t.Errorf("%s is in group %d", p.ID, p.Group)
		}
	}
	agreed, rejected := v.Consensus()
	if len(agreed) != 1 || agreed[0].Statement != "0" || len(rejected) != 0 {
		t.Errorf("consensus %+v %+v", agreed, rejected)
	}
	if ground := v.CommonGround(3); len(ground) != 1 || ground[0].Statement != "0" || ground[0].Side != opinion.Agree {
		t.Errorf("common ground %+v", ground)
	}
	divided := v.Dividing(3)
	if len(divided) != 3 || divided[0].Gap < 0.6 || divided[0].For == divided[0].Against {
		t.Errorf("dividing %+v", divided)
	}
	matrix := v.Matrix()
	if got := matrix[opinion.Cell{Majority: opinion.Agree, Groups: opinion.SameSide}]; len(got) != 1 || got[0] != "0" {
		t.Errorf("matrix %v", matrix)
	}
	if got := matrix[opinion.Cell{Majority: opinion.Pass, Groups: opinion.Opposite}]; len(got) != 7 {
		t.Errorf("matrix %v", matrix)
	}
	for _, s := range opinion.Stability(v, m) {
		if s != 1 {
			t.Errorf("two clear camps are not stable: %v", s)
		}
	}
}

func TestWhere(t *testing.T) {
	t.Parallel()
	v, _ := camps(t)
	for s := range 4 {
		vote := opinion.Vote(s%2*2 - 1)
		if err := v.Cast("late", fmt.Sprint(s+1), vote); err != nil {
			t.Fatal(err)
		}
	}
	m := opinion.Draw(v)
	late, ok := m.Where("late")
	if !ok || late.Group != -1 || late.Missing != 3 || late.Nearest == late.Other || !late.Between() {
		t.Errorf("%+v", late)
	}
	in, ok := m.Where("p1")
	if !ok || in.Nearest != in.Group || in.Missing != 0 || in.Between() {
		t.Errorf("%+v", in)
	}
	if _, ok = m.Where("nobody"); ok {
		t.Error("somebody without a vote stands somewhere")
	}
}

func TestModerationLeavesOut(t *testing.T) {
	t.Parallel()
	v, m := camps(t)
	v.LeaveOut("3")
	n := opinion.Draw(v)
	if len(n.Statements) != len(m.Statements)-1 || n.People[0].Votes >= 8 {
		t.Errorf("%d statements, %+v", len(n.Statements), n.People[0])
	}
	if n.People[0].Group < 0 {
		t.Error("moderation threw somebody off the map")
	}
	v.TakeIn("3")
	if again := opinion.Draw(v); !reflect.DeepEqual(m, again) {
		t.Error("a statement taken in again changes the map")
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	v, m := camps(t)
	v.AddStatement("new")
	if got := v.Next("p1", m, nil, 0.5); got != "new" {
		t.Errorf("somebody who has voted on all others sees %q", got)
	}
	if got := v.Next("p1", m, func(id string) bool { return id != "new" }, 0.5); got != "" {
		t.Errorf("%q is not admitted", got)
	}
	// By chance in proportion to the weights: count on a fine grid.
	total, counts := 0.0, map[string]int{}
	for _, id := range v.Statements() {
		total += v.Priority(id, m)
	}
	const grid = 20000
	for i := range grid {
		counts[v.Next("guest", m, nil, (float64(i)+0.5)/grid)]++
	}
	for _, id := range v.Statements() {
		want := v.Priority(id, m) / total
		if got := float64(counts[id]) / grid; math.Abs(got-want) > 2.0/grid {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}

func TestSmallAndStrangeConversations(t *testing.T) {
	t.Parallel()
	alike := func(people, statements int) *opinion.Votes {
		v := &opinion.Votes{}
		for p := range people {
			for s := range statements {
				if err := v.Cast(fmt.Sprint(p), fmt.Sprint(s), opinion.Agree); err != nil {
					t.Fatal(err)
				}
			}
		}
		return v
	}
	for name, v := range map[string]*opinion.Votes{
		"nothing": {}, "one vote": alike(1, 1), "nine people": alike(9, 8), "all alike": alike(30, 8), "one statement": alike(30, 1),
	} {
		m := opinion.Draw(v)
		v.Divide(m)
		if len(m.Groups) != 0 || v.Representative(0) != nil || len(v.Dividing(5)) != 0 || len(opinion.Stability(v, m)) != 0 {
			t.Errorf("%s: %+v", name, m)
		}
		for _, p := range m.People {
			if p.X != 0 || p.Y != 0 {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
	var v opinion.Votes
	if err := v.Cast("a", "b", 2); fault.KindOf(err) != fault.Invalid || v.Voters() != 0 {
		t.Errorf("a vote of 2: %v", err)
	}
}

func TestCompareIDs(t *testing.T) {
	t.Parallel()
	order := []string{"0", "9", "10", "", "a", "b1"}
	for i, a := range order {
		for j, b := range order {
			if got := opinion.CompareIDs(a, b); got != cmp.Compare(i, j) {
				t.Errorf("%q and %q: %d", a, b, got)
			}
		}
	}
}

func TestMarksStandForFiveAtLeast(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		m := opinion.Draw(counted(t, streams(r), nil))
		people := make([]int, len(m.Groups))
		for _, mark := range m.Marks() {
			if mark.People < 5 {
				r.Fatalf("%+v", mark)
			}
			people[mark.Group] += mark.People
		}
		for g, n := range people {
			if n != m.Groups[g].Size {
				r.Fatalf("marks of group %d stand for %d people of %d", g, n, m.Groups[g].Size)
			}
		}
	})
}
