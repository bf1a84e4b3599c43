package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancencheck/internal/sqlstore"
)

// write makes a file in a new folder.
func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const small = `format: chancencheck-instrument/1
id: small
version: "1"
title: Small
languages: [en]
scales:
  - id: practice
    kind: levels
    levels: [{id: "0", label: No, points: 0}, {id: "1", label: Partly, points: 1}, {id: "2", label: Yes, points: 2}]
fields:
  - id: a
    title: A
    questions:
      - {id: q1, scale: practice, text: One?}
      - {id: q2, scale: practice, text: Two?}
score: {method: mean, over: questions, measure: share, scale: 100, total: {id: total}}
`

func TestScore(t *testing.T) {
	t.Parallel()
	ins := write(t, "small.yaml", small)
	answers := write(t, "answers.csv", "subject,question,answer\nnorth,q1,2\nnorth,q2,Partly\nsouth,q1,0\nsouth,q2,n/a\n")
	status, stdout, stderr := tool(t, "score", "--instrument", ins, "--answers", answers, "--rank")
	want := "subject,node,value,coverage,rank\nnorth,total,75,1,1\nnorth,a,75,1,1\nsouth,total,0,1,2\nsouth,a,0,1,2\n"
	if status != 0 || stdout != want {
		t.Errorf("status %d, stderr %q, stdout:\n%s", status, stderr, stdout)
	}
	bad := write(t, "bad.csv", "subject,question,answer\nnorth,q1,7\n")
	status, stdout, stderr = tool(t, "score", "--instrument", ins, "--answers", bad)
	if status != statusFailed || stdout != "" || !strings.Contains(stderr, "bad.csv, row 2, column answer") {
		t.Errorf("status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
	status, _, stderr = tool(t, "score", "--instrument", ins, "--answers", "nowhere.csv")
	if status != statusFailed || !strings.Contains(stderr, "nowhere.csv does not exist") {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}

func TestInstrument(t *testing.T) {
	t.Parallel()
	broken := write(t, "broken.yaml", strings.Replace(small, "scale: practice, text: Two?", "scale: nothing, text: Two?", 1))
	status, _, stderr := tool(t, "instrument", "lint", broken)
	if status != statusFailed || !strings.Contains(stderr, broken+":15:") {
		t.Errorf("lint: status %d, %s", status, stderr)
	}
	file := write(t, "small.yaml", small)
	if status, stdout, stderr := tool(t, "instrument", "lint", file); status != 0 || !strings.Contains(stdout, "no mistakes") {
		t.Errorf("lint of a good file: status %d, %s%s", status, stdout, stderr)
	}
	status, stdout, _ := tool(t, "instrument", "show", file, "--format", "csv")
	if status != 0 || !strings.Contains(stdout, "small,1,a,q2,practice,Two?") {
		t.Errorf("show: status %d, %s", status, stdout)
	}
	out := filepath.Join(t.TempDir(), "small.json")
	if status, _, stderr := tool(t, "instrument", "convert", file, "--out", out); status != 0 {
		t.Fatalf("convert: %s", stderr)
	}
	if status, _, stderr := tool(t, "instrument", "lint", out); status != 0 {
		t.Errorf("what convert wrote has mistakes: %s", stderr)
	}
	if status, _, _ := tool(t, "instrument", "convert", file, "--out", out); status != statusFailed {
		t.Error("convert overwrote a file")
	}
	if status, _, _ := tool(t, "instrument", "convert", file, "--out", "small.doc"); status != statusUsage {
		t.Error("convert wrote an unknown kind of file")
	}
}

func TestImport(t *testing.T) {
	t.Parallel()
	db, dir := town(t), t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if status, _, stderr := tool(t, "import", dir, "--db", db); status != statusFailed || !strings.Contains(stderr, "units.csv") {
		t.Errorf("an empty folder: status %d, %s", status, stderr)
	}
	put("units.csv", "\ufeffid;name;level;kind;headcount\na1;Bürgerbüro;Abteilung;Publikum;sechs\n")
	status, _, stderr := tool(t, "import", dir, "--db", db)
	if status != statusFailed || !strings.Contains(stderr, "units.csv, row 2") || !strings.Contains(stderr, "Nothing was imported") {
		t.Errorf("a bad table: status %d, %s", status, stderr)
	}
	put("units.csv", "\ufeffid;name;level;kind;headcount\na1;Bürgerbüro;Abteilung;Publikum;6\n")
	preview, stdout, _ := tool(t, "import", dir, "--db", db, "--dry-run", "--format", "json")
	var rows []map[string]string
	if err := json.Unmarshal([]byte(stdout), &rows); err != nil || preview != 0 || len(rows) != 1 || rows[0]["change"] != "add" {
		t.Errorf("preview: status %d, %v, %s", preview, err, stdout)
	}
	if status, stdout, stderr = tool(t, "import", dir, "--db", db); status != 0 || !strings.Contains(stdout, "Bürgerbüro") {
		t.Errorf("after a preview there is nothing to import: status %d, %s%s", status, stdout, stderr)
	}
	if status, stdout, _ = tool(t, "import", dir, "--db", db); status != 0 || strings.Contains(stdout, "Bürgerbüro") {
		t.Errorf("the same table again changes something: status %d, %s", status, stdout)
	}
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	db, dir := town(t), t.TempDir()
	copied, restored := filepath.Join(dir, "copy"), filepath.Join(dir, "restored.db")
	if status, _, stderr := tool(t, "backup", copied, "--db", db); status != 0 {
		t.Fatal(stderr)
	}
	if status, _, stderr := tool(t, "restore", copied, "--db", restored); status != 0 {
		t.Fatal(stderr)
	}
	if status, _, stderr := tool(t, "restore", copied, "--db", restored); status != statusFailed || !strings.Contains(stderr, "exists already") {
		t.Errorf("restored over a database: status %d, %s", status, stderr)
	}
	store, err := sqlstore.Open(context.Background(), restored)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if o, err := store.Organisation(context.Background(), "town"); err != nil || o.Name != "Beispielstadt" {
		t.Errorf("restored %q, %v", o.Name, err)
	}
	if status, _, stderr := tool(t, "backup", filepath.Join(dir, "x"), "--db", filepath.Join(dir, "none.db")); status != statusFailed || !strings.Contains(stderr, "does not exist") {
		t.Errorf("a backup of nothing: status %d, %s", status, stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("a backup of nothing made a database")
	}
	if status, _, stderr := tool(t, "restore", copied, "--db", "postgres://localhost/x"); status != statusFailed || !strings.Contains(stderr, "pg_restore") {
		t.Errorf("PostgreSQL: status %d, %s", status, stderr)
	}
}

func TestMigrateAndDoctor(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "a.db")
	status, stdout, _ := tool(t, "doctor", "--db", db, "--format", "csv")
	if status != 0 || !strings.Contains(stdout, "database,note") {
		t.Errorf("doctor before: status %d\n%s", status, stdout)
	}
	if status, stdout, _ = tool(t, "migrate", "--db", db); status != 0 || !strings.Contains(stdout, "was at version 0") {
		t.Errorf("migrate: status %d, %s", status, stdout)
	}
	if status, stdout, _ = tool(t, "migrate", "--db", db); status != 0 || !strings.Contains(stdout, "already") {
		t.Errorf("migrate again: status %d, %s", status, stdout)
	}
	status, stdout, _ = tool(t, "doctor", "--db", db, "--format", "csv")
	for _, want := range []string{"database,ok", "style sheets and scripts,ok", "PDF renderer,", "languages,ok", "disk space,"} {
		if status != 0 || !strings.Contains(stdout, want) {
			t.Errorf("doctor: status %d, no %q in\n%s", status, want, stdout)
		}
	}
}

func TestNewerDatabase(t *testing.T) {
	t.Parallel()
	db := filepath.Join("testdata", "newer.sqlite")
	raw, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, "newer.db", string(raw))
	for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"migrate"}} {
		status, stdout, stderr := tool(t, append(args, "--db", file)...)
		if status != statusFailed || stdout != "" || !strings.Contains(stderr, "newer than this program") {
			t.Errorf("%v: status %d, stdout %q, stderr %q", args, status, stdout, stderr)
		}
	}
	if status, stdout, _ := tool(t, "doctor", "--db", file); status != statusFailed || !strings.Contains(stdout, "newer") {
		t.Errorf("doctor: status %d, %s", status, stdout)
	}
	if status, _, stderr := tool(t, "restore", file, "--db", file+".new"); status != statusFailed || !strings.Contains(stderr, "newer") {
		t.Errorf("restore: status %d, %s", status, stderr)
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	status, stdout, _ := tool(t, "version", "--format", "json")
	var rows []map[string]string
	if err := json.Unmarshal([]byte(stdout), &rows); err != nil || status != 0 || rows[0]["version"] != version {
		t.Errorf("status %d, %v, %s", status, err, stdout)
	}
}
