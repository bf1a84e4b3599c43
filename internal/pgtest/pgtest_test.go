package pgtest

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func query[T any](t *testing.T, dsn, statement string) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var v T
	if err := conn.QueryRow(t.Context(), statement).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestEveryTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	one, two := DSN(t), DSN(t)
	if one == two {
		t.Fatal("two tests would share a database")
	}
	query[int](t, one, "WITH x AS (SELECT 1) SELECT * FROM x")
	if got := query[string](t, one, "SHOW fsync"); got != "on" {
		t.Errorf("fsync is %s: what a test finds durable would not be", got)
	}
	if got := query[int](t, one, "SELECT current_setting('server_version_num')::int"); got < 150000 {
		t.Errorf("server version %d is older than 15", got)
	}
}

func TestDatabaseIsDroppedWithConnectionsOpen(t *testing.T) {
	t.Parallel()
	var dsn string
	t.Run("uses it", func(t *testing.T) {
		dsn = DSN(t)
		if _, err := pgx.Connect(context.Background(), dsn); err != nil { // left open
			t.Fatal(err)
		}
	})
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	admin, err := server()
	if err != nil {
		t.Fatal(err)
	}
	left := query[int](t, admin.DSN, "SELECT count(*) FROM pg_database WHERE datname = '"+strings.TrimPrefix(u.Path, "/")+"'")
	if left != 0 {
		t.Error("the database is still there")
	}
}

// TestClusterEndsWithItsProcess starts a cluster in another process, kills
// that, and sees the cluster's folder disappear.
func TestClusterEndsWithItsProcess(t *testing.T) {
	t.Parallel()
	if os.Getenv("PGTEST_HOLD") != "" {
		hold(t)
		return
	}
	temp, err := os.MkdirTemp("", "hold")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(temp, 0o777); err != nil { // the server's user may remove its folder
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(temp); err != nil {
			t.Error(err)
		}
	})
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestClusterEndsWithItsProcess$")
	cmd.Env = append(os.Environ(), "PGTEST_HOLD=1", "TMPDIR="+temp)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 1<<10)
	n, _ := out.Read(buf)
	if got := string(buf[:n]); !strings.Contains(got, "ready") {
		t.Fatalf("the other process says %q", got)
	}
	if len(folders(t, temp)) != 1 {
		t.Fatalf("folders: %v", folders(t, temp))
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	for deadline := time.Now().Add(30 * time.Second); len(folders(t, temp)) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v", folders(t, temp))
		}
	}
}

// hold starts a cluster and waits to be killed.
func hold(t *testing.T) {
	if _, err := Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	os.Stdout.WriteString("ready\n")
	time.Sleep(time.Minute)
}

func folders(t *testing.T, in string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(in, "pgtest*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestStopRemovesTheFolder(t *testing.T) {
	t.Parallel()
	c, err := Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(c.dir); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestClusterOutlivesTheCollector(t *testing.T) {
	dsn := DSN(t)
	for range 3 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond) // cleanups run in the background
	}
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatalf("the server went away with the garbage: %v", err)
	}
	if err := conn.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
