package sqlstore

import (
	"path/filepath"
	"sync"
	"testing"

	"chancencheck/organisation"
)

// TestStatementsAreKept holds what makes repeated statements cheap: outside and
// inside of transactions a text is parsed once, and one that is refused is not
// kept and does not harm the next.
func TestStatementsAreKept(t *testing.T) {
	t.Parallel()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const broken = `INSERT INTO nowhere (a) VALUES ($1)`
	for range 3 {
		if err := db.PutOrganisation(t.Context(), organisation.Organisation{ID: "o", Name: "O"}); err != nil {
			t.Fatal(err)
		}
		if err := db.atomically(t.Context(), func(q querier) error { return exec(t.Context(), q, broken, 1) }); err == nil {
			t.Error("a table that is not there was written")
		}
	}
	if n := len(db.keptWrite.known); n != 1 {
		t.Errorf("%d statements of transactions are kept, want 1", n)
	}
	var readers sync.WaitGroup
	for range 16 {
		readers.Go(func() {
			if o, err := db.Organisation(t.Context(), "o"); err != nil || o.Name != "O" {
				t.Errorf("organisation %v, %v", o, err)
			}
		})
	}
	readers.Wait()
	if n := len(db.keptRead.known); n != 1 {
		t.Errorf("%d statements for reading are kept, want 1", n)
	}
}
