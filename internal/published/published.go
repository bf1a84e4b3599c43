// Package published hands out instruments as they were published.
//
// A published version never changes, so it is read from the database once and
// kept. Publishing a file stores its text together with the hash of its
// content; the same version with another content is refused.
package published

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"
	"time"

	"chancencheck/audit"
	"chancencheck/instrument"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Store is what the package needs of the database.
type Store interface {
	Publish(ctx context.Context, p sqlstore.Published, events ...audit.Event) error
	PublishedInstruments(ctx context.Context, org organisation.OrgID) ([]sqlstore.Published, error)
	PublishedInstrument(ctx context.Context, org organisation.OrgID, key round.InstrumentKey) (sqlstore.Published, error)
}

// Instruments are the published instruments of all organisations.
type Instruments struct {
	store Store
	mu    sync.Mutex
	known map[name]*instrument.Instrument
}

type name struct {
	org organisation.OrgID
	key round.InstrumentKey
}

// New returns the instruments in a store.
func New(store Store) *Instruments {
	return &Instruments{store: store, known: map[name]*instrument.Instrument{}}
}

// Get returns a published version, or fault.NotFound.
func (p *Instruments) Get(ctx context.Context, org organisation.OrgID, key round.InstrumentKey) (*instrument.Instrument, error) {
	p.mu.Lock()
	ins := p.known[name{org, key}]
	p.mu.Unlock()
	if ins != nil {
		return ins, nil
	}
	stored, err := p.store.PublishedInstrument(ctx, org, key)
	if err != nil {
		return nil, fmt.Errorf("instrument %s %s: %w", key.ID, key.Version, err)
	}
	ins, problems := instrumentfile.Parse(stored.Source, key.ID+".yaml")
	if ins == nil {
		return nil, fmt.Errorf("instrument %s %s: %w", key.ID, key.Version, problems)
	}
	ins.Guides = stored.Guides
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[name{org, key}] = ins
	return ins, nil
}

// List returns the published versions of an organisation, the newest first.
func (p *Instruments) List(ctx context.Context, org organisation.OrgID) ([]*instrument.Instrument, error) {
	stored, err := p.store.PublishedInstruments(ctx, org)
	if err != nil {
		return nil, fmt.Errorf("instruments of %s: %w", org, err)
	}
	var out []*instrument.Instrument
	for _, s := range stored {
		ins, err := p.Get(ctx, org, s.Key)
		if err != nil {
			return nil, err
		}
		out = append(out, ins)
	}
	return out, nil
}

// ForTeams returns the versions that a round can ask, the newest first.
func (p *Instruments) ForTeams(ctx context.Context, org organisation.OrgID) ([]*instrument.Instrument, error) {
	all, err := p.List(ctx, org)
	return slices.DeleteFunc(all, func(ins *instrument.Instrument) bool { return !ins.ForTeams() }), err
}

// Publish publishes an instrument file for an organisation.
func (p *Instruments) Publish(ctx context.Context, org organisation.OrgID, fsys fs.FS, file string, now time.Time) (*instrument.Instrument, error) {
	ins, err := instrumentfile.LoadFS(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", path.Base(file), err)
	}
	if err := ins.RequireNotice(ins.Languages...); err != nil {
		return nil, fmt.Errorf("publish %s: %w", path.Base(file), err)
	}
	source, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", path.Base(file), err)
	}
	key := round.InstrumentKey{ID: ins.ID, Version: ins.Version}
	stored := sqlstore.Published{Org: org, Key: key, Hash: ins.Hash(), Source: source, Guides: ins.Guides, PublishedAt: now}
	event := audit.Event{Org: string(org), At: now, Verb: "instrument.publish", Object: ins.ID, Detail: ins.Version}
	if err := p.store.Publish(ctx, stored, event); err != nil {
		return nil, err
	}
	return ins, nil
}
