// Package bare is a database with nothing around it. Measurements compare the
// store of the product with it: one INSERT per transaction, as durable.
package bare

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// DB is one SQLite file with one table, the product's table of answers.
type DB struct {
	write *sql.DB
	save  *sql.Stmt
}

// Open makes the file. A commit is durable as in the product: it has reached
// the disk before it is acknowledged.
func Open(ctx context.Context, path string) (*DB, error) {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)"}}
	write, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	write.SetMaxOpenConns(1)
	_, err = write.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS entry (sheet TEXT NOT NULL, item TEXT NOT NULL, payload BLOB NOT NULL,
		PRIMARY KEY (sheet, item)) STRICT, WITHOUT ROWID`)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("create table: %w", err), write.Close())
	}
	save, err := write.PrepareContext(ctx, `INSERT INTO entry (sheet, item, payload) VALUES ($1, $2, $3)
		ON CONFLICT (sheet, item) DO UPDATE SET payload = excluded.payload`)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare: %w", err), write.Close())
	}
	return &DB{write, save}, nil
}

// Save stores one answer in a transaction of its own.
func (db *DB) Save(ctx context.Context, sheet, item string, payload []byte) error {
	_, err := db.save.ExecContext(ctx, sheet, item, payload)
	return err
}

// Close closes the file.
func (db *DB) Close() error { return errors.Join(db.save.Close(), db.write.Close()) }
