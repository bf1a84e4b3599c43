package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"time"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

const personColumns = `org, id, name, email, language, valid_until`

func scanPerson(s scanner) (organisation.Person, error) {
	var p organisation.Person
	err := s.Scan(&p.Org, &p.ID, &p.Name, &p.Email, &p.Language, &p.ValidUntil)
	return p, translate(err)
}

// Person returns one person, or fault.NotFound.
func (s queries) Person(ctx context.Context, org organisation.OrgID, id organisation.PersonID) (organisation.Person, error) {
	return one(ctx, s.run.reader(), scanPerson, `SELECT `+personColumns+` FROM person WHERE org = $1 AND id = $2`, org, id)
}

// People returns an organisation's people.
func (s queries) People(ctx context.Context, org organisation.OrgID) ([]organisation.Person, error) {
	return collect(ctx, s.run.reader(), scanPerson, `SELECT `+personColumns+` FROM person WHERE org = $1 ORDER BY id`, org)
}

// PeopleByEmail returns everybody with an address, of all organisations, those
// who have left included. Upper and lower case are alike. Spellings are the
// forms in which the address may be stored.
func (s queries) PeopleByEmail(ctx context.Context, spellings ...string) ([]organisation.Person, error) {
	var found []organisation.Person
	for i, spelling := range spellings {
		if spelling == "" || slices.Contains(spellings[:i], spelling) {
			continue
		}
		some, err := collect(ctx, s.run.reader(), scanPerson, `SELECT `+personColumns+` FROM person WHERE lower(email) = $1 ORDER BY org, id`, spelling)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}

const partColumns = `org, person, unit, role, round, kind, deputy_for, valid_from, valid_until`

func scanMembership(s scanner) (organisation.Membership, error) {
	var m organisation.Membership
	err := s.Scan(&m.Org, &m.Person, &m.Unit, &m.Role, &m.Round, &m.Kind, &m.DeputyFor, &m.From, &m.Until)
	return m, translate(err)
}

// Memberships returns the parts people have, those that have ended included; a
// person narrows them down to hers.
func (s queries) Memberships(ctx context.Context, org organisation.OrgID, person organisation.PersonID) ([]organisation.Membership, error) {
	const columns = `SELECT ` + partColumns + ` FROM part WHERE org = $1`
	if person == "" {
		return collect(ctx, s.run.reader(), scanMembership, columns+` ORDER BY person, role, unit, round, kind, deputy_for`, org)
	}
	return collect(ctx, s.run.reader(), scanMembership, columns+` AND person = $2 ORDER BY role, unit, round, kind, deputy_for`, org, person)
}

// PutPeople stores people and the parts they have, all or nothing. A part that
// is there gets the new dates.
func (s queries) PutPeople(ctx context.Context, people []organisation.Person, parts []organisation.Membership, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, p := range people {
			err := exec(ctx, q, `INSERT INTO person (`+personColumns+`) VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, email = excluded.email, language = excluded.language,
					valid_until = excluded.valid_until`, p.Org, p.ID, p.Name, p.Email, p.Language, p.ValidUntil)
			if err != nil {
				return fmt.Errorf("person %s: %w", p.ID, err)
			}
		}
		for _, m := range parts {
			err := exec(ctx, q, `INSERT INTO part (`+partColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
				ON CONFLICT (org, person, unit, role, round, kind, deputy_for) DO UPDATE SET valid_from = excluded.valid_from,
					valid_until = excluded.valid_until`,
				m.Org, m.Person, m.Unit, m.Role, m.Round, m.Kind, m.DeputyFor, m.From, m.Until)
			if err != nil {
				return fmt.Errorf("part of %s: %w", m.Person, err)
			}
		}
		return record(ctx, q, events)
	})
}

// PutLink stores a sign-in link by the hash of its token.
func (s queries) PutLink(ctx context.Context, hash string, p organisation.Ref, reusable bool, expires time.Time) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO signin_link (token_hash, org, person, reusable, expires_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at`, hash, p.Org, p.ID, reusable, stamp(expires))
	})
}

// ReplaceLinks stores a sign-in link that lets a person in once, and ends those
// made before for her that nobody has used.
func (s queries) ReplaceLinks(ctx context.Context, hash string, p organisation.Ref, expires time.Time, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		if err := exec(ctx, q, `DELETE FROM signin_link WHERE org = $1 AND person = $2 AND reusable = $3`, p.Org, p.ID, false); err != nil {
			return err
		}
		err := exec(ctx, q, `INSERT INTO signin_link (token_hash, org, person, reusable, expires_at) VALUES ($1, $2, $3, $4, $5)`, hash, p.Org, p.ID, false, stamp(expires))
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// Link returns whom a sign-in link is for, nobody for the link of a set-up, and
// whether it can be used more than once. It uses nothing up. An unknown, used or
// expired link is fault.Denied.
func (s queries) Link(ctx context.Context, hash string, now time.Time) (who organisation.Ref, reusable bool, err error) {
	err = s.run.reader().QueryRowContext(ctx, `SELECT org, person, reusable FROM signin_link WHERE token_hash = $1 AND expires_at > $2`,
		hash, stamp(now)).Scan(&who.Org, &who.ID, &reusable)
	if fault.KindOf(translate(err)) == fault.NotFound {
		return who, false, fault.New(fault.Denied, "signin.link")
	}
	return who, reusable, translate(err)
}

// UseLink returns whom a sign-in link lets in, and uses it up unless it is
// reusable. An unknown, used or expired link is fault.Denied.
func (s queries) UseLink(ctx context.Context, hash string, now time.Time) (organisation.Ref, error) {
	var l link
	err := s.run.atomically(ctx, func(q querier) error {
		var err error
		if l, err = validLink(ctx, q, hash, now); err != nil || l.reusable {
			return err
		}
		n, err := changed(ctx, q, `DELETE FROM signin_link WHERE token_hash = $1`, hash)
		if err == nil && n == 0 {
			return errLink
		}
		return err
	})
	if err != nil {
		return organisation.Ref{}, err
	}
	return l.who, nil
}

// link is a sign-in link that still lets somebody in.
type link struct {
	who      organisation.Ref
	reusable bool
}

// errLink is the one answer for every link that lets nobody in.
var errLink = fault.New(fault.Denied, "signin.link")

func validLink(ctx context.Context, q querier, hash string, now time.Time) (link, error) {
	l, err := one(ctx, q, func(s scanner) (link, error) {
		var l link
		return l, translate(s.Scan(&l.who.Org, &l.who.ID, &l.reusable))
	}, `SELECT org, person, reusable FROM signin_link WHERE token_hash = $1 AND expires_at > $2`, hash, stamp(now))
	if fault.KindOf(err) == fault.NotFound {
		return l, errLink
	}
	return l, err
}
