package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"chancencheck/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// forSQLite gives the migrations the words of SQLite: strict tables, which like
// PostgreSQL refuse text where a number belongs, and no row numbers where the
// order of arrival must not be kept.
var forSQLite = strings.NewReplacer("/*SQLite: STRICT*/", "STRICT", "/*SQLite: STRICT, WITHOUT ROWID*/", "STRICT, WITHOUT ROWID",
	" BIGINT ", " INTEGER ", " BOOLEAN ", " INTEGER ", " BYTEA ", " BLOB ")

// migrationsFor returns the migrations in the words of an engine.
func migrationsFor(e engine) (fs.FS, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	out := fstest.MapFS{}
	for _, name := range names {
		b, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		text := string(b)
		if e == sqliteEngine {
			text = forSQLite.Replace(text)
		}
		out[strings.TrimPrefix(name, "migrations/")] = &fstest.MapFile{Data: []byte(text)}
	}
	return out, nil
}

// migrate brings the database to the program's version. A database that is
// newer than the program is refused and left as it is. It returns the version the
// database had, 0 for a new one.
func migrate(ctx context.Context, e engine, db *sql.DB) (int64, error) {
	if e == postgresEngine {
		release, err := lockMigrations(ctx, db)
		if err != nil {
			return 0, fmt.Errorf("wait for another migration: %w", translate(err))
		}
		defer release()
	}
	files, err := migrationsFor(e)
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	p, err := goose.NewProvider(e.dialect, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("prepare migrations: %w", err)
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return 0, fmt.Errorf("read database version: %w", translate(err))
	}
	if current > target {
		return 0, fault.New(fault.Conflict, "store.newer", "database", current, "program", target)
	}
	if _, err := p.Up(ctx); err != nil {
		return 0, fmt.Errorf("migrate database: %w", translate(err))
	}
	return current, nil
}

// migrationLock is the number of the advisory lock: any number, always the same.
const migrationLock = 8221015

// lockMigrations waits until no other program migrates the same database.
// SQLite needs no such lock: one program owns the file.
func lockMigrations(ctx context.Context, db *sql.DB) (release func(), err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, migrationLock); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() {
		// An error means that the connection is gone, and the lock with it.
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, migrationLock)
		_ = conn.Close()
	}, nil
}
