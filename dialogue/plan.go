package dialogue

import (
	"context"
	"fmt"
	"slices"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
)

// Plan makes an event with the agenda that its kind usually has; everything can
// be changed later.
func Plan(ctx context.Context, st Store, act access.Act, e Event) (*Event, error) {
	if err := access.Require(act, access.ManageEvents, e.Object()); err != nil {
		return nil, err
	}
	e.ID, e.State, e.Version, e.Code = EventID(act.NewID()), Planned, 1, check.SpokenCode(act.NewID())
	if err := e.validate(); err != nil {
		return nil, err
	}
	for _, a := range usual(e.Kind) {
		a.ID = ActivityID(act.NewID())
		e.Agenda = append(e.Agenda, a)
	}
	if err := st.CreateEvent(ctx, &e, e.event(act, "event.plan", e.Title)...); err != nil {
		return nil, fmt.Errorf("plan event: %w", err)
	}
	return &e, nil
}

// usual is the agenda an event starts with. Tables and what they come to take
// most of the time; phones are last.
func usual(k Kind) []Activity {
	tables := Activity{What: AtTables, Minutes: 40, Rounds: 2}
	switch k {
	case KickOff, Workshop:
		return []Activity{{What: Welcome, Minutes: 10}, {What: Results, Minutes: 10}, tables, {What: Plenary, Minutes: 20}, {What: Dots, Minutes: 10, Dots: UsualDots}, {What: Feedback, Minutes: 5}}
	case RoundTable:
		return []Activity{{What: Welcome, Minutes: 5}, {What: AtTables, Minutes: 60, Rounds: 1}, {What: Plenary, Minutes: 15}}
	}
	return []Activity{{What: Welcome, Minutes: 10}, {What: Results, Minutes: 10}, {What: Collecting, Minutes: 20, Open: true}, tables,
		{What: Plenary, Minutes: 20}, {What: Voting, Minutes: 15, Open: true}, {What: Dots, Minutes: 10, Dots: UsualDots}, {What: Feedback, Minutes: 5}}
}

// change loads an event for whoever may do verb to it, and saves what f did.
func change(ctx context.Context, st Store, act access.Act, ref Ref, verb, detail string, f func(*Event) error) error {
	return st.UpdateEvent(ctx, ref, func(r *Record) ([]audit.Event, error) {
		e := r.Event
		if err := access.Require(act, access.ManageEvents, e.Object()); err != nil {
			return nil, err
		}
		if e.State == Closed {
			return nil, ErrOver
		}
		if err := f(e); err != nil {
			return nil, err
		}
		return e.event(act, verb, detail), nil
	})
}

// Change changes what stands on the invitation. Version is the one that was
// before the person who changes.
func Change(ctx context.Context, st Store, act access.Act, to Event, version int) error {
	return change(ctx, st, act, to.Ref, "event.change", to.Title, func(e *Event) error {
		if e.Version != version {
			return ErrChanged
		}
		e.Title, e.Words, e.Kind, e.Goal, e.Starts, e.Ends = to.Title, to.Words, to.Kind, to.Goal, to.Starts, to.Ends
		e.Place, e.Link, e.Seats, e.Sectors, e.Languages = to.Place, to.Link, to.Seats, to.Sectors, to.Languages
		e.Moderation, e.Neutral, e.Facilitators = to.Moderation, to.Neutral, to.Facilitators
		return e.validate()
	})
}

// AddStep puts an activity at the end of the agenda.
func AddStep(ctx context.Context, st Store, act access.Act, ref Ref, a Activity) error {
	a.ID, a.Title = ActivityID(act.NewID()), Clean(a.Title)
	return change(ctx, st, act, ref, "event.agenda", string(a.What), func(e *Event) error {
		if len(e.Agenda) >= MostSteps {
			return ErrTooMany
		}
		e.Agenda = append(e.Agenda, a)
		return a.validate()
	})
}

// MoveStep moves an activity by so many places, or drops it (by 0).
func MoveStep(ctx context.Context, st Store, act access.Act, ref Ref, id ActivityID, by int) error {
	return change(ctx, st, act, ref, "event.agenda", "", func(e *Event) error {
		at := slices.IndexFunc(e.Agenda, func(a Activity) bool { return a.ID == id })
		if at < 0 {
			return ErrNoStep
		}
		a := e.Agenda[at]
		if by == 0 && e.Now == id {
			return ErrState
		}
		e.Agenda = slices.Delete(slices.Clone(e.Agenda), at, at+1)
		if by != 0 {
			e.Agenda = slices.Insert(e.Agenda, min(max(at+by, 0), len(e.Agenda)), a)
		}
		return nil
	})
}

// AddTable puts a table into the event and gives it a code for its scribe: long
// enough not to be tried out, because whoever has it writes for the table.
func AddTable(ctx context.Context, st Store, act access.Act, ref Ref, t Table) error {
	t.ID = TableID(act.NewID())
	t.Code = check.SpokenCode(act.NewID()) + check.SpokenCode(act.NewID())
	return change(ctx, st, act, ref, "event.table", t.Name, func(e *Event) error {
		t.Name, t.Topic, t.Moderator, t.Interpreter = Clean(t.Name), Clean(t.Topic), Clean(t.Moderator), Clean(t.Interpreter)
		for _, s := range []string{t.Name, t.Topic, t.Moderator, t.Interpreter, t.Link} {
			if len([]rune(s)) > MostTitle {
				return ErrTitle
			}
		}
		if !says(t.Name) {
			return ErrTitle
		}
		if len(e.Tables) >= MostTables {
			return ErrTooMany
		}
		e.Tables = append(e.Tables, t)
		return nil
	})
}

// DropTable takes a table out before the event has begun.
func DropTable(ctx context.Context, st Store, act access.Act, ref Ref, id TableID) error {
	return change(ctx, st, act, ref, "event.table", string(id), func(e *Event) error {
		if e.State != Planned {
			return ErrState
		}
		if _, err := e.table(id); err != nil {
			return err
		}
		e.Tables = slices.DeleteFunc(slices.Clone(e.Tables), func(t Table) bool { return t.ID == id })
		return nil
	})
}
