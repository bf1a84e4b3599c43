package sqlstore

import (
	"context"
	"fmt"
	"time"

	"chancencheck/internal/mail"
	"chancencheck/organisation"
)

const mailColumns = `org, id, kind, recipient, language, subject, body, page, until_at, state, problem, code, tries, created_at, due_at, changed_at`

func scanMail(s scanner) (mail.Entry, error) {
	var e mail.Entry
	var until, created, due, changed string
	err := s.Scan(&e.Org, &e.ID, &e.Kind, &e.To, &e.Language, &e.Subject, &e.Text, &e.HTML, &until, &e.State, &e.Problem, &e.Code,
		&e.Tries, &created, &due, &changed)
	if err != nil {
		return e, translate(err)
	}
	for _, t := range []struct {
		text string
		at   *time.Time
	}{{until, &e.Until}, {created, &e.CreatedAt}, {due, &e.DueAt}, {changed, &e.ChangedAt}} {
		if *t.at, err = instant(t.text); err != nil {
			return e, err
		}
	}
	return e, nil
}

// PutMail implements mail.Store.
func (s queries) PutMail(ctx context.Context, entries ...mail.Entry) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, e := range entries {
			err := exec(ctx, q, `INSERT INTO outbox (`+mailColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
				ON CONFLICT (org, id) DO NOTHING`, e.Org, e.ID, e.Kind, e.To, e.Language, e.Subject, e.Text, e.HTML, stamp(e.Until),
				e.State, e.Problem, e.Code, e.Tries, stamp(e.CreatedAt), stamp(e.DueAt), stamp(e.ChangedAt))
			if err != nil {
				return fmt.Errorf("mail %s: %w", e.ID, err)
			}
		}
		return nil
	})
}

// ClaimMail implements mail.Store. Of programs that ask at the same time, only
// one gets a message: whoever moves its time first.
func (s queries) ClaimMail(ctx context.Context, now, until time.Time, most int) ([]mail.Entry, error) {
	due, err := collect(ctx, s.run.reader(), scanMail, `SELECT `+mailColumns+` FROM outbox WHERE state = $1 AND due_at <= $2
		ORDER BY due_at, org, id LIMIT $3`, mail.Waiting, stamp(now), most)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	var claimed []mail.Entry
	err = s.run.atomically(ctx, func(q querier) error {
		claimed = nil
		for _, e := range due {
			n, err := changed(ctx, q, `UPDATE outbox SET due_at = $1 WHERE org = $2 AND id = $3 AND state = $4 AND due_at = $5`,
				stamp(until), e.Org, e.ID, mail.Waiting, stamp(e.DueAt))
			if err != nil {
				return err
			}
			if n == 1 {
				claimed = append(claimed, e)
			}
		}
		return nil
	})
	return claimed, err
}

// SettleMail implements mail.Store.
func (s queries) SettleMail(ctx context.Context, e mail.Entry) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `UPDATE outbox SET recipient = $1, body = $2, page = $3, state = $4, problem = $5, code = $6, tries = $7,
			created_at = $8, due_at = $9, changed_at = $10 WHERE org = $11 AND id = $12`, e.To, e.Text, e.HTML, e.State, e.Problem, e.Code,
			e.Tries, stamp(e.CreatedAt), stamp(e.DueAt), stamp(e.ChangedAt), e.Org, e.ID)
	})
}

// PruneMail implements mail.Store.
func (s queries) PruneMail(ctx context.Context, before time.Time) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `DELETE FROM outbox WHERE state <> $1 AND changed_at < $2`, mail.Waiting, stamp(before))
	})
}

// Mail returns a message with what has become of it, or fault.NotFound.
func (s queries) Mail(ctx context.Context, org organisation.OrgID, id string) (mail.Entry, error) {
	return one(ctx, s.run.reader(), scanMail, `SELECT `+mailColumns+` FROM outbox WHERE org = $1 AND id = $2`, org, id)
}

// Mails returns an organisation's messages, the youngest first, at most the
// given number.
func (s queries) Mails(ctx context.Context, org organisation.OrgID, most int) ([]mail.Entry, error) {
	return collect(ctx, s.run.reader(), scanMail, `SELECT `+mailColumns+` FROM outbox WHERE org = $1
		ORDER BY created_at DESC, id LIMIT $2`, org, most)
}
