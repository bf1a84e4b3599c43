package storetest

import (
	"testing"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

func plannedReforms(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	found(t, db, "other")
	plan := func(id string, on organisation.Date) organisation.PlannedReform {
		return organisation.PlannedReform{Org: "o", ID: id, By: "p", PlannedOn: day, Reform: organisation.Reform{
			Kind: organisation.Split, On: on, Units: []organisation.UnitID{"a"}, Names: []string{texts[2], "B"}, Serving: map[organisation.ServiceID]int{"s": 1},
		}}
	}
	later, sooner := plan("1", "2031-01-01"), plan("2", "2030-01-01")
	for _, p := range []organisation.PlannedReform{later, sooner} {
		w.must(db.PutPlannedReform(w.ctx, p, audit.Event{Org: "o", At: Now, Verb: "unit.plan"}))
	}
	got, err := db.PlannedReforms(w.ctx, "o")
	w.must(err)
	w.is([]organisation.PlannedReform{sooner, later}, got)
	none, err := db.PlannedReforms(w.ctx, "other")
	w.must(err)
	w.is(0, len(none))
	fails(t, fault.NotFound, db.DropPlannedReform(w.ctx, "other", "1"))
	w.must(db.DropPlannedReform(w.ctx, "o", "1", audit.Event{Org: "o", At: Now, Verb: "unit.unplan"}))

	w.must(db.PutUnits(w.ctx, []organisation.Unit{{Org: "o", ID: "a", Name: "A"}, {Org: "o", ID: "b", Name: "B"}}))
	done := organisation.Reformed{Units: []organisation.Unit{{Org: "o", ID: "a", Name: "A", ValidUntil: day}}, Plan: "2"}
	carry := func(organisation.Estate) (organisation.Reformed, error) { return done, nil }
	w.must(db.UpdateEstate(w.ctx, "o", carry))
	fails(t, fault.NotFound, db.UpdateEstate(w.ctx, "o", carry)) // it is carried out once
	got, err = db.PlannedReforms(w.ctx, "o")
	w.must(err)
	w.is(0, len(got))
	ended, err := db.EndedUnits(w.ctx, "o")
	w.must(err)
	w.is(done.Units, ended)
}
