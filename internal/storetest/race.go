package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"testing"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/round"
)

// beginAtOnce: more people than there are seats scan the code in the same second.
func beginAtOnce(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			err := check.Begin(w.ctx, db, check.Sheet{Key: check.SheetKey(rand.Text()), Org: "o", Check: "c", Mode: round.Private, Sealed: true})
			if err != nil && !errors.Is(err, check.ErrFull) {
				t.Errorf("begin: %v", err)
			}
		})
	}
	all.Wait()
	got, err := db.SheetsOf(w.ctx, c.Ref)
	w.must(err)
	w.is(c.MostSheets(), len(got))
}

// savers save item by item until they are refused, and return how many entries
// of each item were acknowledged.
func (w *world) savers(keys []check.SheetKey, done *sync.WaitGroup) (acknowledged *sync.Map, started chan struct{}) {
	acknowledged, started = &sync.Map{}, make(chan struct{}, len(keys))
	for _, key := range keys {
		done.Go(func() {
			for i := range 200 {
				item := check.ItemID(fmt.Sprint("q", i))
				err := w.db.SaveEntry(w.ctx, key, item, w.hand(item))
				if i == 1 || err != nil && i < 1 {
					started <- struct{}{}
				}
				if err != nil {
					if fault.KindOf(err) != fault.NotFound && !errors.Is(err, check.ErrFrozen) {
						w.Errorf("save: %v", err)
					}
					return
				}
				acknowledged.Store(string(key)+string(item), item)
			}
		})
	}
	return acknowledged, started
}

// mergeWhileSaving: in anonymous mode every answer acknowledged before the
// cards are laid is among them, none that was refused is, and none is left
// behind.
func mergeWhileSaving(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	for n := range 12 {
		c := w.check(check.ID(fmt.Sprint("c", n)), round.Anonymous)
		var keys []check.SheetKey
		for range 6 {
			keys = append(keys, w.sheet(c))
		}
		var all sync.WaitGroup
		acknowledged, started := w.savers(keys, &all)
		<-started
		w.must(check.StartTalk(w.ctx, db, w.act(), c.Ref))
		all.Wait()
		want := map[check.ItemID]int{}
		acknowledged.Range(func(_, item any) bool { want[item.(check.ItemID)]++; return true })
		laid, err := db.Cards(w.ctx, c.Ref)
		w.must(err)
		got := map[check.ItemID]int{}
		for _, card := range laid {
			got[card.Item]++
		}
		w.is(want, got)
		for _, key := range keys {
			left, err := db.Entries(w.ctx, key)
			w.must(err)
			w.is(0, len(left))
		}
	}
}

// closeWhileSaving: the end of a round deletes every sheet, also of those who
// are just saving.
func closeWhileSaving(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	var keys []check.SheetKey
	for n := range 6 {
		keys = append(keys, w.sheet(w.check(check.ID(fmt.Sprint("c", n)), round.Private)))
	}
	var all sync.WaitGroup
	_, started := w.savers(keys, &all)
	<-started
	w.must(check.CloseRound(w.ctx, db, w.act(), w.rd.Ref))
	all.Wait()
	for _, key := range keys {
		left, err := db.Entries(w.ctx, key)
		w.must(err)
		w.is(0, len(left))
	}
}
