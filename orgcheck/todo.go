package orgcheck

import (
	"time"

	"chancencheck/access"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

// ToDo is what waits for somebody in a running check.
type ToDo struct {
	// Units are those she answers for herself, with something left to do.
	Units []UnitToDo
	// Disputed are contradictions that she may decide.
	Disputed []Merged
	// Homeless counts questions to be assigned anew, if she leads the check.
	Homeless int
}

// UnitToDo is what is left for one unit.
type UnitToDo struct {
	Unit organisation.UnitID
	// Open questions wait for an answer, Unconfirmed answers for her name.
	Open, Unconfirmed int
}

// ToDoFor finds what waits for an actor: nothing before the check runs and after
// it has closed.
func (r *Record) ToDoFor(ins *instrument.Instrument, by access.Actor, at time.Time) ToDo {
	var out ToDo
	if r.Check.State != Running {
		return out
	}
	merged := r.Merge(ins, at)
	for _, unit := range r.Answering(at) {
		o := r.ObjectOf(unit, at)
		if !r.Exists(unit, at) || !worksAt(by, o) || !access.Can(by, access.AnswerOrgCheck, o) {
			continue
		}
		if t := r.unitToDo(ins, merged, unit); t.Open > 0 || t.Unconfirmed > 0 && access.Can(by, access.ConfirmOrgCheck, o) {
			out.Units = append(out.Units, t)
		}
	}
	for _, m := range merged {
		if m.Ending == Contradictory && r.MayDecide(by, m, at) {
			out.Disputed = append(out.Disputed, m)
		}
	}
	if access.Can(by, access.ManageOrgCheck, r.Check.Object()) {
		out.Homeless = len(r.Homeless(ins, at))
	}
	return out
}

// worksAt reports whether an actor has a part exactly at a unit: who leads many
// units is not asked by each of them.
func worksAt(by access.Actor, o access.Object) bool {
	for _, g := range by.Grants {
		if g.Org == o.Org && g.UnitPath == o.UnitPath && o.UnitPath != "" {
			return true
		}
	}
	return false
}

func (r *Record) unitToDo(ins *instrument.Instrument, merged []Merged, unit organisation.UnitID) UnitToDo {
	t := UnitToDo{Unit: unit}
	for _, d := range r.DutiesOf(ins, unit) {
		if !d.Pending() || !r.Asks(ins, merged, d.Place) {
			continue
		}
		switch s := r.Statements[d.Place]; {
		case !s.Given():
			t.Open++
		case !s.Skipped() && !s.Confirmed.Signed():
			t.Unconfirmed++
		}
	}
	return t
}
