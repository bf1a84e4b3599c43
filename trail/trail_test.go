package trail_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancencheck/trail"
)

func TestNodesAreStoredAsText(t *testing.T) {
	t.Parallel()
	for _, n := range []trail.Node{trail.Of(trail.Answer, "CHECK", "q1"), trail.Of(trail.Contribution, "EVENT", "C7"), trail.Of(trail.Suggestion, "C", "q", "2"), trail.Of(trail.Typed, "X")} {
		got, err := trail.Parse(n.String())
		if err != nil || got != n {
			t.Errorf("%s came back as %v, %v", n, got, err)
		}
	}
	for _, bad := range []string{"", "answer", "answer:", ":x", "rumour:x"} {
		if _, err := trail.Parse(bad); err == nil {
			t.Errorf("%q names a place", bad)
		}
	}
	n := trail.Of(trail.Answer, "C", "situation/poor")
	if n.Part(0) != "C" || n.Part(1) != "situation/poor" || n.Part(2) != "" || n.Part(-1) != "" {
		t.Errorf("parts of %s: %q %q", n, n.Part(0), n.Part(1))
	}
	if (trail.Node{}).String() != "" {
		t.Error("no place has a name")
	}
}

// chain is the way of one need: two answers and an idea, gathered, into a measure
// of a goal, to a reading.
func chain() *trail.Graph {
	f := func(id string) trail.Node { return trail.Of(trail.Finding, id) }
	m := trail.Of(trail.Measure, "M")
	return trail.NewGraph(
		trail.Step{From: trail.Of(trail.Answer, "C1", "q"), To: f("1")}, trail.Step{From: trail.Of(trail.Answer, "C2", "q"), To: f("2")},
		trail.Step{From: trail.Of(trail.Contribution, "E", "7"), To: f("3")}, trail.Step{From: trail.Of(trail.Gathered, "W"), To: f("W")},
		trail.Step{From: f("1"), To: f("W")}, trail.Step{From: f("2"), To: f("W")}, trail.Step{From: f("1"), To: f("W")},
		trail.Step{From: f("W"), To: m}, trail.Step{From: f("3"), To: m},
		trail.Step{From: m, To: trail.Of(trail.Goal, "G")}, trail.Step{From: m, To: trail.Of(trail.Reading, "M", "i", "1")},
	)
}

func TestATrailIsWalkedInBothDirections(t *testing.T) {
	t.Parallel()
	g := chain()
	want := []trail.Node{trail.Of(trail.Answer, "C1", "q"), trail.Of(trail.Answer, "C2", "q"), trail.Of(trail.Contribution, "E", "7")}
	got := g.Origins(trail.Of(trail.Goal, "G"))
	slices.SortFunc(got, func(a, b trail.Node) int { return strings.Compare(a.String(), b.String()) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("origins of the goal:\n%s", diff)
	}
	after := g.After(trail.Of(trail.Contribution, "E", "7"))
	if len(after) != 4 || after[0] != trail.Of(trail.Finding, "3") || after[1] != trail.Of(trail.Measure, "M") {
		t.Errorf("what became of the idea: %v", after)
	}
	if n := len(g.CausesOf(trail.Of(trail.Finding, "W"))); n != 3 {
		t.Errorf("a step told twice counts: %d causes", n)
	}
	if n := len(g.EffectsOf(trail.Of(trail.Measure, "M"))); n != 2 {
		t.Errorf("%d effects of the measure", n)
	}
}

// TestThePublicReadsNumbersOnly: below five units no number, and never a name.
func TestThePublicReadsNumbersOnly(t *testing.T) {
	t.Parallel()
	m := trail.Of(trail.Measure, "M")
	for _, c := range []struct {
		units int
		want  string
	}{{0, ""}, {1, ""}, {4, ""}, {5, "5"}, {23, "23"}} {
		var steps []trail.Step
		for i := range 2 * c.units { // every unit has two answers behind it
			f := trail.Of(trail.Finding, fmt.Sprint(i))
			steps = append(steps, trail.Step{From: trail.Of(trail.Answer, fmt.Sprint(i%c.units), fmt.Sprint(i)), To: f}, trail.Step{From: f, To: m})
		}
		steps = append(steps, trail.Step{From: trail.Of(trail.Contribution, "E", "1"), To: m}, trail.Step{From: trail.Of(trail.Typed, "T"), To: m})
		b, err := trail.NewGraph(steps...).Public(m, func(n trail.Node) string {
			if n.Kind == trail.Typed {
				return ""
			}
			return n.Part(0)
		})
		if err != nil {
			t.Fatal(err)
		}
		got, _ := b.Units.Decimal()
		if got != c.want || b.Ideas != 1 {
			t.Errorf("%d units: the public reads %q and %d ideas", c.units, got, b.Ideas)
		}
	}
}

// TestBothDirectionsSayTheSame: whatever the steps, circles included, a lies
// behind b exactly if b has become of a.
func TestBothDirectionsSayTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		node := rapid.Custom(func(t *rapid.T) trail.Node {
			return trail.Of(trail.Finding, fmt.Sprint(rapid.IntRange(0, 8).Draw(t, "id")))
		})
		steps := rapid.SliceOf(rapid.Custom(func(t *rapid.T) trail.Step { return trail.Step{From: node.Draw(t, "from"), To: node.Draw(t, "to")} })).Draw(t, "steps")
		g := trail.NewGraph(steps...)
		a, b := node.Draw(t, "a"), node.Draw(t, "b")
		if slices.Contains(g.Behind(b), a) != slices.Contains(g.After(a), b) {
			t.Fatalf("%v behind %v only in one direction", a, b)
		}
	})
}
