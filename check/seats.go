package check

import (
	"context"
	"strconv"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// MostSeats is how many sheets somebody can allow at most, so that a slip of the
// finger is noticed: twice as many as in the largest hall we have tested.
const MostSeats = 1000

// unknownSeats is how many sheets a check takes whose unit has no head count: a
// talk is not made for more.
const unknownSeats = 30

// Errors of the number of sheets.
var (
	// ErrFull refuses one sheet more than the check takes.
	ErrFull  = fault.New(fault.Conflict, "check.full")
	ErrSeats = fault.New(fault.Invalid, "check.seats", "most", MostSeats)
)

// SeatsFor returns how many sheets the check of a unit takes: its people, two
// more for the head's deputy and a guest, and a fifth more for those who lose
// their link and begin again. The code can be passed on, and made-up sheets take
// the protection away from the others; see docs/adr/0023.
func SeatsFor(headcount int) int {
	if headcount <= 0 {
		return unknownSeats
	}
	return headcount + 2 + (headcount+4)/5
}

// MostSheets is how many sheets the check takes.
func (c *Check) MostSheets() int {
	if c.Seats > 0 {
		return c.Seats
	}
	return SeatsFor(c.Headcount)
}

// Surplus is how many sheets more than the unit has people had been begun when
// the talk began; 0 where nobody knows how many people there are.
func (c *Check) Surplus() int {
	if c.Headcount <= 0 {
		return 0
	}
	return max(0, c.Sheets-c.Headcount)
}

// allow changes how many sheets the check takes.
func (c *Check) allow(act access.Act, most int) ([]audit.Event, error) {
	if err := access.Require(act, access.LeadTalk, c.Object()); err != nil {
		return nil, err
	}
	switch {
	case c.State != Preparing && c.State != Talking:
		return nil, ErrNotPreparing
	case most < 1 || most > MostSeats:
		return nil, ErrSeats
	}
	c.Seats = most
	return c.event(act, "check.seats", strconv.Itoa(most)), nil
}

// AllowSheets changes how many sheets a check takes. Whoever leads the talk does
// it, on record.
func AllowSheets(ctx context.Context, st Store, act access.Act, ref Ref, most int) error {
	return update(ctx, st, "allow sheets of", ref, func(c *Check) ([]audit.Event, error) { return c.allow(act, most) })
}
