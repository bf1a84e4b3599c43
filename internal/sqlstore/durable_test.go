package sqlstore_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"chancencheck/check"
	"chancencheck/internal/pgtest"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// saver is the environment variable that turns the test binary into a program
// that saves answers and prints each acknowledgement: "dsn callers answers".
const saver = "SQLSTORE_TEST_SAVER"

func TestMain(m *testing.M) {
	if order := os.Getenv(saver); order != "" {
		if err := save(order); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func save(order string) error {
	var dsn string
	var callers, answers int
	if _, err := fmt.Sscan(order, &dsn, &callers, &answers); err != nil {
		return err
	}
	db, err := sqlstore.Open(context.Background(), dsn)
	if err != nil {
		return err
	}
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for n := range answers {
				item := fmt.Sprintf("%d-%d", caller, n)
				if err := db.SaveEntry(context.Background(), "k", check.ItemID(item), []byte(item)); err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				fmt.Fprintf(os.Stdout, "ack %s\n", item) // one write each
			}
		})
	}
	all.Wait()
	return db.Close()
}

// prepared makes a database with one sheet and closes it.
func prepared(t *testing.T, dsn string) {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		db.PutOrganisation(t.Context(), organisation.Organisation{ID: "o"}),
		db.CreateRound(t.Context(), &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, State: round.Running}),
		db.CreateChecks(t.Context(), []*check.Check{{Ref: check.Ref{Org: "o", ID: "c"}, Round: "r", State: check.Preparing}}),
		db.CreateSheet(t.Context(), check.Sheet{Key: "k", Org: "o", Check: "c", Mode: round.Private}, check.MostSeats),
		db.Close(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// killed runs the saver, calls disturb after some acknowledgements, kills it,
// and returns what it has acknowledged.
func killed(t *testing.T, dsn string, after int, disturb func()) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s 8 100000", saver, dsn))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		item, ok := strings.CutPrefix(lines.Text(), "ack ")
		if !ok {
			break // cut off in the middle of a line
		}
		acknowledged = append(acknowledged, item)
		if len(acknowledged) == after {
			disturb()
			if err := cmd.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || len(acknowledged) < after {
		t.Fatalf("the saver ended by itself after %d answers: %v", len(acknowledged), err)
	}
	return acknowledged
}

// allThere asks for every acknowledged entry.
func allThere(t *testing.T, dsn string, acknowledged []string) {
	t.Helper()
	db := open(t, dsn)
	got, err := db.Entries(t.Context(), "k")
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range acknowledged {
		if string(got[check.ItemID(item)]) != item {
			t.Errorf("%s was acknowledged and is lost (%d acknowledged, %d there)", item, len(acknowledged), len(got))
		}
	}
}

func TestKilledWhileSaving(t *testing.T) {
	t.Parallel()
	for range 6 {
		dsn := filepath.Join(t.TempDir(), "test.db")
		prepared(t, dsn)
		var acknowledged []string
		for range 2 { // the second time over what the first has left
			acknowledged = append(acknowledged, killed(t, dsn, 1+rand.IntN(300), func() {})...)
			allThere(t, dsn, acknowledged)
		}
		raw, err := sql.Open("sqlite", dsn)
		if err != nil {
			t.Fatal(err)
		}
		var verdict string
		if err := raw.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
			t.Errorf("integrity: %s, %v", verdict, err)
		}
		if err := raw.Close(); err != nil {
			t.Error(err)
		}
	}
}

// The server's process that stores the answers is killed too: PostgreSQL then
// throws away its memory and recovers from its log.
func TestServerKilledWhileSaving(t *testing.T) {
	t.Parallel()
	cluster, err := pgtest.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Stop(); err != nil {
			t.Error(err)
		}
	})
	prepared(t, cluster.DSN)
	var acknowledged []string
	for range 2 {
		acknowledged = append(acknowledged, killed(t, cluster.DSN, 50+rand.IntN(200), func() { crash(t, cluster.DSN) })...)
		recovered(t, cluster.DSN)
		allThere(t, cluster.DSN, acknowledged)
	}
}

// crash kills a process of the server and returns when the server has noticed:
// it then cuts off all others too.
func crash(t *testing.T, dsn string) {
	t.Helper()
	raw, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	other, err := raw.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var pid int
	if err := other.QueryRowContext(t.Context(), `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`).Scan(&pid); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Error(err)
	}
	for end := time.Now().Add(time.Minute); other.PingContext(t.Context()) == nil; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the server goes on as if nothing had happened")
		}
	}
}

// recovered returns when the server answers again.
func recovered(t *testing.T, dsn string) {
	t.Helper()
	raw, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		err := raw.Ping()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("no recovery: %v", err)
		}
	}
}

var call = regexp.MustCompile(`^(\d+) +(?:<\.\.\. )?(\w+)(?: resumed>|\((\d+)<([^>]*)>)(.*)$`)

// TestSyncBeforeAcknowledgement watches the system calls: the log is written,
// then synchronised, and only then is the answer acknowledged.
func TestSyncBeforeAcknowledgement(t *testing.T) {
	t.Parallel()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is missing: run `make deps`")
	}
	dsn, trace := filepath.Join(t.TempDir(), "test.db"), filepath.Join(t.TempDir(), "trace")
	prepared(t, dsn)
	const answers = 12
	cmd := exec.Command(strace, "-f", "-y", "-o", trace, "-e", "trace=fdatasync,fsync,pwrite64,write", os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s 1 %d", saver, dsn, answers))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	if acks := syncedAcks(t, strings.Split(string(lines), "\n"), dsn+"-wal"); acks != answers {
		t.Errorf("%d acknowledgements seen, want %d", acks, answers)
	}
}

// syncedAcks goes through a trace and counts the acknowledgements that follow a
// synchronised write.
func syncedAcks(t *testing.T, lines []string, log string) int {
	written, synced, acks := false, false, 0
	syncing := map[string]bool{} // by thread, between the two halves of a call
	for _, line := range lines {
		m := call.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		thread, name, file, rest := m[1], m[2], m[4], m[5]
		isSync := name == "fsync" || name == "fdatasync"
		switch {
		case isSync && file == log && strings.Contains(rest, "unfinished"):
			syncing[thread] = true
		case isSync && (file == log || syncing[thread]) && strings.HasSuffix(rest, "= 0"):
			syncing[thread], synced = false, written
		case file == log:
			written, synced = true, false
		case strings.Contains(rest, `"ack `):
			if !synced {
				t.Errorf("acknowledged before the log was synchronised: %s", line)
			}
			written, synced = false, false
			acks++
		}
	}
	return acks
}
