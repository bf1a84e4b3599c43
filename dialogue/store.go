package dialogue

import (
	"context"

	"chancencheck/audit"
)

// Record is an event with its statements: what its staff change.
type Record struct {
	Event      *Event
	Statements []Statement
}

// Statement returns a statement by its id, nil for none.
func (r *Record) Statement(id StatementID) *Statement {
	for i := range r.Statements {
		if r.Statements[i].ID == id {
			return &r.Statements[i]
		}
	}
	return nil
}

// Store keeps events and what was said there.
type Store interface {
	// Event returns an event, or fault.NotFound.
	Event(ctx context.Context, ref Ref) (*Event, error)
	// CreateEvent stores a new event.
	CreateEvent(ctx context.Context, e *Event, events ...audit.Event) error
	// UpdateEvent loads an event with its statements, lets decide change them, and saves them.
	UpdateEvent(ctx context.Context, ref Ref, decide func(*Record) ([]audit.Event, error)) error
	// Contribution returns one contribution, or fault.NotFound.
	Contribution(ctx context.Context, ref Ref, id ContributionID) (*Contribution, error)
	// PutContribution stores what came in; what is there already under its id is replaced.
	PutContribution(ctx context.Context, c *Contribution) error
	// UpdateContribution loads a contribution, lets decide change it, and saves it.
	UpdateContribution(ctx context.Context, ref Ref, id ContributionID, decide func(*Contribution) ([]audit.Event, error)) error
}

// Hall keeps who takes part and what they mark.
type Hall interface {
	// Join stores a participant, unless the event is full.
	Join(ctx context.Context, p *Participant, most int) error
	// Participant returns who has this key, or fault.NotFound.
	Participant(ctx context.Context, key Author) (*Participant, error)
	// Block ends or begins that a device may take part.
	Block(ctx context.Context, ref Ref, key Author, blocked bool, events ...audit.Event) error
	// Said counts the contributions of a device.
	Said(ctx context.Context, ref Ref, key Author) (int, error)
	// PutMarks replaces the marks of a device of one kind.
	PutMarks(ctx context.Context, p *Participant, kind MarkKind, marks map[string]int) error
	// Forget deletes who took part and cuts contributions off from their devices.
	Forget(ctx context.Context, ref Ref) error
}
