// Package retaining carries out what package retention says: it counts and
// deletes, class by class, and records how much went.
package retaining

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"chancencheck/audit"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/retention"
)

// DueOf returns what would go now in an organisation, class by class.
func DueOf(ctx context.Context, db *sqlstore.DB, org organisation.OrgID, now time.Time) ([]retention.Due, error) {
	return each(now, func(p retention.Period, before time.Time) (int, error) { return db.Expired(ctx, org, p.Class, before) })
}

// Run deletes what is due in an organisation. The record says how many things
// of which class went, never which.
func Run(ctx context.Context, db *sqlstore.DB, org organisation.OrgID, now time.Time) ([]retention.Due, error) {
	due, err := each(now, func(p retention.Period, before time.Time) (int, error) { return db.Expire(ctx, org, p.Class, before) })
	if retention.Total(due) == 0 {
		return due, err
	}
	var parts []string
	for _, d := range due {
		if d.Count > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", d.Class, d.Count))
		}
	}
	event := audit.Event{Org: string(org), At: now, Verb: "retention.run", Object: string(org), Detail: strings.Join(parts, ", ")}
	return due, errors.Join(err, db.Recorded(ctx, event), db.Erase(ctx))
}

func each(now time.Time, count func(retention.Period, time.Time) (int, error)) ([]retention.Due, error) {
	var due []retention.Due
	var failed []error
	for _, p := range retention.Periods {
		before := p.Before(now)
		n, err := count(p, before)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", p.Class, err))
		}
		due = append(due, retention.Due{Period: p, Before: before, Count: n})
	}
	return due, errors.Join(failed...)
}
