package sqlstore

import (
	"context"
	"fmt"
	"maps"

	"chancencheck/audit"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

const orgCheckColumns = `org, id, title, instrument_id, instrument_version, format, threshold, closes_on, state, opened_at, closed_at, version`

func scanOrgCheck(s scanner) (*orgcheck.Check, error) {
	var c orgcheck.Check
	var opened, closed string
	err := s.Scan(&c.Org, &c.ID, &c.Title, &c.Instrument.ID, &c.Instrument.Version, &c.Format, &c.Threshold, &c.ClosesOn,
		&c.State, &opened, &closed, &c.Version)
	if err != nil {
		return nil, translate(err)
	}
	if c.OpenedAt, err = instant(opened); err != nil {
		return nil, err
	}
	c.ClosedAt, err = instant(closed)
	return &c, err
}

// OrgCheck implements orgcheck.Store.
func (s queries) OrgCheck(ctx context.Context, ref orgcheck.Ref) (*orgcheck.Check, error) {
	c, err := one(ctx, s.run.reader(), scanOrgCheck, `SELECT `+orgCheckColumns+` FROM org_check WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("organisation check %s: %w", ref.ID, err)
	}
	return c, nil
}

// OrgChecks implements orgcheck.Store.
func (s queries) OrgChecks(ctx context.Context, org organisation.OrgID) ([]*orgcheck.Check, error) {
	return collect(ctx, s.run.reader(), scanOrgCheck,
		`SELECT `+orgCheckColumns+` FROM org_check WHERE org = $1 ORDER BY opened_at = '' DESC, opened_at DESC, id`, org)
}

// OrgOutcome implements orgcheck.Store.
func (s queries) OrgOutcome(ctx context.Context, ref orgcheck.Ref) ([]byte, error) {
	doc, err := one(ctx, s.run.reader(), scanText, `SELECT outcome FROM org_check WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("outcome of organisation check %s: %w", ref.ID, err)
	}
	if doc == "" {
		return nil, nil
	}
	return []byte(doc), nil
}

func scanText(s scanner) (string, error) {
	var text string
	err := s.Scan(&text)
	return text, translate(err)
}

// orgPart is one stored part of a record.
type orgPart struct {
	orgcheck.Part
	doc string
}

func scanOrgPart(s scanner) (orgPart, error) {
	var p orgPart
	err := s.Scan(&p.Kind, &p.Key, &p.doc)
	return p, translate(err)
}

// OrgRecord implements orgcheck.Store.
func (s queries) OrgRecord(ctx context.Context, ref orgcheck.Ref) (*orgcheck.Record, error) {
	c, err := s.OrgCheck(ctx, ref)
	if err != nil {
		return nil, err
	}
	return s.orgRecord(ctx, c)
}

func (s queries) orgRecord(ctx context.Context, c *orgcheck.Check) (*orgcheck.Record, error) {
	parts, err := collect(ctx, s.run.reader(), scanOrgPart,
		`SELECT kind, key, doc FROM org_check_part WHERE org = $1 AND check_id = $2`, c.Org, c.ID)
	if err != nil {
		return nil, fmt.Errorf("parts of organisation check %s: %w", c.ID, err)
	}
	r := orgcheck.NewRecord(c)
	for _, p := range parts {
		if err := r.Put(p.Part, p.doc); err != nil {
			return nil, err
		}
	}
	r.Units, err = s.Units(ctx, c.Org)
	return r, err
}

// CreateOrgCheck implements orgcheck.Store.
func (s queries) CreateOrgCheck(ctx context.Context, c *orgcheck.Check, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO org_check (`+orgCheckColumns+`, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '')`,
			c.Org, c.ID, c.Title, c.Instrument.ID, c.Instrument.Version, c.Format, c.Threshold, c.ClosesOn, c.State,
			stamp(c.OpenedAt), stamp(c.ClosedAt), c.Version)
		if err != nil {
			return fmt.Errorf("create organisation check: %w", err)
		}
		return record(ctx, q, events)
	})
}

// UpdateOrgCheck implements orgcheck.Store.
func (s queries) UpdateOrgCheck(ctx context.Context, ref orgcheck.Ref, decide func(*orgcheck.Record) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		r, before, err := holdOrgRecord(ctx, q, ref)
		if err != nil {
			return err
		}
		events, err := decide(r)
		if err != nil {
			return err
		}
		if err := saveOrgRecord(ctx, q, r, before); err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// holdOrgRecord loads a record and keeps it from changing until the transaction ends.
func holdOrgRecord(ctx context.Context, q querier, ref orgcheck.Ref) (*orgcheck.Record, map[orgcheck.Part]string, error) {
	c, err := one(ctx, q, scanOrgCheck,
		`UPDATE org_check SET version = version WHERE org = $1 AND id = $2 RETURNING `+orgCheckColumns, ref.Org, ref.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("organisation check %s: %w", ref.ID, err)
	}
	r, err := queries{ongoing{q}}.orgRecord(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	before, err := r.Parts()
	return r, before, err
}

// saveOrgRecord writes the check and those of its parts that have changed.
func saveOrgRecord(ctx context.Context, q querier, r *orgcheck.Record, before map[orgcheck.Part]string) error {
	c := r.Check
	err := exec(ctx, q, `UPDATE org_check SET title = $1, format = $2, threshold = $3, closes_on = $4, state = $5, opened_at = $6,
		closed_at = $7, version = version + 1 WHERE org = $8 AND id = $9`,
		c.Title, c.Format, c.Threshold, c.ClosesOn, c.State, stamp(c.OpenedAt), stamp(c.ClosedAt), c.Org, c.ID)
	if err != nil {
		return err
	}
	after, err := r.Parts()
	if err != nil {
		return err
	}
	gone := maps.Clone(before)
	for p, doc := range after {
		delete(gone, p)
		if before[p] == doc {
			continue
		}
		err := exec(ctx, q, `INSERT INTO org_check_part (org, check_id, kind, key, doc) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (org, check_id, kind, key) DO UPDATE SET doc = excluded.doc`, c.Org, c.ID, p.Kind, p.Key, doc)
		if err != nil {
			return fmt.Errorf("%s of organisation check %s: %w", p.Kind, c.ID, err)
		}
	}
	for p := range gone {
		err := exec(ctx, q, `DELETE FROM org_check_part WHERE org = $1 AND check_id = $2 AND kind = $3 AND key = $4`, c.Org, c.ID, p.Kind, p.Key)
		if err != nil {
			return err
		}
	}
	return saveCodes(ctx, q, r)
}

// saveCodes makes the codes of groups lead to them.
func saveCodes(ctx context.Context, q querier, r *orgcheck.Record) error {
	for _, g := range r.Groups {
		err := exec(ctx, q, `INSERT INTO partner_code (code, org, check_id, partner_group) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING`,
			g.Code, r.Check.Org, r.Check.ID, g.ID)
		if err != nil {
			return fmt.Errorf("code of a group: %w", err)
		}
	}
	return nil
}
