package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/organisation"
)

// lookEvery is how often the program looks for rounds whose last day is over.
const lookEvery = 15 * time.Minute

// keepDeadlines closes rounds the day after their last day, until ctx ends.
func (a *App) keepDeadlines(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := a.CloseDue(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("closing rounds whose last day is over", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// CloseDue closes every round whose last day is over where its organisation is.
// Open sheets are deleted with it, as was promised. The record names nobody.
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
	rounds, err := a.Site.Store.Rounds(ctx, org.ID)
	if err != nil {
		return err
	}
	program := access.Actor{Org: string(org.ID), Grants: []access.Grant{{Role: access.Coordinator, Org: string(org.ID)}}}
	for _, rd := range rounds {
		if !rd.Overdue(organisation.DateOf(now.In(zone))) {
			continue
		}
		if err := check.CloseRound(ctx, a.Site.Store, access.Act{By: program, At: now, NewID: a.Site.NewID}, rd.Ref); err != nil {
			return err
		}
		if err := a.Site.Store.Erase(ctx); err != nil {
			return err
		}
	}
	return nil
}
