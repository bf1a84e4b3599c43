package mail

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Store keeps messages in the database.
type Store interface {
	// PutMail stores messages that are not there yet and leaves others as they are.
	PutMail(ctx context.Context, entries ...Entry) error
	// ClaimMail returns waiting messages that are due, and puts them off until a
	// later time, so that no other program sends them meanwhile.
	ClaimMail(ctx context.Context, now, until time.Time, most int) ([]Entry, error)
	// SettleMail stores what has become of a message.
	SettleMail(ctx context.Context, e Entry) error
	// PruneMail deletes messages that were settled before a time.
	PruneMail(ctx context.Context, before time.Time) error
	// Mail returns one message, or fault.NotFound.
	Mail(ctx context.Context, org organisation.OrgID, id string) (Entry, error)
}

// Relay hands messages to a mail server. It answers one result for each: nil
// for those it has taken.
type Relay interface {
	Deliver(ctx context.Context, messages []Message) []*Failure
}

const (
	// claimLasts is how long a program may take for what it has claimed.
	claimLasts = 10 * time.Minute
	// batch is how many messages go out over one connection.
	batch = 50
	// KeptFor is how long the database says what has become of a message: until a
	// round's invitations have been looked through. Source: retention in
	// docs/privacy/loeschkonzept.md.
	KeptFor = 30 * 24 * time.Hour
	// lookEvery is how often the queue looks for what is due again.
	lookEvery = 15 * time.Second
	// pruneEvery is how often it deletes what is kept no longer.
	pruneEvery = time.Hour
	// mostSecret is how many secret messages are kept in memory.
	mostSecret = 10_000
)

// Queue is the outbox of an installation with a relay. It is safe for
// concurrent use.
type Queue struct {
	store Store
	relay Relay
	now   func() time.Time
	log   *slog.Logger
	wake  chan struct{}
	// delivering lets one pass after the other.
	delivering sync.Mutex
	pruned     time.Time
	mu         sync.Mutex
	secret     []Entry
}

// NewQueue returns a queue; Run makes it work.
func NewQueue(store Store, relay Relay, now func() time.Time, log *slog.Logger) *Queue {
	return &Queue{store: store, relay: relay, now: now, log: log, wake: make(chan struct{}, 1)}
}

// errManySecret asks to try again: more people sign in than the relay lets out.
var errManySecret = fault.New(fault.Unavailable, "mail.busy")

// On implements Outbox.
func (q *Queue) On() bool { return true }

// Send implements Outbox.
func (q *Queue) Send(ctx context.Context, messages ...Message) error {
	now := q.now()
	var stored, secret []Entry
	for _, m := range messages {
		if err := m.Check(); err != nil {
			return fmt.Errorf("mail %s: %w", m.ID, err)
		}
		e := Entry{Message: m, State: Waiting, CreatedAt: now, DueAt: now, ChangedAt: now}
		if m.Secret {
			secret = append(secret, e)
		} else {
			stored = append(stored, e)
		}
	}
	if err := q.hold(secret); err != nil {
		return err
	}
	if len(stored) > 0 {
		if err := q.store.PutMail(ctx, stored...); err != nil {
			return fmt.Errorf("store mail: %w", err)
		}
	}
	q.rouse()
	return nil
}

// hold keeps secret messages in memory.
func (q *Queue) hold(entries []Entry) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.secret)+len(entries) > mostSecret {
		return errManySecret
	}
	for _, e := range entries {
		if !slices.ContainsFunc(q.secret, func(o Entry) bool { return same(o, e) }) {
			q.secret = append(q.secret, e)
		}
	}
	return nil
}

func same(a, b Entry) bool { return a.Org == b.Org && a.ID == b.ID }

// Run sends what is waiting until ctx ends.
func (q *Queue) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := q.Deliver(ctx); err != nil && ctx.Err() == nil {
			q.log.Error("sending mail", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-q.wake:
		case <-tick.C:
		}
	}
}

// Deliver sends everything that is due, once.
func (q *Queue) Deliver(ctx context.Context) error {
	q.delivering.Lock()
	defer q.delivering.Unlock()
	if now := q.now(); now.Sub(q.pruned) >= pruneEvery {
		if err := q.store.PruneMail(ctx, now.Add(-KeptFor)); err != nil {
			return err
		}
		q.pruned = now
	}
	for {
		now := q.now()
		entries := q.dueSecret(now)
		claimed, err := q.store.ClaimMail(ctx, now, now.Add(claimLasts), batch)
		if err != nil {
			return err
		}
		if entries = append(entries, claimed...); len(entries) == 0 {
			return nil
		}
		if err := q.settle(ctx, entries); err != nil {
			return err
		}
	}
}

// dueSecret takes the secret messages that are due out of memory.
func (q *Queue) dueSecret(now time.Time) []Entry {
	q.mu.Lock()
	defer q.mu.Unlock()
	var due []Entry
	q.secret = slices.DeleteFunc(q.secret, func(e Entry) bool {
		is := !now.Before(e.DueAt)
		if is {
			due = append(due, e)
		}
		return is
	})
	return due
}

// settle hands messages to the relay and keeps what it says.
func (q *Queue) settle(ctx context.Context, entries []Entry) error {
	now := q.now()
	var ready []Entry
	for _, e := range entries {
		if !e.Expired(now) {
			ready = append(ready, e)
			continue
		}
		e.State, e.Problem, e.ChangedAt = Failed, TooLate, now
		if err := q.keep(ctx, e); err != nil {
			return err
		}
	}
	messages := make([]Message, len(ready))
	for i, e := range ready {
		messages[i] = e.Message
	}
	if len(ready) == 0 {
		return nil
	}
	count := map[Problem]int{}
	results := q.relay.Deliver(ctx, messages)
	// What the relay has taken is written down even if the program is stopping.
	ctx = context.WithoutCancel(ctx)
	for i, failed := range results {
		e := Next(ready[i], failed, q.now())
		if failed != nil {
			count[failed.Problem]++
		}
		if err := q.keep(ctx, e); err != nil {
			return err
		}
	}
	for problem, n := range count {
		q.log.Warn("mail not sent", "problem", problem, "messages", n)
	}
	return nil
}

// keep stores what has become of a message. Of a secret one only a failure is
// stored, without what it said.
func (q *Queue) keep(ctx context.Context, e Entry) error {
	switch {
	case !e.Secret:
		return q.store.SettleMail(ctx, e)
	case e.State == Waiting:
		return q.hold([]Entry{e})
	case e.State == Failed:
		e.Text, e.HTML, e.Subject = "", "", ""
		return q.store.PutMail(ctx, e)
	}
	return nil
}

// Again implements Outbox.
func (q *Queue) Again(ctx context.Context, org organisation.OrgID, id, to string) error {
	e, err := q.store.Mail(ctx, org, id)
	if err != nil {
		return err
	}
	now := q.now()
	if e.State != Failed || e.Text == "" || e.Expired(now) {
		return fault.New(fault.Conflict, "mail.not_again")
	}
	e.To, e.State, e.Tries, e.CreatedAt, e.DueAt, e.ChangedAt = to, Waiting, 0, now, now, now
	if err := e.Check(); err != nil {
		return err
	}
	if err := q.store.SettleMail(ctx, e); err != nil {
		return err
	}
	q.rouse()
	return nil
}

// rouse makes Run look at once.
func (q *Queue) rouse() {
	select {
	case q.wake <- struct{}{}:
	default: // it is awake already
	}
}
