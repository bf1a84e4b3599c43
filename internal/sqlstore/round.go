package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/audit"
	"chancencheck/organisation"
	"chancencheck/round"
)

const roundColumns = `org, id, title, instrument_id, instrument_version, format, mode, threshold, talk_minutes,
	closes_on, mandate, state, opened_at, closed_at, version`

func scanRound(s scanner) (*round.Round, error) {
	var r round.Round
	var opened, closed string
	err := s.Scan(&r.Org, &r.ID, &r.Title, &r.Instrument.ID, &r.Instrument.Version, &r.Format, &r.Mode, &r.Threshold,
		&r.TalkMinutes, &r.ClosesOn, &r.Mandate, &r.State, &opened, &closed, &r.Version)
	if err != nil {
		return nil, translate(err)
	}
	if r.OpenedAt, err = instant(opened); err != nil {
		return nil, err
	}
	r.ClosedAt, err = instant(closed)
	return &r, err
}

// Round implements round.Store. In a transaction the round is held.
func (s queries) Round(ctx context.Context, ref round.Ref) (*round.Round, error) {
	if s.run.holding() {
		return holdRound(ctx, s.run.reader(), ref)
	}
	r, err := one(ctx, s.run.reader(), scanRound, `SELECT `+roundColumns+` FROM round WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("round %s: %w", ref.ID, err)
	}
	return r, nil
}

// holdRound loads a round and keeps it from changing until the transaction ends.
func holdRound(ctx context.Context, q querier, ref round.Ref) (*round.Round, error) {
	r, err := one(ctx, q, scanRound,
		`UPDATE round SET version = version WHERE org = $1 AND id = $2 RETURNING `+roundColumns, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("round %s: %w", ref.ID, err)
	}
	return r, nil
}

// Rounds implements round.Store.
func (s queries) Rounds(ctx context.Context, org organisation.OrgID) ([]*round.Round, error) {
	return collect(ctx, s.run.reader(), scanRound,
		`SELECT `+roundColumns+` FROM round WHERE org = $1 ORDER BY opened_at = '' DESC, opened_at DESC, id`, org)
}

// CreateRound implements round.Store.
func (s queries) CreateRound(ctx context.Context, r *round.Round, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO round (`+roundColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
			r.Org, r.ID, r.Title, r.Instrument.ID, r.Instrument.Version, r.Format, r.Mode, r.Threshold, r.TalkMinutes,
			r.ClosesOn, r.Mandate, r.State, stamp(r.OpenedAt), stamp(r.ClosedAt), r.Version)
		if err != nil {
			return fmt.Errorf("create round: %w", err)
		}
		return record(ctx, q, events)
	})
}

// UpdateRound implements round.Store.
func (s queries) UpdateRound(ctx context.Context, ref round.Ref, decide func(*round.Round) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		r, err := holdRound(ctx, q, ref)
		if err != nil {
			return err
		}
		events, err := decide(r)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `UPDATE round SET title = $1, instrument_id = $2, instrument_version = $3, format = $4, mode = $5,
			threshold = $6, talk_minutes = $7, closes_on = $8, mandate = $9, state = $10, opened_at = $11, closed_at = $12,
			version = version + 1 WHERE org = $13 AND id = $14`,
			r.Title, r.Instrument.ID, r.Instrument.Version, r.Format, r.Mode, r.Threshold, r.TalkMinutes, r.ClosesOn, r.Mandate,
			r.State, stamp(r.OpenedAt), stamp(r.ClosedAt), ref.Org, ref.ID)
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}
