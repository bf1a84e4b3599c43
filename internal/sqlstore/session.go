package sqlstore

import (
	"context"
	"time"

	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/signin"
)

const sessionColumns = `token_hash, id, org, person, way, issuer, subject, sid, begun_at, expires_at, extended`

func scanSession(s scanner) (signin.Session, error) {
	var one signin.Session
	var begun, expires string
	err := s.Scan(&one.Hash, &one.ID, &one.Who.Org, &one.Who.ID, &one.Way, &one.Issuer, &one.Subject, &one.SID, &begun, &expires, &one.Extended)
	if err != nil {
		return one, translate(err)
	}
	if one.Way == "" {
		one.Way = signin.ByLink // begun before the way was written down
	}
	if one.BegunAt, err = instant(begun); err != nil {
		return one, err
	}
	one.ExpiresAt, err = instant(expires)
	return one, err
}

// PutSession stores a session, new or made longer.
func (s queries) PutSession(ctx context.Context, one signin.Session) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO session (`+sessionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
			ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at, extended = excluded.extended`,
			one.Hash, one.ID, one.Who.Org, one.Who.ID, one.Way, one.Issuer, one.Subject, one.SID, stamp(one.BegunAt), stamp(one.ExpiresAt), one.Extended)
	})
}

// ExtendSession makes a session longer, if it is still there: one that was ended
// meanwhile stays ended.
func (s queries) ExtendSession(ctx context.Context, one signin.Session) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `UPDATE session SET expires_at = $1, extended = $2 WHERE token_hash = $3`, stamp(one.ExpiresAt), one.Extended, one.Hash)
	})
}

// Session returns the session with a token's hash, or fault.NotFound.
func (s queries) Session(ctx context.Context, hash string, now time.Time) (signin.Session, error) {
	return one(ctx, s.run.reader(), scanSession, `SELECT `+sessionColumns+` FROM session WHERE token_hash = $1 AND expires_at > $2`, hash, stamp(now))
}

// SessionsOf returns the sessions of a person, the youngest first.
func (s queries) SessionsOf(ctx context.Context, who organisation.Ref, now time.Time) ([]signin.Session, error) {
	return collect(ctx, s.run.reader(), scanSession, `SELECT `+sessionColumns+` FROM session WHERE org = $1 AND person = $2 AND expires_at > $3
		ORDER BY begun_at DESC, id`, who.Org, who.ID, stamp(now))
}

// SessionsAt returns the sessions an identity provider vouched for: those of a
// subject, of a session of the provider, or of both; "" leaves one open.
func (s queries) SessionsAt(ctx context.Context, issuer, subject, sid string) ([]signin.Session, error) {
	if subject == "" && sid == "" {
		return nil, nil
	}
	return collect(ctx, s.run.reader(), scanSession, `SELECT `+sessionColumns+` FROM session WHERE issuer = $1
		AND ($2 = '' OR subject = $2) AND ($3 = '' OR sid = $3) ORDER BY begun_at`, issuer, subject, sid)
}

// EndSession deletes a session by the hash of its token.
func (s queries) EndSession(ctx context.Context, hash string) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `DELETE FROM session WHERE token_hash = $1`, hash)
	})
}

// EndSessionsOf deletes sessions of a person: the one with an id, or with id ""
// all but the one with the hash except.
func (s queries) EndSessionsOf(ctx context.Context, who organisation.Ref, id, except string) error {
	return s.run.atomically(ctx, func(q querier) error {
		if id != "" {
			return exec(ctx, q, `DELETE FROM session WHERE org = $1 AND person = $2 AND id = $3`, who.Org, who.ID, id)
		}
		return exec(ctx, q, `DELETE FROM session WHERE org = $1 AND person = $2 AND token_hash <> $3`, who.Org, who.ID, except)
	})
}

// PruneSignIns deletes sessions, links, tries and flows that let nobody in any
// more. Tries stay as long as mails are counted by them.
func (s queries) PruneSignIns(ctx context.Context, now time.Time) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, statement := range []string{`DELETE FROM session WHERE expires_at <= $1`, `DELETE FROM signin_link WHERE expires_at <= $1`,
			`DELETE FROM signin_flow WHERE expires_at <= $1`} {
			if err := exec(ctx, q, statement, stamp(now)); err != nil {
				return err
			}
		}
		return exec(ctx, q, `DELETE FROM signin_try WHERE created_at <= $1`, stamp(now.Add(-signin.MailsWithin)))
	})
}

// errTry is the one answer to everything that lets nobody in.
func errTry(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return signin.ErrTry
	}
	return err
}
