package storetest

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/signin"
)

var anna = organisation.Ref{Org: "o", ID: "anna"}

func links(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	end := Now.Add(time.Hour)
	w.must(db.PutLink(w.ctx, "once", anna, false, end))
	w.must(db.PutLink(w.ctx, "often", anna, true, end))
	for _, late := range []time.Time{end, end.Add(time.Second)} {
		_, err := db.UseLink(w.ctx, "often", late)
		fails(t, fault.Denied, err)
		_, _, err = db.Link(w.ctx, "often", late)
		fails(t, fault.Denied, err)
	}
	for link, reusable := range map[string]bool{"once": false, "often": true} {
		of, got, err := db.Link(w.ctx, link, Now)
		w.must(err)
		w.is(anna, of)
		w.is(reusable, got)
		who, err := db.UseLink(w.ctx, link, end.Add(-time.Millisecond))
		w.must(err)
		w.is(anna, who)
	}
	_, err := db.UseLink(w.ctx, "often", Now)
	w.must(err)
	for _, gone := range []string{"once", "never was", ""} {
		who, err := db.UseLink(w.ctx, gone, Now)
		fails(t, fault.Denied, err)
		w.is(organisation.Ref{}, who)
	}
}

// linkReplaced: a new link ends those that nobody has used, hers alone.
func linkReplaced(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	end, berta := Now.Add(time.Hour), organisation.Ref{Org: "o", ID: "berta"}
	w.must(db.PutLink(w.ctx, "often", anna, true, end))
	w.must(db.PutLink(w.ctx, "berta's", berta, false, end))
	w.must(db.ReplaceLinks(w.ctx, "first", anna, end))
	w.must(db.ReplaceLinks(w.ctx, "second", anna, end))
	_, err := db.UseLink(w.ctx, "first", Now)
	fails(t, fault.Denied, err)
	for link, who := range map[string]organisation.Ref{"second": anna, "often": anna, "berta's": berta} {
		got, err := db.UseLink(w.ctx, link, Now)
		w.must(err)
		w.is(who, got)
	}
}

func linkOnce(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	w.must(db.PutLink(w.ctx, "once", anna, false, Now.Add(time.Hour)))
	var in atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			_, err := db.UseLink(w.ctx, "once", Now)
			if err == nil {
				in.Add(1)
				return
			}
			fails(t, fault.Denied, err)
		})
	}
	all.Wait()
	w.is(int32(1), in.Load())
}

func sessions(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	one := signin.Begin("s", "id", anna, signin.ByProvider, Now)
	one.Issuer, one.Subject, one.SID = "i", "sub", "sid"
	end := one.ExpiresAt
	w.must(db.PutSession(w.ctx, one))
	got, err := db.Session(w.ctx, "s", end.Add(-time.Millisecond))
	w.must(err)
	w.is(one, got)
	_, err = db.Session(w.ctx, "s", end)
	fails(t, fault.NotFound, err)
	longer, err := one.Extend(end.Add(-time.Minute))
	w.must(err)
	w.must(db.ExtendSession(w.ctx, longer))
	got, err = db.Session(w.ctx, "s", end)
	w.must(err)
	w.is(longer, got)
	w.must(db.EndSession(w.ctx, "s"))
	w.must(db.ExtendSession(w.ctx, longer)) // one that was ended stays ended
	_, err = db.Session(w.ctx, "s", Now)
	fails(t, fault.NotFound, err)
	w.must(db.EndSession(w.ctx, "s")) // ending twice is no error
}

func sessionsOfPeople(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	berta := organisation.Ref{Org: "o", ID: "berta"}
	put := func(hash string, who organisation.Ref, issuer, subject, sid string) {
		one := signin.Begin(hash, "id-"+hash, who, signin.ByProvider, Now)
		one.Issuer, one.Subject, one.SID = issuer, subject, sid
		w.must(db.PutSession(w.ctx, one))
	}
	put("1", anna, "i", "anna", "s1")
	put("2", anna, "i", "anna", "s2")
	put("3", berta, "i", "berta", "s3")
	put("4", anna, "j", "anna", "s1")
	at := func(issuer, subject, sid string) (hashes []string) {
		found, err := db.SessionsAt(w.ctx, issuer, subject, sid)
		w.must(err)
		for _, one := range found {
			hashes = append(hashes, one.Hash)
		}
		slices.Sort(hashes)
		return hashes
	}
	w.is([]string{"1", "2"}, at("i", "anna", ""))
	w.is([]string{"1"}, at("i", "", "s1"))
	w.is([]string{"2"}, at("i", "anna", "s2"))
	w.is([]string(nil), at("i", "berta", "s1"))
	w.is([]string(nil), at("i", "", ""))
	w.must(db.EndSessionsOf(w.ctx, berta, "id-1", "")) // not hers
	w.must(db.EndSessionsOf(w.ctx, anna, "id-1", ""))
	w.must(db.EndSessionsOf(w.ctx, anna, "", "4"))
	left, err := db.SessionsOf(w.ctx, anna, Now)
	w.must(err)
	w.is(1, len(left))
	w.is("4", left[0].Hash)
	hers, err := db.SessionsOf(w.ctx, berta, Now)
	w.must(err)
	w.is(1, len(hers))
	w.must(db.PruneSignIns(w.ctx, Now.Add(signin.Lasts)))
	left, err = db.SessionsOf(w.ctx, anna, Now)
	w.must(err)
	w.is(0, len(left))
}

func peopleByEmail(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	found(t, db, "p")
	w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "a", Name: "A", Email: "Anna@Stadt.example"}, {Org: "p", ID: "a", Name: "A", Email: "anna@stadt.example"},
		{Org: "o", ID: "b", Name: "B", Email: ""}}, nil))
	got, err := db.PeopleByEmail(w.ctx, "anna@stadt.example", "", "anna@stadt.example")
	w.must(err)
	w.is(2, len(got))
	got, err = db.PeopleByEmail(w.ctx, "", "%")
	w.must(err)
	w.is(0, len(got))
}

func try(token, browser string, at time.Time) signin.Try {
	return signin.Try{Token: token, Browser: browser, CodeWithToken: "ct", CodeWithBrowser: "cb", About: "about", People: []organisation.Ref{anna},
		CreatedAt: at, ExpiresAt: at.Add(signin.TryLasts)}
}

func tries(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	early, late := try("1", "b", Now), try("2", "b", Now.Add(time.Minute))
	w.must(db.PutTry(w.ctx, early))
	w.must(db.PutTry(w.ctx, late))
	got, err := db.Try(w.ctx, "1", early.ExpiresAt.Add(-time.Millisecond))
	w.must(err)
	w.is(early, got)
	got, err = db.TryOf(w.ctx, "b", Now.Add(time.Minute))
	w.must(err)
	w.is(late, got)
	_, err = db.Try(w.ctx, "1", early.ExpiresAt)
	w.is(signin.ErrTry, err)
	for _, none := range []string{"", "none"} {
		_, err = db.Try(w.ctx, none, Now)
		w.is(signin.ErrTry, err)
		_, err = db.TryOf(w.ctx, none, Now)
		w.is(signin.ErrTry, err)
	}
	n, err := db.CountTries(w.ctx, "about", Now)
	w.must(err)
	w.is(1, n)
	for range signin.MostWrong {
		w.must(db.GuessTry(w.ctx, "1"))
	}
	w.is(signin.ErrTry, db.GuessTry(w.ctx, "1"))
	_, err = db.Try(w.ctx, "1", Now)
	w.is(signin.ErrTry, err)
	w.must(db.UseTry(w.ctx, "2", Now.Add(time.Minute)))
	w.is(signin.ErrTry, db.UseTry(w.ctx, "2", Now.Add(time.Minute)))
	_, err = db.TryOf(w.ctx, "b", Now.Add(time.Minute))
	w.is(signin.ErrTry, err)
	n, err = db.CountTries(w.ctx, "about", Now.Add(-time.Second))
	w.must(err)
	w.is(2, n) // a mail counts whatever became of it
	w.must(db.PruneSignIns(w.ctx, Now.Add(signin.MailsWithin)))
	n, err = db.CountTries(w.ctx, "about", Now.Add(-time.Second))
	w.must(err)
	w.is(1, n)
}

// tryOnce: a link and a code that arrive at the same moment open one session.
func tryOnce(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	w.must(db.PutTry(w.ctx, try("1", "b", Now)))
	var in atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if db.UseTry(w.ctx, "1", Now) == nil {
				in.Add(1)
			}
		})
	}
	all.Wait()
	w.is(int32(1), in.Load())
}

func flows(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	f := sqlstore.Flow{Key: "k", Kind: "a", Browser: "b", Doc: []byte(`{"x": "ü"}`), ExpiresAt: Now.Add(time.Minute)}
	w.must(db.PutFlow(w.ctx, f))
	fails(t, fault.Conflict, db.PutFlow(w.ctx, f))
	_, err := db.UseFlow(w.ctx, "k", "other", Now)
	w.is(signin.ErrTry, err)
	_, err = db.UseFlow(w.ctx, "k", "a", f.ExpiresAt)
	w.is(signin.ErrTry, err)
	got, err := db.UseFlow(w.ctx, "k", "a", Now)
	w.must(err)
	w.is(f, got)
	_, err = db.UseFlow(w.ctx, "k", "a", Now)
	w.is(signin.ErrTry, err)
}
