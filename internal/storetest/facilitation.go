package storetest

import (
	"errors"
	"testing"
	"time"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/facilitation"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/round"
)

func dates(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	slot := func(id facilitation.SlotID, starts time.Duration, text string) *facilitation.Slot {
		return &facilitation.Slot{Ref: facilitation.Ref{Org: "o", ID: id}, Facilitator: "f", StartsAt: Now.Add(starts), Minutes: 60, Place: text, Version: 1}
	}
	late, early := slot("a", 2*time.Hour, texts[1]), slot("b", -30*time.Minute, texts[2])
	w.must(db.CreateSlot(w.ctx, late, audit.Event{Org: "o", At: Now, Verb: "offered"}))
	w.must(db.CreateSlot(w.ctx, early))
	w.must(db.CreateSlot(w.ctx, slot("over", -2*time.Hour, "x")))
	if err := db.CreateSlot(w.ctx, slot("again", 2*time.Hour, "x")); !errors.Is(err, facilitation.ErrOverlap) {
		t.Errorf("twice at the same time: %v", err)
	}
	got, err := db.Slots(w.ctx, "o", Now)
	w.must(err)
	w.is([]*facilitation.Slot{early, late}, got)
	book := func(ref facilitation.Ref) error {
		return db.UpdateSlot(w.ctx, ref, func(s *facilitation.Slot) ([]audit.Event, error) {
			s.Check, s.BookedBy = c.ID, "p"
			return []audit.Event{{Org: "o", At: Now, Verb: "booked"}}, nil
		})
	}
	w.must(book(late.Ref))
	if err := book(early.Ref); !errors.Is(err, facilitation.ErrHasDate) {
		t.Errorf("one check, two dates: %v", err)
	}
	late.Check, late.BookedBy, late.Version = c.ID, "p", 2
	one, err := db.Slot(w.ctx, late.Ref)
	w.must(err)
	w.is(late, one)
	if err := db.DeleteSlot(w.ctx, late.Ref); !errors.Is(err, facilitation.ErrTaken) {
		t.Errorf("a booked date was deleted: %v", err)
	}
	w.must(db.DeleteSlot(w.ctx, early.Ref))
	_, err = db.Slot(w.ctx, early.Ref)
	fails(t, fault.NotFound, err)
	none, err := db.Slots(w.ctx, "other", Now)
	w.must(err)
	w.is(0, len(none))
	w.tandems(c)
}

func (w *world) tandems(c *check.Check) {
	w.Helper()
	first := facilitation.Tandem{Round: w.rd.Ref, Unit: c.Unit, By: "b", Person: "p"}
	w.must(w.db.PutTandem(w.ctx, first))
	second := first
	second.By, second.Person = "d", "q"
	w.must(w.db.PutTandem(w.ctx, second))
	got, err := w.db.Tandems(w.ctx, w.rd.Ref)
	w.must(err)
	w.is([]facilitation.Tandem{second}, got)
	for person, want := range map[string]int{"p": 0, "q": 1} {
		of, err := w.db.TandemsOf(w.ctx, "o", "p")
		if person == "q" {
			of, err = w.db.TandemsOf(w.ctx, "o", "q")
		}
		w.must(err)
		w.is(want, len(of))
	}
	w.must(round.Close(w.ctx, w.db, w.act(), w.rd.Ref))
	over, err := w.db.TandemsOf(w.ctx, "o", "q")
	w.must(err)
	w.is(0, len(over)) // the round is over, and with it the right
	w.must(w.db.DropTandem(w.ctx, w.rd.Ref, c.Unit))
	got, err = w.db.Tandems(w.ctx, w.rd.Ref)
	w.must(err)
	w.is(0, len(got))
}
