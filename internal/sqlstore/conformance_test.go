package sqlstore_test

import (
	"path/filepath"
	"testing"

	"chancencheck/internal/pgtest"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/storetest"
)

// open opens a database and closes it with the test; closing twice is no error.
func open(t testing.TB, dsn string) *sqlstore.DB {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func sqliteFile(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "test ä?#.db")
}

func TestSQLiteConforms(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *sqlstore.DB { return open(t, sqliteFile(t)) })
}

func TestPostgresConforms(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *sqlstore.DB { return open(t, pgtest.DSN(t)) })
}
