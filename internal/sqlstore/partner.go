package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/audit"
	"chancencheck/orgcheck"
)

func scanCode(s scanner) (orgcheck.Code, error) {
	var c orgcheck.Code
	err := s.Scan(&c.Org, &c.ID, &c.Group)
	return c, translate(err)
}

// OrgCheckByCode implements orgcheck.Sheets.
func (s queries) OrgCheckByCode(ctx context.Context, code string) (orgcheck.Code, error) {
	return one(ctx, s.run.reader(), scanCode, `SELECT org, check_id, partner_group FROM partner_code WHERE code = $1`, code)
}

func scanPartnerSheet(s scanner) (orgcheck.PartnerSheet, error) {
	var p orgcheck.PartnerSheet
	var answers []byte
	err := s.Scan(&p.Key, &p.Group, &answers)
	if err != nil {
		return p, translate(err)
	}
	p.Answers, err = orgcheck.DecodeAnswers(answers)
	return p, err
}

const partnerSheetColumns = `key, partner_group, answers`

// PartnerSheet implements orgcheck.Sheets.
func (s queries) PartnerSheet(ctx context.Context, key orgcheck.PartnerKey) (orgcheck.PartnerSheet, error) {
	return one(ctx, s.run.reader(), scanPartnerSheet, `SELECT `+partnerSheetColumns+` FROM partner_sheet WHERE key = $1`, key)
}

// SavePartnerSheet implements orgcheck.Sheets. The check is held meanwhile: its
// close finds every sheet that was saved, and none is saved after it.
func (s queries) SavePartnerSheet(ctx context.Context, ref orgcheck.Ref, p orgcheck.PartnerSheet) error {
	answers, err := orgcheck.EncodeAnswers(p.Answers)
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		r, _, err := holdOrgRecord(ctx, q, ref)
		if err != nil {
			return err
		}
		if !r.Admits(p.Group) {
			return orgcheck.ErrNoCode
		}
		n, err := changed(ctx, q, `UPDATE partner_sheet SET answers = $1 WHERE key = $2 AND org = $3 AND check_id = $4 AND partner_group = $5`,
			answers, p.Key, ref.Org, ref.ID, p.Group)
		if err != nil || n == 1 {
			return err
		}
		g := r.Groups[p.Group]
		if g.Shut {
			return orgcheck.ErrFull
		}
		taken, err := one(ctx, q, scanCount,
			`SELECT COUNT(*) FROM partner_sheet WHERE org = $1 AND check_id = $2 AND partner_group = $3`, ref.Org, ref.ID, p.Group)
		if err != nil {
			return err
		}
		if taken >= g.Places {
			return orgcheck.ErrFull
		}
		return exec(ctx, q, `INSERT INTO partner_sheet (key, org, check_id, partner_group, answers) VALUES ($1, $2, $3, $4, $5)`,
			p.Key, ref.Org, ref.ID, p.Group, answers)
	})
}

func scanCount(s scanner) (int, error) {
	var n int
	err := s.Scan(&n)
	return n, translate(err)
}

// CloseOrgCheck implements orgcheck.Store: when it returns, nothing of the
// partners' sheets can be read in the files.
func (db *DB) CloseOrgCheck(ctx context.Context, ref orgcheck.Ref, decide func(*orgcheck.Record, []orgcheck.PartnerSheet) ([]byte, []audit.Event, error)) error {
	err := db.atomically(ctx, func(q querier) error { return closeOrgCheck(ctx, q, ref, decide) })
	if err != nil {
		return err
	}
	return db.erase(ctx, remains{cleared: true})
}

func closeOrgCheck(ctx context.Context, q querier, ref orgcheck.Ref, decide func(*orgcheck.Record, []orgcheck.PartnerSheet) ([]byte, []audit.Event, error)) error {
	r, before, err := holdOrgRecord(ctx, q, ref)
	if err != nil {
		return err
	}
	sheets, err := collect(ctx, q, scanPartnerSheet,
		`SELECT `+partnerSheetColumns+` FROM partner_sheet WHERE org = $1 AND check_id = $2 ORDER BY key`, ref.Org, ref.ID)
	if err != nil {
		return fmt.Errorf("partners' sheets of %s: %w", ref.ID, err)
	}
	outcome, events, err := decide(r, sheets)
	if err != nil {
		return err
	}
	if err := saveOrgRecord(ctx, q, r, before); err != nil {
		return err
	}
	for _, statement := range []struct {
		sql  string
		args []any
	}{
		{`UPDATE org_check SET outcome = $3 WHERE org = $1 AND id = $2`, []any{ref.Org, ref.ID, string(outcome)}},
		{`INSERT INTO unerased (org, check_id) VALUES ($1, $2) ON CONFLICT (org, check_id) DO NOTHING`, []any{ref.Org, ref.ID}},
		{`DELETE FROM partner_sheet WHERE org = $1 AND check_id = $2`, []any{ref.Org, ref.ID}},
	} {
		if err := exec(ctx, q, statement.sql, statement.args...); err != nil {
			return fmt.Errorf("close: %w", err)
		}
	}
	return record(ctx, q, events)
}
