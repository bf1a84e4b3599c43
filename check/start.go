package check

import (
	"cmp"
	"slices"

	"chancencheck/access"
	"chancencheck/instrument"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Starting is what the checks of a round are started from.
type Starting struct {
	Round      *round.Round
	Instrument *instrument.Instrument
	Tree       *organisation.Tree
	Services   []organisation.Service
	// Chosen are the units that take part; nil means every department.
	Chosen map[organisation.UnitID]bool
	// Wave is the part of the round that starts, "" without waves.
	Wave round.WaveID
}

// InWave returns what the checks of one wave are started from.
func (s Starting) InWave(w round.Wave) Starting {
	s.Wave, s.Chosen = w.ID, map[organisation.UnitID]bool{}
	for _, u := range w.Units {
		s.Chosen[u] = true
	}
	return s
}

// Departments returns the units that can run a check, in organisation order:
// those with a kind, because a kind says what questions fit them.
func Departments(t *organisation.Tree) []organisation.Unit {
	var out []organisation.Unit
	t.Walk(func(u organisation.Unit, _ int) {
		if u.Kind != "" {
			out = append(out, u)
		}
	})
	return out
}

// Start makes one check for every chosen department. Each begins with the
// service that most people use and with the situations usual for its kind; the
// team can change both until somebody has begun.
func Start(act access.Act, s Starting) []*Check {
	byUnit := map[organisation.UnitID][]organisation.Service{}
	for _, v := range organisation.OfferedOn(s.Services, organisation.DateOf(act.At)) {
		byUnit[v.Unit] = append(byUnit[v.Unit], v)
	}
	var checks []*Check
	for _, u := range Departments(s.Tree) {
		if s.Chosen != nil && !s.Chosen[u.ID] {
			continue
		}
		var situations []string
		for _, one := range s.Instrument.DefaultSituations(string(u.Kind)) {
			situations = append(situations, one.ID)
		}
		c := New(act, s.Round, u, s.Tree.PathString(u.ID), mostUsed(byUnit[u.ID]), situations)
		c.Wave = s.Wave
		checks = append(checks, c)
	}
	return checks
}

// mostUsed returns the service with the most visits, the first of equals; the
// zero Service, which stands for the unit as a whole, if there is none.
func mostUsed(services []organisation.Service) organisation.Service {
	if len(services) == 0 {
		return organisation.Service{}
	}
	return slices.MaxFunc(services, func(a, b organisation.Service) int {
		return cmp.Or(cmp.Compare(a.Visits, b.Visits), cmp.Compare(b.ID, a.ID))
	})
}
