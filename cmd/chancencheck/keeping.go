package main

import (
	"errors"
	"io/fs"
	"runtime"
	"runtime/debug"

	"chancencheck/internal/sqlstore"
)

type migrate struct{ database }

// Run brings the database to the program's version.
func (m *migrate) Run(p *program) error {
	before, err := sqlstore.Inspect(p.ctx, m.DB)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	db, err := sqlstore.Open(p.ctx, m.DB)
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	after, err := sqlstore.Inspect(p.ctx, m.DB)
	if err != nil {
		return err
	}
	if before.Database == after.Database {
		say(p.stdout, "The database is at version %d already.", after.Database)
		return nil
	}
	say(p.stdout, "The database was at version %d and is at version %d now.", before.Database, after.Database)
	return nil
}

type backup struct {
	database
	File string `arg:"" help:"New file."`
}

// Run writes a copy of the database.
func (b *backup) Run(p *program) error {
	if _, err := sqlstore.Inspect(p.ctx, b.DB); err != nil {
		return err // there is nothing to copy, and none should be made
	}
	db, err := sqlstore.Open(p.ctx, b.DB)
	if err != nil {
		return err
	}
	if err := errors.Join(db.Backup(p.ctx, b.File), db.Close()); err != nil {
		return err
	}
	say(p.stdout, "Wrote %s. It holds everything, sheets that are still open included: keep it like the database.", b.File)
	return nil
}

type restore struct {
	database
	File string `arg:"" help:"Backup."`
}

// Run makes a database from a backup.
func (r *restore) Run(p *program) error {
	if err := sqlstore.Restore(p.ctx, r.File, r.DB); err != nil {
		return err
	}
	say(p.stdout, "Restored %s from %s.", r.DB, r.File)
	return nil
}

type showing struct{ printed }

// Run prints the version.
func (s *showing) Run(p *program) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, one := range info.Settings {
			if one.Key == "vcs.revision" {
				revision = one.Value
			}
		}
	}
	if s.Format == "table" {
		say(p.stdout, "chancencheck %s", version)
		return nil
	}
	return s.print(p.stdout, []string{"version", "revision", "go", "platform"},
		[][]string{{version, revision, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}})
}
