package sqlstore

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// recording is a transaction that keeps its events for its end. The end of an
// organisation's chain is held from the moment an event is sealed until the
// commit: sealing last keeps that short, and as ends are held after everything
// else and in the order of organisations, nobody waits in a circle.
type recording struct {
	querier
	pending []audit.Event
}

// record keeps events for the end of the transaction of the change they tell of.
func record(ctx context.Context, q querier, events []audit.Event) error {
	if r, ok := q.(*recording); ok {
		r.pending = append(r.pending, events...)
		return nil
	}
	return seal(ctx, q, events)
}

// Recorded writes events that no change of data belongs to, for example that a
// document was downloaded.
func (s queries) Recorded(ctx context.Context, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error { return record(ctx, q, events) })
}

// flush seals what a transaction has recorded.
func (r *recording) flush(ctx context.Context) error { return seal(ctx, r.querier, r.pending) }

// seal writes events to the ends of their organisations' chains.
func seal(ctx context.Context, q querier, events []audit.Event) error {
	byOrg := map[string][]audit.Event{}
	var orgs []string
	for _, e := range events {
		if byOrg[e.Org] == nil {
			orgs = append(orgs, e.Org)
		}
		byOrg[e.Org] = append(byOrg[e.Org], e)
	}
	slices.Sort(orgs)
	for _, org := range orgs {
		if err := sealOf(ctx, q, org, byOrg[org]); err != nil {
			return err
		}
	}
	return nil
}

func sealOf(ctx context.Context, q querier, org string, events []audit.Event) error {
	at, err := holdHead(ctx, q, org)
	if err != nil {
		return fmt.Errorf("record of %s: %w", org, err)
	}
	for _, e := range events {
		at = audit.Seal(at, e)
		err := exec(ctx, q, `INSERT INTO audit (org, at, id, person, verb, object, detail, seq, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			e.Org, stamp(e.At), rand.Text(), e.Person, e.Verb, e.Object, e.Detail, at.Seq, at.Hash)
		if err != nil {
			return fmt.Errorf("record %s: %w", e.Verb, err)
		}
	}
	return exec(ctx, q, `UPDATE audit_head SET seq = $2, hash = $3 WHERE org = $1`, org, at.Seq, at.Hash)
}

// holdHead returns the end of a chain and holds it until the transaction ends.
func holdHead(ctx context.Context, q querier, org string) (audit.Link, error) {
	const hold = `UPDATE audit_head SET seq = seq WHERE org = $1`
	n, err := changed(ctx, q, hold, org)
	if err == nil && n == 0 {
		err = exec(ctx, q, `INSERT INTO audit_head (org, seq, hash, first_seq, first_hash) VALUES ($1, 0, '', 0, '') ON CONFLICT (org) DO NOTHING`, org)
		if err == nil {
			err = exec(ctx, q, hold, org)
		}
	}
	if err != nil {
		return audit.Link{}, err
	}
	return one(ctx, q, scanLink, `SELECT seq, hash FROM audit_head WHERE org = $1`, org)
}

func scanLink(s scanner) (audit.Link, error) {
	var l audit.Link
	err := s.Scan(&l.Seq, &l.Hash)
	return l, translate(err)
}

const eventColumns = `org, at, person, verb, object, detail, seq, hash`

// Events returns the youngest events of an organisation, at most the given number.
func (s queries) Events(ctx context.Context, org organisation.OrgID, most int) ([]audit.Event, error) {
	sealed, err := collect(ctx, s.run.reader(), scanEvent,
		`SELECT `+eventColumns+` FROM audit WHERE org = $1 ORDER BY at DESC, id DESC LIMIT $2`, org, most)
	return bare(sealed), err
}

// EventsOf returns the events that name an object or were done by a person, the
// youngest first; "" asks for neither.
func (s queries) EventsOf(ctx context.Context, org organisation.OrgID, object, person string) ([]audit.Event, error) {
	sealed, err := collect(ctx, s.run.reader(), scanEvent, `SELECT `+eventColumns+` FROM audit
		WHERE org = $1 AND ($2 = '' OR object = $2) AND ($3 = '' OR person = $3) ORDER BY at DESC, id DESC`, org, object, person)
	return bare(sealed), err
}

func bare(sealed []audit.Sealed) []audit.Event {
	var out []audit.Event
	for _, e := range sealed {
		out = append(out, e.Event)
	}
	return out
}

// Chain returns an organisation's whole record, to be verified. It looks again
// if somebody has acted between two looks.
func (s queries) Chain(ctx context.Context, org organisation.OrgID) (audit.Chain, error) {
	for range looks {
		var c audit.Chain
		var err error
		if c.Begin, c.End, err = s.ends(ctx, org); err != nil {
			return c, err
		}
		if c.Events, err = collect(ctx, s.run.reader(), scanEvent, `SELECT `+eventColumns+` FROM audit WHERE org = $1 ORDER BY seq, id`, org); err != nil {
			return c, err
		}
		begin, end, err := s.ends(ctx, org)
		if err != nil || begin == c.Begin && end == c.End {
			return c, err
		}
	}
	return audit.Chain{}, fault.New(fault.Unavailable, "store.busy")
}

// looks is how often Chain looks before it says that too much is going on.
const looks = 50

// ends returns the places before the oldest event that is kept and of the youngest.
func (s queries) ends(ctx context.Context, org organisation.OrgID) (begin, end audit.Link, err error) {
	heads, err := collect(ctx, s.run.reader(), func(s scanner) ([2]audit.Link, error) {
		var l [2]audit.Link
		return l, s.Scan(&l[0].Seq, &l[0].Hash, &l[1].Seq, &l[1].Hash)
	}, `SELECT first_seq, first_hash, seq, hash FROM audit_head WHERE org = $1`, org)
	for _, h := range heads {
		begin, end = h[0], h[1]
	}
	return begin, end, err
}

// ForgetEvents deletes the events of an organisation from before a moment and
// notes where its record begins now. It returns how many it deleted.
func (s queries) ForgetEvents(ctx context.Context, org organisation.OrgID, before time.Time) (int, error) {
	var n int64
	err := s.run.atomically(ctx, func(q querier) error {
		end, err := holdHead(ctx, q, string(org))
		if err != nil {
			return err
		}
		cut, err := one(ctx, q, func(s scanner) (int64, error) {
			var seq int64
			return seq, translate(s.Scan(&seq))
		}, `SELECT COALESCE(MIN(seq) - 1, $3) FROM audit WHERE org = $1 AND at >= $2`, org, stamp(before), end.Seq)
		if err != nil {
			return err
		}
		begin, err := collect(ctx, q, scanLink, `SELECT seq, hash FROM audit WHERE org = $1 AND seq = $2`, org, cut)
		if err != nil || len(begin) == 0 {
			return err // nothing is old enough
		}
		if n, err = changed(ctx, q, `DELETE FROM audit WHERE org = $1 AND seq <= $2`, org, cut); err != nil {
			return err
		}
		return exec(ctx, q, `UPDATE audit_head SET first_seq = $2, first_hash = $3 WHERE org = $1`, org, begin[0].Seq, begin[0].Hash)
	})
	return int(n), err
}

func scanEvent(s scanner) (audit.Sealed, error) {
	var e audit.Sealed
	var at string
	if err := s.Scan(&e.Org, &at, &e.Person, &e.Verb, &e.Object, &e.Detail, &e.Seq, &e.Hash); err != nil {
		return e, err
	}
	var err error
	e.At, err = instant(at)
	return e, err
}

// chained is the version since which the record is a chain.
const chained = 4

// sealOld seals events from before there was a chain, once: with the migration
// that brought it. At any other start an event without a place in a chain is one
// that somebody has slipped in, or a chain that somebody has taken apart.
func (db *DB) sealOld(ctx context.Context) error {
	orgs, err := collect(ctx, db.write, func(s scanner) (string, error) {
		var org string
		return org, s.Scan(&org)
	}, `SELECT DISTINCT org FROM audit WHERE seq = 0 AND org NOT IN (SELECT org FROM audit_head)`)
	if err != nil || len(orgs) == 0 {
		return err
	}
	for _, org := range orgs {
		err := db.atomically(ctx, func(q querier) error {
			old, err := collect(ctx, q, scanEvent, `SELECT `+eventColumns+` FROM audit WHERE org = $1 ORDER BY at, id`, org)
			if err != nil {
				return err
			}
			if err := exec(ctx, q, `DELETE FROM audit WHERE org = $1`, org); err != nil {
				return err
			}
			return sealOf(ctx, q, org, bare(old))
		})
		if err != nil {
			return fmt.Errorf("seal record of %s: %w", org, err)
		}
	}
	return nil
}
