package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"chancencheck/audit"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// happened is an event some minutes after the moment of the suite.
func happened(org organisation.OrgID, minutes int, verb string) audit.Event {
	return audit.Event{Org: string(org), At: Now.Add(time.Duration(minutes) * time.Minute), Person: "p", Verb: verb, Object: "o", Detail: texts[1]}
}

// verified is what verifying an organisation's record comes to.
func (w *world) verified(org organisation.OrgID, witnesses ...audit.Link) audit.Finding {
	w.Helper()
	c, err := w.db.Chain(w.ctx, org)
	w.must(err)
	return audit.Verify(c, witnesses...)
}

func chains(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	w.is(audit.Finding{From: 1, Fault: audit.Empty}, w.verified("a"))
	w.must(db.Recorded(w.ctx))
	w.must(db.Recorded(w.ctx, happened("a", 0, "one"), happened("b", 0, "else"), happened("a", 1, "two")))
	w.must(db.PutOrganisation(w.ctx, organisation.Organisation{ID: "a"}, happened("a", 2, "three")))
	f := w.verified("a")
	w.is(3, f.Events)
	w.is(audit.Whole, f.Fault)
	w.is(1, w.verified("a", f.End).Witnessed)
	w.is(1, w.verified("b").Events)
	rd := &round.Round{Ref: round.Ref{Org: "a", ID: "r"}, State: round.Drafted}
	w.must(db.CreateRound(w.ctx, rd))
	lost := errors.New("lost")
	err := db.UpdateRound(w.ctx, rd.Ref, func(*round.Round) ([]audit.Event, error) { return []audit.Event{happened("a", 3, "four")}, lost })
	if !errors.Is(err, lost) {
		t.Error(err)
	}
	w.is(f, w.verified("a")) // what did not happen is not in the record
	for query, want := range map[[2]string]int{{"o", ""}: 3, {"", "p"}: 3, {"x", ""}: 0, {"o", "q"}: 0} {
		found, err := db.EventsOf(w.ctx, "a", query[0], query[1])
		w.must(err)
		w.is(want, len(found))
	}
}

// chainAtOnce: writers of two organisations in every transaction, in both
// orders, neither wait for each other for ever nor break a chain.
func chainAtOnce(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	const writers, each = 12, 5
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			for n := range each {
				first, second := organisation.OrgID("a"), organisation.OrgID("b")
				if i%2 == 0 {
					first, second = second, first
				}
				if err := db.Recorded(w.ctx, happened(first, n, fmt.Sprint(i)), happened(second, n, fmt.Sprint(i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for _, org := range []organisation.OrgID{"a", "b"} {
		f := w.verified(org)
		w.is(audit.Whole, f.Fault)
		w.is(writers*each, f.Events)
	}
}

func chainForgets(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	for i := range 6 {
		w.must(db.Recorded(w.ctx, happened("a", i, fmt.Sprint(i)), happened("b", i, fmt.Sprint(i))))
	}
	before := w.verified("a")
	for _, step := range []struct{ minutes, gone, kept int }{{0, 0, 6}, {2, 2, 4}, {2, 0, 4}, {9, 4, 0}, {9, 0, 0}} {
		n, err := db.ForgetEvents(w.ctx, "a", Now.Add(time.Duration(step.minutes)*time.Minute))
		w.must(err)
		w.is(step.gone, n)
		f := w.verified("a", before.End)
		w.is(map[bool]audit.Fault{true: audit.Whole, false: audit.Empty}[step.kept > 0], f.Fault)
		w.is(step.kept, f.Events)
	}
	w.must(db.Recorded(w.ctx, happened("a", 10, "next")))
	f := w.verified("a", before.End)
	w.is(audit.Whole, f.Fault)
	w.is(int64(7), f.From)
	w.is(6, w.verified("b").Events)
}
