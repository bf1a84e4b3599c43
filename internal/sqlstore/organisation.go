package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

var errNoOrganisation = fault.New(fault.NotFound, "store.not_found")

// PutOrganisation stores an organisation, new or changed.
func (s queries) PutOrganisation(ctx context.Context, o organisation.Organisation, events ...audit.Event) error {
	doc, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("organisation %s: %w", o.ID, err)
	}
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO organisation (id, name, parent, doc) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent, doc = excluded.doc`, o.ID, o.Name, o.Parent, string(doc))
		if err != nil {
			return fmt.Errorf("organisation %s: %w", o.ID, err)
		}
		return record(ctx, q, events)
	})
}

func scanOrganisation(s scanner) (organisation.Organisation, error) {
	var o organisation.Organisation
	var doc string
	if err := s.Scan(&doc); err != nil {
		return o, translate(err)
	}
	return o, json.Unmarshal([]byte(doc), &o)
}

// Organisation returns one organisation, or fault.NotFound.
func (s queries) Organisation(ctx context.Context, id organisation.OrgID) (organisation.Organisation, error) {
	return one(ctx, s.run.reader(), scanOrganisation, `SELECT doc FROM organisation WHERE id = $1`, id)
}

// Organisations returns all organisations by name.
func (s queries) Organisations(ctx context.Context) ([]organisation.Organisation, error) {
	return collect(ctx, s.run.reader(), scanOrganisation, `SELECT doc FROM organisation ORDER BY name, id`)
}

const unitColumns = `org, id, parent, level, name, short, kind, headcount, position, valid_from, valid_until, former`

func scanUnit(s scanner) (organisation.Unit, error) {
	var u organisation.Unit
	var former string
	err := s.Scan(&u.Org, &u.ID, &u.Parent, &u.Level, &u.Name, &u.Short, &u.Kind, &u.Headcount, &u.Position, &u.ValidFrom, &u.ValidUntil, &former)
	if err != nil || former == "[]" {
		return u, translate(err)
	}
	return u, json.Unmarshal([]byte(former), &u.Was)
}

// Units returns all units of an organisation, those of the past included.
func (s queries) Units(ctx context.Context, org organisation.OrgID) ([]organisation.Unit, error) {
	return collect(ctx, s.run.reader(), scanUnit, `SELECT `+unitColumns+` FROM unit WHERE org = $1 ORDER BY position, id`, org)
}

// PutUnits stores units, new or changed, all or nothing.
func (s queries) PutUnits(ctx context.Context, units []organisation.Unit, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, u := range units {
			former, err := json.Marshal(u.Was)
			if err != nil {
				return fmt.Errorf("unit %s: %w", u.ID, err)
			}
			if len(u.Was) == 0 {
				former = []byte("[]")
			}
			err = exec(ctx, q, `INSERT INTO unit (`+unitColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
				ON CONFLICT (org, id) DO UPDATE SET parent = excluded.parent, level = excluded.level, name = excluded.name,
					short = excluded.short, kind = excluded.kind, headcount = excluded.headcount, position = excluded.position,
					valid_from = excluded.valid_from, valid_until = excluded.valid_until, former = excluded.former`,
				u.Org, u.ID, u.Parent, u.Level, u.Name, u.Short, u.Kind, u.Headcount, u.Position, u.ValidFrom, u.ValidUntil, string(former))
			if err != nil {
				return fmt.Errorf("unit %s: %w", u.ID, err)
			}
		}
		return record(ctx, q, events)
	})
}

func scanService(s scanner) (organisation.Service, error) {
	var v organisation.Service
	var doc string
	if err := s.Scan(&doc); err != nil {
		return v, translate(err)
	}
	return v, json.Unmarshal([]byte(doc), &v)
}

// Services returns an organisation's services; a unit narrows them down to its own.
func (s queries) Services(ctx context.Context, org organisation.OrgID, unit organisation.UnitID) ([]organisation.Service, error) {
	if unit == "" {
		return collect(ctx, s.run.reader(), scanService, `SELECT doc FROM service WHERE org = $1 ORDER BY unit, id`, org)
	}
	return collect(ctx, s.run.reader(), scanService, `SELECT doc FROM service WHERE org = $1 AND unit = $2 ORDER BY id`, org, unit)
}

// PutServices stores services, new or changed, all or nothing.
func (s queries) PutServices(ctx context.Context, services []organisation.Service, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, v := range services {
			doc, err := json.Marshal(v)
			if err != nil {
				return fmt.Errorf("service %s: %w", v.ID, err)
			}
			err = exec(ctx, q, `INSERT INTO service (org, id, unit, name, doc) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (org, id) DO UPDATE SET unit = excluded.unit, name = excluded.name, doc = excluded.doc`,
				v.Org, v.ID, v.Unit, v.Name, string(doc))
			if err != nil {
				return fmt.Errorf("service %s: %w", v.ID, err)
			}
		}
		return record(ctx, q, events)
	})
}
