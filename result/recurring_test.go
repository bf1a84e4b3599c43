package result

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancencheck/check"
	"chancencheck/disclosure"
)

var order = []check.ItemID{"q1", "q2", "q3"}

// units makes signed checks u1, u2, … in which the first weak of them see q1 as
// weak and the first unknown of them do not know about q2.
func units(n, weak, unknown int) []Signed {
	var out []Signed
	for i := 1; i <= n; i++ {
		o := Outcome{Items: map[check.ItemID]Standing{"q1": Strong, "q2": Strong, "q3": Middle}}
		if i <= weak {
			o.Items["q1"] = Weak
			o.Upward = []Passed{{check.Centrally, fmt.Sprint("need of u", i)}}
		}
		if i <= unknown {
			o.Items["q2"] = Unknown
		}
		c := &check.Check{Ref: check.Ref{ID: check.ID(fmt.Sprint("u", i))}, UnitName: fmt.Sprint("u", i), SignedAt: time.Unix(int64(1000-i), 0)}
		out = append(out, Signed{c, o})
	}
	return out
}

// read writes a count as pages would: the number, or why there is none.
func read(s disclosure.Shown) string {
	if d, ok := s.Decimal(); ok {
		return d
	}
	return string(s.Reason())
}

func TestRecurring(t *testing.T) {
	t.Parallel()
	first := func(c *check.Check) bool { return c.UnitName == "u1" }
	cases := []struct {
		name          string
		weak, unknown int
		audience      Audience
		want          []string
		withheld      int
	}{
		{"who may see all sees one", 1, 0, Audience{Whole: true}, []string{"q1 1 no_answers"}, 2},
		{"others see five", 5, 0, Audience{}, []string{"q1 5 too_few"}, 2},
		{"and not four", 4, 4, Audience{}, nil, 3},
		{"a head who knows one of five sees nothing", 5, 0, Audience{Knows: first}, nil, 3},
		{"but sees six", 6, 0, Audience{Knows: first}, []string{"q1 6 too_few"}, 2},
		{"the most frequent first", 6, 9, Audience{}, []string{"q1 6 too_few", "q2 too_few 9"}, 1},
		{"unknown counts after weak", 0, 9, Audience{Whole: true}, []string{"q2 no_answers 9"}, 2},
	}
	for _, c := range cases {
		shown, withheld := Recurring(units(20, c.weak, c.unknown), order, c.audience)
		var got []string
		for _, r := range shown {
			got = append(got, fmt.Sprint(r.Item, " ", read(r.Count), " ", read(r.Unknown)))
		}
		if diff := cmp.Diff(c.want, got); diff != "" || withheld != c.withheld {
			t.Errorf("%s: %d withheld %s", c.name, withheld, diff)
		}
	}
}

func TestRecurringSaysOfHowMany(t *testing.T) {
	t.Parallel()
	shown, _ := Recurring(units(20, 6, 0), order, Audience{})
	if c := shown[0].Count.Coverage(); c.Answered != 6 || c.Of != 20 {
		t.Errorf("got %+v, want 6 of 20", c)
	}
}

// TestOneMoreSignatureTellsNothing: reading before and after a unit signs never
// differs by fewer than a full batch.
func TestOneMoreSignatureTellsNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := units(rapid.IntRange(1, 40).Draw(t, "n"), 0, 0)
		for i := range all {
			all[i].Check.SignedAt = time.Unix(int64(i), 0)
		}
		before := len(Audience{}.InBatches(all[:len(all)-1]))
		after := len(Audience{}.InBatches(all))
		if d := after - before; d != 0 && d != disclosure.Floor || after%disclosure.Floor != 0 {
			t.Fatalf("%d, then %d", before, after)
		}
	})
}

func TestBatchesFollowTheSigning(t *testing.T) {
	t.Parallel()
	got := Audience{}.InBatches(units(7, 0, 0)) // u7 signed first
	var names []string
	for _, s := range got {
		names = append(names, s.Check.UnitName)
	}
	if diff := cmp.Diff([]string{"u7", "u6", "u5", "u4", "u3"}, names); diff != "" {
		t.Error(diff)
	}
	if n := len((Audience{Whole: true}).InBatches(units(7, 0, 0))); n != 7 {
		t.Errorf("who may see all is shown %d of 7", n)
	}
}

func TestSituationCounts(t *testing.T) {
	t.Parallel()
	all := units(20, 6, 2)
	got := SituationCounts(all, []check.ItemID{"q1", "q2", "nobody-asked"}, Audience{})
	if len(got) != 2 {
		t.Fatalf("%d situations, want the two that were judged", len(got))
	}
	want := map[Standing]string{Strong: "14", Middle: "too_few", Weak: "6", Unknown: "too_few"}
	for fit, s := range want {
		if read(got[0].Counts[fit]) != s {
			t.Errorf("%s: %s, want %s", fit, read(got[0].Counts[fit]), s)
		}
	}
	if c := got[0].Counts[Strong].Coverage(); c.Of != 0 {
		t.Error("the number of units lets the withheld count follow by subtraction")
	}
}

func TestUpward(t *testing.T) {
	t.Parallel()
	all := units(20, 6, 0)
	whole := Upward(all, Audience{Whole: true})
	if len(whole) != 1 || whole[0].Who != check.Centrally || read(whole[0].Units) != "6" || len(whole[0].Texts) != 6 || whole[0].Texts[0] != (PassedText{"u1", "need of u1"}) {
		t.Errorf("whole: %+v", whole)
	}
	for _, p := range Upward(all, Audience{}) {
		if len(p.Texts) != 0 {
			t.Errorf("a reader is given texts: %+v", p)
		}
	}
	if few := Upward(units(20, 4, 0), Audience{}); len(few) != len(check.Whos) || read(few[2].Units) != "too_few" {
		t.Errorf("few: %+v", few)
	}
}
