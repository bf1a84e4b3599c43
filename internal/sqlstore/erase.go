package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/check"
	"chancencheck/fault"
)

// remains says what a transaction has left behind in the files.
type remains struct {
	// cleared: sheets or cards were deleted.
	cleared bool
	// laid: cards were written, whose former pages tell which came together.
	laid bool
}

// txn is what InTx hands out. It notes what is to be erased after the commit.
type txn struct {
	queries
	left *remains
}

// Clear implements check.Sheets.
func (t txn) Clear(ctx context.Context, ref check.Ref, cardsToo bool) error {
	t.left.cleared = true
	return t.queries.Clear(ctx, ref, cardsToo)
}

// LayCards implements check.Sheets.
func (t txn) LayCards(ctx context.Context, ref check.Ref, laid []check.LaidCard) error {
	t.left.laid = true
	return t.queries.LayCards(ctx, ref, laid)
}

// Clear implements check.Sheets: when it returns, nothing of what it deleted
// can be read in the files.
func (db *DB) Clear(ctx context.Context, ref check.Ref, cardsToo bool) error {
	if err := db.queries.Clear(ctx, ref, cardsToo); err != nil {
		return err
	}
	return db.erase(ctx, remains{cleared: true})
}

// LayCards implements check.Sheets.
func (db *DB) LayCards(ctx context.Context, ref check.Ref, laid []check.LaidCard) error {
	if err := db.queries.LayCards(ctx, ref, laid); err != nil {
		return err
	}
	return db.erase(ctx, remains{laid: true})
}

// erase does what is due after a transaction. The author who lays cards does
// not wait for PostgreSQL to rewrite its tables: that happens when they are
// cleared, and until then only the server's own files know.
func (db *DB) erase(ctx context.Context, left remains) error {
	if left.cleared || left.laid && db.engine == sqliteEngine {
		return db.Erase(context.WithoutCancel(ctx))
	}
	return nil
}

// Erase makes what was deleted unreadable in the database's files. It runs by
// itself after every transaction that clears sheets or lays cards.
//
// SQLite overwrites deleted rows in place (secure_delete) and keeps old pages
// only in its write-ahead log, which is emptied here. PostgreSQL keeps deleted
// rows in their pages; the three tables are written anew here. What remains in
// its own log is said in docs/privacy/storage.md.
func (db *DB) Erase(ctx context.Context) error {
	if db.engine == sqliteEngine {
		return db.emptyLog(ctx)
	}
	for _, s := range []string{`VACUUM FULL entry`, `VACUUM FULL sheet`, `VACUUM FULL card`} {
		if _, err := db.write.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("erase: %w", translate(err))
		}
	}
	return nil
}

// emptyLog moves SQLite's write-ahead log into the database and cuts it to
// nothing. It waits for readers, and says so if they do not end.
func (db *DB) emptyLog(ctx context.Context) error {
	var busy, frames, moved int
	if err := db.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &moved); err != nil {
		return fmt.Errorf("erase: %w", translate(err))
	}
	if busy != 0 {
		return fmt.Errorf("erase: %w", fault.New(fault.Unavailable, "store.busy"))
	}
	return nil
}
