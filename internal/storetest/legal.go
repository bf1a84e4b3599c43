package storetest

import (
	"testing"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/golive"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

func legal(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	none, err := db.Legal(w.ctx, "a")
	w.must(err)
	w.is(golive.Legal{}, none)
	l := golive.Legal{Address: texts[1], Represented: "r", Email: "e@x", Phone: "1", Officer: "o", Authority: "a", Basis: "b",
		Privacy: map[string]string{"de": texts[2], "en": "x"}, Land: "rp", LandChecked: "2027-01-01", Evaluated: "2027-01-02", Reviewed: "2027-01-03",
		EvaluatedBy: "self", Barriers: "p", Easy: texts[4], Sign: "s", EasyUntil: "2027-01-04", SignBy: "2027-01-05", Council: "2027-01-06",
		Consulted: "2027-01-07", Deletion: "2027-01-08"}
	w.must(db.PutLegal(w.ctx, "a", l, happened("a", 0, "legal")))
	fails(t, fault.Conflict, db.PutLegal(w.ctx, "a", l))
	l.Version = 1
	got, err := db.Legal(w.ctx, "a")
	w.must(err)
	w.is(l, got)
	l.Phone = "2"
	w.must(db.PutLegal(w.ctx, "a", l))
	fails(t, fault.Conflict, db.PutLegal(w.ctx, "a", l, happened("a", 1, "lost")))
	w.is(1, w.verified("a").Events)
	other, err := db.Legal(w.ctx, "b")
	w.must(err)
	w.is(golive.Legal{}, other)
}

func barriers(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	one := golive.Report{Org: "a", ID: "1", Number: 1, On: "2027-03-01", Due: "2027-04-01", Page: "/rounds", Text: texts[1], Contact: "c"}
	two := golive.Report{Org: "a", ID: "2", Number: 2, On: "2027-03-01", Due: "2027-04-01", Text: "x"}
	w.must(db.AddBarrier(w.ctx, one))
	w.must(db.AddBarrier(w.ctx, two))
	w.must(db.AddBarrier(w.ctx, golive.Report{Org: "b", ID: "3", Number: 1}))
	all, err := db.Barriers(w.ctx, "a")
	w.must(err)
	w.is([]golive.Report{two, one}, all)
	answer := func(r *golive.Report) ([]audit.Event, error) {
		r.Answer, r.AnsweredOn = texts[1], "2027-03-02"
		return []audit.Event{happened("a", 0, "answer")}, nil
	}
	fails(t, fault.NotFound, db.UpdateBarrier(w.ctx, organisation.Ref{Org: "b", ID: "1"}, answer))
	w.must(db.UpdateBarrier(w.ctx, organisation.Ref{Org: "a", ID: "1"}, answer))
	got, err := db.Barrier(w.ctx, "1")
	w.must(err)
	one.Answer, one.AnsweredOn = texts[1], "2027-03-02"
	w.is(one, got)
	w.is(1, w.verified("a").Events)
	_, err = db.Barrier(w.ctx, "none")
	fails(t, fault.NotFound, err)
}
