package storetest

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
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
	end := Now.Add(time.Hour)
	w.must(db.PutSession(w.ctx, "s", anna, end))
	who, until, err := db.Session(w.ctx, "s", end.Add(-time.Millisecond))
	w.must(err)
	w.is(anna, who)
	w.is(end, until)
	_, _, err = db.Session(w.ctx, "s", end)
	fails(t, fault.NotFound, err)
	w.must(db.PutSession(w.ctx, "s", anna, end.Add(time.Hour))) // longer
	_, _, err = db.Session(w.ctx, "s", end)
	w.must(err)
	w.must(db.EndSession(w.ctx, "s"))
	_, _, err = db.Session(w.ctx, "s", Now)
	fails(t, fault.NotFound, err)
	w.must(db.EndSession(w.ctx, "s")) // ending twice is no error
}
