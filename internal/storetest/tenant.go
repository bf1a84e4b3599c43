package storetest

import (
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/signin"
)

// apart fills two organisations with the same ids and asks each only for its own.
func apart(t *testing.T, db *sqlstore.DB) {
	orgs := []organisation.OrgID{"a", "b"}
	worlds := map[organisation.OrgID]*world{}
	for _, org := range orgs {
		w := found(t, db, org)
		worlds[org] = w
		name := "of " + string(org)
		w.must(db.PutUnits(w.ctx, []organisation.Unit{{Org: org, ID: "u", Name: name}}))
		w.must(db.PutServices(w.ctx, []organisation.Service{{Org: org, ID: "s", Unit: "u", Name: name}}))
		w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: org, ID: "p", Name: name}},
			[]organisation.Membership{{Org: org, Person: "p", Role: access.Admin, Unit: organisation.UnitID(name)}},
			audit.Event{Org: string(org), At: Now.Add(time.Hour), Verb: name}))
		w.must(db.Publish(w.ctx, sqlstore.Published{Org: org, Key: round.InstrumentKey{ID: "i", Version: "1"}, Hash: name, Source: []byte(name)}))
		note := letter(org, "m", Now)
		note.Subject = name
		w.must(db.PutMail(w.ctx, note))
		c := w.talking("c", round.Named)
		w.must(check.Agree(w.ctx, db, w.act(), c.Ref, check.Agreement{Item: "q", Answer: level(t, "1"), Reason: name}))
		w.must(check.WriteNote(w.ctx, db, w.act(), c.Ref, check.Note{ID: "", Kind: check.Worked, Text: name}))
		w.must(db.Freeze(w.ctx, c, []byte(name)))
		w.must(db.CreateSheet(w.ctx, check.Sheet{Key: check.SheetKey(name), Org: org, Check: "c", Name: name}, check.MostSeats))
		w.must(db.LayCards(w.ctx, c.Ref, []check.LaidCard{laid("q", "k", name)}))
	}
	for _, org := range orgs {
		worlds[org].ownOnly("of " + string(org))
	}
	b, c := worlds["b"], check.Ref{Org: "a", ID: "c"}
	b.must(db.Clear(b.ctx, c, true))
	b.must(db.DeleteNote(b.ctx, c, "none"))
	b.must(db.Freeze(b.ctx, &check.Check{Ref: c}, nil))
	b.must(db.UpdateCheck(b.ctx, c, func(c *check.Check) ([]audit.Event, error) { c.Item = "x"; return nil, nil }))
	b.ownOnly("of b")
	for _, ref := range []check.Ref{{Org: "none", ID: "c"}, {Org: "", ID: "c"}} {
		_, err := db.Check(b.ctx, ref)
		fails(t, fault.NotFound, err)
	}
}

// ownOnly asks for everything and accepts what has the name of the organisation.
func (w *world) ownOnly(name string) {
	w.Helper()
	ref := check.Ref{Org: w.org, ID: "c"}
	units, err := w.db.Units(w.ctx, w.org)
	w.must(err)
	services, err := w.db.Services(w.ctx, w.org, "")
	w.must(err)
	people, err := w.db.People(w.ctx, w.org)
	w.must(err)
	parts, err := w.db.Memberships(w.ctx, w.org, "")
	w.must(err)
	published, err := w.db.PublishedInstruments(w.ctx, w.org)
	w.must(err)
	recs, err := w.db.RecordsOf(w.ctx, w.rd.Ref)
	w.must(err)
	rec, err := w.db.Record(w.ctx, ref)
	w.must(err)
	frozen, err := w.db.Frozen(w.ctx, w.rd.Ref)
	w.must(err)
	sheets, err := w.db.SheetsOf(w.ctx, ref)
	w.must(err)
	cards, err := w.db.Cards(w.ctx, ref)
	w.must(err)
	events, err := w.db.Events(w.ctx, w.org, 100)
	w.must(err)
	rounds, err := w.db.Rounds(w.ctx, w.org)
	w.must(err)
	letters, err := w.db.Mails(w.ctx, w.org, 100)
	w.must(err)
	w.is([]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, []int{len(units), len(services), len(people), len(parts), len(published), len(recs),
		len(rec.Notes), len(frozen), len(sheets), len(cards), len(rec.Agreements), len(rounds), len(letters)})
	w.is([]string{name, name, name, name, name, name, name, name, name, name, name, name, name},
		[]string{units[0].Name, services[0].Name, people[0].Name, string(parts[0].Unit), string(published[0].Source),
			recs[0].Agreements["q"].Reason, recs[0].Notes[0].Text, rec.Notes[0].Text, string(frozen["c"]), sheets[0].Name, cards[0].Face, events[0].Verb, letters[0].Subject})
	for _, e := range events {
		w.is(string(w.org), e.Org)
	}
}

// unstorable: a NUL, or bytes that are no text, are refused by both engines
// with the same fault where they would be stored, and found by none.
func unstorable(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.talking("c", round.Named)
	for _, bad := range []string{"a\x00b", "\xff"} {
		for _, err := range []error{
			db.PutUnits(w.ctx, []organisation.Unit{{Org: "o", ID: "u", Name: bad}}),
			db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "p", Email: bad}}, nil),
			db.CreateRound(w.ctx, &round.Round{Ref: round.Ref{Org: "o", ID: "x"}, Title: bad}),
			check.Agree(w.ctx, db, w.act(), c.Ref, check.Agreement{Item: "q", Answer: level(t, "1"), Reason: bad}),
			db.PutNote(w.ctx, c.Ref, check.Note{ID: "n", Text: bad}),
			db.CreateSheet(w.ctx, check.Sheet{Key: "s", Org: "o", Check: "c", Name: bad}, check.MostSeats),
			db.LayCards(w.ctx, c.Ref, []check.LaidCard{laid("q", bad, "1")}),
			db.Publish(w.ctx, sqlstore.Published{Org: "o", Source: []byte(bad)}),
			db.Freeze(w.ctx, c, []byte(bad)),
			db.PutSession(w.ctx, signin.Begin(bad, "", anna, signin.ByLink, Now)),
		} {
			fails(t, fault.Invalid, err)
		}
		_, err := db.CheckByCode(w.ctx, bad)
		fails(t, fault.NotFound, err)
		_, err = db.Sheet(w.ctx, check.SheetKey(bad))
		fails(t, fault.NotFound, err)
		_, err = db.UseLink(w.ctx, bad, Now)
		fails(t, fault.Denied, err)
		_, err = db.Session(w.ctx, bad, Now)
		fails(t, fault.NotFound, err)
		none, err := db.Rounds(w.ctx, organisation.OrgID(bad))
		w.must(err)
		w.is(0, len(none))
	}
	rec, err := db.Record(w.ctx, c.Ref)
	w.must(err)
	w.is(0, len(rec.Agreements)+len(rec.Notes))
}
