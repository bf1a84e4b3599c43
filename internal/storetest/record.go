package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/sqlstore"
	"chancencheck/round"
)

func agreements(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	want := map[check.ItemID]check.Agreement{}
	put := func(a check.Agreement) {
		t.Helper()
		w.must(db.PutAgreement(w.ctx, c.Ref, a))
		a.Version++
		want[a.Item] = a
	}
	for i, text := range texts {
		put(check.Agreement{Item: check.ItemID(fmt.Sprint("q", i)), Answer: level(t, "1"), Reason: text, Differing: true,
			OtherAnswer: level(t, "3"), OtherReason: text, Adopted: true})
	}
	nobody, err := instrument.NewAnswerState(instrument.NobodyKnows)
	w.must(err)
	put(check.Agreement{Item: "nobody", Answer: nobody})
	put(check.Agreement{Item: "empty"})
	rec, err := db.Record(w.ctx, c.Ref)
	w.must(err)
	w.is(want, rec.Agreements)
	put(check.Agreement{Item: "q0", Answer: level(t, "0"), Version: 1})
	put(check.Agreement{Item: "q0", Answer: level(t, "2"), Reason: "neu", Version: 2})
	other := w.check("d", round.Private)
	recs, err := db.RecordsOf(w.ctx, w.rd.Ref)
	w.must(err)
	w.is(2, len(recs))
	w.is(want, recs[0].Agreements)
	w.is(other.ID, recs[1].Check.ID)
	w.is(map[check.ItemID]check.Agreement{}, recs[1].Agreements)
	_, err = db.Record(w.ctx, check.Ref{Org: "o", ID: "none"})
	fails(t, fault.NotFound, err)
	fails(t, fault.NotFound, db.PutAgreement(w.ctx, check.Ref{Org: "o", ID: "none"}, check.Agreement{Item: "q"}))
}

// agreementConflict: whoever writes on an old version gets both texts.
func agreementConflict(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	first := check.Agreement{Item: "q", Answer: level(t, "1"), Reason: "zuerst"}
	w.must(db.PutAgreement(w.ctx, c.Ref, first))
	for _, version := range []int{0, 2, 7} {
		mine := check.Agreement{Item: "q", Answer: level(t, "2"), Reason: "später", Version: version}
		err := db.PutAgreement(w.ctx, c.Ref, mine)
		var changed *check.Changed
		if !errors.As(err, &changed) {
			t.Fatalf("version %d: got %v", version, err)
		}
		fails(t, fault.Conflict, err)
		now := first
		now.Version = 1
		w.is(&check.Changed{Item: "q", Now: now, Yours: mine}, changed)
	}
	fresh := check.Agreement{Item: "new", Answer: level(t, "2"), Version: 3} // based on something that is not there
	var changed *check.Changed
	if err := db.PutAgreement(w.ctx, c.Ref, fresh); !errors.As(err, &changed) {
		t.Fatalf("got %v", err)
	}
	w.is(check.Agreement{}, changed.Now)

	var all sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for i := range 20 {
		all.Go(func() {
			err := db.PutAgreement(w.ctx, c.Ref, check.Agreement{Item: "q", Answer: level(t, "3"), Reason: fmt.Sprint(i), Version: 1})
			if err == nil {
				mu.Lock()
				won++
				mu.Unlock()
				return
			}
			fails(t, fault.Conflict, err)
		})
	}
	all.Wait()
	w.is(1, won)
}

// adopt: what the team has talked about is not overwritten by a proposal.
func adopt(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.talking("c", round.Private)
	talked := check.Agreement{Item: "a", Answer: level(t, "0"), Reason: "besprochen"}
	w.must(check.Agree(w.ctx, db, w.act(), c.Ref, talked))
	w.must(check.Adopt(w.ctx, db, w.act(), c.Ref, []check.Agreement{
		{Item: "a", Answer: level(t, "3")}, {Item: "b", Answer: level(t, "2")},
	}))
	rec, err := db.Record(w.ctx, c.Ref)
	w.must(err)
	talked.Version = 1
	w.is(map[check.ItemID]check.Agreement{
		"a": talked, "b": {Item: "b", Answer: level(t, "2"), Adopted: true, Version: 1},
	}, rec.Agreements)
}

func notes(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	var want []check.Note
	for i, text := range texts {
		n := check.Note{ID: fmt.Sprint(9 - i), Kind: check.Upward, Text: text, Item: check.ItemID(text), Who: check.ByLaw, Post: text, Soon: true}
		w.must(db.PutNote(w.ctx, c.Ref, n))
		n.Version = 1
		want = append(want, n)
	}
	stored := func() []check.Note {
		t.Helper()
		rec, err := db.Record(w.ctx, c.Ref)
		w.must(err)
		return rec.Notes
	}
	w.is(want, stored()) // in the order written, not of their ids
	w.must(db.DeleteNote(w.ctx, c.Ref, want[1].ID))
	last := check.Note{ID: "0000", Kind: check.Worked}
	w.must(db.PutNote(w.ctx, c.Ref, last))
	last.Version = 1
	gone := want[1]
	want = append(append(want[:1:1], want[2:]...), last)
	w.is(want, stored()) // still at the end
	changed := check.Note{ID: want[0].ID, Kind: check.Measure, Text: "neu", Version: 1}
	w.must(db.PutNote(w.ctx, c.Ref, changed))
	changed.Version = 2
	want[0] = changed
	w.is(want, stored()) // and in its place
	for _, version := range []int{0, 1, 5} {
		n := changed
		n.Version = version
		fails(t, fault.Conflict, db.PutNote(w.ctx, c.Ref, n))
	}
	fails(t, fault.Conflict, db.PutNote(w.ctx, c.Ref, gone)) // deleted meanwhile by somebody else
	w.is(want, stored())
	w.must(db.DeleteNote(w.ctx, c.Ref, "none"))
}

func outcomes(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c, d := w.check("c", round.Private), w.check("d", round.Private)
	w.must(db.Freeze(w.ctx, c, []byte(`{"a":"ä"}`)))
	w.must(db.Freeze(w.ctx, c, []byte(`{"a":"🙂"}`)))
	w.must(db.Freeze(w.ctx, d, []byte{}))
	got, err := db.Frozen(w.ctx, w.rd.Ref)
	w.must(err)
	w.is(map[check.ID][]byte{"c": []byte(`{"a":"🙂"}`), "d": {}}, got)
	w.must(db.Freeze(w.ctx, c, nil))
	got, err = db.Frozen(w.ctx, w.rd.Ref)
	w.must(err)
	w.is(map[check.ID][]byte{"d": {}}, got)
}

// rollback: a transaction that fails leaves nothing of any kind.
func rollback(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.talking("c", round.Private)
	key := w.sheet(c)
	before, err := db.Events(w.ctx, "o", 100)
	w.must(err)
	refused := errors.New("no")
	err = db.InTx(w.ctx, func(tx check.Tx) error {
		event := []audit.Event{{Org: "o", At: Now, Verb: "never"}}
		for _, step := range []error{
			tx.CreateRound(w.ctx, &round.Round{Ref: round.Ref{Org: "o", ID: "new"}}, event...),
			tx.UpdateRound(w.ctx, w.rd.Ref, func(r *round.Round) ([]audit.Event, error) { r.Title = "x"; return event, nil }),
			tx.CreateChecks(w.ctx, []*check.Check{fullCheck("n", "")}, event...),
			tx.UpdateCheck(w.ctx, c.Ref, func(c *check.Check) ([]audit.Event, error) { c.Item = "x"; return event, nil }),
			tx.PutAgreement(w.ctx, c.Ref, check.Agreement{Item: "q", Answer: level(t, "1")}),
			tx.PutNote(w.ctx, c.Ref, check.Note{ID: "n"}),
			tx.Freeze(w.ctx, c, []byte("{}")),
			tx.CreateSheet(w.ctx, check.Sheet{Key: "s", Org: "o", Check: "c"}, check.MostSeats),
			tx.SaveEntry(w.ctx, key, "q", w.hand("q")),
			tx.LayCards(w.ctx, c.Ref, []check.LaidCard{{Card: check.Card{Item: "q"}, Key: "k"}}),
		} {
			w.must(step)
		}
		return refused
	})
	if !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	_, err = db.Round(w.ctx, round.Ref{Org: "o", ID: "new"})
	fails(t, fault.NotFound, err)
	rd, err := db.Round(w.ctx, w.rd.Ref)
	w.must(err)
	w.is("Runde", rd.Title)
	recs, err := db.RecordsOf(w.ctx, w.rd.Ref)
	w.must(err)
	w.is(1, len(recs))
	w.is(check.ItemID(""), recs[0].Check.Item)
	w.is(0, len(recs[0].Agreements)+len(recs[0].Notes))
	frozen, err := db.Frozen(w.ctx, w.rd.Ref)
	w.must(err)
	laid, err := db.Cards(w.ctx, c.Ref)
	w.must(err)
	saved, err := db.Entries(w.ctx, key)
	w.must(err)
	w.is([]int{0, 0, 0}, []int{len(frozen), len(laid), len(saved)})
	after, err := db.Events(w.ctx, "o", 100)
	w.must(err)
	w.is(before, after)
	_, err = db.Sheet(w.ctx, "s")
	fails(t, fault.NotFound, err)
}

// finishWhileWriting: what is frozen is what stands there, however late the
// last writer comes.
func finishWhileWriting(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	for n := range 10 {
		c := w.talking(check.ID(fmt.Sprint("c", n)), round.Private)
		w.must(check.Agree(w.ctx, db, w.act(), c.Ref, check.Agreement{Item: "first", Answer: level(t, "1")}))
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				err := check.Agree(w.ctx, db, w.act(), c.Ref, check.Agreement{Item: check.ItemID(fmt.Sprint(i)), Answer: level(t, "1")})
				if err != nil && !errors.Is(err, check.ErrNotTalking) {
					t.Errorf("agree: %v", err)
				}
			})
		}
		all.Go(func() {
			err := check.Finish(w.ctx, db, w.act(), c.Ref, func(r *check.Record) ([]byte, error) {
				return fmt.Append(nil, len(r.Agreements)), nil
			})
			if err != nil {
				t.Errorf("finish: %v", err)
			}
		})
		all.Wait()
		rec, err := db.Record(w.ctx, c.Ref)
		w.must(err)
		frozen, err := db.Frozen(w.ctx, w.rd.Ref)
		w.must(err)
		w.is(fmt.Sprint(len(rec.Agreements)), string(frozen[c.ID]))
	}
}
