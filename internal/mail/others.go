package mail

import (
	"context"
	"slices"
	"sync"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// off is the outbox of an installation without a relay.
type off struct{}

// Off answers ErrOff to every message.
var Off Outbox = off{}

func (off) On() bool { return false }

func (off) Send(context.Context, ...Message) error { return ErrOff }

func (off) Again(context.Context, organisation.OrgID, string, string) error { return ErrOff }

// Memory is an outbox that only remembers, for the demo and for tests. The zero
// value is ready.
type Memory struct {
	mu   sync.Mutex
	sent []Message
}

// mostRemembered keeps a demo that runs for weeks small.
const mostRemembered = 200

// On implements Outbox.
func (m *Memory) On() bool { return true }

// Send implements Outbox.
func (m *Memory) Send(_ context.Context, messages ...Message) error {
	for _, one := range messages {
		if err := one.Check(); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range messages {
		if !slices.ContainsFunc(m.sent, func(o Message) bool { return o.Org == one.Org && o.ID == one.ID }) {
			m.sent = append(m.sent, one)
		}
	}
	m.sent = m.sent[max(0, len(m.sent)-mostRemembered):]
	return nil
}

// Again implements Outbox. Nothing fails here.
func (m *Memory) Again(context.Context, organisation.OrgID, string, string) error {
	return fault.New(fault.Conflict, "mail.not_again")
}

// Sent returns the messages in the order in which they came.
func (m *Memory) Sent() []Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.sent)
}
