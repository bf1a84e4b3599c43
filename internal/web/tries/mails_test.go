package tries_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/web/tries"
)

func TestMailsOfADomainAreSlowedDown(t *testing.T) {
	t.Parallel()
	var m tries.Mails
	now := time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC)
	busy := fault.New(fault.Unavailable, "signin.busy")
	n := 0
	for m.Allow("stadt.example", now) == nil {
		n++
	}
	if n != 300 {
		t.Errorf("%d mails at once", n)
	}
	if err := m.Allow("other.example", now); err != nil {
		t.Errorf("another organisation waits too: %v", err)
	}
	if err := m.Allow("stadt.example", now.Add(time.Second)); err != nil {
		t.Errorf("nobody gets in again: %v", err)
	}
	if err := m.Allow("stadt.example", now.Add(time.Second)); !errors.Is(err, busy) {
		t.Errorf("two in a second: %v", err)
	}
	n = 0
	for i := range 5000 { // made-up domains, each one new
		if m.Allow(fmt.Sprint(i, ".example"), now.Add(time.Second)) == nil {
			n++
		}
	}
	if n > 3000 {
		t.Errorf("%d mails to made-up domains", n)
	}
	if err := m.Allow("stadt.example", now.Add(time.Hour)); err != nil {
		t.Errorf("it never ends: %v", err)
	}
}
