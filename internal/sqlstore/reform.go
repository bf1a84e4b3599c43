package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/organisation"
)

func scanPlannedReform(s scanner) (organisation.PlannedReform, error) {
	var p organisation.PlannedReform
	var doc string
	if err := s.Scan(&doc); err != nil {
		return p, translate(err)
	}
	return p, json.Unmarshal([]byte(doc), &p)
}

// PlannedReforms returns the reorganisations that an organisation has planned,
// the next first.
func (s queries) PlannedReforms(ctx context.Context, org organisation.OrgID) ([]organisation.PlannedReform, error) {
	return collect(ctx, s.run.reader(), scanPlannedReform,
		`SELECT doc FROM planned_reform WHERE org = $1 ORDER BY on_date, id`, org)
}

// PutPlannedReform stores a planned reorganisation.
func (s queries) PutPlannedReform(ctx context.Context, p organisation.PlannedReform, events ...audit.Event) error {
	doc, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("planned reform: %w", err)
	}
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO planned_reform (org, id, on_date, doc) VALUES ($1, $2, $3, $4)`, p.Org, p.ID, p.On, string(doc))
		if err != nil {
			return fmt.Errorf("planned reform: %w", err)
		}
		return record(ctx, q, events)
	})
}

// DropPlannedReform takes a planned reorganisation back; fault.NotFound if there
// is none, because somebody else was faster.
func (s queries) DropPlannedReform(ctx context.Context, org organisation.OrgID, id string, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `DELETE FROM planned_reform WHERE org = $1 AND id = $2`, org, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return errNoOrganisation
		}
		return record(ctx, q, events)
	})
}

// EndedUnits returns the units of an organisation that have ended or will.
func (s queries) EndedUnits(ctx context.Context, org organisation.OrgID) ([]organisation.Unit, error) {
	return collect(ctx, s.run.reader(), scanUnit, `SELECT `+unitColumns+` FROM unit WHERE org = $1 AND valid_until <> '' ORDER BY id`, org)
}
