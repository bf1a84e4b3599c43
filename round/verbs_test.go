package round

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// oneRound is a store with one round.
type oneRound struct {
	Store
	round  Round
	events []audit.Event
}

func (s *oneRound) UpdateRound(_ context.Context, ref Ref, decide func(*Round) ([]audit.Event, error)) error {
	if ref != s.round.Ref {
		return fault.New(fault.NotFound, "store.not_found")
	}
	changed := s.round
	events, err := decide(&changed)
	if err != nil {
		return err
	}
	s.round, s.events = changed, append(s.events, events...)
	return nil
}

func TestVerbsByStateAndPermission(t *testing.T) {
	t.Parallel()
	open := func(st Store, act access.Act, ref Ref) error { return Open(t.Context(), st, act, ref) }
	end := func(st Store, act access.Act, ref Ref) error { return Close(t.Context(), st, act, ref) }
	extend := func(st Store, act access.Act, ref Ref) error {
		return Extend(t.Context(), st, act, ref, "2026-06-30")
	}
	cases := []struct {
		name  string
		verb  func(Store, access.Act, Ref) error
		from  State
		want  error
		state State
		event string
	}{
		{"open a draft", open, Drafted, nil, Running, "round.open"},
		{"open a running round", open, Running, ErrNotDraft, Running, ""},
		{"open a closed round", open, Closed, ErrNotDraft, Closed, ""},
		{"close a running round", end, Running, nil, Closed, "round.close"},
		{"close a draft", end, Drafted, ErrNotOpen, Drafted, ""},
		{"close a closed round", end, Closed, ErrNotOpen, Closed, ""},
		{"extend a running round", extend, Running, nil, Running, "round.extend"},
		{"extend a draft", extend, Drafted, nil, Drafted, "round.extend"},
		{"extend a closed round", extend, Closed, ErrNotOpen, Closed, ""},
	}
	for _, c := range cases {
		r := draft()
		r.ID, r.State, r.Threshold = "r", c.from, 7
		st := &oneRound{round: r}
		if err := c.verb(st, coordinator(), r.Ref); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
		if st.round.State != c.state {
			t.Errorf("%s: the round is %s", c.name, st.round.State)
		}
		switch {
		case c.event == "" && len(st.events) > 0:
			t.Errorf("%s: recorded %v", c.name, st.events)
		case c.event != "" && (len(st.events) != 1 || st.events[0].Verb != c.event || st.events[0].Person != "c" || st.events[0].At != now || st.events[0].Object != "r"):
			t.Errorf("%s: recorded %v", c.name, st.events)
		}
		for _, role := range []access.Role{access.UnitLead, access.Respondent, access.Facilitator, access.Reader} {
			act := coordinator()
			act.By.Grants[0].Role = role
			st := &oneRound{round: r}
			if err := c.verb(st, act, r.Ref); fault.KindOf(err) != fault.Denied || !reflect.DeepEqual(st.round, r) || st.events != nil {
				t.Errorf("%s by %s: %v", c.name, role, err)
			}
		}
		if err := c.verb(st, coordinator(), Ref{"o", "none"}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s that does not exist: %v", c.name, err)
		}
	}
}

func TestExtendChecksTheDay(t *testing.T) {
	t.Parallel()
	for day, want := range map[organisation.Date]error{
		"2026-03-02": nil, "2026-03-01": ErrDatePast, "": ErrDate, "2026-02-30": ErrDate, "31.12.2026": ErrDate,
	} {
		r := draft()
		r.ID, r.State, r.Threshold = "r", Running, 7
		st := &oneRound{round: r}
		if err := Extend(t.Context(), st, coordinator(), r.Ref, day); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", day, err, want)
		}
		if want != nil && st.round.ClosesOn != r.ClosesOn {
			t.Errorf("%q: refused, and the day is now %q", day, st.round.ClosesOn)
		}
	}
}
