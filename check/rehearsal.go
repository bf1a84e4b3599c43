package check

import (
	"context"
	"time"

	"chancencheck/access"
	"chancencheck/disclosure"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/organisation"
	"chancencheck/round"
)

// RehearsalLasts is how long a rehearsal stays. Source: facilitators practise on
// the days before their first talk; what is older is forgotten.
const RehearsalLasts = 7 * 24 * time.Hour

// Rehearsal (Probe) is a made-up check on which a facilitator practises.
type Rehearsal struct {
	Org        organisation.OrgID
	Instrument *instrument.Instrument
	// Title, Unit and Service are made-up names in the facilitator's language.
	Title, Unit, Service string
	// UnitPath lies in the part of the organisation the facilitator works for.
	UnitPath string
	// Ends is the day on which it is deleted.
	Ends organisation.Date
}

// rehearsalTeam is the size of the made-up team: one that prepares in private.
const rehearsalTeam = 6

// Rehearse starts a rehearsal and returns its check. Nothing of it counts: it is
// in no list, overview or export and leaves no trace in the record.
func Rehearse(ctx context.Context, st Stores, act access.Act, r Rehearsal) (*Check, error) {
	if err := access.Require(act, access.LeadTalk, access.Object{Org: string(r.Org), UnitPath: r.UnitPath}); err != nil {
		return nil, err
	}
	f := r.Instrument.DefaultFormat()
	if f == nil {
		return nil, fault.New(fault.Invalid, "round.format")
	}
	rd := &round.Round{
		Ref: round.Ref{Org: r.Org, ID: round.ID(act.NewID())}, Title: r.Title, Format: f.ID, TalkMinutes: f.Minutes,
		Instrument: round.InstrumentKey{ID: r.Instrument.ID, Version: r.Instrument.Version},
		Mode:       round.Private, Threshold: disclosure.DefaultThreshold, ClosesOn: r.Ends, Rehearsal: true, State: round.Running, OpenedAt: act.At, Version: 1,
	}
	kind := organisation.Counter
	unit := organisation.Unit{Org: r.Org, ID: organisation.UnitID("rehearsal-" + act.NewID()), Name: r.Unit, Kind: kind, Headcount: rehearsalTeam}
	var situations []string
	for _, s := range r.Instrument.DefaultSituations(string(kind)) {
		situations = append(situations, s.ID)
	}
	c := New(act, rd, unit, r.UnitPath, organisation.Service{Name: r.Service}, situations)
	err := st.InTx(ctx, func(tx Tx) error {
		if err := tx.CreateRound(ctx, rd); err != nil {
			return err
		}
		return tx.CreateChecks(ctx, []*Check{c})
	})
	return c, err
}
