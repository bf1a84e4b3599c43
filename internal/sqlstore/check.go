package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/organisation"
	"chancencheck/round"
)

const checkColumns = `org, id, round, unit, unit_path, unit_name, unit_kind, headcount, service, service_name, situations,
	mode, code, state, begun, item, revealed, reason, reopened, signed_by, signed_at, comment, finished_at,
	wave, until_day, look_again, talk_at, rehearsal, seats, sheets, version`

func scanCheck(s scanner) (*check.Check, error) {
	var c check.Check
	var situations, signed, finished, talk string
	err := s.Scan(&c.Org, &c.ID, &c.Round, &c.Unit, &c.UnitPath, &c.UnitName, &c.UnitKind, &c.Headcount, &c.Service, &c.ServiceName,
		&situations, &c.Mode, &c.Code, &c.State, &c.Begun, &c.Item, &c.Revealed, &c.Reason, &c.Reopened, &c.SignedBy, &signed,
		&c.Comment, &finished, &c.Wave, &c.Until, &c.LookAgain, &talk, &c.Rehearsal, &c.Seats, &c.Sheets, &c.Version)
	if err != nil {
		return nil, translate(err)
	}
	if err := json.Unmarshal([]byte(situations), &c.Situations); err != nil {
		return nil, fmt.Errorf("stored situations: %w", err)
	}
	if c.SignedAt, err = instant(signed); err != nil {
		return nil, err
	}
	if c.TalkAt, err = instant(talk); err != nil {
		return nil, err
	}
	c.FinishedAt, err = instant(finished)
	return &c, err
}

// Check implements check.Store. In a transaction the check is held.
func (s queries) Check(ctx context.Context, ref check.Ref) (*check.Check, error) {
	if s.run.holding() {
		return holdCheck(ctx, s.run.reader(), ref)
	}
	c, err := one(ctx, s.run.reader(), scanCheck, `SELECT `+checkColumns+` FROM unit_check WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", ref.ID, err)
	}
	return c, nil
}

// holdCheck loads a check and keeps it from changing until the transaction
// ends: what is decided about it, or written beside it, is then still right.
func holdCheck(ctx context.Context, q querier, ref check.Ref) (*check.Check, error) {
	c, err := one(ctx, q, scanCheck,
		`UPDATE unit_check SET version = version WHERE org = $1 AND id = $2 RETURNING `+checkColumns, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", ref.ID, err)
	}
	return c, nil
}

// CheckByCode implements check.Store.
func (s queries) CheckByCode(ctx context.Context, code string) (*check.Check, error) {
	return one(ctx, s.run.reader(), scanCheck, `SELECT `+checkColumns+` FROM unit_check WHERE code = $1`, code)
}

// Checks implements check.Store.
func (s queries) Checks(ctx context.Context, rd round.Ref) ([]*check.Check, error) {
	return collect(ctx, s.run.reader(), scanCheck,
		`SELECT `+checkColumns+` FROM unit_check WHERE org = $1 AND round = $2 ORDER BY position, id`, rd.Org, rd.ID)
}

// ChecksOfUnit returns the checks of a unit in all rounds but rehearsals. It goes from round to
// round, as the index does, and reads no other unit's checks.
func (s queries) ChecksOfUnit(ctx context.Context, org organisation.OrgID, unit organisation.UnitID) ([]*check.Check, error) {
	return collect(ctx, s.run.reader(), scanCheck, `SELECT `+checkColumns+` FROM unit_check
		WHERE org = $1 AND round IN (SELECT id FROM round WHERE org = $1 AND rehearsal = FALSE) AND unit = $2 ORDER BY round, position`, org, unit)
}

// CreateChecks implements check.Store. Checks added to a round come after those
// it has.
func (s queries) CreateChecks(ctx context.Context, cs []*check.Check, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, c := range cs {
			if err := insertCheck(ctx, q, c); err != nil {
				return fmt.Errorf("create check of unit %s: %w", c.Unit, err)
			}
		}
		return record(ctx, q, events)
	})
}

func insertCheck(ctx context.Context, q querier, c *check.Check) error {
	situations, err := json.Marshal(c.Situations)
	if err != nil {
		return err
	}
	return exec(ctx, q, `INSERT INTO unit_check (`+checkColumns+`, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
		$11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, (SELECT COUNT(*) FROM unit_check WHERE org = $1 AND round = $3))`,
		c.Org, c.ID, c.Round, c.Unit, c.UnitPath, c.UnitName, c.UnitKind, c.Headcount, c.Service, c.ServiceName, string(situations),
		c.Mode, c.Code, c.State, c.Begun, c.Item, c.Revealed, c.Reason, c.Reopened, c.SignedBy, stamp(c.SignedAt), c.Comment,
		stamp(c.FinishedAt), c.Wave, c.Until, c.LookAgain, stamp(c.TalkAt), c.Rehearsal, c.Seats, c.Sheets, c.Version)
}

// UpdateCheck implements check.Store.
func (s queries) UpdateCheck(ctx context.Context, ref check.Ref, decide func(*check.Check) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		c, err := holdCheck(ctx, q, ref)
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
		err = exec(ctx, q, `UPDATE unit_check SET unit = $29, unit_path = $1, unit_name = $2, unit_kind = $3, headcount = $4, service = $5,
			service_name = $6, situations = $7, mode = $8, code = $9, state = $10, begun = $11, item = $12, revealed = $13,
			reason = $14, reopened = $15, signed_by = $16, signed_at = $17, comment = $18, finished_at = $19,
			wave = $20, until_day = $21, look_again = $22, talk_at = $23, rehearsal = $24, seats = $25, sheets = $26, version = version + 1
			WHERE org = $27 AND id = $28`,
			c.UnitPath, c.UnitName, c.UnitKind, c.Headcount, c.Service, c.ServiceName, string(situations), c.Mode, c.Code, c.State,
			c.Begun, c.Item, c.Revealed, c.Reason, c.Reopened, c.SignedBy, stamp(c.SignedAt), c.Comment, stamp(c.FinishedAt),
			c.Wave, c.Until, c.LookAgain, stamp(c.TalkAt), c.Rehearsal, c.Seats, c.Sheets, ref.Org, ref.ID, c.Unit)
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}
