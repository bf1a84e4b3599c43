package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"chancencheck/fault"
)

func TestErrorIsComparedByKindAndKey(t *testing.T) {
	t.Parallel()
	closed := fault.New(fault.Conflict, "round.closed")
	wrapped := fmt.Errorf("open round r1: %w", fault.New(fault.Conflict, "round.closed", "round", "r1"))
	if !errors.Is(wrapped, closed) {
		t.Error("an error with arguments is not recognised as its sentinel")
	}
	if errors.Is(wrapped, fault.New(fault.Denied, "round.closed")) {
		t.Error("kind is ignored in the comparison")
	}
	if errors.Is(wrapped, errors.New("round.closed round=r1")) {
		t.Error("a plain error equals a fault")
	}
}

func TestKindOf(t *testing.T) {
	t.Parallel()
	cases := []struct {
		err  error
		want fault.Kind
	}{
		{fault.New(fault.NotFound, "check.unknown"), fault.NotFound},
		{fmt.Errorf("load: %w", fault.New(fault.Denied, "access.denied")), fault.Denied},
		{errors.New("disk on fire"), fault.Internal},
		{nil, fault.Internal},
	}
	for _, c := range cases {
		if got := fault.KindOf(c.err); got != c.want {
			t.Errorf("KindOf(%v) = %v, want %v", c.err, got, c.want)
		}
	}
}

func TestErrorTextNamesKeyAndArgs(t *testing.T) {
	t.Parallel()
	got := fault.New(fault.Invalid, "sheet.level_unknown", "question", "q1", "level", 9, "odd").Error()
	if want := "sheet.level_unknown question=q1 level=9"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if s := fault.Unavailable.String(); s != "unavailable" {
		t.Errorf("kind name %q", s)
	}
}
