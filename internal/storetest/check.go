package storetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

func rounds(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context(), org: "o"}
	w.must(db.PutOrganisation(w.ctx, organisation.Organisation{ID: "o"}))
	_, err := db.Round(w.ctx, round.Ref{Org: "o", ID: "none"})
	fails(t, fault.NotFound, err)
	full := func(id round.ID, text string) *round.Round {
		return &round.Round{Ref: round.Ref{Org: "o", ID: id}, Title: text, Instrument: round.InstrumentKey{ID: "i" + text, Version: "1"},
			Format: text, Mode: round.Named, Threshold: 9, TalkMinutes: 90, ClosesOn: "2027-05-01",
			Mandate: round.Mandate{By: text, On: "2027-02-01", Text: text, Reference: text}, Rehearsal: id == "r0",
			Waves:   []round.Wave{{ID: "w", Name: text, OpensOn: "2027-03-01", ClosesOn: "2027-04-01", Units: []organisation.UnitID{"u"}, OpenedAt: Now}},
			Letters: []round.Letter{{Kind: round.Remind, Language: "de", Subject: text, Body: text}},
			State:   round.Closed, OpenedAt: Now, ClosedAt: Now.Add(time.Hour), Version: 3}
	}
	for i, text := range texts {
		r := full(round.ID(fmt.Sprint("r", i)), text)
		w.must(db.CreateRound(w.ctx, r, audit.Event{Org: "o", At: Now, Verb: "created"}))
		got, err := db.Round(w.ctx, r.Ref)
		w.must(err)
		w.is(r, got)
		fails(t, fault.Conflict, db.CreateRound(w.ctx, r))
	}
	fails(t, fault.NotFound, db.CreateRound(w.ctx, &round.Round{Ref: round.Ref{Org: "nowhere", ID: "r"}}))
	want := full("r1", "anders")
	w.must(db.UpdateRound(w.ctx, want.Ref, func(r *round.Round) ([]audit.Event, error) {
		*r = *want
		r.Version = 77 // is not the caller's to set
		return nil, nil
	}))
	got, err := db.Round(w.ctx, want.Ref)
	w.must(err)
	want.Version = 4
	w.is(want, got)
	refused := errors.New("no")
	err = db.UpdateRound(w.ctx, want.Ref, func(r *round.Round) ([]audit.Event, error) { r.Title = "x"; return nil, refused })
	if !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	w.must(db.CreateRound(w.ctx, &round.Round{Ref: round.Ref{Org: "o", ID: "draft"}}))
	w.must(db.CreateRound(w.ctx, &round.Round{Ref: round.Ref{Org: "o", ID: "young"}, OpenedAt: Now.Add(time.Minute)}))
	all, err := db.Rounds(w.ctx, "o")
	w.must(err)
	w.is(round.ID("draft"), all[0].ID) // drafts, then the youngest
	w.is(round.ID("young"), all[1].ID)
	w.is("anders", all[2].Title) // r0 is a rehearsal
	history, err := db.Events(w.ctx, "o", 100)
	w.must(err)
	w.is(len(texts), len(history)) // none of the refused
}

func fullCheck(id check.ID, text string) *check.Check {
	return &check.Check{
		Ref: check.Ref{Org: "o", ID: id}, Round: "r", Unit: organisation.UnitID("u" + id), UnitPath: "/" + text, UnitName: text,
		UnitKind: organisation.Counter, Headcount: 12, Service: "s", ServiceName: text, Situations: []string{"tired", text},
		Mode: round.Private, Code: "code" + string(id), State: check.Signed, Begun: true, Item: check.ItemID(text), Revealed: true,
		Wave: "w", Until: "2027-04-02", LookAgain: "2027-04-03", TalkAt: Now.Add(-2 * time.Hour), Rehearsal: true, Seats: 14, Sheets: 13,
		Reason: text, Reopened: 2, SignedBy: "p", SignedAt: Now, Comment: text, FinishedAt: Now.Add(-time.Hour), Version: 5,
	}
}

func checks(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	_, err := db.Check(w.ctx, check.Ref{Org: "o", ID: "none"})
	fails(t, fault.NotFound, err)
	_, err = db.CheckByCode(w.ctx, "none")
	fails(t, fault.NotFound, err)
	var want []*check.Check
	for i, text := range texts {
		want = append(want, fullCheck(check.ID(fmt.Sprint("c", i)), text))
	}
	want = append(want, &check.Check{Ref: check.Ref{Org: "o", ID: "empty"}, Round: "r"})
	w.must(db.CreateChecks(w.ctx, want))
	all, err := db.Checks(w.ctx, w.rd.Ref)
	w.must(err)
	w.is(want, all)
	for _, c := range want {
		got, err := db.Check(w.ctx, c.Ref)
		w.must(err)
		w.is(c, got)
		got, err = db.CheckByCode(w.ctx, c.Code)
		w.must(err)
		w.is(c, got)
	}
	changed := fullCheck("empty", "neu")
	changed.Unit, changed.Version = "", 0
	w.must(db.UpdateCheck(w.ctx, changed.Ref, func(c *check.Check) ([]audit.Event, error) { *c = *changed; return nil, nil }))
	got, err := db.Check(w.ctx, changed.Ref)
	w.must(err)
	changed.Version = 1
	w.is(changed, got)
	err = db.UpdateCheck(w.ctx, check.Ref{Org: "o", ID: "none"}, func(*check.Check) ([]audit.Event, error) { return nil, nil })
	fails(t, fault.NotFound, err)
}

func checkOrder(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	w.check("z", round.Private)
	w.check("a", round.Private)
	late := []*check.Check{fullCheck("m", ""), fullCheck("b", "")} // a unit that was forgotten
	w.must(db.CreateChecks(w.ctx, late))
	twice := fullCheck("y", "")
	twice.Code = late[0].Code
	fails(t, fault.Conflict, db.CreateChecks(w.ctx, []*check.Check{fullCheck("x", ""), twice}))
	again := fullCheck("w", "")
	again.Unit, again.Service = late[0].Unit, late[0].Service
	fails(t, fault.Conflict, db.CreateChecks(w.ctx, []*check.Check{again}))
	all, err := db.Checks(w.ctx, w.rd.Ref)
	w.must(err)
	var ids []check.ID
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	w.is([]check.ID{"z", "a", "m", "b"}, ids)
}

// increments: no change made at the same time as others is lost or refused.
func increments(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			err := db.UpdateCheck(w.ctx, c.Ref, func(c *check.Check) ([]audit.Event, error) {
				c.Reopened++
				return []audit.Event{{Org: "o", At: Now, Verb: "up"}}, nil
			})
			if err != nil {
				t.Errorf("check: %v", err)
			}
			err = db.InTx(w.ctx, func(tx check.Tx) error {
				return tx.UpdateRound(w.ctx, w.rd.Ref, func(r *round.Round) ([]audit.Event, error) { r.Threshold++; return nil, nil })
			})
			if err != nil {
				t.Errorf("round: %v", err)
			}
		})
	}
	all.Wait()
	got, err := db.Check(w.ctx, c.Ref)
	w.must(err)
	w.is([]int{50, 51}, []int{got.Reopened, got.Version})
	rd, err := db.Round(w.ctx, w.rd.Ref)
	w.must(err)
	w.is([]int{50, 52}, []int{rd.Threshold, rd.Version})
	history, err := db.Events(w.ctx, "o", 100)
	w.must(err)
	w.is(51, len(history)) // with the opening of the round
}

// deadlock: two transactions that hold what the other needs are both carried
// out in the end; one of them is decided twice.
func deadlock(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	a, b := w.check("a", round.Private), w.check("b", round.Private)
	var holding atomic.Int32
	raise := func(tx check.Tx, ref check.Ref) error {
		return tx.UpdateCheck(w.ctx, ref, func(c *check.Check) ([]audit.Event, error) { c.Reopened++; return nil, nil })
	}
	var both sync.WaitGroup
	for _, order := range [][2]check.Ref{{a.Ref, b.Ref}, {b.Ref, a.Ref}} {
		both.Go(func() {
			err := db.InTx(w.ctx, func(tx check.Tx) error {
				if err := raise(tx, order[0]); err != nil {
					return err
				}
				holding.Add(1)
				for end := time.Now().Add(300 * time.Millisecond); holding.Load() < 2 && time.Now().Before(end); {
					time.Sleep(time.Millisecond) // SQLite lets only one in: it goes on alone
				}
				return raise(tx, order[1])
			})
			if err != nil {
				t.Errorf("transaction: %v", err)
			}
		})
	}
	both.Wait()
	for _, ref := range []check.Ref{a.Ref, b.Ref} {
		got, err := db.Check(w.ctx, ref)
		w.must(err)
		w.is(2, got.Reopened)
	}
	if db.Engine() == "postgres" && holding.Load() < 3 {
		t.Errorf("the transactions did not meet")
	}
}
