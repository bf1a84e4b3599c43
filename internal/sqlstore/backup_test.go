package sqlstore_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	name := func(file string) string { return filepath.Join(dir, file) }
	db, err := sqlstore.Open(ctx, name("a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.PutOrganisation(ctx, organisation.Organisation{ID: "o", Name: "Ö"}); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(ctx, name("copy")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name("copy")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup is not for its owner alone: %v %v", info.Mode(), err)
	}
	if err := db.Backup(ctx, name("copy")); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second backup over the first: %v", err)
	}
	if err := sqlstore.Restore(ctx, name("copy"), name("a.db")); fault.KindOf(err) != fault.Conflict {
		t.Errorf("restored over a database: %v", err)
	}
	if err := sqlstore.Restore(ctx, name("copy"), name("b.db")); err != nil {
		t.Fatal(err)
	}
	restored, err := sqlstore.Open(ctx, name("b.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	if o, err := restored.Organisation(ctx, "o"); err != nil || o.Name != "Ö" {
		t.Errorf("restored %q, %v", o.Name, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 7 {
		t.Errorf("something was left behind: %v %v", entries, err)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad, target := filepath.Join(dir, "bad"), filepath.Join(dir, "new.db")
	if err := os.WriteFile(bad, []byte("this is no database at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sqlstore.Restore(context.Background(), bad, target); fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v", err)
	}
	if err := sqlstore.Restore(context.Background(), filepath.Join(dir, "none"), target); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(target); !errors.Is(err, os.ErrNotExist) {
		t.Error("a failed restore left a database")
	}
	if err := sqlstore.Restore(context.Background(), bad, "postgres://localhost/x"); !errors.Is(err, sqlstore.ErrOtherTool) {
		t.Errorf("got %v", err)
	}
}

func TestInspect(t *testing.T) {
	t.Parallel()
	ctx, file := context.Background(), filepath.Join(t.TempDir(), "a.db")
	if _, err := sqlstore.Inspect(ctx, file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a database that is not there: %v", err)
	}
	db, err := sqlstore.Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	v, err := sqlstore.Inspect(ctx, file)
	if err != nil || v.Database == 0 || v.Database != v.Program {
		t.Errorf("%+v, %v", v, err)
	}
}
