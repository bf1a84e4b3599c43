package retention_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancencheck/retention"
)

// TestNothingGoesEarly: whatever the day, what is exactly as old as its period
// stays until the day is over for it, and what is a moment older goes.
func TestNothingGoesEarly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := retention.Period{Class: retention.Events, Days: rapid.IntRange(0, 4000).Draw(t, "days")}
		now := time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(0, 1e17).Draw(t, "later")))
		if kept := now.Sub(p.Before(now)); kept != time.Duration(p.Days)*24*time.Hour {
			t.Fatalf("%d days are %v", p.Days, kept)
		}
	})
}

func TestEveryClassHasOnePeriod(t *testing.T) {
	t.Parallel()
	seen := map[retention.Class]bool{}
	for _, p := range retention.Periods {
		if seen[p.Class] || p.Days < 0 {
			t.Errorf("%v stands twice or is negative", p)
		}
		seen[p.Class] = true
		if got, ok := retention.Of(p.Class); !ok || got != p {
			t.Errorf("%s is not found", p.Class)
		}
	}
	if _, ok := retention.Of("x"); ok || len(seen) != 16 {
		t.Errorf("%d classes", len(seen))
	}
	if n := retention.Total([]retention.Due{{Count: 2}, {Count: 3}}); n != 5 {
		t.Errorf("total %d", n)
	}
}

// TestTablesNameKnownClasses: every class ends the keeping of something, and
// every table without one has a reason.
func TestTablesNameKnownClasses(t *testing.T) {
	t.Parallel()
	used := map[retention.Class]bool{}
	for table, rule := range retention.Tables {
		if len(rule.Classes) == 0 && !slices.Contains(retention.Reasons, rule.Reason) {
			t.Errorf("%s has neither class nor reason", table)
		}
		for _, c := range rule.Classes {
			if used[c] = true; !known(c) {
				t.Errorf("%s names %s, which has no period", table, c)
			}
		}
	}
	for _, p := range retention.Periods {
		if !used[p.Class] {
			t.Errorf("%s ends the keeping of nothing", p.Class)
		}
	}
}

func known(c retention.Class) bool { _, ok := retention.Of(c); return ok }
