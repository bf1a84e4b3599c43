package dialogue

import (
	"context"
	"fmt"

	"chancencheck/access"
	"chancencheck/audit"
)

// lead loads an event for whoever leads it, and saves what f did.
func lead(ctx context.Context, st Store, act access.Act, ref Ref, verb, detail string, f func(*Event) error) error {
	err := st.UpdateEvent(ctx, ref, func(r *Record) ([]audit.Event, error) {
		if err := r.Event.lead(act); err != nil {
			return nil, err
		}
		if err := f(r.Event); err != nil {
			return nil, err
		}
		return r.Event.event(act, verb, detail), nil
	})
	if err != nil {
		return fmt.Errorf("lead event %s: %w", ref.ID, err)
	}
	return nil
}

// Begin opens the event with the first activity of its agenda.
func Begin(ctx context.Context, st Store, act access.Act, ref Ref) error {
	return lead(ctx, st, act, ref, "event.begin", "", func(e *Event) error {
		if e.State != Planned {
			return ErrState
		}
		if len(e.Agenda) == 0 {
			return ErrNoAgenda
		}
		e.State, e.Now, e.Since, e.Round = Running, e.Agenda[0].ID, act.At, 1
		return nil
	})
}

// Turn leads everybody to an activity. From is the one the facilitator saw: two
// who press at once do not leave a step out.
func Turn(ctx context.Context, st Store, act access.Act, ref Ref, from, to ActivityID) error {
	return lead(ctx, st, act, ref, "event.turn", string(to), func(e *Event) error {
		if e.State != Running {
			return ErrState
		}
		if e.Now != from {
			return ErrChanged
		}
		if _, err := e.step(to); err != nil {
			return err
		}
		e.Now, e.Since, e.Round = to, act.At, 1
		return nil
	})
}

// Rotate sends the groups on to the next table.
func Rotate(ctx context.Context, st Store, act access.Act, ref Ref, from int) error {
	return lead(ctx, st, act, ref, "event.rotate", "", func(e *Event) error {
		a := e.Current()
		if a == nil || a.What != AtTables {
			return ErrState
		}
		if e.Round != from {
			return ErrChanged
		}
		if e.Round >= e.Rounds() {
			return ErrState
		}
		e.Round, e.Since = e.Round+1, act.At
		return nil
	})
}

// LeaveOpen lets people go on with an activity while others run, or ends that.
func LeaveOpen(ctx context.Context, st Store, act access.Act, ref Ref, id ActivityID, open bool) error {
	return lead(ctx, st, act, ref, "event.open", string(id), func(e *Event) error {
		a, err := e.step(id)
		if err != nil {
			return err
		}
		a.Open = open
		return nil
	})
}

// ShowMap lets the wall show the opinion map, or hides it again. It was not
// shown before its facilitator has seen it.
func ShowMap(ctx context.Context, st Store, act access.Act, ref Ref, on bool) error {
	return lead(ctx, st, act, ref, "event.map", "", func(e *Event) error {
		e.MapOn = on
		return nil
	})
}

// End takes nothing new in; points of tables may still be put right.
func End(ctx context.Context, st Store, act access.Act, ref Ref) error {
	return lead(ctx, st, act, ref, "event.end", "", func(e *Event) error {
		if e.State != Running {
			return ErrState
		}
		e.State, e.Now = Ended, ""
		return nil
	})
}

// Resume opens an event again that was ended too early.
func Resume(ctx context.Context, st Store, act access.Act, ref Ref) error {
	return lead(ctx, st, act, ref, "event.resume", "", func(e *Event) error {
		if e.State != Ended || len(e.Agenda) == 0 {
			return ErrState
		}
		e.State, e.Now, e.Since = Running, e.Agenda[len(e.Agenda)-1].ID, act.At
		return nil
	})
}

// Close makes the report stand and forgets who had joined: from then on nothing
// links a contribution to a device.
func Close(ctx context.Context, st Store, h Hall, act access.Act, ref Ref) error {
	err := lead(ctx, st, act, ref, "event.close", "", func(e *Event) error {
		if e.State != Ended {
			return ErrState
		}
		e.State = Closed
		return nil
	})
	if err != nil {
		return err
	}
	return h.Forget(ctx, ref)
}
