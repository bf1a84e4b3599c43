package check

import (
	"context"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

// ErrUntil refuses an extension that is no day, lies in the past or ends after
// the round.
var ErrUntil = fault.New(fault.Invalid, "check.until")

// DueOn is the day by which the team should have finished: its own extension,
// else the day of its wave, else the last day of the round.
func (c *Check) DueOn(rd *round.Round) organisation.Date {
	if c.Until != "" {
		return c.Until
	}
	return rd.DueOn(c.Wave)
}

// Overdue reports whether the day has passed while the team still works.
func (c *Check) Overdue(rd *round.Round, today organisation.Date) bool {
	working := c.State == Preparing || c.State == Talking
	return working && rd.State == round.Running && c.DueOn(rd) < today
}

// extend gives one unit more time than the others, within the round.
func (c *Check) extend(act access.Act, rd *round.Round, until organisation.Date) ([]audit.Event, error) {
	if err := access.Require(act, access.Postpone, c.Object()); err != nil {
		return nil, err
	}
	day, err := organisation.ParseDate(string(until))
	switch {
	case c.Frozen():
		return nil, ErrFrozen
	case err != nil, day == "", day < organisation.DateOf(act.At), day > rd.ClosesOn:
		return nil, ErrUntil
	}
	c.Until = day
	return c.event(act, "check.extend", string(day)), nil
}

// Extend gives one unit more time than the others.
func Extend(ctx context.Context, st Stores, act access.Act, ref Ref, until organisation.Date) error {
	return st.InTx(ctx, func(tx Tx) error {
		c, err := tx.Check(ctx, ref)
		if err != nil {
			return err
		}
		rd, err := tx.Round(ctx, c.RoundRef())
		if err != nil {
			return err
		}
		return update(ctx, tx, "extend", ref, func(c *Check) ([]audit.Event, error) { return c.extend(act, rd, until) })
	})
}

// postpone takes the unit out of the round for now; resume takes it back.
func (c *Check) postpone(act access.Act, reason string, again organisation.Date) ([]audit.Event, error) {
	if err := access.Require(act, access.Postpone, c.Object()); err != nil {
		return nil, err
	}
	reason = strings.TrimSpace(reason)
	_, err := organisation.ParseDate(string(again))
	switch {
	case c.State != Preparing:
		return nil, ErrNotPreparing
	case reason == "":
		return nil, ErrNoReason
	case utf8.RuneCountInString(reason) > MostReason:
		return nil, ErrReasonLong
	case err != nil:
		return nil, err
	}
	c.State, c.Reason, c.LookAgain = Postponed, reason, again
	return c.event(act, "check.postpone", reason), nil
}

func (c *Check) resume(act access.Act) ([]audit.Event, error) {
	if err := access.Require(act, access.Postpone, c.Object()); err != nil {
		return nil, err
	}
	if c.State != Postponed {
		return nil, ErrNotPreparing
	}
	c.State, c.Reason, c.LookAgain = Preparing, "", ""
	return c.event(act, "check.resume", ""), nil
}
