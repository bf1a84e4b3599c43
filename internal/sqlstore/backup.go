package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"

	"chancencheck/fault"
)

// Versions are the number of the last migration a database has seen, 0 for an
// empty one, and of the last one this program knows.
type Versions struct {
	Database, Program int64
}

// Inspect looks at a database without changing its tables.
func Inspect(ctx context.Context, dsn string) (Versions, error) {
	e := engineOf(dsn)
	if e == sqliteEngine {
		if _, err := os.Stat(dsn); err != nil {
			return Versions{}, err
		}
	}
	w, r, err := e.open(dsn)
	if err != nil {
		return Versions{}, err
	}
	db := &DB{engine: e, write: w, read: r}
	defer db.closePools()
	if err := ping(ctx, w); err != nil {
		return Versions{}, err
	}
	return versionsOf(ctx, e, w)
}

func versionsOf(ctx context.Context, e engine, db *sql.DB) (Versions, error) {
	files, err := migrationsFor(e)
	if err != nil {
		return Versions{}, err
	}
	p, err := goose.NewProvider(e.dialect, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return Versions{}, err
	}
	var v Versions
	sources := p.ListSources()
	v.Program = sources[len(sources)-1].Version
	err = db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&v.Database)
	if err != nil {
		return v, nil // a database without that table has seen no migration
	}
	return v, nil
}

// ErrOtherTool says that PostgreSQL's own tool makes and restores backups.
var ErrOtherTool = fault.New(fault.Invalid, "backup.postgres")

// Backup writes a copy of a SQLite database to a new file, as it is at one
// moment and without anything that was deleted. Others may go on working.
func (db *DB) Backup(ctx context.Context, file string) error {
	if db.engine != sqliteEngine {
		return ErrOtherTool
	}
	return copyInto(ctx, db.write, file)
}

// Restore makes a SQLite database from a backup. It checks the backup and
// refuses to overwrite anything; where it fails, there is no database.
func Restore(ctx context.Context, backup, file string) error {
	if engineOf(file) != sqliteEngine {
		return ErrOtherTool
	}
	for _, part := range []string{file, file + "-wal", file + "-shm"} {
		if _, err := os.Stat(part); !errors.Is(err, fs.ErrNotExist) {
			return fault.New(fault.Conflict, "backup.exists", "file", part)
		}
	}
	if _, err := os.Stat(backup); err != nil {
		return err
	}
	from, err := sql.Open("sqlite", "file:"+(&url.URL{Path: backup}).EscapedPath()+"?mode=ro&immutable=1")
	if err != nil {
		return fmt.Errorf("open backup: %w", err)
	}
	defer from.Close()
	var found string
	if err := from.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&found); err != nil || found != "ok" {
		return fault.New(fault.Invalid, "backup.damaged", "file", backup)
	}
	v, err := versionsOf(ctx, sqliteEngine, from)
	switch {
	case err != nil:
		return err
	case v.Database == 0:
		return fault.New(fault.Invalid, "backup.damaged", "file", backup)
	case v.Database > v.Program:
		return fault.New(fault.Conflict, "store.newer", "database", v.Database, "program", v.Program)
	}
	return copyInto(ctx, from, file)
}

// copyInto writes a database to a new file that only its owner can read. The
// file gets its name when all of it is on the disk.
func copyInto(ctx context.Context, db *sql.DB, file string) (err error) {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Conflict, "backup.exists", "file", file)
	}
	part, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer func() {
		err = errors.Join(err, part.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(part.Name()))
		}
	}()
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, part.Name()); err != nil {
		return fmt.Errorf("write %s: %w", file, translate(err))
	}
	if err := part.Sync(); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	if err := os.Rename(part.Name(), file); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return syncFolder(filepath.Dir(file))
}

// syncFolder makes a new name in a folder last.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
