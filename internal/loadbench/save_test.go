package loadbench

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chancencheck/check"
	"chancencheck/internal/pgtest"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// callers save at once: a large team on its phones.
const callers = 16

// payload is as long as a sealed entry with a short note.
var payload = make([]byte, 540)

// BenchmarkSaveAnswer compares what callers get out of the store with what they
// get when each runs one INSERT per transaction on the same engine with the
// same durability. "ratio" above 1: the store is faster.
func BenchmarkSaveAnswer(b *testing.B) {
	for _, e := range []struct {
		name string
		dsn  func(testing.TB) string
		raw  func(b *testing.B) *sql.DB
	}{
		{"sqlite", file, plainSQLite},
		{"postgres", pgtest.DSN, plainPostgres},
	} {
		b.Run(e.name, func(b *testing.B) {
			db, raw := opened(b, e.dsn(b)), e.raw(b)
			ctx := context.Background()
			sheets := team(b, db)
			var n atomic.Int64
			item := func() string { return fmt.Sprint("q", n.Add(1)) }
			var ours, reference time.Duration
			b.ResetTimer()
			for done := 0; done < b.N; { // in turns, so that both meet the same weather
				turn := min(b.N-done, 2000)
				ours += together(b, turn, func(caller int) error {
					return db.SaveEntry(ctx, sheets[caller], check.ItemID(item()), payload)
				})
				reference += together(b, turn, func(caller int) error {
					_, err := raw.ExecContext(ctx, `INSERT INTO plain (sheet, item, payload) VALUES ($1, $2, $3)`, string(sheets[caller]), item(), payload)
					return err
				})
				done += turn
			}
			b.ReportMetric(float64(b.N)/ours.Seconds(), "answers/s")
			b.ReportMetric(float64(b.N)/reference.Seconds(), "inserts/s")
			b.ReportMetric(reference.Seconds()/ours.Seconds(), "ratio")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// together lets all callers share n calls and returns how long they took.
func together(b *testing.B, n int, call func(caller int) error) time.Duration {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(n))
	start := time.Now()
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := call(caller); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(start)
}

func file(t testing.TB) string { return filepath.Join(t.TempDir(), "bench.db") }

func opened(b *testing.B, dsn string) *sqlstore.DB {
	b.Helper()
	db, err := sqlstore.Open(b.Context(), dsn)
	must(b, err)
	b.Cleanup(func() { must(b, db.Close()) })
	return db
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

const plainTable = `CREATE TABLE plain (sheet TEXT NOT NULL, item TEXT NOT NULL, payload %s NOT NULL, PRIMARY KEY (sheet, item))`

// plainSQLite is the reference: one writer, the same journal, the same sync.
func plainSQLite(b *testing.B) *sql.DB {
	dsn := "file:" + file(b) + "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	return plain(b, "sqlite", dsn, 1, "BLOB")
}

func plainPostgres(b *testing.B) *sql.DB { return plain(b, "pgx", pgtest.DSN(b), callers, "BYTEA") }

func plain(b *testing.B, driver, dsn string, connections int, binary string) *sql.DB {
	b.Helper()
	raw, err := sql.Open(driver, dsn)
	must(b, err)
	raw.SetMaxOpenConns(connections)
	raw.SetMaxIdleConns(connections)
	b.Cleanup(func() { must(b, raw.Close()) })
	_, err = raw.Exec(fmt.Sprintf(plainTable, binary))
	must(b, err)
	return raw
}

// team puts one check with a sheet for each caller into an empty database.
func team(b *testing.B, db *sqlstore.DB) []check.SheetKey {
	b.Helper()
	ctx := b.Context()
	must(b, db.PutOrganisation(ctx, organisation.Organisation{ID: "o"}))
	must(b, db.CreateRound(ctx, &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, State: round.Running}))
	must(b, db.CreateChecks(ctx, []*check.Check{{Ref: check.Ref{Org: "o", ID: "c"}, Round: "r", State: check.Preparing, Mode: round.Private}}))
	var keys []check.SheetKey
	for range callers {
		s := check.Sheet{Key: check.SheetKey(rand.Text()), Org: "o", Check: "c", Mode: round.Private, Sealed: true}
		must(b, db.CreateSheet(ctx, s, check.MostSeats))
		keys = append(keys, s.Key)
	}
	return keys
}
