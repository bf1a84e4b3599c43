package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/dialogue"
)

const contributionColumns = `org, event, id, slip, author, state, doc, version`

func scanContribution(s scanner) (*dialogue.Contribution, error) {
	var c dialogue.Contribution
	var doc string
	err := s.Scan(&c.Event.Org, &c.Event.ID, &c.ID, &c.Slip, &c.Author, &c.State, &doc, &c.Version)
	if err != nil {
		return nil, translate(err)
	}
	if err := json.Unmarshal([]byte(doc), &c); err != nil {
		return nil, fmt.Errorf("stored contribution: %w", err)
	}
	return &c, nil
}

// Contribution implements dialogue.Store.
func (s queries) Contribution(ctx context.Context, ref dialogue.Ref, id dialogue.ContributionID) (*dialogue.Contribution, error) {
	c, err := one(ctx, s.run.reader(), scanContribution,
		`SELECT `+contributionColumns+` FROM dialogue_contribution WHERE org = $1 AND event = $2 AND id = $3`, ref.Org, ref.ID, id)
	if err != nil {
		return nil, fmt.Errorf("contribution %s: %w", id, err)
	}
	return c, nil
}

// Contributions returns what was said at an event, by id, which is no order of arrival.
func (s queries) Contributions(ctx context.Context, ref dialogue.Ref) ([]*dialogue.Contribution, error) {
	return collect(ctx, s.run.reader(), scanContribution,
		`SELECT `+contributionColumns+` FROM dialogue_contribution WHERE org = $1 AND event = $2 ORDER BY id`, ref.Org, ref.ID)
}

// ContributionsOf returns what came from one device.
func (s queries) ContributionsOf(ctx context.Context, ref dialogue.Ref, author dialogue.Author) ([]*dialogue.Contribution, error) {
	return collect(ctx, s.run.reader(), scanContribution,
		`SELECT `+contributionColumns+` FROM dialogue_contribution WHERE org = $1 AND event = $2 AND author = $3 ORDER BY id`, ref.Org, ref.ID, author)
}

// ContributionWithSlip returns the contribution with a number, or fault.NotFound.
func (s queries) ContributionWithSlip(ctx context.Context, slip string) (*dialogue.Contribution, error) {
	return one(ctx, s.run.reader(), scanContribution, `SELECT `+contributionColumns+` FROM dialogue_contribution WHERE slip = $1`, slip)
}

// PutContribution implements dialogue.Store. A number stays with what had it.
func (s queries) PutContribution(ctx context.Context, c *dialogue.Contribution) error {
	doc, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO dialogue_contribution (`+contributionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (org, event, id) DO UPDATE SET author = excluded.author, state = excluded.state, doc = excluded.doc,
				version = dialogue_contribution.version + 1`,
			c.Event.Org, c.Event.ID, c.ID, c.Slip, c.Author, c.State, string(doc), c.Version)
		if err != nil {
			return fmt.Errorf("put contribution: %w", err)
		}
		return nil
	})
}

// UpdateContribution implements dialogue.Store.
func (s queries) UpdateContribution(ctx context.Context, ref dialogue.Ref, id dialogue.ContributionID, decide func(*dialogue.Contribution) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		c, err := one(ctx, q, scanContribution, `UPDATE dialogue_contribution SET version = version
			WHERE org = $1 AND event = $2 AND id = $3 RETURNING `+contributionColumns, ref.Org, ref.ID, id)
		if err != nil {
			return fmt.Errorf("contribution %s: %w", id, err)
		}
		events, err := decide(c)
		if err != nil {
			return err
		}
		doc, err := json.Marshal(c)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `UPDATE dialogue_contribution SET state = $1, doc = $2, version = version + 1 WHERE org = $3 AND event = $4 AND id = $5`,
			c.State, string(doc), ref.Org, ref.ID, id)
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}
