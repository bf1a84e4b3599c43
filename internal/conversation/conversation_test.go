package conversation_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"chancencheck/dialogue"
	"chancencheck/internal/conversation"
)

// kept is a store in memory.
type kept struct {
	votes    []dialogue.Vote
	pictures map[string][]int
}

func (k *kept) Votes(context.Context, dialogue.Ref) ([]dialogue.Vote, error) { return k.votes, nil }

func (k *kept) Pictures(context.Context, dialogue.Ref) (map[string][]int, error) {
	return k.pictures, nil
}

func (k *kept) PutPicture(_ context.Context, _ dialogue.Ref, item string, counts []int) error {
	k.pictures[item] = slices.Clone(counts)
	return nil
}

var ref = dialogue.Ref{Org: "o", ID: "e"}

// voters let so many people say the same about so many statements.
func voters(from, to, statements, value int) []dialogue.Vote {
	var out []dialogue.Vote
	for p := from; p < to; p++ {
		for s := range statements {
			out = append(out, dialogue.Vote{Participant: dialogue.Author(fmt.Sprint("p", p)), Statement: dialogue.StatementID(fmt.Sprint("s", s)), Value: value})
		}
	}
	return out
}

func of(t *testing.T, k *kept) *conversation.Conversation {
	t.Helper()
	c, err := conversation.New(k).Of(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCountsMoveInSteps: nothing below ten, then steps of five, also over a
// restart of the program.
func TestCountsMoveInSteps(t *testing.T) {
	t.Parallel()
	k := &kept{votes: voters(0, 9, 1, 1), pictures: map[string][]int{}}
	c := of(t, k)
	agreed := func() (int, bool) {
		counts, err := c.Counts(t.Context(), "s0")
		if err != nil {
			t.Fatal(err)
		}
		n, ok := counts[0].Value()
		return int(n), ok
	}
	if _, ok := agreed(); ok {
		t.Error("nine voters are shown")
	}
	for n := 10; n <= 16; n++ {
		v := voters(n-1, n, 1, 1)
		k.votes = append(k.votes, v...)
		if err := c.Cast(v[0]); err != nil {
			t.Fatal(err)
		}
		if n == 13 {
			c = of(t, k) // the program starts again
		}
		if got, ok := agreed(); !ok || got != 10+(n-10)/5*5 {
			t.Errorf("%d voters: %d, %v", n, got, ok)
		}
	}
}

// TestNoMapBelowAHundred: and from there on groups of those who differ.
func TestNoMapBelowAHundred(t *testing.T) {
	t.Parallel()
	k := &kept{votes: slices.Concat(voters(0, 50, 8, 1), voters(50, 99, 8, -1)), pictures: map[string][]int{}}
	now := time.Date(2026, 3, 17, 19, 0, 0, 0, time.UTC)
	if of(t, k).Draw(now, nil) != nil {
		t.Error("a map of 99 people")
	}
	k.votes = append(k.votes, voters(99, 120, 8, -1)...)
	p := of(t, k).Draw(now, nil)
	if p == nil || len(p.Groups) != 2 || p.Groups[0].Size != 70 || p.Groups[1].Size != 50 {
		t.Errorf("picture %+v", p)
	}
}

// TestNextAsksEverythingOnce: whatever the chance, each open statement comes
// once and no other.
func TestNextAsksEverythingOnce(t *testing.T) {
	t.Parallel()
	c := of(t, &kept{pictures: map[string][]int{}})
	open := []dialogue.StatementID{"a", "b", "c"}
	asked := map[dialogue.StatementID]bool{}
	for n := range open {
		id := c.Next("p", open, 0.99)
		if asked[id] || !slices.Contains(open, id) || c.Answered("p", open) != n {
			t.Fatalf("asked %q after %v", id, asked)
		}
		asked[id] = true
		if err := c.Cast(dialogue.Vote{Participant: "p", Statement: id, Value: 0}); err != nil {
			t.Fatal(err)
		}
	}
	if id := c.Next("p", open, 0); id != "" {
		t.Errorf("asked %q once more", id)
	}
}
