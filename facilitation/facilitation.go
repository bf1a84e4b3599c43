// Package facilitation is who leads the team talks, where and when.
//
// Nobody leads 130 talks alone. Facilitators offer dates, each for one talk; the
// head of a unit books one for the team; the coordinator sees where a date is
// missing. Two teams can also lead each other's talk (Tandem). Whoever leads may
// be anybody but a head of the team: the head answers last and never moderates.
//
// Source: practice, section 1 ("a pool of facilitators with bookable dates,
// tandems").
package facilitation

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

// SlotID names a date within its organisation.
type SlotID string

// Ref names a date.
type Ref struct {
	Org organisation.OrgID
	ID  SlotID
}

// Slot (Termin) is a time at a place in which one facilitator leads one talk.
type Slot struct {
	Ref
	Facilitator organisation.PersonID
	StartsAt    time.Time
	Minutes     int
	// Place is a room, or the address of a video room.
	Place string
	// Check is the talk it is booked for, "" while it is free.
	Check check.ID
	// BookedBy is who booked it.
	BookedBy organisation.PersonID
	// Version counts the changes.
	Version int
}

// EndsAt is when the date is over.
func (s *Slot) EndsAt() time.Time { return s.StartsAt.Add(time.Duration(s.Minutes) * time.Minute) }

// Booked reports whether a talk takes place on this date.
func (s *Slot) Booked() bool { return s.Check != "" }

// Lengths of a date in minutes, and of the name of its place in characters.
const (
	ShortestSlot = 20
	LongestSlot  = 480
	MostPlace    = 300
)

// Errors that callers tell apart.
var (
	ErrLength    = fault.New(fault.Invalid, "date.length", "least", ShortestSlot, "most", LongestSlot)
	ErrPlace     = fault.New(fault.Invalid, "date.place", "most", MostPlace)
	ErrPast      = fault.New(fault.Invalid, "date.past")
	ErrOverlap   = fault.New(fault.Conflict, "date.overlap")
	ErrTaken     = fault.New(fault.Conflict, "date.taken")
	ErrHasDate   = fault.New(fault.Conflict, "date.has_one")
	ErrNotTheirs = fault.New(fault.Invalid, "date.not_theirs")
	ErrOwnUnit   = fault.New(fault.Invalid, "date.own_unit")
	ErrShort     = fault.New(fault.Invalid, "date.short")
	ErrAfterEnd  = fault.New(fault.Invalid, "date.after_end")
	ErrSameTeam  = fault.New(fault.Invalid, "tandem.same")
)

// Store keeps dates and tandems.
type Store interface {
	// Slot returns one date, or fault.NotFound.
	Slot(ctx context.Context, ref Ref) (*Slot, error)
	// Slots returns the dates that end after a moment, the next first.
	Slots(ctx context.Context, org organisation.OrgID, after time.Time) ([]*Slot, error)
	// CreateSlot stores a new date.
	CreateSlot(ctx context.Context, s *Slot, events ...audit.Event) error
	// UpdateSlot loads a date, lets decide change it, and saves it. A check that
	// has a date already is fault.Conflict.
	UpdateSlot(ctx context.Context, ref Ref, decide func(*Slot) ([]audit.Event, error)) error
	// DeleteSlot deletes a date if it is still free.
	DeleteSlot(ctx context.Context, ref Ref) error
	// Tandems returns the tandems of a round.
	Tandems(ctx context.Context, rd round.Ref) ([]Tandem, error)
	// PutTandem stores who leads the talk of a unit, instead of whoever did.
	PutTandem(ctx context.Context, t Tandem, events ...audit.Event) error
	// DropTandem takes a tandem back.
	DropTandem(ctx context.Context, rd round.Ref, unit organisation.UnitID, events ...audit.Event) error
}

// Offer adds a date to the pool. Facilitators offer their own; the coordinator
// may offer for anybody.
func Offer(ctx context.Context, st Store, act access.Act, s Slot) (*Slot, error) {
	o := access.Object{Org: string(s.Org)}
	if err := access.Require(act, access.OfferDates, o); err != nil {
		return nil, err
	}
	if string(s.Facilitator) != act.By.Person {
		if err := access.Require(act, access.ManageRounds, o); err != nil {
			return nil, err
		}
	}
	s.Place = strings.TrimSpace(s.Place)
	s.ID, s.Check, s.BookedBy, s.Version = SlotID(act.NewID()), "", "", 1
	if err := s.validate(act.At); err != nil {
		return nil, err
	}
	others, err := st.Slots(ctx, s.Org, act.At)
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		if other.Facilitator == s.Facilitator && other.StartsAt.Before(s.EndsAt()) && s.StartsAt.Before(other.EndsAt()) {
			return nil, ErrOverlap
		}
	}
	return &s, st.CreateSlot(ctx, &s)
}

func (s *Slot) validate(now time.Time) error {
	switch {
	case s.Minutes < ShortestSlot || s.Minutes > LongestSlot:
		return ErrLength
	case s.Place == "" || utf8.RuneCountInString(s.Place) > MostPlace:
		return ErrPlace
	case !s.StartsAt.After(now):
		return ErrPast
	}
	return nil
}

// Withdraw takes a free date back.
func Withdraw(ctx context.Context, st Store, act access.Act, ref Ref) error {
	s, err := st.Slot(ctx, ref)
	if err != nil {
		return err
	}
	if string(s.Facilitator) != act.By.Person {
		if err := access.Require(act, access.ManageRounds, access.Object{Org: string(ref.Org)}); err != nil {
			return err
		}
	}
	if s.Booked() {
		return ErrTaken
	}
	return st.DeleteSlot(ctx, ref)
}
