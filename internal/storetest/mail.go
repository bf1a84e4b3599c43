package storetest

import (
	"sync"
	"testing"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/mail"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

func letter(org organisation.OrgID, id string, due time.Time) mail.Entry {
	return mail.Entry{
		Message: mail.Message{Org: org, ID: id, Kind: mail.Invitation, To: "anna@büro.example", Language: "ar", Subject: texts[1], Text: texts[2],
			HTML: texts[3], Until: Now.Add(time.Hour)},
		State: mail.Waiting, Problem: mail.Later, Code: "451", Tries: 2, CreatedAt: Now.Add(-time.Hour), DueAt: due, ChangedAt: Now,
	}
}

func mails(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	e := letter("o", "1", Now)
	w.must(db.PutMail(w.ctx, e, letter("o", "later", Now.Add(time.Millisecond))))
	other := e
	other.To, other.Text = "x@y.example", "other"
	w.must(db.PutMail(w.ctx, other)) // the same id: the first stays
	got, err := db.Mail(w.ctx, "o", "1")
	w.must(err)
	w.is(e, got)
	until := Now.Add(10 * time.Minute)
	claimed, err := db.ClaimMail(w.ctx, Now, until, 10)
	w.must(err)
	w.is([]mail.Entry{e}, claimed)
	claimed, err = db.ClaimMail(w.ctx, Now, until, 10)
	w.must(err)
	w.is(0, len(claimed))
	e.State, e.Problem, e.Code, e.Tries, e.Text, e.HTML, e.ChangedAt, e.To = mail.Sent, "", "", 3, "", "", Now.Add(time.Second), "b@c.example"
	w.must(db.SettleMail(w.ctx, e))
	got, err = db.Mail(w.ctx, "o", "1")
	w.must(err)
	w.is(e, got)
	w.must(db.PruneMail(w.ctx, Now.Add(time.Second)))
	all, err := db.Mails(w.ctx, "o", 10)
	w.must(err)
	w.is(2, len(all))
	w.must(db.PruneMail(w.ctx, Now.Add(time.Hour)))
	all, err = db.Mails(w.ctx, "o", 10)
	w.must(err)
	w.is(1, len(all)) // what waits is never forgotten
	_, err = db.Mail(w.ctx, "o", "1")
	fails(t, fault.NotFound, err)
	fails(t, fault.NotFound, db.PutMail(w.ctx, letter("none", "1", Now)))
	fails(t, fault.Invalid, db.PutMail(w.ctx, letter("o", "a\x00", Now)))
}

// mailOnce: programs that look at the same time send a message once.
func mailOnce(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	var entries []mail.Entry
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		entries = append(entries, letter("o", id, Now))
	}
	w.must(db.PutMail(w.ctx, entries...))
	var mu sync.Mutex
	var all sync.WaitGroup
	got := map[string]int{}
	for range 8 {
		all.Go(func() {
			claimed, err := db.ClaimMail(w.ctx, Now, Now.Add(time.Minute), 3)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, e := range claimed {
				got[e.ID]++
			}
		})
	}
	all.Wait()
	for id, n := range got {
		if n != 1 {
			t.Errorf("%s is sent %d times", id, n)
		}
	}
	if len(got) < 3 {
		t.Errorf("only %d of 5 are sent", len(got))
	}
}
