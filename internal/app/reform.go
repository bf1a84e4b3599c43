package app

import (
	"context"
	"errors"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// reorganise carries out the planned reorganisations whose day has come, in the
// name of whoever planned them. What cannot be carried out any more stays a plan:
// the page of units says why, and a person decides.
func (a *App) reorganise(ctx context.Context, act access.Act, today organisation.Date) error {
	org := organisation.OrgID(act.By.Org)
	plans, err := a.Site.Store.PlannedReforms(ctx, org)
	if err != nil {
		return err
	}
	var failed []error
	for _, p := range plans {
		if !p.Due(today) {
			continue
		}
		act.By.Person = string(p.By)
		err := a.Site.Store.UpdateEstate(ctx, org, func(e organisation.Estate) (organisation.Reformed, error) {
			out, err := organisation.Foresee(act, e, p.Reform)
			out.Plan = p.ID
			return out, err
		})
		if err == nil {
			err = a.follow(ctx, act, org)
		}
		if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.Conflict {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// follow lets running checks go where their units hang now.
func (a *App) follow(ctx context.Context, act access.Act, org organisation.OrgID) error {
	units, err := a.Site.Store.Units(ctx, org)
	if err != nil {
		return err
	}
	tree, err := organisation.NewTree(organisation.UnitsOn(units, organisation.DateOf(act.At)))
	if err != nil {
		return err
	}
	return check.Follow(ctx, a.Site.Store, org, tree)
}
