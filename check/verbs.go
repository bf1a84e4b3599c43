package check

import (
	"context"
	"fmt"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

func (c *Check) step(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s check %s: %w", name, c.ID, err)
}

// update is a verb that changes nothing but the check.
func update(ctx context.Context, st Store, name string, ref Ref, decide func(*Check) ([]audit.Event, error)) error {
	if err := st.UpdateCheck(ctx, ref, decide); err != nil {
		return fmt.Errorf("%s check %s: %w", name, ref.ID, err)
	}
	return nil
}

// OpenRound opens a drafted round and starts the checks of its units, all or
// nothing.
func OpenRound(ctx context.Context, st Stores, act access.Act, ref round.Ref, checks []*Check) error {
	return st.InTx(ctx, func(tx Tx) error {
		if err := round.Open(ctx, tx, act, ref); err != nil {
			return err
		}
		return tx.CreateChecks(ctx, checks)
	})
}

// CloseRound ends a round. Sheets of teams that did not finish are deleted with
// it: they were promised to live until the end of the round at most.
func CloseRound(ctx context.Context, st Stores, act access.Act, ref round.Ref) error {
	return st.InTx(ctx, func(tx Tx) error {
		if err := round.Close(ctx, tx, act, ref); err != nil {
			return err
		}
		checks, err := tx.Checks(ctx, ref)
		if err != nil {
			return err
		}
		for _, c := range checks {
			if err := tx.Clear(ctx, c.Ref, true); err != nil {
				return c.step("clear", err)
			}
		}
		return nil
	})
}

// Prepare chooses what a check looks at. It is refused once somebody has begun:
// what was promised before the first answer stays.
func Prepare(ctx context.Context, st Store, act access.Act, ref Ref, s Scope) error {
	return update(ctx, st, "prepare", ref, func(c *Check) ([]audit.Event, error) { return c.prepare(act, s) })
}

// Postpone takes a unit out of the round for now, to be looked at again on a day.
func Postpone(ctx context.Context, st Store, act access.Act, ref Ref, reason string, again organisation.Date) error {
	return update(ctx, st, "postpone", ref, func(c *Check) ([]audit.Event, error) { return c.postpone(act, reason, again) })
}

// Resume takes a postponed unit back in.
func Resume(ctx context.Context, st Store, act access.Act, ref Ref) error {
	return update(ctx, st, "resume", ref, func(c *Check) ([]audit.Event, error) { return c.resume(act) })
}

// Begin opens a sheet. Whoever has the code may: joining needs no account.
// Only the first sheet changes the check: its version must not count sheets.
func Begin(ctx context.Context, st Stores, s Sheet) error {
	return running(ctx, st, s.CheckRef(), func(tx Tx) error {
		c, err := tx.Check(ctx, s.CheckRef())
		if err != nil {
			return err
		}
		first := !c.Begun
		if err := c.begin(); err != nil {
			return c.step("begin sheet of", err)
		}
		if first {
			err := tx.UpdateCheck(ctx, s.CheckRef(), func(c *Check) ([]audit.Event, error) { return nil, c.begin() })
			if err != nil {
				return c.step("begin sheet of", err)
			}
		}
		return c.step("begin sheet of", tx.CreateSheet(ctx, s, c.MostSheets()))
	})
}

// running runs f in one transaction while the check's round runs. After the end
// of a round nothing is begun, said, finished, handed in or opened again.
func running(ctx context.Context, st Stores, ref Ref, f func(Tx) error) error {
	return st.InTx(ctx, func(tx Tx) error {
		c, err := tx.Check(ctx, ref)
		if err != nil {
			return err
		}
		rd, err := tx.Round(ctx, c.RoundRef())
		if err != nil {
			return err
		}
		if rd.State != round.Running {
			return c.step("work on", round.ErrNotOpen)
		}
		return f(tx)
	})
}

// StartTalk ends the preparation. In private mode the sheets stay closed and
// their authors lay cards themselves; otherwise the cards are laid from the
// sheets, under random names and in no order, and in anonymous mode the sheets
// are deleted in the same step: from then on nothing links a card to a person
// or to another card.
func StartTalk(ctx context.Context, st Stores, act access.Act, ref Ref) error {
	return running(ctx, st, ref, func(tx Tx) error {
		sheets, err := tx.SheetsOf(ctx, ref)
		if err != nil {
			return fmt.Errorf("sheets of check %s: %w", ref.ID, err)
		}
		var mode round.Mode
		err = tx.UpdateCheck(ctx, ref, func(c *Check) ([]audit.Event, error) {
			mode, c.Sheets = c.Mode, len(sheets)
			return c.startTalk(act)
		})
		if err != nil {
			return fmt.Errorf("start talk of check %s: %w", ref.ID, err)
		}
		if mode == round.Private {
			return nil
		}
		if err := layAll(ctx, tx, act, ref, sheets); err != nil {
			return err
		}
		if mode == round.Anonymous {
			return tx.Clear(ctx, ref, false)
		}
		return nil
	})
}

// layAll lays the cards of every sheet that is not sealed.
func layAll(ctx context.Context, tx Tx, act access.Act, ref Ref, sheets []Sheet) error {
	var laid []LaidCard
	for _, s := range sheets {
		entries, err := tx.Entries(ctx, s.Key)
		if err != nil {
			return fmt.Errorf("entries of check %s: %w", ref.ID, err)
		}
		for item, b := range entries {
			e, err := DecodeEntry(item, b)
			if err != nil {
				return err
			}
			if card, ok := e.Card(); ok {
				laid = append(laid, LaidCard{Card: card, Key: act.NewID(), Author: s.Name})
			}
		}
	}
	return tx.LayCards(ctx, ref, laid)
}

// TurnTo makes an item the one the team talks about, its cards face down.
func TurnTo(ctx context.Context, st Store, act access.Act, ref Ref, item ItemID) error {
	return update(ctx, st, "turn to item of", ref, func(c *Check) ([]audit.Event, error) { return nil, c.turnTo(act, item) })
}

// Reveal turns all cards of an item over, at the same moment, if it is still
// the one the team talks about.
func Reveal(ctx context.Context, st Store, act access.Act, ref Ref, item ItemID) error {
	return update(ctx, st, "reveal cards of", ref, func(c *Check) ([]audit.Event, error) { return nil, c.reveal(act, item) })
}

// Agree writes down what the team has agreed on one item.
func Agree(ctx context.Context, st Stores, act access.Act, ref Ref, a Agreement) error {
	if err := a.Validate(); err != nil {
		return err
	}
	return writing(ctx, st, act, ref, func(tx Tx) error { return tx.PutAgreement(ctx, ref, a) })
}

// Adopt accepts proposals together, without talk. Items that already have an
// agreement keep it.
func Adopt(ctx context.Context, st Stores, act access.Act, ref Ref, proposals []Agreement) error {
	for _, p := range proposals {
		if err := p.Validate(); err != nil {
			return err
		}
	}
	return writing(ctx, st, act, ref, func(tx Tx) error {
		rec, err := tx.Record(ctx, ref)
		if err != nil {
			return err
		}
		for _, p := range proposals {
			if rec.Agreements[p.Item].Written() {
				continue
			}
			p.Adopted, p.Version = true, rec.Agreements[p.Item].Version
			if err := tx.PutAgreement(ctx, ref, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// WriteNote adds or changes a note of the talk.
func WriteNote(ctx context.Context, st Stores, act access.Act, ref Ref, n Note) error {
	return writing(ctx, st, act, ref, func(tx Tx) error {
		rec, err := tx.Record(ctx, ref)
		if err != nil {
			return err
		}
		if err := n.Validate(rec.Notes); err != nil {
			return err
		}
		if n.ID == "" {
			n.ID = act.NewID()
		}
		return tx.PutNote(ctx, ref, n)
	})
}

// RemoveNote takes a note back.
func RemoveNote(ctx context.Context, st Stores, act access.Act, ref Ref, id string) error {
	return writing(ctx, st, act, ref, func(tx Tx) error { return tx.DeleteNote(ctx, ref, id) })
}

// writing runs f while the actor leads the talk of a check that is not frozen.
func writing(ctx context.Context, st Stores, act access.Act, ref Ref, f func(Tx) error) error {
	return running(ctx, st, ref, func(tx Tx) error {
		c, err := tx.Check(ctx, ref)
		if err != nil {
			return err
		}
		if err := c.leading(act); err != nil {
			return c.step("write in", err)
		}
		return f(tx)
	})
}

// Finish freezes what was agreed together with what compute makes of it, and
// deletes the sheets and the cards: only the team's own words remain.
func Finish(ctx context.Context, st Stores, act access.Act, ref Ref, compute func(*Record) ([]byte, error)) error {
	return running(ctx, st, ref, func(tx Tx) error {
		rec, err := tx.Record(ctx, ref)
		if err != nil {
			return err
		}
		if len(rec.Agreements) == 0 {
			return fault.New(fault.Conflict, "check.nothing_agreed")
		}
		if err := update(ctx, tx, "finish", ref, func(c *Check) ([]audit.Event, error) { return c.finish(act) }); err != nil {
			return err
		}
		outcome, err := compute(rec)
		if err != nil {
			return rec.Check.step("compute", err)
		}
		if err := tx.Freeze(ctx, rec.Check, outcome); err != nil {
			return err
		}
		return tx.Clear(ctx, ref, true)
	})
}

// Sign puts the head's name under the result, with a comment if wanted.
func Sign(ctx context.Context, st Stores, act access.Act, ref Ref, comment string) error {
	return running(ctx, st, ref, func(tx Tx) error {
		return update(ctx, tx, "sign", ref, func(c *Check) ([]audit.Event, error) { return c.sign(act, comment) })
	})
}

// Reopen unfreezes a check, with a reason on record. What it said is kept as a
// version; what was computed from it goes, and is computed again when it is
// finished again.
func Reopen(ctx context.Context, st Stores, act access.Act, ref Ref, reason string) error {
	return running(ctx, st, ref, func(tx Tx) error {
		rec, err := tx.Record(ctx, ref)
		if err != nil {
			return err
		}
		before := versionOf(rec, act, strings.TrimSpace(reason))
		err = update(ctx, tx, "reopen", ref, func(c *Check) ([]audit.Event, error) { return c.reopen(act, reason) })
		if err != nil {
			return err
		}
		if err := tx.KeepVersion(ctx, ref, before); err != nil {
			return err
		}
		return tx.Freeze(ctx, rec.Check, nil)
	})
}
