package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"chancencheck/signin"
)

const tryColumns = `token_hash, browser_hash, code_with_token, code_with_browser, about, people, wrong, created_at, expires_at`

func scanTry(s scanner) (signin.Try, error) {
	var t signin.Try
	var people, created, expires string
	err := s.Scan(&t.Token, &t.Browser, &t.CodeWithToken, &t.CodeWithBrowser, &t.About, &people, &t.Wrong, &created, &expires)
	if err != nil {
		return t, translate(err)
	}
	if err := json.Unmarshal([]byte(people), &t.People); err != nil {
		return t, fmt.Errorf("people of a sign-in: %w", err)
	}
	if t.CreatedAt, err = instant(created); err != nil {
		return t, err
	}
	t.ExpiresAt, err = instant(expires)
	return t, err
}

// PutTry stores a sign-in by mail that begins.
func (s queries) PutTry(ctx context.Context, t signin.Try) error {
	people, err := json.Marshal(t.People)
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO signin_try (`+tryColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			t.Token, t.Browser, t.CodeWithToken, t.CodeWithBrowser, t.About, string(people), t.Wrong, stamp(t.CreatedAt), stamp(t.ExpiresAt))
	})
}

// Try returns the sign-in of a mail's link, or signin.ErrTry.
func (s queries) Try(ctx context.Context, token string, now time.Time) (signin.Try, error) {
	t, err := one(ctx, s.run.reader(), scanTry, `SELECT `+tryColumns+` FROM signin_try WHERE token_hash = $1 AND expires_at > $2 AND wrong < $3`,
		token, stamp(now), signin.MostWrong)
	return t, errTry(err)
}

// TryOf returns the youngest sign-in that a browser has begun, or signin.ErrTry.
func (s queries) TryOf(ctx context.Context, browser string, now time.Time) (signin.Try, error) {
	t, err := one(ctx, s.run.reader(), scanTry, `SELECT `+tryColumns+` FROM signin_try WHERE browser_hash = $1 AND expires_at > $2 AND wrong < $3
		ORDER BY created_at DESC LIMIT 1`, browser, stamp(now), signin.MostWrong)
	return t, errTry(err)
}

// CountTries returns how many sign-ins have begun with an address since a time.
func (s queries) CountTries(ctx context.Context, about string, since time.Time) (int, error) {
	return one(ctx, s.run.reader(), func(s scanner) (int, error) {
		var n int
		return n, translate(s.Scan(&n))
	}, `SELECT COUNT(*) FROM signin_try WHERE about = $1 AND created_at > $2`, about, stamp(since))
}

// GuessTry counts a code before it is looked at, so that those typed at the same
// moment all count. It answers signin.ErrTry when there were too many.
func (s queries) GuessTry(ctx context.Context, token string) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `UPDATE signin_try SET wrong = wrong + 1 WHERE token_hash = $1 AND wrong < $2`, token, signin.MostWrong)
		if err == nil && n == 0 {
			return signin.ErrTry
		}
		return err
	})
}

// UseTry ends a sign-in that succeeds. Of several at the same moment only one
// does; the others get signin.ErrTry. The row stays, because mails are counted
// by it.
func (s queries) UseTry(ctx context.Context, token string, now time.Time) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `UPDATE signin_try SET expires_at = $1, people = $2 WHERE token_hash = $3 AND expires_at > $1`, stamp(now), "[]", token)
		if err == nil && n == 0 {
			return signin.ErrTry
		}
		return err
	})
}

// Flow is what the program must remember of a sign-in that goes through somebody
// else. It can be used once.
type Flow struct {
	// Key is the hash of what comes back, Kind what for, Browser the hash of the
	// cookie of the browser that began.
	Key, Kind, Browser string
	// Doc is what to remember.
	Doc       []byte
	ExpiresAt time.Time
}

// PutFlow stores a flow; one with the same key and kind is fault.Conflict.
func (s queries) PutFlow(ctx context.Context, f Flow) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO signin_flow (key_hash, kind, browser_hash, doc, expires_at) VALUES ($1, $2, $3, $4, $5)`,
			f.Key, f.Kind, f.Browser, string(f.Doc), stamp(f.ExpiresAt))
	})
}

// UseFlow returns a flow and deletes it. It answers signin.ErrTry for one that
// is not there, has expired or was used.
func (s queries) UseFlow(ctx context.Context, key, kind string, now time.Time) (Flow, error) {
	f := Flow{Key: key, Kind: kind}
	err := s.run.atomically(ctx, func(q querier) error {
		var doc, expires string
		_, err := one(ctx, q, func(s scanner) (bool, error) { return true, translate(s.Scan(&f.Browser, &doc, &expires)) },
			`SELECT browser_hash, doc, expires_at FROM signin_flow WHERE key_hash = $1 AND kind = $2 AND expires_at > $3`, key, kind, stamp(now))
		if err != nil {
			return errTry(err)
		}
		n, err := changed(ctx, q, `DELETE FROM signin_flow WHERE key_hash = $1 AND kind = $2`, key, kind)
		if err != nil {
			return err
		}
		if n == 0 {
			return signin.ErrTry
		}
		f.Doc = []byte(doc)
		f.ExpiresAt, err = instant(expires)
		return err
	})
	return f, err
}
