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

// Errors that callers tell apart.
var (
	ErrSameUnit  = fault.New(fault.Invalid, "check.same_unit")
	ErrUnitTaken = fault.New(fault.Invalid, "check.unit_taken")
	ErrEnded     = fault.New(fault.Conflict, "check.ended")
)

// Working reports whether a team still has something to do in the check.
func (c *Check) Working() bool {
	return c.State == Preparing || c.State == Talking || c.State == Postponed
}

// Orphaned reports whether the unit of a check that is not done no longer exists.
// A person then decides whether another unit takes the check over or it ends.
func (c *Check) Orphaned(units *organisation.Tree) bool {
	_, exists := units.Unit(c.Unit)
	return c.Working() && !exists
}

// reassign gives the check to another unit. Everything the team has said stays,
// and so does what it was promised: mode, code and the size of the team.
func (c *Check) reassign(act access.Act, to organisation.Unit, path, reason string) ([]audit.Event, error) {
	reason, err := c.decided(act, reason)
	switch {
	case err != nil:
		return nil, err
	case to.ID == c.Unit:
		return nil, ErrSameUnit
	}
	detail := c.UnitName + " → " + to.Name + ": " + reason
	c.Unit, c.UnitPath, c.UnitName = to.ID, path, to.Name
	return c.event(act, "check.reassign", detail), nil
}

// end takes the check out of the round for good. Sheets stay open to read for
// their authors until the round ends.
func (c *Check) end(act access.Act, reason string) ([]audit.Event, error) {
	reason, err := c.decided(act, reason)
	if err != nil {
		return nil, err
	}
	c.State, c.Reason, c.LookAgain, c.Item, c.Revealed = Ended, reason, "", "", false
	return c.event(act, "check.end", reason), nil
}

// decided checks what reassigning and ending have in common.
func (c *Check) decided(act access.Act, reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	switch err := access.Require(act, access.Postpone, c.Object()); {
	case err != nil:
		return "", err
	case c.Frozen():
		return "", ErrFrozen
	case c.State == Ended:
		return "", ErrEnded
	case reason == "":
		return "", ErrNoReason
	case utf8.RuneCountInString(reason) > MostReason:
		return "", ErrReasonLong
	}
	return reason, nil
}

// Reassign gives a check to another unit, which has none about the same service
// in the round, with a reason on record.
func Reassign(ctx context.Context, st Stores, act access.Act, ref Ref, to organisation.Unit, path, reason string) error {
	return running(ctx, st, ref, func(tx Tx) error {
		c, err := tx.Check(ctx, ref)
		if err != nil {
			return err
		}
		others, err := tx.Checks(ctx, c.RoundRef())
		if err != nil {
			return err
		}
		for _, o := range others {
			if o.ID != c.ID && o.Unit == to.ID && o.Service == c.Service {
				return c.step("reassign", ErrUnitTaken)
			}
		}
		return update(ctx, tx, "reassign", ref, func(c *Check) ([]audit.Event, error) { return c.reassign(act, to, path, reason) })
	})
}

// End takes a check out of its round for good, with a reason on record.
func End(ctx context.Context, st Stores, act access.Act, ref Ref, reason string) error {
	return running(ctx, st, ref, func(tx Tx) error {
		return update(ctx, tx, "end", ref, func(c *Check) ([]audit.Event, error) { return c.end(act, reason) })
	})
}

// Follow lets the checks of running rounds go where their units hang after a
// reorganisation, so that whoever answers for a unit now finds its check. Signed
// ones stay as they are: results belong to where they were given.
func Follow(ctx context.Context, st Stores, org organisation.OrgID, units *organisation.Tree) error {
	rounds, err := st.Rounds(ctx, org)
	if err != nil {
		return err
	}
	for _, rd := range rounds {
		if rd.State != round.Running {
			continue
		}
		checks, err := st.Checks(ctx, rd.Ref)
		if err != nil {
			return err
		}
		for _, c := range checks {
			path := units.PathString(c.Unit)
			if c.State == Signed || path == "" || path == c.UnitPath {
				continue
			}
			err := update(ctx, st, "follow unit of", c.Ref, func(c *Check) ([]audit.Event, error) {
				c.UnitPath = path
				return nil, nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
