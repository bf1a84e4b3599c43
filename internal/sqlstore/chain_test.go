package sqlstore_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"chancencheck/audit"
	"chancencheck/internal/pgtest"
	"chancencheck/internal/storetest"
)

// TestTamperingShows: whoever changes the record in the database is found out,
// and no start of the program mends it.
func TestTamperingShows(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"sqlite", "pgx"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			dsn := filepath.Join(t.TempDir(), "test.db")
			if engine == "pgx" {
				dsn = pgtest.DSN(t)
			}
			db := open(t, dsn)
			raw, err := sql.Open(engine, dsn)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = raw.Close() })
			tamper := func(statement string) {
				t.Helper()
				if _, err := raw.Exec(statement); err != nil {
					t.Fatal(err)
				}
			}
			verify := func(want audit.Fault) {
				t.Helper()
				c, err := db.Chain(t.Context(), "o")
				if err != nil {
					t.Fatal(err)
				}
				if f := audit.Verify(c); f.Fault != want {
					t.Errorf("found %q, want %q", f.Fault, want)
				}
			}
			for _, verb := range []string{"a", "b", "c"} {
				if err := db.Recorded(t.Context(), audit.Event{Org: "o", At: storetest.Now, Verb: verb}); err != nil {
					t.Fatal(err)
				}
			}
			verify(audit.Whole)
			tamper(`UPDATE audit SET verb = 'x' WHERE seq = 2`)
			verify(audit.Altered)
			tamper(`UPDATE audit SET verb = 'b' WHERE seq = 2`)
			verify(audit.Whole)
			tamper(`INSERT INTO audit (org, at, id, person, verb, object, detail) VALUES ('o', '', 'x', '', 'slipped in', '', '')`)
			verify(audit.Gap)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = open(t, dsn) // a start seals nothing that joins a chain later
			verify(audit.Gap)
			tamper(`DELETE FROM audit WHERE seq = 0`)
			verify(audit.Whole)
			tamper(`DELETE FROM audit WHERE seq = 3`)
			verify(audit.Cut)
			tamper(`DELETE FROM audit_head`)
			tamper(`UPDATE audit SET seq = 0, hash = ''`)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = open(t, dsn) // a chain that was taken apart is not sealed anew
			verify(audit.Gap)
			tamper(`DELETE FROM audit`)
			verify(audit.Empty)
		})
	}
}
