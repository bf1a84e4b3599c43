package app

import (
	"context"
	"errors"
	"time"

	"chancencheck/internal/retaining"
	"chancencheck/retention"
)

// keepRetention deletes every day what has been kept for its whole period,
// until ctx ends.
func (a *App) keepRetention(ctx context.Context) {
	tick := time.NewTicker(24 * time.Hour)
	defer tick.Stop()
	for {
		if err := a.Retain(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("deleting what was kept for its period", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Retain deletes in every organisation what is due, and records what it was.
func (a *App) Retain(ctx context.Context) error {
	orgs, err := a.Site.Store.Organisations(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, org := range orgs {
		due, err := retaining.Run(ctx, a.Site.Store, org.ID, a.Site.Now())
		if n := retention.Total(due); n > 0 {
			a.log.Info("deleted what was kept for its period", "organisation", org.ID, "things", n)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}
