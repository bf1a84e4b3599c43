package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/round"
)

func sheets(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Named)
	var want []check.Sheet
	for i, text := range texts {
		s := check.Sheet{Key: check.SheetKey(fmt.Sprint("k", i)), Org: "o", Check: "c", Mode: round.Named, Name: text, Sealed: i%2 == 0}
		w.must(db.CreateSheet(w.ctx, s, check.MostSeats))
		got, err := db.Sheet(w.ctx, s.Key)
		w.must(err)
		w.is(&s, got)
		want = append(want, s)
		fails(t, fault.Conflict, db.CreateSheet(w.ctx, s, check.MostSeats))
	}
	all, err := db.SheetsOf(w.ctx, c.Ref)
	w.must(err)
	w.is(want, all)
	_, err = db.Sheet(w.ctx, "none")
	fails(t, fault.NotFound, err)
	fails(t, fault.NotFound, db.CreateSheet(w.ctx, check.Sheet{Key: "x", Org: "o", Check: "none"}, check.MostSeats))
}

func entries(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	key := w.sheet(w.check("c", round.Private))
	want := map[check.ItemID][]byte{}
	for i, text := range append(texts, "\x00\xff\xfe", strings.Repeat("x", 1<<16)) {
		item := check.ItemID(fmt.Sprint("q", i))
		w.must(db.SaveEntry(w.ctx, key, item, []byte("before")))
		w.must(db.SaveEntry(w.ctx, key, item, []byte(text)))
		want[item] = []byte(text)
	}
	w.must(db.SaveEntry(w.ctx, key, "nil", nil))
	want["nil"] = []byte{}
	got, err := db.Entries(w.ctx, key)
	w.must(err)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	none, err := db.Entries(w.ctx, "none")
	w.must(err)
	w.is(0, len(none))
}

// entryGuard: who may still add an answer, by mode and step of the check.
func entryGuard(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	for _, mode := range []round.Mode{round.Private, round.Anonymous, round.Named} {
		c := w.check(check.ID(mode), mode)
		first := w.sheet(c)
		w.must(db.SaveEntry(w.ctx, first, "q", w.hand("q")))
		w.must(check.StartTalk(w.ctx, db, w.act(), c.Ref))
		late := w.sheet(c) // somebody comes late
		err := db.SaveEntry(w.ctx, late, "q", w.hand("q"))
		switch mode {
		case round.Anonymous:
			fails(t, fault.NotFound, db.SaveEntry(w.ctx, first, "q", w.hand("q")))
			if !errors.Is(err, check.ErrFrozen) {
				t.Errorf("late in anonymous mode: got %v", err)
			}
		default:
			w.must(err)
			w.must(db.SaveEntry(w.ctx, first, "q", w.hand("q")))
		}
		w.must(check.Agree(w.ctx, db, w.act(), c.Ref, check.Agreement{Item: "q", Answer: level(t, "1")}))
		w.must(check.Finish(w.ctx, db, w.act(), c.Ref, func(*check.Record) ([]byte, error) { return []byte("{}"), nil }))
		fails(t, fault.NotFound, db.SaveEntry(w.ctx, late, "q", w.hand("q")))
		w.must(db.CreateSheet(w.ctx, check.Sheet{Key: check.SheetKey("f" + mode), Org: "o", Check: c.ID, Mode: mode}, check.MostSeats))
		if err := db.SaveEntry(w.ctx, check.SheetKey("f"+mode), "q", nil); !errors.Is(err, check.ErrFrozen) {
			t.Errorf("finished: got %v", err)
		}
	}
}

func entryInTx(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	key := w.sheet(w.check("c", round.Private))
	w.must(db.InTx(w.ctx, func(tx check.Tx) error {
		if err := tx.SaveEntry(w.ctx, key, "q", []byte("\x00a")); err != nil {
			return err
		}
		if err := tx.SaveEntry(w.ctx, key, "nil", nil); err != nil {
			return err
		}
		fails(t, fault.NotFound, tx.SaveEntry(w.ctx, "none", "q", nil))
		return nil
	}))
	got, err := db.Entries(w.ctx, key)
	w.must(err)
	w.is([]byte("\x00a"), got["q"])
}

// entryCallers: of two hundred who save at once, each gets the answer for her
// own entry, and a bad one harms no other.
func entryCallers(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	open, gone := w.sheet(w.check("open", round.Private)), check.SheetKey("gone")
	talk := w.talking("talk", round.Anonymous)
	closed := w.sheet(talk)
	want := map[check.ItemID][]byte{}
	var all sync.WaitGroup
	for i := range 200 {
		item := check.ItemID(fmt.Sprint("q", i/10)) // the same item several times in a batch
		key, kind := open, fault.Internal
		switch {
		case i%7 == 1:
			key, kind = gone, fault.NotFound
		case i%7 == 2:
			key, kind = closed, fault.Conflict
		case i%7 == 3:
			item, kind = check.ItemID("q\x00"), fault.Invalid
		case i%7 == 4:
			key, kind = "\xff", fault.Invalid
		default:
			want[item] = []byte(item)
		}
		all.Go(func() {
			err := db.SaveEntry(w.ctx, key, item, []byte(item))
			switch {
			case kind != fault.Internal:
				fails(t, kind, err)
			case err != nil:
				t.Errorf("caller %d: %v", i, err)
			}
		})
	}
	all.Wait()
	got, err := db.Entries(w.ctx, open)
	w.must(err)
	w.is(want, got)
	none, err := db.Entries(w.ctx, closed)
	w.must(err)
	w.is(0, len(none))
}

// entryOrder: of two answers to the same question the later one stays, also if
// the person did not wait for the first.
func entryOrder(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	var all sync.WaitGroup
	for range 8 {
		key := w.sheet(c)
		all.Go(func() {
			for n := range 20 {
				ctx, leave := context.WithCancel(w.ctx)
				go leave()
				_ = db.SaveEntry(ctx, key, "q", []byte("hasty")) // whether it is stored is left open
				if err := db.SaveEntry(w.ctx, key, "q", fmt.Append(nil, n)); err != nil {
					t.Errorf("save: %v", err)
				}
				got, err := db.Entries(w.ctx, key)
				if err != nil || string(got["q"]) != fmt.Sprint(n) {
					t.Errorf("the later answer %d became %q, %v", n, got["q"], err)
				}
			}
		})
	}
	all.Wait()
}

// entryClose: whoever waits while the store closes is answered truthfully.
func entryClose(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	key := w.sheet(w.check("c", round.Private))
	var all sync.WaitGroup
	half := make(chan struct{}, 1)
	for i := range 200 {
		all.Go(func() {
			if i == 100 {
				half <- struct{}{}
			}
			err := db.SaveEntry(w.ctx, key, check.ItemID(fmt.Sprint(i)), nil)
			if err != nil {
				fails(t, fault.Unavailable, err)
			}
		})
	}
	<-half
	w.must(db.Close())
	all.Wait()
	fails(t, fault.Unavailable, db.SaveEntry(w.ctx, key, "late", nil))
}

func entryCancel(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	key := w.sheet(w.check("c", round.Private))
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	if err := db.SaveEntry(ctx, key, "never", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	var all sync.WaitGroup
	for i := range 50 { // those who go away take nobody along
		all.Go(func() {
			ctx, cancel := context.WithCancel(w.ctx)
			defer cancel()
			if i%2 == 0 {
				go cancel()
			}
			if err := db.SaveEntry(ctx, key, check.ItemID(fmt.Sprint(i)), nil); err != nil && i%2 == 1 {
				t.Errorf("caller %d: %v", i, err)
			}
		})
	}
	all.Wait()
	got, err := db.Entries(w.ctx, key)
	w.must(err)
	if _, stored := got["never"]; stored || len(got) < 25 {
		t.Errorf("stored %d entries", len(got))
	}
}
