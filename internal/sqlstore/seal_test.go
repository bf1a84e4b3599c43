package sqlstore

import (
	"testing"
	"time"

	"chancencheck/audit"
)

// TestOldEventsAreSealedOnce: with the migration, what was recorded before there
// was a chain gets its place in one.
func TestOldEventsAreSealedOnce(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, dsn string) {
		db := opened(t, dsn)
		for _, id := range []string{"1", "2"} {
			err := db.atomically(t.Context(), func(q querier) error {
				return exec(t.Context(), q, `INSERT INTO audit (org, at, id, person, verb, object, detail) VALUES ('o', $1, $2, 'p', 'v', '', '')`,
					stamp(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)), id)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := db.sealOld(t.Context()); err != nil {
			t.Fatal(err)
		}
		c, err := db.Chain(t.Context(), "o")
		if err != nil {
			t.Fatal(err)
		}
		if f := audit.Verify(c); f.Fault != audit.Whole || f.Events != 2 {
			t.Errorf("sealed: %+v", f)
		}
	})
}
