package sqlstore

import (
	"context"

	"chancencheck/audit"
	"chancencheck/organisation"
)

// Register is what the tables of an import can change of an organisation.
type Register struct {
	Units    []organisation.Unit
	Services []organisation.Service
	Roster   *organisation.Roster
}

// Register returns what tables can change of an organisation, as of a day.
func (s queries) Register(ctx context.Context, org organisation.OrgID, day organisation.Date) (Register, error) {
	var g Register
	var err error
	if g.Units, err = s.Units(ctx, org); err != nil {
		return g, err
	}
	if g.Services, err = s.Services(ctx, org, ""); err != nil {
		return g, err
	}
	g.Roster, err = s.Roster(ctx, org, day)
	return g, err
}

// Import lets decide change what is stored of an organisation, and saves that:
// the units and services decide leaves in the register, and what differs among the
// people. All or nothing, and with nothing in between. Decide may run twice.
func (s queries) Import(ctx context.Context, org organisation.OrgID, day organisation.Date, decide func(*Register) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		in := queries{ongoing{q}}
		if err := in.hold(ctx, org); err != nil {
			return err
		}
		g, err := in.Register(ctx, org, day)
		if err != nil {
			return err
		}
		before := g.Roster
		g.Roster = before.Clone()
		events, err := decide(&g)
		if err != nil {
			return err
		}
		if err := in.PutUnits(ctx, g.Units); err != nil {
			return err
		}
		if err := in.PutServices(ctx, g.Services); err != nil {
			return err
		}
		return in.saveRoster(ctx, before, g.Roster, events)
	})
}
