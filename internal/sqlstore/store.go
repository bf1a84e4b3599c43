// Package sqlstore keeps everything in one of two databases, SQLite or
// PostgreSQL, with one SQL text.
//
// It is the only importer of database/sql. It loads and saves; it decides
// nothing: no permission and no score stands in its SQL, and of the rules only
// those that must hold at the moment of writing (who may still add answers and
// cards). A verb runs as load, decide, save in one transaction, and what it
// loads is held until its end, so that nobody changes it in between.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/check"
	"chancencheck/dialogue"
	"chancencheck/fault"
)

// DB is an open database. It is safe for concurrent use.
type DB struct {
	queries
	engine      engine
	write, read *sql.DB
	// SQLite's statements for reading and for transactions; nil with PostgreSQL.
	keptRead, keptWrite *statements
	// What comes from many at once: answers and votes.
	appender *appender[entryRow]
	votes    *appender[dialogue.Vote]
}

// Open opens a database, a file path for SQLite or a postgres:// address, and
// brings it to the program's version.
func Open(ctx context.Context, dsn string) (*DB, error) {
	e := engineOf(dsn)
	w, r, err := e.open(dsn)
	if err != nil {
		return nil, err
	}
	db := &DB{engine: e, write: w, read: r}
	if e == sqliteEngine {
		db.keptRead, db.keptWrite = newStatements(r), newStatements(w)
	}
	db.queries = queries{db}
	if err := ping(ctx, w); err != nil {
		return nil, errors.Join(err, db.closePools())
	}
	before, err := migrate(ctx, e, w)
	if err != nil {
		return nil, errors.Join(err, db.closePools())
	}
	if err := db.eraseLeft(ctx); err != nil {
		return nil, errors.Join(err, db.closePools())
	}
	if before > 0 && before < chained {
		if err := db.sealOld(ctx); err != nil {
			return nil, errors.Join(err, db.closePools())
		}
	}
	db.appender = newAppender(db, db.engine.saveEntries)
	db.votes = newAppender(db, saveVotes)
	return db, nil
}

// Engine returns the engine's name for people: "sqlite" or "postgres".
func (db *DB) Engine() string { return db.engine.name }

// Close waits for what is being stored and closes the database.
func (db *DB) Close() error {
	db.appender.close()
	db.votes.close()
	return db.closePools()
}

func (db *DB) closePools() error {
	if db.read == db.write {
		return db.write.Close()
	}
	return errors.Join(db.read.Close(), db.write.Close())
}

// querier is what a statement runs on: a pool or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// runner gives statements something to run on: the whole database, where each
// change is its own transaction, or one transaction that is going on.
type runner interface {
	reader() querier
	atomically(ctx context.Context, f func(querier) error) error
	// holding: what is loaded is held until the transaction ends.
	holding() bool
}

// queries has the statements, one file per concept.
type queries struct{ run runner }

func (db *DB) reader() querier {
	if db.keptRead != nil {
		return db.keptRead
	}
	return db.read
}

// in is how statements run in a transaction.
func (db *DB) in(tx *sql.Tx) querier {
	if db.keptWrite != nil {
		return db.keptWrite.in(tx)
	}
	return tx
}

func (db *DB) holding() bool { return false }

// tries is how often a transaction that met another one is decided again.
const tries = 8

func (db *DB) atomically(ctx context.Context, f func(querier) error) error {
	var err error
	for range tries {
		if err = db.once(ctx, f); !again(err) {
			return err
		}
	}
	return fmt.Errorf("%d tries: %w", tries, err)
}

func (db *DB) once(ctx context.Context, f func(querier) error) error {
	if db.keptWrite != nil {
		db.keptWrite.learn(ctx)
	}
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", translate(err))
	}
	r := &recording{querier: db.in(tx)}
	err = f(r)
	if err == nil {
		err = r.flush(ctx)
	}
	if err != nil {
		if rollback := tx.Rollback(); rollback != nil && !errors.Is(rollback, sql.ErrTxDone) {
			return errors.Join(err, rollback)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", translate(err))
	}
	return nil
}

// ongoing is a transaction that several verbs share.
type ongoing struct{ q querier }

func (o ongoing) reader() querier { return o.q }

func (o ongoing) atomically(_ context.Context, f func(querier) error) error { return f(o.q) }

func (o ongoing) holding() bool { return true }

// InTx runs f in one transaction: all or nothing. F may run more than once and
// must use the Tx alone. What f deleted of sheets and cards is unreadable in the
// files when InTx returns.
func (db *DB) InTx(ctx context.Context, f func(check.Tx) error) error {
	var left remains
	err := db.atomically(ctx, func(q querier) error {
		left = remains{}
		return f(txn{queries{ongoing{q}}, &left})
	})
	if err != nil {
		return err
	}
	return db.erase(ctx, left)
}

// stampLayout is fixed-width UTC, so that times sort as text.
const stampLayout = "2006-01-02T15:04:05.000Z"

// stamp writes an instant, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stampLayout)
}

// instant reads what stamp wrote.
func instant(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(stampLayout, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("stored time: %w", err)
	}
	return t, nil
}

// collect reads all rows with scan.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	if !storable(args...) {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, translate(rows.Err())
}

// one reads the row of a query, or answers fault.NotFound.
func one[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	if !storable(args...) {
		var none T
		return none, translate(sql.ErrNoRows)
	}
	return scan(q.QueryRowContext(ctx, query, args...))
}

// scanner is a row, or the row a cursor stands on.
type scanner interface{ Scan(dest ...any) error }

// changed executes a statement and reports how many rows it changed.
func changed(ctx context.Context, q querier, query string, args ...any) (int64, error) {
	if !storable(args...) {
		return 0, errText
	}
	res, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, translate(err)
	}
	return res.RowsAffected()
}

// exec executes a statement whose number of rows does not matter.
func exec(ctx context.Context, q querier, query string, args ...any) error {
	_, err := changed(ctx, q, query, args...)
	return err
}

// errText refuses text with a NUL or with bytes that are no characters.
// PostgreSQL cannot store it; for both engines to be the same, SQLite does not.
var errText = fault.New(fault.Invalid, "store.text")

// storable reports whether the texts among args can be stored.
func storable(args ...any) bool {
	for _, a := range args {
		v := reflect.ValueOf(a)
		if v.Kind() == reflect.String && (strings.Contains(v.String(), "\x00") || !utf8.ValidString(v.String())) {
			return false
		}
	}
	return true
}
