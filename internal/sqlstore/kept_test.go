package sqlstore

import (
	"path/filepath"
	"testing"

	"chancencheck/retention"
)

// TestEveryTableHasAnEnd: whoever adds a table says in package retention how long
// its rows are kept, or why no period ends that.
func TestEveryTableHasAnEnd(t *testing.T) {
	t.Parallel()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	tables, err := collect(t.Context(), db.read, func(s scanner) (string, error) {
		var name string
		return name, s.Scan(&name)
	}, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
	if err != nil || len(tables) < 30 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	there := map[string]bool{}
	for _, name := range tables {
		there[name] = true
		if _, ok := retention.Tables[name]; !ok {
			t.Errorf("nothing says how long %s is kept: add it to retention.Tables", name)
		}
	}
	for name := range retention.Tables {
		if !there[name] {
			t.Errorf("retention.Tables names %s, which is not there", name)
		}
	}
}
