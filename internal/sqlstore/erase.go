package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

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

// erase does what is due after a transaction. Whoever lays cards does not wait
// for PostgreSQL to write its tables anew: that happens when they are cleared,
// and until then only the server's own files know. If it fails, the change
// itself stands: the fault says so, "store.unerased".
func (db *DB) erase(ctx context.Context, left remains) error {
	ctx = context.WithoutCancel(ctx)
	var err error
	switch {
	case left.cleared:
		err = db.Erase(ctx)
	case left.laid && db.engine == sqliteEngine:
		err = db.rewrite(ctx, "card")
	}
	if err != nil {
		return fmt.Errorf("%w: %w", fault.New(fault.Unavailable, "store.unerased"), err)
	}
	return nil
}

// Erase makes what was deleted of sheets (partners' sheets too) and cards unreadable in the database's
// files. It runs by itself after every transaction that clears them, and once
// more at the next start if that was cut off.
//
// Overwriting deleted rows is not enough: SQLite leaves copies of rows behind
// when it balances pages, PostgreSQL keeps deleted rows as long as anybody
// looks at an older state. So the four tables are written anew. What remains
// in PostgreSQL's own log is said in docs/privacy/storage.md.
func (db *DB) Erase(ctx context.Context) error {
	if err := db.rewrite(ctx, "sheet", "entry", "card", "partner_sheet"); err != nil {
		return err
	}
	return db.atomically(ctx, func(q querier) error { return exec(ctx, q, `DELETE FROM unerased`) })
}

// eraseLeft finishes what a crash has cut off between a commit and its erasing.
func (db *DB) eraseLeft(ctx context.Context) error {
	var n int
	if err := db.write.QueryRowContext(ctx, `SELECT COUNT(*) FROM unerased`).Scan(&n); err != nil || n == 0 {
		return translate(err)
	}
	return db.Erase(ctx)
}

// rewrite writes tables anew, in the order of their random keys, so that their
// former pages are gone: zeroed by SQLite (secure_delete), deleted as files by
// PostgreSQL.
func (db *DB) rewrite(ctx context.Context, tables ...string) error {
	err := db.atomically(ctx, func(q querier) error {
		var statements []string
		for _, t := range tables {
			statements = append(statements, `CREATE TEMPORARY TABLE kept_`+t+` AS SELECT * FROM `+t)
		}
		if db.engine == postgresEngine {
			statements = append([]string{`LOCK TABLE ` + strings.Join(tables, ", ")}, statements...)
			statements = append(statements, `TRUNCATE `+strings.Join(tables, ", "))
		} else {
			for _, t := range slices.Backward(tables) {
				statements = append(statements, `DELETE FROM `+t)
			}
		}
		for _, t := range tables {
			statements = append(statements, `INSERT INTO `+t+` SELECT * FROM kept_`+t+` ORDER BY `+randomKey[t], `DROP TABLE kept_`+t)
		}
		for _, s := range statements {
			if err := exec(ctx, q, s); err != nil {
				return fmt.Errorf("erase: %w", err)
			}
		}
		return nil
	})
	if err != nil || db.engine == postgresEngine {
		return err
	}
	return db.emptyLog(ctx)
}

// randomKey is what each of the tables is ordered by.
var randomKey = map[string]string{"sheet": "key", "entry": "sheet, item", "card": "key", "partner_sheet": "key"}

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
