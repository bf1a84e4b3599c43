package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/signin"
)

func scanIssuer(s scanner) (signin.Issuer, error) {
	var i signin.Issuer
	var doc string
	if err := s.Scan(&i.Org, &i.ID, &doc); err != nil {
		return i, translate(err)
	}
	if err := json.Unmarshal([]byte(doc), &i); err != nil {
		return i, fmt.Errorf("issuer %s: %w", i.ID, err)
	}
	return i, nil
}

// PutIssuer stores an identity provider of an organisation, in place of the one
// with its id. An id that another organisation has is fault.Conflict.
func (s queries) PutIssuer(ctx context.Context, i signin.Issuer, events ...audit.Event) error {
	doc, err := json.Marshal(i)
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO issuer (org, id, doc) VALUES ($1, $2, $3) ON CONFLICT (org, id) DO UPDATE SET doc = excluded.doc`, i.Org, i.ID, string(doc))
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// Issuer returns an identity provider by its id, or fault.NotFound.
func (s queries) Issuer(ctx context.Context, id string) (signin.Issuer, error) {
	return one(ctx, s.run.reader(), scanIssuer, `SELECT org, id, doc FROM issuer WHERE id = $1`, id)
}

// Issuers returns the identity providers of an organisation, with "" those of
// all, by their ids.
func (s queries) Issuers(ctx context.Context, org organisation.OrgID) ([]signin.Issuer, error) {
	return collect(ctx, s.run.reader(), scanIssuer, `SELECT org, id, doc FROM issuer WHERE $1 = '' OR org = $1 ORDER BY id`, org)
}

// DropIssuer removes an identity provider with who people are there, and ends
// the sessions it vouched for.
func (s queries) DropIssuer(ctx context.Context, i signin.Issuer, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `DELETE FROM issuer WHERE org = $1 AND id = $2`, i.Org, i.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "store.not_found")
		}
		for _, statement := range []string{`DELETE FROM identity WHERE org = $1 AND issuer = $2`, `DELETE FROM session WHERE org = $1 AND issuer = $2`} {
			if err := exec(ctx, q, statement, i.Org, i.URL); err != nil {
				return err
			}
		}
		return record(ctx, q, events)
	})
}

const identityColumns = `org, issuer, subject, person, given`

func scanIdentity(s scanner) (signin.Identity, error) {
	var i signin.Identity
	var given string
	if err := s.Scan(&i.Org, &i.Issuer, &i.Subject, &i.Person, &given); err != nil {
		return i, translate(err)
	}
	if err := json.Unmarshal([]byte(given), &i.Given); err != nil {
		return i, fmt.Errorf("identity of %s: %w", i.Person, err)
	}
	return i, nil
}

// Identities returns who people of an organisation are at an identity provider.
func (s queries) Identities(ctx context.Context, org organisation.OrgID, issuer string) ([]signin.Identity, error) {
	return collect(ctx, s.run.reader(), scanIdentity, `SELECT `+identityColumns+` FROM identity WHERE org = $1 AND issuer = $2 ORDER BY subject`, org, issuer)
}

// UpdateIdentities loads everybody with a part in an organisation and who they
// are at one of its identity providers, lets decide change the roster and say
// which identities are new or changed, and saves all of it with the events, or
// nothing. Decide may run twice.
func (s queries) UpdateIdentities(ctx context.Context, i signin.Issuer, day organisation.Date, decide func(*organisation.Roster, []signin.Identity) ([]signin.Identity, []audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		in := queries{ongoing{q}}
		if err := in.hold(ctx, i.Org); err != nil {
			return err
		}
		known, err := in.Identities(ctx, i.Org, i.URL)
		if err != nil {
			return err
		}
		var put []signin.Identity
		err = in.UpdateRoster(ctx, i.Org, day, func(r *organisation.Roster) (events []audit.Event, err error) {
			put, events, err = decide(r, known)
			return events, err
		})
		if err != nil {
			return err
		}
		for _, one := range put {
			if err := in.putIdentity(ctx, one); err != nil {
				return fmt.Errorf("identity of %s: %w", one.Person, err)
			}
		}
		return nil
	})
}

func (s queries) putIdentity(ctx context.Context, i signin.Identity) error {
	given, err := json.Marshal(append([]organisation.Membership{}, i.Given...))
	if err != nil {
		return err
	}
	return exec(ctx, s.run.reader(), `INSERT INTO identity (`+identityColumns+`) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (org, issuer, subject) DO UPDATE SET person = excluded.person, given = excluded.given`, i.Org, i.Issuer, i.Subject, i.Person, string(given))
}

// ForgetIdentities forgets who a person is at every identity provider of her
// organisation, and ends the sessions they vouched for. The next sign-in links
// her anew, by her address.
func (s queries) ForgetIdentities(ctx context.Context, who organisation.Ref, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, statement := range []string{`DELETE FROM identity WHERE org = $1 AND person = $2`, `DELETE FROM session WHERE org = $1 AND person = $2 AND issuer <> ''`} {
			if err := exec(ctx, q, statement, who.Org, who.ID); err != nil {
				return err
			}
		}
		return record(ctx, q, events)
	})
}
