package sqlstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

// withAccount is what is deleted with an account, in this order, and what of it
// is only forgotten: the name under a result goes, that it was signed stays.
// Whoever stands in for her does so no more, and a talk that she was to lead
// needs somebody else.
var withAccount = []string{
	`DELETE FROM passkey WHERE org = $1 AND person = $2`, `DELETE FROM identity WHERE org = $1 AND person = $2`,
	`DELETE FROM session WHERE org = $1 AND person = $2`, `DELETE FROM signin_link WHERE org = $1 AND person = $2`,
	`DELETE FROM part WHERE org = $1 AND (person = $2 OR deputy_for = $2)`, `UPDATE post SET holder = '' WHERE org = $1 AND holder = $2`,
	`DELETE FROM tandem WHERE org = $1 AND person = $2`, `DELETE FROM letter WHERE org = $1 AND person = $2`,
	`DELETE FROM talk_date WHERE org = $1 AND facilitator = $2`, `UPDATE talk_date SET booked_by = '' WHERE org = $1 AND booked_by = $2`,
	`UPDATE release SET released_by = '' WHERE org = $1 AND released_by = $2`, `DELETE FROM erasure WHERE org = $1 AND person = $2`,
	`DELETE FROM outbox WHERE org = $1 AND recipient IN (SELECT email FROM person WHERE org = $1 AND id = $2 AND email <> '')`,
	`UPDATE finding SET by_person = '' WHERE org = $1 AND by_person = $2`,
	`UPDATE unit_check SET signed_by = '' WHERE org = $1 AND signed_by = $2`,
	`DELETE FROM person WHERE org = $1 AND id = $2`,
}

// ErasePerson removes an account with everything that belongs to it alone.
// Results keep that they were signed and with which post, and the record keeps
// the person's id until its own period is over. It answers
// organisation.ErrLastAdmin where nobody else could set the organisation up.
func (s queries) ErasePerson(ctx context.Context, org organisation.OrgID, id organisation.PersonID, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		in := queries{ongoing{q}}
		if err := in.hold(ctx, org); err != nil {
			return err
		}
		if r, err := in.staff(ctx, org); err != nil || r.LastAdmin(id) {
			return cmp.Or(err, error(organisation.ErrLastAdmin))
		}
		for _, forget := range []func(context.Context, organisation.OrgID, organisation.PersonID) error{in.forgetTries, in.forgetVersions, in.forgetSignatures} {
			if err := forget(ctx, org, id); err != nil {
				return fmt.Errorf("erase person: %w", err)
			}
		}
		for _, statement := range withAccount {
			if err := exec(ctx, q, statement, org, id); err != nil {
				return fmt.Errorf("erase person: %w", err)
			}
		}
		return record(ctx, q, events)
	})
}

// staff returns who is there and does what, without the tree of units.
func (s queries) staff(ctx context.Context, org organisation.OrgID) (*organisation.Roster, error) {
	r := &organisation.Roster{Org: org}
	var err error
	if r.People, err = s.People(ctx, org); err != nil {
		return nil, err
	}
	r.Parts, err = s.Memberships(ctx, org, "")
	return r, err
}

// forgetTries takes a person out of the sign-ins by mail that have begun.
func (s queries) forgetTries(ctx context.Context, org organisation.OrgID, id organisation.PersonID) error {
	tries, err := collect(ctx, s.run.reader(), scanTry, `SELECT `+tryColumns+` FROM signin_try WHERE people <> '[]'`)
	if err != nil {
		return err
	}
	who := organisation.Ref{Org: org, ID: string(id)}
	for _, t := range tries {
		if !slices.Contains(t.People, who) {
			continue
		}
		rest, err := json.Marshal(slices.DeleteFunc(t.People, func(p organisation.Ref) bool { return p == who }))
		if err != nil {
			return err
		}
		if err := exec(ctx, s.run.reader(), `UPDATE signin_try SET people = $1 WHERE token_hash = $2`, string(rest), t.Token); err != nil {
			return err
		}
	}
	return nil
}

// reopened names the checks that have earlier versions.
func (s queries) reopened(ctx context.Context, org organisation.OrgID) ([]check.Ref, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (check.Ref, error) {
		r := check.Ref{Org: org}
		return r, translate(s.Scan(&r.ID))
	}, `SELECT DISTINCT check_id FROM check_version WHERE org = $1 ORDER BY check_id`, org)
}

// storedPart is a part of an organisation's check as it is stored.
type storedPart struct {
	id  orgcheck.ID
	doc string
}

// storedParts returns the parts of the organisation's checks, check by check.
func (s queries) storedParts(ctx context.Context, org organisation.OrgID) ([]storedPart, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (storedPart, error) {
		var p storedPart
		return p, translate(s.Scan(&p.id, &p.doc))
	}, `SELECT check_id, doc FROM org_check_part WHERE org = $1 ORDER BY check_id`, org)
}

// forgetVersions takes a person out of what finished checks said before they
// were opened again.
func (s queries) forgetVersions(ctx context.Context, org organisation.OrgID, id organisation.PersonID) error {
	refs, err := s.reopened(ctx, org)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		all, err := s.Versions(ctx, ref)
		if err != nil {
			return err
		}
		for _, v := range all {
			if !v.Forget(id) {
				continue
			}
			doc, err := v.Encode()
			if err != nil {
				return err
			}
			err = exec(ctx, s.run.reader(), `UPDATE check_version SET doc = $1 WHERE org = $2 AND check_id = $3 AND number = $4`, string(doc), org, ref.ID, v.Number)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetSignatures takes a person's name out of what she said in the
// organisation's checks; her post stays.
func (s queries) forgetSignatures(ctx context.Context, org organisation.OrgID, id organisation.PersonID) error {
	named, err := json.Marshal(id)
	if err != nil {
		return err
	}
	parts, err := s.storedParts(ctx, org)
	if err != nil {
		return err
	}
	var last orgcheck.ID
	for _, p := range parts {
		if p.id == last || !strings.Contains(p.doc, string(named)) {
			continue
		}
		last = p.id
		r, before, err := holdOrgRecord(ctx, s.run.reader(), orgcheck.Ref{Org: org, ID: p.id})
		if err != nil {
			return err
		}
		r.Forget(id)
		if err := saveOrgRecord(ctx, s.run.reader(), r, before); err != nil {
			return err
		}
	}
	return nil
}
