package sqlstore

import (
	"context"

	"chancencheck/audit"
	"chancencheck/organisation"
)

// Import is what the tables of one import change.
type Import struct {
	Units    []organisation.Unit
	Services []organisation.Service
	People   []organisation.Person
	// Parts are given, or end on their last day.
	Parts []organisation.Membership
}

// Import stores units, services and people together, all or nothing.
func (s queries) Import(ctx context.Context, i Import, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		one := queries{ongoing{q}}
		if err := one.PutUnits(ctx, i.Units); err != nil {
			return err
		}
		if err := one.PutServices(ctx, i.Services); err != nil {
			return err
		}
		return one.PutPeople(ctx, i.People, i.Parts, events...)
	})
}
