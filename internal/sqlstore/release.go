package sqlstore

import (
	"context"

	"chancencheck/audit"
	"chancencheck/organisation"
	"chancencheck/round"
)

const releaseColumns = `org, round, receiver, released_at, released_by`

func scanRelease(s scanner) (round.Release, error) {
	var r round.Release
	var at string
	if err := s.Scan(&r.Org, &r.ID, &r.To, &at, &r.By); err != nil {
		return r, translate(err)
	}
	var err error
	r.At, err = instant(at)
	return r, err
}

// PutRelease implements round.Releases.
func (s queries) PutRelease(ctx context.Context, r round.Release, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `INSERT INTO release (`+releaseColumns+`) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (org, round, receiver) DO NOTHING`, r.Org, r.ID, r.To, stamp(r.At), r.By)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, q, events)
	})
}

// DeleteRelease implements round.Releases.
func (s queries) DeleteRelease(ctx context.Context, ref round.Ref, to organisation.OrgID, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `DELETE FROM release WHERE org = $1 AND round = $2 AND receiver = $3`, ref.Org, ref.ID, to)
		if err == nil && n == 0 {
			return errNoOrganisation
		}
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// Releases returns what an organisation has released.
func (s queries) Releases(ctx context.Context, org organisation.OrgID) ([]round.Release, error) {
	return collect(ctx, s.run.reader(), scanRelease, `SELECT `+releaseColumns+` FROM release WHERE org = $1 ORDER BY round, receiver`, org)
}

// ReleasedTo returns what was released to an organisation.
func (s queries) ReleasedTo(ctx context.Context, receiver organisation.OrgID) ([]round.Release, error) {
	return collect(ctx, s.run.reader(), scanRelease,
		`SELECT `+releaseColumns+` FROM release WHERE receiver = $1 ORDER BY org, released_at DESC, round`, receiver)
}

// OrganisationsBelow returns the organisations whose parent one is, by name.
func (s queries) OrganisationsBelow(ctx context.Context, parent organisation.OrgID) ([]organisation.Organisation, error) {
	return collect(ctx, s.run.reader(), scanOrganisation, `SELECT doc FROM organisation WHERE parent = $1 ORDER BY name, id`, parent)
}
