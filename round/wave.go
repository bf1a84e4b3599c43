package round

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// WaveID names a wave within its round.
type WaveID string

// Wave (Welle) is a part of the units that starts on a day of its own. The first
// of a city is its pilot: what it teaches changes the guide before the others
// begin. Source: practice, section 1 ("pilot waves").
type Wave struct {
	ID   WaveID `json:"id"`
	Name string `json:"name"`
	// OpensOn is the day on which the checks of the wave start by themselves.
	OpensOn organisation.Date `json:"opens_on"`
	// ClosesOn is the day by which its teams should have finished. It warns; only
	// the last day of the round ends anything.
	ClosesOn organisation.Date `json:"closes_on"`
	// Units take part, each in one wave.
	Units []organisation.UnitID `json:"units"`
	// OpenedAt is when the checks were started, zero before.
	OpenedAt time.Time `json:"opened_at,omitzero"`
}

// Opened reports whether the checks of the wave have been started.
func (w Wave) Opened() bool { return !w.OpenedAt.IsZero() }

// Errors about waves.
var (
	ErrWaveName   = fault.New(fault.Invalid, "wave.no_name")
	ErrWaveDays   = fault.New(fault.Invalid, "wave.days")
	ErrWaveUnits  = fault.New(fault.Invalid, "wave.no_units")
	ErrWaveOpened = fault.New(fault.Conflict, "wave.opened_already")
	ErrNoWave     = fault.New(fault.NotFound, "wave.unknown")
)

// Wave returns a wave of the round by its id.
func (r *Round) Wave(id WaveID) (Wave, bool) {
	if i := r.waveAt(id); i >= 0 {
		return r.Waves[i], true
	}
	return Wave{}, false
}

func (r *Round) waveAt(id WaveID) int {
	return slices.IndexFunc(r.Waves, func(w Wave) bool { return w.ID == id })
}

// WaveOf returns the wave that a unit starts in.
func (r *Round) WaveOf(unit organisation.UnitID) (Wave, bool) {
	for _, w := range r.Waves {
		if slices.Contains(w.Units, unit) {
			return w, true
		}
	}
	return Wave{}, false
}

// Due returns the waves whose day has come and that have not been opened.
func (r *Round) Due(today organisation.Date) []Wave {
	var due []Wave
	for _, w := range r.Waves {
		if !w.Opened() && w.OpensOn <= today {
			due = append(due, w)
		}
	}
	return due
}

// DueOn is the day by which the checks of a wave should be finished; without a
// wave it is the last day of the round.
func (r *Round) DueOn(id WaveID) organisation.Date {
	if w, ok := r.Wave(id); ok {
		return w.ClosesOn
	}
	return r.ClosesOn
}

// plan adds a wave, or changes one that has not been opened. Its units leave the
// waves they were in; from a wave that has been opened they cannot leave.
func (r *Round) plan(act access.Act, w Wave) ([]audit.Event, error) {
	if err := r.planning(act, w.ID); err != nil {
		return nil, err
	}
	if w.Name = strings.TrimSpace(w.Name); w.ID == "" {
		w.ID = WaveID(act.NewID())
	}
	w.OpenedAt = time.Time{}
	if err := r.fits(w); err != nil {
		return nil, err
	}
	waves := []Wave{w}
	for _, other := range r.Waves {
		if other.ID == w.ID {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(other.Units), func(u organisation.UnitID) bool { return slices.Contains(w.Units, u) })
		if len(left) < len(other.Units) && other.Opened() {
			return nil, ErrWaveOpened
		}
		other.Units = left
		waves = append(waves, other)
	}
	r.setWaves(waves)
	return []audit.Event{r.Event(act, "round.wave", w.Name)}, nil
}

// planning says whether a wave may be planned anew.
func (r *Round) planning(act access.Act, id WaveID) error {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return err
	}
	if r.State == Closed || r.State == Running && len(r.Waves) == 0 {
		return ErrNotDraft // all units have started together
	}
	w, known := r.Wave(id)
	switch {
	case id != "" && !known:
		return ErrNoWave
	case w.Opened():
		return ErrWaveOpened
	}
	return nil
}

// fits checks a wave against the days of the round.
func (r *Round) fits(w Wave) error {
	opens, err1 := organisation.ParseDate(string(w.OpensOn))
	closes, err2 := organisation.ParseDate(string(w.ClosesOn))
	switch {
	case w.Name == "":
		return ErrWaveName
	case err1 != nil, err2 != nil, opens == "", closes < opens, closes > r.ClosesOn:
		return ErrWaveDays
	case len(w.Units) == 0:
		return ErrWaveUnits
	}
	return nil
}

// setWaves keeps waves in the order in which they open, and none without units.
func (r *Round) setWaves(waves []Wave) {
	waves = slices.DeleteFunc(waves, func(w Wave) bool { return len(w.Units) == 0 })
	slices.SortStableFunc(waves, func(a, b Wave) int {
		return cmp.Or(cmp.Compare(a.OpensOn, b.OpensOn), cmp.Compare(a.Name, b.Name))
	})
	r.Waves = waves
}

// drop takes back a wave that has not been opened.
func (r *Round) drop(act access.Act, id WaveID) ([]audit.Event, error) {
	if err := r.planning(act, id); err != nil {
		return nil, err
	}
	w, _ := r.Wave(id)
	r.setWaves(slices.DeleteFunc(slices.Clone(r.Waves), func(other Wave) bool { return other.ID == id }))
	return []audit.Event{r.Event(act, "round.wave_dropped", w.Name)}, nil
}

// openWave notes that the checks of a wave have been started.
func (r *Round) openWave(act access.Act, id WaveID) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	i := r.waveAt(id)
	switch {
	case r.State != Running:
		return nil, ErrNotOpen
	case i < 0:
		return nil, ErrNoWave
	case r.Waves[i].Opened():
		return nil, ErrWaveOpened
	}
	r.Waves = slices.Clone(r.Waves)
	r.Waves[i].OpenedAt = act.At
	return []audit.Event{r.Event(act, "round.wave_opened", r.Waves[i].Name)}, nil
}

// extendWave moves the day by which a wave should be finished.
func (r *Round) extendWave(act access.Act, id WaveID, until organisation.Date) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	i := r.waveAt(id)
	switch {
	case r.State == Closed:
		return nil, ErrNotOpen
	case i < 0:
		return nil, ErrNoWave
	}
	w := r.Waves[i]
	w.ClosesOn = until
	if err := r.fits(w); err != nil {
		return nil, err
	}
	if until < organisation.DateOf(act.At) {
		return nil, ErrDatePast
	}
	r.Waves = slices.Clone(r.Waves)
	r.Waves[i] = w
	return []audit.Event{r.Event(act, "round.wave_extend", w.Name+": "+string(until))}, nil
}
