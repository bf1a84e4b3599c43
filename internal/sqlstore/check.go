package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/round"
)

const checkColumns = `org, id, round, unit, unit_path, unit_name, unit_kind, headcount, service, service_name, situations,
	mode, code, state, begun, item, revealed, reason, reopened, signed_by, signed_at, comment, finished_at, version`

func scanCheck(s scanner) (*check.Check, error) {
	var c check.Check
	var situations, signed, finished string
	err := s.Scan(&c.Org, &c.ID, &c.Round, &c.Unit, &c.UnitPath, &c.UnitName, &c.UnitKind, &c.Headcount, &c.Service, &c.ServiceName,
		&situations, &c.Mode, &c.Code, &c.State, &c.Begun, &c.Item, &c.Revealed, &c.Reason, &c.Reopened, &c.SignedBy, &signed,
		&c.Comment, &finished, &c.Version)
	if err != nil {
		return nil, translate(err)
	}
	if err := json.Unmarshal([]byte(situations), &c.Situations); err != nil {
		return nil, fmt.Errorf("stored situations: %w", err)
	}
	if c.SignedAt, err = instant(signed); err != nil {
		return nil, err
	}
	c.FinishedAt, err = instant(finished)
	return &c, err
}

// Check implements check.Store.
func (s queries) Check(ctx context.Context, ref check.Ref) (*check.Check, error) {
	return loadCheck(ctx, s.run.reader(), ref)
}

func loadCheck(ctx context.Context, q querier, ref check.Ref) (*check.Check, error) {
	c, err := scanCheck(q.QueryRowContext(ctx, `SELECT `+checkColumns+` FROM unit_check WHERE org = $1 AND id = $2`, ref.Org, ref.ID))
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", ref.ID, err)
	}
	return c, nil
}

// CheckByCode implements check.Store.
func (s queries) CheckByCode(ctx context.Context, code string) (*check.Check, error) {
	return scanCheck(s.run.reader().QueryRowContext(ctx, `SELECT `+checkColumns+` FROM unit_check WHERE code = $1`, code))
}

// Checks implements check.Store.
func (s queries) Checks(ctx context.Context, rd round.Ref) ([]*check.Check, error) {
	return collect(ctx, s.run.reader(), scanCheck,
		`SELECT `+checkColumns+` FROM unit_check WHERE org = $1 AND round = $2 ORDER BY position, id`, rd.Org, rd.ID)
}

// CreateChecks implements check.Store.
func (s queries) CreateChecks(ctx context.Context, cs []*check.Check, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for i, c := range cs {
			if err := insertCheck(ctx, q, c, i); err != nil {
				return fmt.Errorf("create check of unit %s: %w", c.Unit, err)
			}
		}
		return record(ctx, q, events)
	})
}

func insertCheck(ctx context.Context, q querier, c *check.Check, position int) error {
	situations, err := json.Marshal(c.Situations)
	if err != nil {
		return err
	}
	return exec(ctx, q, `INSERT INTO unit_check (`+checkColumns+`, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
		$11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
		c.Org, c.ID, c.Round, c.Unit, c.UnitPath, c.UnitName, c.UnitKind, c.Headcount, c.Service, c.ServiceName, string(situations),
		c.Mode, c.Code, c.State, c.Begun, c.Item, c.Revealed, c.Reason, c.Reopened, c.SignedBy, stamp(c.SignedAt), c.Comment,
		stamp(c.FinishedAt), c.Version, position)
}

// UpdateCheck implements check.Store.
func (s queries) UpdateCheck(ctx context.Context, ref check.Ref, decide func(*check.Check) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		c, err := loadCheck(ctx, q, ref)
		if err != nil {
			return err
		}
		events, err := decide(c)
		if err != nil {
			return err
		}
		situations, err := json.Marshal(c.Situations)
		if err != nil {
			return err
		}
		n, err := changed(ctx, q, `UPDATE unit_check SET service = $1, service_name = $2, situations = $3, mode = $4, state = $5,
			begun = $6, item = $7, revealed = $8, reason = $9, reopened = $10, signed_by = $11, signed_at = $12, comment = $13,
			finished_at = $14, version = version + 1 WHERE org = $15 AND id = $16 AND version = $17`,
			c.Service, c.ServiceName, string(situations), c.Mode, c.State, c.Begun, c.Item, c.Revealed, c.Reason, c.Reopened,
			c.SignedBy, stamp(c.SignedAt), c.Comment, stamp(c.FinishedAt), ref.Org, ref.ID, c.Version)
		if err != nil {
			return err
		}
		if n == 0 {
			return errStale
		}
		return record(ctx, q, events)
	})
}
