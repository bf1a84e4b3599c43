package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"chancencheck/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationsFor returns the migrations in the words of an engine: one text, but
// SQLite is told to keep no row numbers where the order of arrival must not be
// kept.
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
			text = strings.ReplaceAll(text, "/*WITHOUT ROWID*/", "WITHOUT ROWID")
		}
		out[strings.TrimPrefix(name, "migrations/")] = &fstest.MapFile{Data: []byte(text)}
	}
	return out, nil
}

// migrate brings the database to the program's version. A database that is
// newer than the program is refused and left as it is.
func migrate(ctx context.Context, e engine, db *sql.DB) error {
	files, err := migrationsFor(e)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	p, err := goose.NewProvider(e.dialect, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read database version: %w", translate(err))
	}
	if current > target {
		return fault.New(fault.Conflict, "store.newer", "database", current, "program", target)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", translate(err))
	}
	return nil
}
