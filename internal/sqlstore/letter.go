package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/internal/mail"
	"chancencheck/organisation"
	"chancencheck/round"
)

// PutPosted implements check.Post.
func (s queries) PutPosted(ctx context.Context, rd round.Ref, letters []check.Posted, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, l := range letters {
			err := exec(ctx, q, `INSERT INTO letter (org, id, round, check_id, person, kind, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
				ON CONFLICT (org, id) DO NOTHING`, rd.Org, l.ID, rd.ID, l.Check, l.Person, l.Kind, stamp(l.At))
			if err != nil {
				return fmt.Errorf("note letter %s: %w", l.ID, err)
			}
		}
		return record(ctx, q, events)
	})
}

// PostedIn implements check.Post.
func (s queries) PostedIn(ctx context.Context, rd round.Ref) ([]check.Posted, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (check.Posted, error) {
		var l check.Posted
		var at string
		if err := s.Scan(&l.ID, &l.Check, &l.Person, &l.Kind, &at); err != nil {
			return l, translate(err)
		}
		var err error
		l.At, err = instant(at)
		return l, err
	}, `SELECT id, check_id, person, kind, sent_at FROM letter WHERE org = $1 AND round = $2 ORDER BY sent_at, id`, rd.Org, rd.ID)
}

// FailedMails returns an organisation's messages that did not arrive, the
// youngest first, at most the given number.
func (s queries) FailedMails(ctx context.Context, org organisation.OrgID, most int) ([]mail.Entry, error) {
	return collect(ctx, s.run.reader(), scanMail, `SELECT `+mailColumns+` FROM outbox WHERE org = $1 AND state = $2
		ORDER BY created_at DESC, id LIMIT $3`, org, mail.Failed, most)
}
