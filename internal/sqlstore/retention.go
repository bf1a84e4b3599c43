package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/retention"
)

// expired is what goes of the classes that are one table each: from what, with
// which condition. $1 is the organisation, $2 the moment, $3 its day.
var expired = map[retention.Class]string{
	retention.Sessions: `session WHERE org = $1 AND expires_at < $2`,
	retention.Links:    `signin_link WHERE org = $1 AND expires_at < $2`,
	retention.Barriers: `barrier WHERE org = $1 AND answered_on <> '' AND answered_on < $3`,
	retention.Mails:    `outbox WHERE org = $1 AND state <> 'waiting' AND changed_at < $2`,
	retention.Waiting:  `outbox WHERE org = $1 AND state = 'waiting' AND created_at < $2`,
	retention.Dates:    `talk_date WHERE org = $1 AND starts_at < $2`,
	retention.Letters:  `letter WHERE org = $1 AND round IN ` + closed,
	retention.Tandems:  `tandem WHERE org = $1 AND round IN ` + closed,
	retention.Versions: `check_version WHERE org = $1 AND check_id IN (SELECT id FROM unit_check WHERE org = $1 AND round IN ` + closed + `)`,
	retention.Requests: `status_request WHERE org = $1 AND until_at < $2`,
}

// unanswered are reports of barriers that nobody has answered, with a contact.
const unanswered = `barrier WHERE org = $1 AND contact <> '' AND answered_on = '' AND reported_on < $3`

// closed are the rounds whose close is long enough ago.
const closed = `(SELECT id FROM round WHERE org = $1 AND state = 'closed' AND closed_at <> '' AND closed_at < $2)`

// Expired counts what of a class counts from before a moment.
func (s queries) Expired(ctx context.Context, org organisation.OrgID, class retention.Class, before time.Time) (int, error) {
	from, ok := expired[class]
	switch {
	case ok:
	case class == retention.Contacts:
		from = `barrier WHERE org = $1 AND contact <> '' AND answered_on <> '' AND answered_on < $3`
	case class == retention.Unanswered:
		from = unanswered
	case class == retention.Accounts:
		gone, err := s.gone(ctx, org, string(organisation.DateOf(before.UTC())))
		return len(gone), err
	case class == retention.Signers:
		from = `unit_check WHERE org = $1 AND signed_by <> '' AND round IN ` + closed
	case class == retention.Events:
		from = `audit WHERE org = $1 AND seq < COALESCE((SELECT MIN(seq) FROM audit WHERE org = $1 AND at >= $2), 9223372036854775807)`
	case class == retention.Leftovers:
		from = `sheet WHERE org = $1 AND check_id IN (SELECT id FROM unit_check WHERE org = $1 AND round IN ` + closed + `)`
	default:
		return 0, fault.New(fault.Internal, "retention.class")
	}
	n, err := one(ctx, s.run.reader(), func(s scanner) (int, error) {
		var n int
		return n, translate(s.Scan(&n))
	}, `SELECT COUNT(*) FROM `+from+all, org, stamp(before), string(organisation.DateOf(before.UTC())))
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", class, err)
	}
	return n, nil
}

// all uses every argument, which PostgreSQL asks for.
const all = ` AND ($2 = $2 OR $3 = $3)`

// Expire deletes what Expired counts and returns how much that was. Events are
// to be recorded by the caller: what was deleted is no longer known.
func (db *DB) Expire(ctx context.Context, org organisation.OrgID, class retention.Class, before time.Time) (int, error) {
	day := string(organisation.DateOf(before.UTC()))
	n := int64(0)
	run := func(statement string) (int, error) {
		err := db.atomically(ctx, func(q querier) (err error) {
			n, err = changed(ctx, q, statement+all, org, stamp(before), day)
			return err
		})
		return int(n), err
	}
	switch class {
	case retention.Contacts:
		return run(`UPDATE barrier SET contact = '' WHERE org = $1 AND contact <> '' AND answered_on <> '' AND answered_on < $3`)
	case retention.Unanswered:
		return run(`UPDATE barrier SET contact = '' ` + strings.TrimPrefix(unanswered, "barrier "))
	case retention.Signers:
		return run(`UPDATE unit_check SET signed_by = '' WHERE org = $1 AND signed_by <> '' AND round IN ` + closed)
	case retention.Events:
		return db.ForgetEvents(ctx, org, before)
	case retention.Accounts:
		return db.expireAccounts(ctx, org, day)
	case retention.Leftovers:
		return db.expireLeftovers(ctx, org, before)
	}
	if from, ok := expired[class]; ok {
		return run(`DELETE FROM ` + from)
	}
	return 0, fault.New(fault.Internal, "retention.class")
}

// gone are people who left before a day, but for the last administrator.
func (s queries) gone(ctx context.Context, org organisation.OrgID, day string) ([]organisation.Person, error) {
	r, err := s.staff(ctx, org)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.People, func(p organisation.Person) bool {
		return p.ValidUntil == "" || string(p.ValidUntil) >= day || r.LastAdmin(p.ID)
	}), nil
}

func (db *DB) expireAccounts(ctx context.Context, org organisation.OrgID, day string) (int, error) {
	gone, err := db.gone(ctx, org, day)
	if err != nil {
		return 0, err
	}
	for _, p := range gone {
		if err := db.ErasePerson(ctx, org, p.ID); err != nil {
			return 0, fmt.Errorf("account %s: %w", p.ID, err)
		}
	}
	return len(gone), nil
}

func (db *DB) expireLeftovers(ctx context.Context, org organisation.OrgID, before time.Time) (int, error) {
	n, err := db.Expired(ctx, org, retention.Leftovers, before)
	if err != nil || n == 0 {
		return 0, err
	}
	ids, err := collect(ctx, db.reader(), func(s scanner) (check.ID, error) {
		var id check.ID
		return id, s.Scan(&id)
	}, `SELECT DISTINCT check_id FROM sheet WHERE org = $1 AND check_id IN (SELECT id FROM unit_check WHERE org = $1 AND round IN `+closed+`)`, org, stamp(before))
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := db.Clear(ctx, check.Ref{Org: org, ID: id}, true); err != nil {
			return 0, err
		}
	}
	return n, nil
}
