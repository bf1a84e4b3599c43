package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/round"
)

func laid(item check.ItemID, key, face string) check.LaidCard {
	return check.LaidCard{Card: check.Card{Item: item, Face: face}, Key: key}
}

func cards(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	prepared := w.check("p", round.Private)
	if err := db.LayCards(w.ctx, prepared.Ref, nil); !errors.Is(err, check.ErrNotTalking) {
		t.Errorf("before the talk: got %v", err)
	}
	fails(t, fault.NotFound, db.LayCards(w.ctx, check.Ref{Org: "o", ID: "none"}, nil))
	c := w.talking("c", round.Named)
	var want []check.LaidCard
	for i, text := range texts {
		want = append(want, check.LaidCard{Card: check.Card{Item: check.ItemID(fmt.Sprint("q", i)), Face: text, Hand: i%2 == 0}, Key: text, Author: text})
	}
	w.must(db.LayCards(w.ctx, c.Ref, want))
	got, err := db.Cards(w.ctx, c.Ref)
	w.must(err)
	w.is(want, got)
	w.must(db.LayCards(w.ctx, c.Ref, nil))
	want[1].Face, want[1].Hand = "neu", true
	w.must(db.LayCards(w.ctx, c.Ref, want[1:2])) // the same name replaces the card
	got, err = db.Cards(w.ctx, c.Ref)
	w.must(err)
	w.is(want, got)
}

// cardsAtOnce: nobody's card is lost when the whole team lays theirs.
func cardsAtOnce(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.talking("c", round.Private)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			err := db.LayCards(w.ctx, c.Ref, []check.LaidCard{laid("a", fmt.Sprint("a", i), "1"), laid("b", fmt.Sprint("b", i), "2")})
			if err != nil {
				t.Errorf("lay: %v", err)
			}
		})
	}
	all.Wait()
	got, err := db.Cards(w.ctx, c.Ref)
	w.must(err)
	w.is(40, len(got))
}

// cardsAfterFinish: no card is left behind by whoever lays it while the team
// finishes.
func cardsAfterFinish(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	for n := range 10 {
		c := w.talking(check.ID(fmt.Sprint("c", n)), round.Private)
		w.must(check.Agree(w.ctx, db, w.act(), c.Ref, check.Agreement{Item: "q", Answer: level(t, "1")}))
		var both sync.WaitGroup
		for i := range 3 {
			both.Go(func() {
				err := db.LayCards(w.ctx, c.Ref, []check.LaidCard{laid("q", fmt.Sprint(i), "1")})
				if err != nil && !errors.Is(err, check.ErrNotTalking) {
					t.Errorf("lay: %v", err)
				}
			})
		}
		both.Go(func() {
			err := check.Finish(w.ctx, db, w.act(), c.Ref, func(*check.Record) ([]byte, error) { return []byte("{}"), nil })
			if err != nil {
				t.Errorf("finish: %v", err)
			}
		})
		both.Wait()
		left, err := db.Cards(w.ctx, c.Ref)
		w.must(err)
		w.is(0, len(left))
	}
}

func cleared(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c, other := w.talking("c", round.Private), w.talking("d", round.Private)
	mine, hers := w.sheet(c), w.sheet(other)
	for _, key := range []check.SheetKey{mine, hers} {
		w.must(db.SaveEntry(w.ctx, key, "q", []byte("x")))
	}
	for _, ref := range []check.Ref{c.Ref, other.Ref} {
		w.must(db.LayCards(w.ctx, ref, []check.LaidCard{laid("q", "k", "1")}))
	}
	count := func(ref check.Ref, key check.SheetKey) []int {
		s, err := db.SheetsOf(w.ctx, ref)
		w.must(err)
		e, err := db.Entries(w.ctx, key)
		w.must(err)
		k, err := db.Cards(w.ctx, ref)
		w.must(err)
		return []int{len(s), len(e), len(k)}
	}
	w.must(db.Clear(w.ctx, c.Ref, false))
	w.is([]int{0, 0, 1}, count(c.Ref, mine))
	w.must(db.Clear(w.ctx, c.Ref, true))
	w.is([]int{0, 0, 0}, count(c.Ref, mine))
	w.is([]int{1, 1, 1}, count(other.Ref, hers))
	w.must(db.Erase(w.ctx))
}
