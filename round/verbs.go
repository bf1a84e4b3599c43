package round

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/organisation"
)

// open starts the round; from now on instrument, format and mode are fixed.
func (r *Round) open(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	if r.State != Drafted {
		return nil, ErrNotDraft
	}
	r.State, r.OpenedAt = Running, act.At
	return []audit.Event{r.Event(act, "round.open", r.Title)}, nil
}

// Open opens a drafted round.
func Open(ctx context.Context, st Store, act access.Act, ref Ref) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.open(act) })
	return wrap("open", ref, err)
}

func (r *Round) extend(act access.Act, until organisation.Date) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	if r.State == Closed {
		return nil, ErrNotOpen
	}
	before := r.ClosesOn
	r.ClosesOn = until
	err := r.validate(act.At)
	if slices.ContainsFunc(r.Waves, func(w Wave) bool { return w.ClosesOn > until }) {
		err = cmp.Or(err, error(ErrWaveDays))
	}
	if err != nil {
		r.ClosesOn = before
		return nil, err
	}
	return []audit.Event{r.Event(act, "round.extend", string(until))}, nil
}

// Extend moves the last day of a round.
func Extend(ctx context.Context, st Store, act access.Act, ref Ref, until organisation.Date) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.extend(act, until) })
	return wrap("extend", ref, err)
}

func (r *Round) close(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	if r.State != Running {
		return nil, ErrNotOpen
	}
	r.State, r.ClosedAt = Closed, act.At
	return []audit.Event{r.Event(act, "round.close", r.Title)}, nil
}

// Close ends a round. Checks that are not finished stay unfinished and say so;
// what happens to their sheets is the caller's to do in the same transaction.
func Close(ctx context.Context, st Store, act access.Act, ref Ref) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.close(act) })
	return wrap("close", ref, err)
}

// Record puts the mandate of a round on record.
func Record(ctx context.Context, st Store, act access.Act, ref Ref, m Mandate) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.record(act, m) })
	return wrap("record mandate of", ref, err)
}

// Plan adds a wave, or changes one that has not been opened.
func Plan(ctx context.Context, st Store, act access.Act, ref Ref, w Wave) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.plan(act, w) })
	return wrap("plan wave of", ref, err)
}

// Drop takes back a wave that has not been opened.
func Drop(ctx context.Context, st Store, act access.Act, ref Ref, id WaveID) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.drop(act, id) })
	return wrap("drop wave of", ref, err)
}

// OpenWave notes that the checks of a wave have been started; starting them is
// the caller's to do in the same transaction.
func OpenWave(ctx context.Context, st Store, act access.Act, ref Ref, id WaveID) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.openWave(act, id) })
	return wrap("open wave of", ref, err)
}

// ExtendWave moves the day by which a wave should be finished.
func ExtendWave(ctx context.Context, st Store, act access.Act, ref Ref, id WaveID, until organisation.Date) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.extendWave(act, id, until) })
	return wrap("extend wave of", ref, err)
}

// Word gives a letter of the round its own words; empty words take them back.
func Word(ctx context.Context, st Store, act access.Act, ref Ref, l Letter) error {
	err := st.UpdateRound(ctx, ref, func(r *Round) ([]audit.Event, error) { return r.word(act, l) })
	return wrap("word letter of", ref, err)
}

func wrap(step string, ref Ref, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s round %s: %w", step, ref.ID, err)
}
