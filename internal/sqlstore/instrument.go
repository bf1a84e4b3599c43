package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Published is a published version of an instrument as its file says it.
type Published struct {
	Org         organisation.OrgID
	Key         round.InstrumentKey
	Hash        string
	Source      []byte
	Guides      map[string]string
	PublishedAt time.Time
}

// Publish stores a version of an instrument. A version is published once: the
// same text again changes nothing, another text under the same version is
// fault.Conflict. Events are recorded if it is new.
func (s queries) Publish(ctx context.Context, p Published, events ...audit.Event) error {
	guides, err := json.Marshal(p.Guides)
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		added, err := changed(ctx, q, `INSERT INTO instrument (org, id, version, hash, source, guides, published_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (org, id, version) DO NOTHING`,
			p.Org, p.Key.ID, p.Key.Version, p.Hash, string(p.Source), string(guides), stamp(p.PublishedAt))
		if err != nil {
			return fmt.Errorf("publish %s %s: %w", p.Key.ID, p.Key.Version, err)
		}
		var hash string
		err = q.QueryRowContext(ctx, `SELECT hash FROM instrument WHERE org = $1 AND id = $2 AND version = $3`,
			p.Org, p.Key.ID, p.Key.Version).Scan(&hash)
		if err == nil && hash != p.Hash {
			return fault.New(fault.Conflict, "instrument.published", "id", p.Key.ID, "version", p.Key.Version)
		}
		if err != nil || added == 0 {
			return translate(err)
		}
		return record(ctx, q, events)
	})
}

func scanPublished(s scanner) (Published, error) {
	var p Published
	var source, guides, at string
	if err := s.Scan(&p.Org, &p.Key.ID, &p.Key.Version, &p.Hash, &source, &guides, &at); err != nil {
		return p, translate(err)
	}
	p.Source = []byte(source)
	if err := json.Unmarshal([]byte(guides), &p.Guides); err != nil {
		return p, fmt.Errorf("stored guides: %w", err)
	}
	var err error
	p.PublishedAt, err = instant(at)
	return p, err
}

const publishedColumns = `SELECT org, id, version, hash, source, guides, published_at FROM instrument WHERE org = $1`

// PublishedInstrument returns one version, or fault.NotFound.
func (s queries) PublishedInstrument(ctx context.Context, org organisation.OrgID, key round.InstrumentKey) (Published, error) {
	return one(ctx, s.run.reader(), scanPublished, publishedColumns+` AND id = $2 AND version = $3`, org, key.ID, key.Version)
}

// PublishedInstruments returns an organisation's instruments, all versions.
func (s queries) PublishedInstruments(ctx context.Context, org organisation.OrgID) ([]Published, error) {
	return collect(ctx, s.run.reader(), scanPublished, publishedColumns+` ORDER BY id, published_at DESC, version DESC`, org)
}
