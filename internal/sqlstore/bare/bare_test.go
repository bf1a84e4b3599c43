package bare_test

import (
	"path/filepath"
	"testing"

	"chancencheck/internal/sqlstore/bare"
)

func TestSaveTwice(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "bare ä.db")
	for range 2 { // the second time the table is there
		db, err := bare.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		for _, payload := range []string{"a", "b"} {
			if err := db.Save(t.Context(), "sheet", "item", []byte(payload)); err != nil {
				t.Error(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestNoPlace(t *testing.T) {
	t.Parallel()
	if db, err := bare.Open(t.Context(), filepath.Join(t.TempDir(), "missing", "bare.db")); err == nil {
		db.Close()
		t.Error("opened a file in a folder that does not exist")
	}
}
