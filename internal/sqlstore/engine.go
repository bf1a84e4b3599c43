package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"chancencheck/fault"
)

// engine is one of the two database engines. This file names every difference
// between them; the SQL text is the same.
//
//  1. how it is opened: SQLite has one writer and several readers
//  2. what its errors mean
//  3. how many answers are stored at once (entry.go)
//  4. how deleted rows are made unreadable (erase.go)
//  5. strict types and tables without row numbers (migrate.go)
//  6. how two programs that start at once migrate one after the other (migrate.go)
type engine struct {
	name    string
	dialect goose.Dialect
}

var (
	sqliteEngine   = engine{"sqlite", goose.DialectSQLite3}
	postgresEngine = engine{"postgres", goose.DialectPostgres}
)

func engineOf(dsn string) engine {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return postgresEngine
	}
	return sqliteEngine
}

// open returns a pool for writing and one for reading.
func (e engine) open(dsn string) (write, read *sql.DB, err error) {
	if e == postgresEngine {
		write, err = sql.Open("pgx", dsn)
		if err != nil {
			return nil, nil, fmt.Errorf("open postgres: %w", err)
		}
		write.SetMaxOpenConns(16)
		write.SetMaxIdleConns(16)
		return write, write, nil
	}
	if err := createPrivately(dsn); err != nil {
		return nil, nil, err
	}
	if write, err = sql.Open("sqlite", sqliteDSN(dsn, false)); err != nil {
		return nil, nil, fmt.Errorf("open sqlite: %w", err)
	}
	write.SetMaxOpenConns(1)
	if read, err = sql.Open("sqlite", sqliteDSN(dsn, true)); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open sqlite: %w", err), write.Close())
	}
	read.SetMaxOpenConns(8)
	read.SetMaxIdleConns(8)
	return write, read, nil
}

// createPrivately makes sure that a new database file, and with it its log, can
// be read by the program's user alone.
func createPrivately(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open sqlite: %w", err)
	}
	return f.Close()
}

// sqliteDSN opens a file in write-ahead mode. Synchronous FULL makes a commit
// survive a power cut; secure_delete overwrites what is deleted.
func sqliteDSN(path string, readOnly bool) string {
	q := url.Values{}
	pragma := func(p string) { q.Add("_pragma", p) }
	pragma("busy_timeout(10000)")
	pragma("journal_mode(WAL)")
	pragma("synchronous(FULL)")
	pragma("foreign_keys(ON)")
	pragma("secure_delete(ON)")
	pragma("temp_store(MEMORY)")
	if readOnly {
		pragma("query_only(ON)")
	} else {
		q.Set("_txlock", "immediate")
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// translate turns an engine's error into what callers understand.
func translate(err error) error {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fault.New(fault.NotFound, "store.not_found")
	case errors.Is(err, context.DeadlineExceeded):
		return fault.New(fault.Unavailable, "store.busy")
	case errors.As(err, &lite):
		return fromSQLite(lite)
	case errors.As(err, &pg):
		return fromPostgres(pg)
	}
	return err
}

func fromSQLite(err *sqlite.Error) error {
	switch err.Code() {
	case lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_PRIMARYKEY:
		return fault.New(fault.Conflict, "store.exists")
	case lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fault.New(fault.NotFound, "store.not_found")
	case lib.SQLITE_FULL:
		return fault.New(fault.Unavailable, "store.full")
	case lib.SQLITE_BUSY, lib.SQLITE_BUSY_SNAPSHOT:
		return fault.New(fault.Unavailable, "store.busy")
	}
	return err
}

// fromPostgres reads a code of PostgreSQL. Source: its manual, appendix A.
func fromPostgres(err *pgconn.PgError) error {
	switch err.Code {
	case "23505": // unique_violation
		return fault.New(fault.Conflict, "store.exists")
	case "23503": // foreign_key_violation
		return fault.New(fault.NotFound, "store.not_found")
	case "53100": // disk_full
		return fault.New(fault.Unavailable, "store.full")
	case "53300", "55P03", "57P01", "57P02", "57P03": // too many connections, lock not available, shutting down or starting
		return fault.New(fault.Unavailable, "store.busy")
	}
	return err
}

// again reports whether a transaction failed only because of another one.
func again(err error) bool {
	var pg *pgconn.PgError
	return errors.Is(err, errStale) || errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// errStale says that a row went away between loading and saving.
var errStale = errors.New("changed meanwhile")

// ping waits for nothing: a database that is not there is an error at once.
func ping(ctx context.Context, db *sql.DB) error {
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf("reach database: %w", err)
	}
	return nil
}
