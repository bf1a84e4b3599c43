package storetest

import (
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/golive"
	"chancencheck/internal/mail"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/retention"
	"chancencheck/round"
	"chancencheck/signin"
)

// aged fills an organisation with one thing of every class that is old and one
// that is not.
func (w *world) aged() {
	w.Helper()
	old, young := Now.AddDate(-1, 0, 0), Now.AddDate(1, 0, 0)
	boss := organisation.Person{Org: w.org, ID: "boss", Name: "Boss"}
	w.must(w.db.PutPeople(w.ctx, []organisation.Person{boss}, []organisation.Membership{{Org: w.org, Person: "boss", Role: access.Admin}}))
	for id, end := range map[string]time.Time{"old": old, "young": young} {
		day := organisation.DateOf(end)
		who := organisation.Ref{Org: w.org, ID: id}
		w.must(w.db.PutPeople(w.ctx, []organisation.Person{{Org: w.org, ID: organisation.PersonID(id), Name: id, Email: id + "@x", ValidUntil: day}},
			[]organisation.Membership{{Org: w.org, Person: organisation.PersonID(id), Role: access.Admin}}))
		w.must(w.db.PutLink(w.ctx, string(w.org)+id, who, false, end))
		w.must(w.db.PutSession(w.ctx, signin.Session{Hash: string(w.org) + id, ID: id, Who: who, Way: signin.ByLink, BegunAt: end.Add(-time.Hour), ExpiresAt: end}))
		w.must(w.db.AddBarrier(w.ctx, golive.Report{Org: w.org, ID: string(w.org) + id, Text: "t", Contact: "c", Answer: "a", AnsweredOn: day}))
	}
}

func retaining(t *testing.T, db *sqlstore.DB) {
	for _, org := range []string{"o", "other"} { // a chain is cut at its beginning only
		if err := db.Recorded(t.Context(), audit.Event{Org: org, At: Now.AddDate(-1, 0, 0), Verb: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	w, other := found(t, db, "o"), found(t, db, "other")
	w.aged()
	other.aged()
	c := w.check("c", round.Anonymous)
	w.sheet(c)
	w.must(db.UpdateCheck(w.ctx, c.Ref, func(c *check.Check) ([]audit.Event, error) {
		c.State, c.SignedBy, c.SignedAt = check.Signed, "old", Now
		return nil, nil
	}))
	for _, class := range []retention.Class{retention.Sessions, retention.Links, retention.Contacts, retention.Barriers, retention.Events, retention.Mails, retention.Leftovers, retention.Signers} {
		want := 1
		if class == retention.Mails || class == retention.Leftovers || class == retention.Signers {
			want = 0 // the round still runs, and no mail was sent
		}
		w.expires(class, Now.AddDate(0, -1, 0), want)
		other.counts(class, Now.AddDate(0, -1, 0), min(want, 1)) // untouched
	}
	w.must(round.Close(w.ctx, db, w.act(), w.rd.Ref))
	w.expires(retention.Leftovers, Now, 0) // closed at this moment, not before
	w.expires(retention.Leftovers, Now.Add(time.Hour), 1)
	w.expires(retention.Signers, Now.Add(time.Hour), 1)
	w.expires(retention.Accounts, Now.AddDate(0, -1, 0), 1)
	_, err := db.Person(w.ctx, "o", "old")
	fails(t, fault.NotFound, err)
	got, err := db.Check(w.ctx, c.Ref)
	w.must(err)
	w.is(organisation.PersonID(""), got.SignedBy)
	w.is(check.Signed, got.State)
	w.is(audit.Whole, w.verified("o").Fault)
	_, err = db.Expired(w.ctx, "o", "none", Now)
	fails(t, fault.Internal, err)
	_, err = db.Expire(w.ctx, "o", "none", Now)
	fails(t, fault.Internal, err)
}

// lastAdmins: somebody can always set the organisation up.
func lastAdmins(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	people := []organisation.Person{{Org: "o", ID: "left", Name: "Left", ValidUntil: "2020-01-01"}, {Org: "o", ID: "head", Name: "Head", ValidUntil: "2020-01-01"}}
	admin := organisation.Membership{Org: "o", Person: "left", Role: access.Admin}
	w.must(db.PutPeople(w.ctx, people, []organisation.Membership{admin, {Org: "o", Person: "head", Role: access.Coordinator}}))
	fails(t, fault.Conflict, db.ErasePerson(w.ctx, "o", "left"))
	w.expires(retention.Accounts, Now, 1)
	_, err := db.Person(w.ctx, "o", "left")
	w.must(err)
	admin.Person = "new"
	w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "new", Name: "New"}}, []organisation.Membership{admin}))
	fails(t, fault.Conflict, db.ErasePerson(w.ctx, "o", "new"))
	w.expires(retention.Accounts, Now, 1)
	_, err = db.Person(w.ctx, "o", "left")
	fails(t, fault.NotFound, err)
}

// afterRounds: what only serves a round goes after it, and what lies about goes.
func afterRounds(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	w.everywhere("anna", c)
	waits := mail.Entry{Message: mail.Message{Org: "o", ID: "m", Kind: "k", To: "a@x"}, State: mail.Waiting, CreatedAt: Now, DueAt: Now, ChangedAt: Now}
	w.must(db.PutMail(w.ctx, waits))
	w.must(db.AddBarrier(w.ctx, golive.Report{Org: "o", ID: "b", Text: "t", Contact: "c", On: organisation.DateOf(Now), Due: organisation.DateOf(Now)}))
	later := Now.AddDate(0, 0, 2)
	for class, want := range map[retention.Class]int{retention.Waiting: 1, retention.Unanswered: 1, retention.Dates: 2} {
		w.counts(class, Now, 0)
		w.expires(class, later, want)
	}
	after := []retention.Class{retention.Letters, retention.Tandems, retention.Versions}
	for _, class := range after {
		w.counts(class, later, 0) // the round still runs
	}
	w.must(round.Close(w.ctx, db, w.act(), w.rd.Ref))
	for i, want := range []int{2, 1, 2} {
		w.expires(after[i], later, want)
	}
	w.expires(retention.Requests, later, 0)
}

func (w *world) counts(class retention.Class, before time.Time, want int) {
	w.Helper()
	n, err := w.db.Expired(w.ctx, w.org, class, before)
	w.must(err)
	if n != want {
		w.Errorf("%s of %s: %d are due, want %d", class, w.org, n, want)
	}
}

// expires counts, deletes as many, and finds nothing more.
func (w *world) expires(class retention.Class, before time.Time, want int) {
	w.Helper()
	w.counts(class, before, want)
	n, err := w.db.Expire(w.ctx, w.org, class, before)
	w.must(err)
	if n != want {
		w.Errorf("%s: %d went, want %d", class, n, want)
	}
	w.counts(class, before, 0)
}

func holdings(t *testing.T, db *sqlstore.DB) {
	w, other := found(t, db, "o"), found(t, db, "other")
	w.aged()
	other.aged()
	young := organisation.Ref{Org: "o", ID: "young"}
	c := w.check("c", round.Named)
	w.must(db.UpdateCheck(w.ctx, c.Ref, func(c *check.Check) ([]audit.Event, error) { c.SignedBy = "young"; return nil, nil }))
	w.must(db.Recorded(w.ctx, audit.Event{Org: "o", At: Now, Person: "young", Verb: "mine"}))
	w.must(db.AskErasure(w.ctx, young, "2027-03-01"))
	w.must(db.AskErasure(w.ctx, young, "2027-03-02")) // the first day counts
	h, err := db.Holdings(w.ctx, "o", "young")
	w.must(err)
	w.is([]int{1, 1, 1, 1, 1}, []int{len(h.Memberships), len(h.Sessions), len(h.Links), len(h.Signed), len(h.Events)})
	w.is(organisation.Date("2027-03-01"), h.ErasureRequested)
	asking, err := db.Erasures(w.ctx, "o")
	w.must(err)
	w.is([]sqlstore.Erasure{{Person: "young", On: "2027-03-01"}}, asking)
	w.must(db.WithdrawErasure(w.ctx, organisation.Ref{Org: "other", ID: "young"})) // somebody else's
	w.must(db.ErasePerson(w.ctx, "o", "young", happened("o", 1, "erase")))
	_, err = db.Holdings(w.ctx, "o", "young")
	fails(t, fault.NotFound, err)
	asking, err = db.Erasures(w.ctx, "o")
	w.must(err)
	w.is(0, len(asking))
	kept, err := db.Holdings(w.ctx, "other", "young")
	w.must(err)
	w.is(1, len(kept.Sessions))
	w.is(audit.Whole, w.verified("o").Fault)
}
