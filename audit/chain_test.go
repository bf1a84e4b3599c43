package audit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancencheck/audit"
)

// chain seals events with the given verbs.
func chain(verbs ...string) audit.Chain {
	var c audit.Chain
	for i, v := range verbs {
		e := audit.Event{Org: "o", At: time.Date(2027, 3, 1, 9, i, 0, 0, time.UTC), Person: "p", Verb: v, Object: "r"}
		c.End = audit.Seal(c.End, e)
		c.Events = append(c.Events, audit.Sealed{Event: e, Seq: c.End.Seq, Hash: c.End.Hash})
	}
	return c
}

func TestVerify(t *testing.T) {
	t.Parallel()
	noted := chain("a", "b", "c").End
	cases := []struct {
		name  string
		spoil func(*audit.Chain)
		fault audit.Fault
		at    int64
	}{
		{"whole", func(*audit.Chain) {}, audit.Whole, 0},
		{"empty", func(c *audit.Chain) { *c = audit.Chain{} }, audit.Cut, 1}, // the witness knows of three
		{"another reason", func(c *audit.Chain) { c.Events[1].Detail = "x" }, audit.Altered, 2},
		{"another person", func(c *audit.Chain) { c.Events[1].Person = "q" }, audit.Altered, 2},
		{"another time", func(c *audit.Chain) { c.Events[1].At = c.Events[1].At.Add(time.Millisecond) }, audit.Altered, 2},
		{"left out", func(c *audit.Chain) { c.Events = slices.Delete(c.Events, 1, 2) }, audit.Gap, 2},
		{"twice", func(c *audit.Chain) { c.Events = slices.Insert(c.Events, 1, c.Events[1]) }, audit.Gap, 3},
		{"exchanged", func(c *audit.Chain) { c.Events[1], c.Events[2] = c.Events[2], c.Events[1] }, audit.Gap, 2},
		{"last cut off", func(c *audit.Chain) { c.Events = c.Events[:4] }, audit.Cut, 5},
		{"last cut off, and its end with it", func(c *audit.Chain) { *c = chain("a", "b") }, audit.Cut, 3},
		{"written anew", func(c *audit.Chain) { *c = chain("a", "x", "c", "d", "e") }, audit.Rewritten, 3},
		{"old ones deleted", func(c *audit.Chain) {
			c.Begin, c.Events = audit.Link{Seq: 2, Hash: c.Events[1].Hash}, c.Events[2:]
		}, audit.Whole, 0},
		{"old ones deleted, and what was noted with them", func(c *audit.Chain) {
			c.Begin, c.Events = audit.Link{Seq: 3, Hash: chain("a", "b", "x").End.Hash}, nil
			c.End = c.Begin
			for _, v := range []string{"d", "e"} {
				e := audit.Event{Org: "o", Verb: v}
				c.End = audit.Seal(c.End, e)
				c.Events = append(c.Events, audit.Sealed{Event: e, Seq: c.End.Seq, Hash: c.End.Hash})
			}
		}, audit.Rewritten, 3},
		{"a new beginning after what was noted", func(c *audit.Chain) {
			c.Begin, c.Events = audit.Link{Seq: 4, Hash: c.Events[3].Hash}, c.Events[4:]
		}, audit.Unseen, 4},
		{"all gone, as if by its period", func(c *audit.Chain) { c.Begin, c.Events = c.End, nil }, audit.Empty, 5},
		{"old ones deleted, wrong beginning", func(c *audit.Chain) {
			c.Begin, c.Events = audit.Link{Seq: 2, Hash: c.Events[0].Hash}, c.Events[2:]
		}, audit.Altered, 3},
	}
	for _, tc := range cases {
		c := chain("a", "b", "c", "d", "e")
		tc.spoil(&c)
		if f := audit.Verify(c, noted); f.Fault != tc.fault || f.At != tc.at {
			t.Errorf("%s: %q at %d, want %q at %d", tc.name, f.Fault, f.At, tc.fault, tc.at)
		}
	}
}

func TestWhatNobodyRecordedIsNotWhole(t *testing.T) {
	t.Parallel()
	if f := audit.Verify(audit.Chain{}); f.Fault != audit.Empty {
		t.Errorf("an empty record is %q", f.Fault)
	}
	c := chain("a", "b", "c")
	noted := []audit.Link{c.End, chain("a").End}
	c.Begin, c.Events = audit.Link{Seq: 2, Hash: c.Events[1].Hash}, c.Events[2:]
	if f := audit.Verify(c, noted...); f.Fault != audit.Whole || f.Witnessed != 1 || f.Older != 1 {
		t.Errorf("an older witness beside one that speaks: %+v", f)
	}
}

// TestNoTwoEventsLookAlike: where one text ends and the next begins is part of
// the hash.
func TestNoTwoEventsLookAlike(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 6, -1)
		event := func(name string) audit.Event {
			return audit.Event{Person: text.Draw(t, name+" person"), Verb: text.Draw(t, name+" verb"), Object: text.Draw(t, name+" object"), Detail: text.Draw(t, name+" detail")}
		}
		a, b := event("a"), event("b")
		if same := audit.Seal(audit.Link{}, a) == audit.Seal(audit.Link{}, b); same != (a == b) {
			t.Fatalf("%+v and %+v: same link %v", a, b, same)
		}
	})
}

func TestLinkAsPeopleNoteIt(t *testing.T) {
	t.Parallel()
	l := chain("a", "b").End
	if got, err := audit.ParseLink(" " + l.String() + "\n"); err != nil || got != l {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "1", "x:" + l.Hash, "0:" + l.Hash, "1:abc", fmt.Sprint("-1:", l.Hash)} {
		if l, err := audit.ParseLink(bad); err == nil {
			t.Errorf("%q is %v", bad, l)
		}
	}
}
