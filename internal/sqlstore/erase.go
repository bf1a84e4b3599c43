package sqlstore

import (
	"context"
	"fmt"
)

// Erase makes what was deleted unreadable in the database's files. SQLite
// overwrites deleted rows in place (secure_delete) and keeps the old pages only
// in its write-ahead log, which is emptied here. PostgreSQL keeps deleted rows
// until a vacuum; its own log is overwritten in time, see docs/privacy.
//
// Callers run it after the transaction that deleted; it changes nothing else.
func (db *DB) Erase(ctx context.Context) error {
	statements := []string{`VACUUM entry`, `VACUUM sheet`, `VACUUM card`}
	if db.engine == sqliteEngine {
		statements = []string{`PRAGMA wal_checkpoint(TRUNCATE)`}
	}
	for _, s := range statements {
		if _, err := db.write.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("erase: %w", translate(err))
		}
	}
	return nil
}
