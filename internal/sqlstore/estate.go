package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/organisation"
)

func scanLineage(s scanner) (organisation.Lineage, error) {
	var l organisation.Lineage
	err := s.Scan(&l.Org, &l.From, &l.To, &l.On, &l.Kind)
	return l, translate(err)
}

// Lineage returns which units of an organisation came out of which.
func (s queries) Lineage(ctx context.Context, org organisation.OrgID) ([]organisation.Lineage, error) {
	return collect(ctx, s.run.reader(), scanLineage,
		`SELECT org, from_unit, to_unit, on_date, kind FROM lineage WHERE org = $1 ORDER BY on_date, from_unit, to_unit`, org)
}

// Estate returns what an organisation's units consist of.
func (s queries) Estate(ctx context.Context, org organisation.OrgID) (organisation.Estate, error) {
	var e organisation.Estate
	var err error
	if e.Organisation, err = s.Organisation(ctx, org); err != nil {
		return e, err
	}
	if e.Units, err = s.Units(ctx, org); err != nil {
		return e, err
	}
	if e.Services, err = s.Services(ctx, org, ""); err != nil {
		return e, err
	}
	if e.Parts, err = s.Memberships(ctx, org, ""); err != nil {
		return e, err
	}
	e.Posts, err = s.Posts(ctx, org, "")
	return e, err
}

// UpdateEstate loads an organisation's units with all that belongs to them, lets
// decide work out a reorganisation, and saves what it changes, all or nothing.
// Decide may run twice.
func (s queries) UpdateEstate(ctx context.Context, org organisation.OrgID, decide func(organisation.Estate) (organisation.Reformed, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		in := queries{ongoing{q}}
		if err := in.hold(ctx, org); err != nil {
			return err
		}
		e, err := in.Estate(ctx, org)
		if err != nil {
			return err
		}
		r, err := decide(e)
		if err != nil {
			return err
		}
		if err := in.PutUnits(ctx, r.Units); err != nil {
			return err
		}
		if err := in.PutServices(ctx, r.Services); err != nil {
			return err
		}
		if err := in.putPosts(ctx, r.Posts); err != nil {
			return err
		}
		for _, l := range r.Lineage {
			err := exec(ctx, q, `INSERT INTO lineage (org, from_unit, to_unit, on_date, kind) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (org, from_unit, to_unit, on_date) DO UPDATE SET kind = excluded.kind`, l.Org, l.From, l.To, l.On, l.Kind)
			if err != nil {
				return fmt.Errorf("lineage of %s: %w", l.To, err)
			}
		}
		if r.Plan != "" {
			if err := in.DropPlannedReform(ctx, org, r.Plan); err != nil {
				return err
			}
		}
		return in.PutPeople(ctx, nil, r.Parts, r.Events...)
	})
}
