package sqlstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"chancencheck/audit"
	"chancencheck/organisation"
	"chancencheck/round"
)

const roundColumns = `org, id, title, instrument_id, instrument_version, format, mode, threshold, talk_minutes,
	closes_on, mandate, mandate_on, mandate_text, mandate_reference, waves, letters, rehearsal, state, opened_at, closed_at, version`

func scanRound(s scanner) (*round.Round, error) {
	var r round.Round
	var waves, letters, opened, closed string
	err := s.Scan(&r.Org, &r.ID, &r.Title, &r.Instrument.ID, &r.Instrument.Version, &r.Format, &r.Mode, &r.Threshold,
		&r.TalkMinutes, &r.ClosesOn, &r.Mandate.By, &r.Mandate.On, &r.Mandate.Text, &r.Mandate.Reference, &waves, &letters,
		&r.Rehearsal, &r.State, &opened, &closed, &r.Version)
	if err != nil {
		return nil, translate(err)
	}
	if err := errors.Join(json.Unmarshal([]byte(waves), &r.Waves), json.Unmarshal([]byte(letters), &r.Letters)); err != nil {
		return nil, fmt.Errorf("stored plan: %w", err)
	}
	if r.OpenedAt, err = instant(opened); err != nil {
		return nil, err
	}
	r.ClosedAt, err = instant(closed)
	return &r, err
}

// plan writes the waves and the letters of a round.
func plan(r *round.Round) (waves, letters string, err error) {
	w, err1 := json.Marshal(r.Waves)
	l, err2 := json.Marshal(r.Letters)
	return string(w), string(l), errors.Join(err1, err2)
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
		`SELECT `+roundColumns+` FROM round WHERE org = $1 AND rehearsal = FALSE ORDER BY opened_at = '' DESC, opened_at DESC, id`, org)
}

// CreateRound implements round.Store.
func (s queries) CreateRound(ctx context.Context, r *round.Round, events ...audit.Event) error {
	waves, letters, err := plan(r)
	if err != nil {
		return fmt.Errorf("create round: %w", err)
	}
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO round (`+roundColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
			r.Org, r.ID, r.Title, r.Instrument.ID, r.Instrument.Version, r.Format, r.Mode, r.Threshold, r.TalkMinutes,
			r.ClosesOn, r.Mandate.By, r.Mandate.On, r.Mandate.Text, r.Mandate.Reference, waves, letters, r.Rehearsal,
			r.State, stamp(r.OpenedAt), stamp(r.ClosedAt), r.Version)
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
		waves, letters, err := plan(r)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `UPDATE round SET title = $1, instrument_id = $2, instrument_version = $3, format = $4, mode = $5,
			threshold = $6, talk_minutes = $7, closes_on = $8, mandate = $9, mandate_on = $10, mandate_text = $11,
			mandate_reference = $12, waves = $13, letters = $14, rehearsal = $15, state = $16, opened_at = $17, closed_at = $18,
			version = version + 1 WHERE org = $19 AND id = $20`,
			r.Title, r.Instrument.ID, r.Instrument.Version, r.Format, r.Mode, r.Threshold, r.TalkMinutes, r.ClosesOn, r.Mandate.By,
			r.Mandate.On, r.Mandate.Text, r.Mandate.Reference, waves, letters, r.Rehearsal, r.State, stamp(r.OpenedAt), stamp(r.ClosedAt), ref.Org, ref.ID)
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}
