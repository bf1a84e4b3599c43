package storetest

import (
	"testing"
	"time"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/round"
)

func versions(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Named)
	none, err := db.Versions(w.ctx, c.Ref)
	w.must(err)
	w.is(0, len(none))
	var want []check.Version
	for i, text := range texts {
		v := check.Version{Number: i + 1, FinishedAt: Now, SignedBy: "p", SignedAt: Now.Add(time.Hour), Comment: text, ReopenedBy: "q",
			ReopenedAt: Now.Add(2 * time.Hour), Reason: text,
			Agreements: map[check.ItemID]check.Agreement{"q": {Item: "q", Answer: level(t, "1"), Reason: text, Differing: true, OtherAnswer: level(t, "2"), OtherReason: text, Adopted: true}},
			Notes:      []check.Note{{ID: "n", Kind: check.Measure, Text: text, Who: check.We, Post: text, Soon: true, Version: 2}}}
		w.must(db.KeepVersion(w.ctx, c.Ref, v))
		want = append(want, v)
	}
	got, err := db.Versions(w.ctx, c.Ref)
	w.must(err)
	w.is(want, got)
	fails(t, fault.Conflict, db.KeepVersion(w.ctx, c.Ref, want[0]))
	fails(t, fault.NotFound, db.KeepVersion(w.ctx, check.Ref{Org: "o", ID: "none"}, want[0]))
	other, err := db.Versions(w.ctx, check.Ref{Org: "other", ID: "c"})
	w.must(err)
	w.is(0, len(other))
	want[0].Comment = "other words"
	w.must(db.ReplaceVersion(w.ctx, c.Ref, want[0]))
	got, err = db.Versions(w.ctx, c.Ref)
	w.must(err)
	w.is(want, got)
	fails(t, fault.NotFound, db.ReplaceVersion(w.ctx, check.Ref{Org: "other", ID: "c"}, want[0]))
}

// rehearsals: what is old goes with everything that hangs on it, and nothing else.
func rehearsals(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	real := w.talking("real", round.Named)
	old := &round.Round{Ref: round.Ref{Org: "o", ID: "old"}, Rehearsal: true, State: round.Running, OpenedAt: Now}
	w.must(db.CreateRound(w.ctx, old))
	w.rd = old
	c := w.talking("c", round.Named)
	for _, ref := range []check.Ref{real.Ref, c.Ref} {
		w.must(check.Agree(w.ctx, db, w.act(), ref, check.Agreement{Item: "q", Answer: level(t, "1")}))
		w.must(check.WriteNote(w.ctx, db, w.act(), ref, check.Note{Kind: check.Worked, Text: "x"}))
		w.must(db.KeepVersion(w.ctx, ref, check.Version{Number: 1}))
		w.must(db.CreateSheet(w.ctx, check.Sheet{Key: check.SheetKey("s-" + ref.ID), Org: "o", Check: ref.ID}, check.MostSeats))
		w.must(db.LayCards(w.ctx, ref, []check.LaidCard{laid("q", "k", "1")}))
	}
	w.must(db.DropRehearsals(w.ctx, "o", Now))
	_, err := db.Check(w.ctx, c.Ref)
	w.must(err) // not old enough
	w.must(db.DropRehearsals(w.ctx, "other", Now.Add(time.Hour)))
	_, err = db.Check(w.ctx, c.Ref)
	w.must(err) // another organisation's
	w.must(db.DropRehearsals(w.ctx, "o", Now.Add(time.Hour)))
	_, err = db.Check(w.ctx, c.Ref)
	fails(t, fault.NotFound, err)
	_, err = db.Sheet(w.ctx, "s-c")
	fails(t, fault.NotFound, err)
	rec, err := db.Record(w.ctx, real.Ref)
	w.must(err)
	w.is([]int{1, 1}, []int{len(rec.Agreements), len(rec.Notes)})
	_, err = db.Sheet(w.ctx, "s-real")
	w.must(err)
}
