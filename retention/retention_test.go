package retention_test

import (
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
	if _, ok := retention.Of("x"); ok || len(seen) != 9 {
		t.Errorf("%d classes", len(seen))
	}
	if n := retention.Total([]retention.Due{{Count: 2}, {Count: 3}}); n != 5 {
		t.Errorf("total %d", n)
	}
}
