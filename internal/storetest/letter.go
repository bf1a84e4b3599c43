package storetest

import (
	"testing"
	"time"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/mail"
	"chancencheck/internal/sqlstore"
	"chancencheck/round"
)

func letters(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	c := w.check("c", round.Private)
	first := check.Posted{ID: "1", Check: c.ID, Person: "p", Kind: round.ToHead, At: Now}
	second := check.Posted{ID: "2", Check: c.ID, Person: "q", Kind: round.Remind, At: Now.Add(time.Hour)}
	w.must(db.PutPosted(w.ctx, w.rd.Ref, []check.Posted{second, first}, audit.Event{Org: "o", At: Now, Verb: "sent"}))
	again := first
	again.At = Now.Add(2 * time.Hour)
	w.must(db.PutPosted(w.ctx, w.rd.Ref, []check.Posted{again}))
	got, err := db.PostedIn(w.ctx, w.rd.Ref)
	w.must(err)
	w.is([]check.Posted{first, second}, got)
	fails(t, fault.NotFound, db.PutPosted(w.ctx, w.rd.Ref, []check.Posted{{ID: "3", Check: "none"}}))
	none, err := db.PostedIn(w.ctx, round.Ref{Org: "other", ID: w.rd.ID})
	w.must(err)
	w.is(0, len(none))
	entry := func(id string, state mail.State, at time.Duration) mail.Entry {
		return mail.Entry{Message: mail.Message{Org: "o", ID: id, To: "a@b.example", Subject: "s"}, State: state, CreatedAt: Now.Add(at)}
	}
	w.must(db.PutMail(w.ctx, entry("old", mail.Failed, 0), entry("young", mail.Failed, time.Hour), entry("sent", mail.Sent, 0)))
	failed, err := db.FailedMails(w.ctx, "o", 10)
	w.must(err)
	w.is([]string{"young", "old"}, []string{failed[0].ID, failed[len(failed)-1].ID})
	w.is(2, len(failed))
}
