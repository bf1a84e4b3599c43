package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/pgtest"
	"chancencheck/organisation"
	"chancencheck/round"
)

// engines gives each a test of its own with an empty database.
func engines(t *testing.T, test func(t *testing.T, dsn string)) {
	for name, dsn := range map[string]func(t testing.TB) string{
		"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "test.db") },
		"postgres": pgtest.DSN,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, dsn(t))
		})
	}
}

func opened(t *testing.T, dsn string) *DB {
	t.Helper()
	db, err := Open(t.Context(), dsn)
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

// withSheet puts one sheet into an empty database.
func withSheet(t *testing.T, db *DB) check.SheetKey {
	t.Helper()
	ctx, ref := t.Context(), check.Ref{Org: "o", ID: "c"}
	for _, err := range []error{
		db.PutOrganisation(ctx, organisation.Organisation{ID: "o"}),
		db.CreateRound(ctx, &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, State: round.Running}),
		db.CreateChecks(ctx, []*check.Check{{Ref: ref, Round: "r", State: check.Preparing, Mode: round.Private}}),
		check.Begin(ctx, db, check.Sheet{Key: "k", Org: "o", Check: "c", Mode: round.Private, Sealed: true}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return "k"
}

// content is everything in a database, as text.
func content(t *testing.T, db *sql.DB, tables ...string) string {
	t.Helper()
	var all strings.Builder
	for _, table := range tables {
		rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells := make([]any, len(columns))
			into := make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&all, table, columns, cells)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestOpeningAgainChangesNothing(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, dsn string) {
		first := opened(t, dsn)
		withSheet(t, first)
		before := content(t, first.read, "goose_db_version", "organisation", "round", "unit_check", "sheet")
		second := opened(t, dsn)
		if after := content(t, second.read, "goose_db_version", "organisation", "round", "unit_check", "sheet"); after != before {
			t.Errorf("before:\n%s\nafter:\n%s", before, after)
		}
	})
}

func TestNewerDatabaseIsRefusedUntouched(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, dsn string) {
		db := opened(t, dsn)
		withSheet(t, db)
		if _, err := db.write.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)`); err != nil {
			t.Fatal(err)
		}
		before := content(t, db.read, "goose_db_version", "organisation", "unit_check", "sheet")
		_, err := Open(t.Context(), dsn)
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "store.newer database=99") {
			t.Errorf("got %v", err)
		}
		if after := content(t, db.read, "goose_db_version", "organisation", "unit_check", "sheet"); after != before {
			t.Errorf("before:\n%s\nafter:\n%s", before, after)
		}
	})
}

// Several servers in front of one PostgreSQL start at the same time.
func TestServersThatStartAtOnce(t *testing.T) {
	t.Parallel()
	dsn := pgtest.DSN(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			db, err := Open(context.WithoutCancel(t.Context()), dsn)
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestTextIsNoNumber(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, dsn string) {
		db := opened(t, dsn)
		withSheet(t, db)
		for _, s := range []string{
			`UPDATE unit_check SET headcount = 'many'`, `UPDATE unit_check SET begun = 'perhaps'`, `UPDATE round SET threshold = 7.5 || 'x'`,
			`UPDATE unit_check SET headcount = NULL`,
		} {
			if _, err := db.write.Exec(s); err == nil {
				t.Errorf("%s is accepted", s)
			}
		}
	})
}

func TestDatabaseFileIsPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new.db")
	withSheet(t, opened(t, path))
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", filepath.Base(name), info.Mode())
		}
	}
}

func TestUnreachableDatabaseIsAnErrorAtOnce(t *testing.T) {
	t.Parallel()
	for _, dsn := range []string{filepath.Join(t.TempDir(), "no", "folder.db"), "postgres:///x?host=" + t.TempDir()} {
		if db, err := Open(t.Context(), dsn); err == nil {
			t.Errorf("%s opens: %v", dsn, db.Close())
		}
	}
}

// full is the answer of a database that cannot grow.
func full(t *testing.T, err error) {
	t.Helper()
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "store.full") {
		t.Errorf("got %v, want store.full", err)
	}
}

func TestFullDiskKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, dsn string) {
		db := opened(t, dsn)
		key := withSheet(t, db)
		if err := db.SaveEntry(t.Context(), key, "early", []byte("kept")); err != nil {
			t.Fatal(err)
		}
		free := fill(t, db)
		big := make([]byte, 1<<16)
		full(t, db.SaveEntry(t.Context(), key, "one", big))
		var all sync.WaitGroup
		for i := range 30 {
			all.Go(func() { full(t, db.SaveEntry(t.Context(), key, check.ItemID(fmt.Sprint(i)), big)) })
		}
		all.Wait()
		got, err := db.Entries(t.Context(), key)
		if err != nil || len(got) != 1 || string(got["early"]) != "kept" {
			t.Errorf("%d entries, %v", len(got), err)
		}
		free()
		if err := db.SaveEntry(t.Context(), key, "one", big); err != nil {
			t.Errorf("with space again: %v", err)
		}
	})
}

// fill lets a database not grow any more, until free is called: SQLite by its
// own limit, PostgreSQL by the error that its server gives.
func fill(t *testing.T, db *DB) (free func()) {
	t.Helper()
	do := func(statements ...string) {
		t.Helper()
		for _, s := range statements {
			if _, err := db.write.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
	}
	if db.engine == sqliteEngine {
		do(`PRAGMA max_page_count = 1`) // SQLite takes the present size for less
		return func() { do(`PRAGMA max_page_count = 1000000`) }
	}
	do(`CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN RAISE 'no space left on device' USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql`,
		`CREATE TRIGGER full_disk BEFORE INSERT ON entry EXECUTE FUNCTION full_disk()`)
	return func() { do(`DROP TRIGGER full_disk ON entry`) }
}

// A program that is killed between deleting and erasing erases at its next start.
func TestErasingIsMadeUpFor(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, dsn string) {
		db := opened(t, dsn)
		withSheet(t, db)
		err := db.atomically(t.Context(), func(q querier) error {
			return queries{ongoing{q}}.Clear(t.Context(), check.Ref{Org: "o", ID: "c"}, true)
		})
		if err != nil {
			t.Fatal(err)
		}
		if left := content(t, db.read, "unerased"); left == "" {
			t.Error("the deletion is not noted")
		}
		if left := content(t, opened(t, dsn).read, "unerased"); left != "" {
			t.Errorf("not erased at the start: %s", left)
		}
	})
}

// A reader that does not end keeps the log from being emptied. The change
// stands, the fault says so, and the erasing is made up for.
func TestErasingThatHasToWait(t *testing.T) {
	t.Parallel()
	db := opened(t, filepath.Join(t.TempDir(), "test.db"))
	withSheet(t, db)
	if _, err := db.write.Exec(`PRAGMA busy_timeout = 50`); err != nil {
		t.Fatal(err)
	}
	reader, err := db.read.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRow(`SELECT COUNT(*) FROM sheet`).Scan(&n); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	ref := check.Ref{Org: "o", ID: "c"}
	err = db.InTx(t.Context(), func(tx check.Tx) error { return tx.Clear(t.Context(), ref, true) })
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "store.unerased") {
		t.Errorf("got %v", err)
	}
	if left, err := db.SheetsOf(t.Context(), ref); err != nil || len(left) != 0 {
		t.Errorf("%d sheets, %v", len(left), err)
	}
	if content(t, db.read, "unerased") == "" {
		t.Error("the erasing is not noted")
	}
	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.Erase(t.Context()); err != nil || content(t, db.read, "unerased") != "" {
		t.Errorf("afterwards: %v", err)
	}
}
