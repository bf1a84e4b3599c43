package loadbench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/pgtest"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// The size of a city: 130 departments, 28 agreements and 5 notes each.
const (
	departments = 130
	agreed      = 28
	noted       = 5
	years       = 10
)

// BenchmarkPages compares what pages load from a database with ten rounds with
// the same from a database with one. "ratio" near 1: what was long ago costs
// nothing today.
func BenchmarkPages(b *testing.B) {
	for name, dsn := range map[string]func(testing.TB) string{"sqlite": file, "postgres": pgtest.DSN} {
		b.Run(name, func(b *testing.B) {
			young, old := opened(b, dsn(b)), opened(b, dsn(b))
			city(b, young, 1)
			city(b, old, years)
			b.ResetTimer()
			took := map[string][2][]time.Duration{}
			for range b.N {
				for _, q := range queries {
					t := took[q.name]
					for i, db := range []*sqlstore.DB{young, old} {
						must(b, q.load(context.Background(), db)) // warm: what ran before must not count
						start := time.Now()
						must(b, q.load(context.Background(), db))
						t[i] = append(t[i], time.Since(start))
					}
					took[q.name] = t
				}
			}
			for _, q := range queries {
				one, ten := median(took[q.name][0]), median(took[q.name][1])
				unit := strings.ReplaceAll(q.name, " ", "-")
				b.ReportMetric(float64(one.Microseconds()), unit+"-µs")
				b.ReportMetric(ten.Seconds()/one.Seconds(), unit+"-ratio")
			}
		})
	}
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

var (
	now   = time.Date(2036, 3, 1, 9, 0, 0, 0, time.UTC)
	last  = round.Ref{Org: "o", ID: "r0"}
	first = check.Ref{Org: "o", ID: "r0c7"}
)

// queries are what the pages of a running round load.
var queries = []struct {
	name string
	load func(context.Context, *sqlstore.DB) error
}{
	{"check", func(ctx context.Context, db *sqlstore.DB) error { _, err := db.Check(ctx, first); return err }},
	{"code", func(ctx context.Context, db *sqlstore.DB) error {
		_, err := db.CheckByCode(ctx, string(first.ID))
		return err
	}},
	{"record", func(ctx context.Context, db *sqlstore.DB) error { _, err := db.Record(ctx, first); return err }},
	{"checks", func(ctx context.Context, db *sqlstore.DB) error { _, err := db.Checks(ctx, last); return err }},
	{"records", func(ctx context.Context, db *sqlstore.DB) error { _, err := db.RecordsOf(ctx, last); return err }},
	{"frozen", func(ctx context.Context, db *sqlstore.DB) error { _, err := db.Frozen(ctx, last); return err }},
	{"units", func(ctx context.Context, db *sqlstore.DB) error { _, err := db.Units(ctx, "o"); return err }},
	{"events", func(ctx context.Context, db *sqlstore.DB) error { _, err := db.Events(ctx, "o", 100); return err }},
}

// city fills a database with rounds of all departments.
func city(b *testing.B, db *sqlstore.DB, rounds int) {
	b.Helper()
	ctx := b.Context()
	must(b, db.PutOrganisation(ctx, organisation.Organisation{ID: "o"}))
	var units []organisation.Unit
	for u := range departments {
		units = append(units, organisation.Unit{Org: "o", ID: organisation.UnitID(fmt.Sprint("u", u)), Position: u})
	}
	must(b, db.PutUnits(ctx, units))
	answer, err := instrument.NewAnswerState(instrument.NobodyKnows)
	must(b, err)
	for r := range rounds {
		must(b, db.InTx(ctx, func(tx check.Tx) error { return oneRound(ctx, tx, round.ID(fmt.Sprint("r", r)), answer) }))
	}
}

func oneRound(ctx context.Context, tx check.Tx, id round.ID, answer instrument.Answer) error {
	if err := tx.CreateRound(ctx, &round.Round{Ref: round.Ref{Org: "o", ID: id}}); err != nil {
		return err
	}
	var checks []*check.Check
	for u := range departments {
		checks = append(checks, &check.Check{Ref: check.Ref{Org: "o", ID: check.ID(fmt.Sprint(id, "c", u))}, Round: id,
			Unit: organisation.UnitID(fmt.Sprint("u", u)), Code: fmt.Sprint(id, "c", u), State: check.Signed})
	}
	if err := tx.CreateChecks(ctx, checks, slices.Repeat([]audit.Event{{Org: "o", At: now, Verb: "check.sign"}}, departments)...); err != nil {
		return err
	}
	reason := strings.Repeat("Wir haben darüber gesprochen. ", 5)
	for _, c := range checks {
		for i := range agreed {
			if err := tx.PutAgreement(ctx, c.Ref, check.Agreement{Item: check.ItemID(fmt.Sprint("q", i)), Answer: answer, Reason: reason}); err != nil {
				return err
			}
		}
		for i := range noted {
			if err := tx.PutNote(ctx, c.Ref, check.Note{ID: fmt.Sprint("n", i), Kind: check.Worked, Text: reason}); err != nil {
				return err
			}
		}
		if err := tx.Freeze(ctx, c, []byte(strings.Repeat(`{"x":1}`, 300))); err != nil {
			return err
		}
	}
	return nil
}
