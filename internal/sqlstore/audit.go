package sqlstore

import (
	"context"
	"crypto/rand"
	"fmt"

	"chancencheck/audit"
	"chancencheck/organisation"
)

// record writes events in the transaction of the change they tell of.
func record(ctx context.Context, q querier, events []audit.Event) error {
	for _, e := range events {
		err := exec(ctx, q, `INSERT INTO audit (org, at, id, person, verb, object, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			e.Org, stamp(e.At), rand.Text(), e.Person, e.Verb, e.Object, e.Detail)
		if err != nil {
			return fmt.Errorf("record %s: %w", e.Verb, err)
		}
	}
	return nil
}

// Events returns the youngest events of an organisation, at most the given number.
func (s queries) Events(ctx context.Context, org organisation.OrgID, most int) ([]audit.Event, error) {
	return collect(ctx, s.run.reader(), scanEvent,
		`SELECT org, at, person, verb, object, detail FROM audit WHERE org = $1 ORDER BY at DESC, id DESC LIMIT $2`, org, most)
}

func scanEvent(s scanner) (audit.Event, error) {
	var e audit.Event
	var at string
	if err := s.Scan(&e.Org, &at, &e.Person, &e.Verb, &e.Object, &e.Detail); err != nil {
		return e, err
	}
	var err error
	e.At, err = instant(at)
	return e, err
}
