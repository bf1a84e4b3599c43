package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chancencheck/audit"
	"chancencheck/facilitation"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

const slotColumns = `org, id, facilitator, starts_at, minutes, place, check_id, booked_by, version`

func scanSlot(s scanner) (*facilitation.Slot, error) {
	var d facilitation.Slot
	var starts string
	err := s.Scan(&d.Org, &d.ID, &d.Facilitator, &starts, &d.Minutes, &d.Place, &d.Check, &d.BookedBy, &d.Version)
	if err != nil {
		return nil, translate(err)
	}
	d.StartsAt, err = instant(starts)
	return &d, err
}

// Slot implements facilitation.Store.
func (s queries) Slot(ctx context.Context, ref facilitation.Ref) (*facilitation.Slot, error) {
	return one(ctx, s.run.reader(), scanSlot, `SELECT `+slotColumns+` FROM talk_date WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
}

// Slots implements facilitation.Store.
func (s queries) Slots(ctx context.Context, org organisation.OrgID, after time.Time) ([]*facilitation.Slot, error) {
	first := after.Add(-facilitation.LongestSlot * time.Minute)
	all, err := collect(ctx, s.run.reader(), scanSlot,
		`SELECT `+slotColumns+` FROM talk_date WHERE org = $1 AND starts_at > $2 ORDER BY starts_at, id`, org, stamp(first))
	if err != nil {
		return nil, fmt.Errorf("dates of %s: %w", org, err)
	}
	var open []*facilitation.Slot
	for _, d := range all {
		if d.EndsAt().After(after) {
			open = append(open, d)
		}
	}
	return open, nil
}

// CreateSlot implements facilitation.Store.
func (s queries) CreateSlot(ctx context.Context, d *facilitation.Slot, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO talk_date (`+slotColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			d.Org, d.ID, d.Facilitator, stamp(d.StartsAt), d.Minutes, d.Place, d.Check, d.BookedBy, d.Version)
		if errors.Is(err, fault.New(fault.Conflict, "store.exists")) {
			return facilitation.ErrOverlap
		}
		if err != nil {
			return fmt.Errorf("create date: %w", err)
		}
		return record(ctx, q, events)
	})
}

// UpdateSlot implements facilitation.Store.
func (s queries) UpdateSlot(ctx context.Context, ref facilitation.Ref, decide func(*facilitation.Slot) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		d, err := one(ctx, q, scanSlot, `UPDATE talk_date SET version = version WHERE org = $1 AND id = $2 RETURNING `+slotColumns, ref.Org, ref.ID)
		if err != nil {
			return fmt.Errorf("date %s: %w", ref.ID, err)
		}
		events, err := decide(d)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `UPDATE talk_date SET starts_at = $1, minutes = $2, place = $3, check_id = $4, booked_by = $5, version = version + 1
			WHERE org = $6 AND id = $7`, stamp(d.StartsAt), d.Minutes, d.Place, d.Check, d.BookedBy, ref.Org, ref.ID)
		if errors.Is(err, fault.New(fault.Conflict, "store.exists")) {
			return facilitation.ErrHasDate
		}
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// DeleteSlot implements facilitation.Store.
func (s queries) DeleteSlot(ctx context.Context, ref facilitation.Ref) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `DELETE FROM talk_date WHERE org = $1 AND id = $2 AND check_id = ''`, ref.Org, ref.ID)
		if err == nil && n == 0 {
			return facilitation.ErrTaken
		}
		return err
	})
}

func scanTandem(s scanner) (facilitation.Tandem, error) {
	var t facilitation.Tandem
	err := s.Scan(&t.Round.Org, &t.Round.ID, &t.Unit, &t.By, &t.Person)
	return t, translate(err)
}

const tandemColumns = `org, round, unit, by_unit, person`

// Tandems implements facilitation.Store.
func (s queries) Tandems(ctx context.Context, rd round.Ref) ([]facilitation.Tandem, error) {
	return collect(ctx, s.run.reader(), scanTandem, `SELECT `+tandemColumns+` FROM tandem WHERE org = $1 AND round = $2 ORDER BY unit`, rd.Org, rd.ID)
}

// TandemsOf returns the talks that a person leads for another team in rounds
// that run.
func (s queries) TandemsOf(ctx context.Context, org organisation.OrgID, person organisation.PersonID) ([]facilitation.Tandem, error) {
	return collect(ctx, s.run.reader(), scanTandem, `SELECT `+tandemColumns+` FROM tandem
		WHERE org = $1 AND person = $2 AND round IN (SELECT id FROM round WHERE org = $1 AND state = 'running') ORDER BY round, unit`, org, person)
}

// PutTandem implements facilitation.Store.
func (s queries) PutTandem(ctx context.Context, t facilitation.Tandem, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO tandem (`+tandemColumns+`) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (org, round, unit) DO UPDATE SET by_unit = excluded.by_unit, person = excluded.person`,
			t.Round.Org, t.Round.ID, t.Unit, t.By, t.Person)
		if err != nil {
			return fmt.Errorf("tandem of unit %s: %w", t.Unit, err)
		}
		return record(ctx, q, events)
	})
}

// DropTandem implements facilitation.Store.
func (s queries) DropTandem(ctx context.Context, rd round.Ref, unit organisation.UnitID, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `DELETE FROM tandem WHERE org = $1 AND round = $2 AND unit = $3`, rd.Org, rd.ID, unit)
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}
