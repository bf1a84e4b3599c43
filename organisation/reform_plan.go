package organisation

import (
	"slices"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// PlannedReform (geplanter Umbau) is a reorganisation that takes effect on a day
// to come. Until then nothing of it is visible but the plan itself.
type PlannedReform struct {
	Org OrgID
	ID  string
	Reform
	// By is who planned it; the record names her on the day.
	By PersonID
	// PlannedOn is the day on which it was planned.
	PlannedOn Date
}

// ErrReformPlanned refuses to plan something with a unit that another plan ends.
var ErrReformPlanned = fault.New(fault.Conflict, "reform.planned_already")

// Foresee works out what a reorganisation changes on its day, today or later, as
// far as it can be known today; it changes nothing.
func Foresee(act access.Act, e Estate, f Reform) (Reformed, error) {
	if day, err := time.Parse(time.DateOnly, string(f.On)); err == nil && f.On > DateOf(act.At) {
		act.At = day.Add(12 * time.Hour)
	}
	return Reorganise(act, e, f)
}

// PlanReform plans a reorganisation for a day to come. It is refused if it would
// not work today, or if one of its units will have ended by another plan.
func PlanReform(act access.Act, e Estate, planned []PlannedReform, f Reform) (PlannedReform, []audit.Event, error) {
	p := PlannedReform{Org: e.Organisation.ID, ID: act.NewID(), Reform: f, By: PersonID(act.By.Person), PlannedOn: DateOf(act.At)}
	if _, err := Foresee(act, e, f); err != nil {
		return p, nil, err
	}
	for _, other := range planned {
		if other.ends() && slices.ContainsFunc(f.concerned(), func(u UnitID) bool { return slices.Contains(other.Units, u) }) ||
			f.ends() && slices.ContainsFunc(other.concerned(), func(u UnitID) bool { return slices.Contains(f.Units, u) }) {
			return p, nil, ErrReformPlanned
		}
	}
	return p, p.event(act, "unit.plan"), nil
}

// Withdraw takes a plan back.
func (p PlannedReform) Withdraw(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.Reorganise, access.Object{Org: string(p.Org)}); err != nil {
		return nil, err
	}
	return p.event(act, "unit.unplan"), nil
}

// Due reports whether the day of the plan has come.
func (p PlannedReform) Due(today Date) bool { return p.On <= today }

func (p PlannedReform) event(act access.Act, verb string) []audit.Event {
	return []audit.Event{{Org: string(p.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(p.Units[0]), Detail: string(p.Kind) + "|" + string(p.On)}}
}

// ends reports whether the units of the reorganisation end with it.
func (f Reform) ends() bool { return f.Kind == Merge || f.Kind == Split || f.Kind == Dissolve }

// concerned are all units that the reorganisation needs.
func (f Reform) concerned() []UnitID {
	return slices.DeleteFunc(append(slices.Clone(f.Units), f.Parent, f.Into), func(u UnitID) bool { return u == "" })
}
