package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
	"chancencheck/round"
)

// lookEvery is how often the program looks for rounds whose last day is over.
const lookEvery = 15 * time.Minute

// keepDeadlines closes rounds and checks the day after their last day and starts waves on
// their first, until ctx ends.
func (a *App) keepDeadlines(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := a.CloseDue(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("closing rounds whose last day is over", "error", err)
		}
		if err := a.Site.Store.PruneSignIns(ctx, a.Site.Now()); err != nil && ctx.Err() == nil {
			a.log.Error("forgetting sign-ins that are over", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// CloseDue does what the day brings, where each organisation is: it reorganises
// units as planned, closes rounds and organisation checks whose last day is over, starts waves, and deletes
// rehearsals. What fails holds up nothing else. Open sheets are
// deleted with a round, as was promised. The record names nobody.
func (a *App) CloseDue(ctx context.Context) error {
	orgs, err := a.Site.Store.Organisations(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, org := range orgs {
		failed = append(failed, a.closeDueOf(ctx, org))
	}
	return errors.Join(failed...)
}

func (a *App) closeDueOf(ctx context.Context, org organisation.Organisation) error {
	zone, err := time.LoadLocation(org.TimeZone)
	if err != nil {
		return fmt.Errorf("time zone of %s: %w", org.ID, err)
	}
	now := a.Site.Now()
	program := access.Actor{Org: string(org.ID), Grants: []access.Grant{{Role: access.Coordinator, Org: string(org.ID)}}}
	act := access.Act{By: program, At: now, NewID: a.Site.NewID}
	today := organisation.DateOf(now.In(zone))
	failed := []error{a.reorganise(ctx, act, today)}
	rounds, err := a.Site.Store.Rounds(ctx, org.ID)
	if err != nil {
		return err
	}
	for _, rd := range rounds {
		switch {
		case rd.Overdue(today):
			failed = append(failed, a.closeRound(ctx, act, rd))
		case rd.State == round.Running && len(rd.Due(today)) > 0:
			failed = append(failed, a.startDue(ctx, act, rd, today))
		}
	}
	failed = append(failed, a.closeOrgChecks(ctx, act, today), a.Site.Store.DropRehearsals(ctx, org.ID, now.Add(-check.RehearsalLasts)))
	return errors.Join(failed...)
}

// closeOrgChecks closes the organisation checks whose last day is over: partners
// were promised that their sheets are deleted then.
func (a *App) closeOrgChecks(ctx context.Context, act access.Act, today organisation.Date) error {
	checks, err := a.Site.Store.OrgChecks(ctx, organisation.OrgID(act.By.Org))
	if err != nil {
		return err
	}
	var failed []error
	for _, c := range checks {
		if !c.Overdue(today) {
			continue
		}
		ins, err := a.Site.Instruments.Get(ctx, c.Org, c.Instrument)
		if err == nil {
			err = orgcheck.Close(ctx, a.Site.Store, act, c.Ref, ins)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

func (a *App) closeRound(ctx context.Context, act access.Act, rd *round.Round) error {
	if err := check.CloseRound(ctx, a.Site.Store, act, rd.Ref); err != nil {
		return err
	}
	return a.Site.Store.Erase(ctx)
}

// startDue starts the checks of waves whose day has come. Letters are sent by a
// person, who sees on her page that they are due.
func (a *App) startDue(ctx context.Context, act access.Act, rd *round.Round, today organisation.Date) error {
	units, err := a.Site.Store.Units(ctx, rd.Org)
	if err != nil {
		return err
	}
	s := check.Starting{Round: rd}
	if s.Tree, err = organisation.NewTree(organisation.UnitsOn(units, today)); err != nil {
		return err
	}
	if s.Services, err = a.Site.Store.Services(ctx, rd.Org, ""); err != nil {
		return err
	}
	if s.Instrument, err = a.Site.Instruments.Get(ctx, rd.Org, rd.Instrument); err != nil {
		return err
	}
	return check.StartDue(ctx, a.Site.Store, act, s, today)
}
