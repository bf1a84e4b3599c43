package scene

import (
	"context"
	"fmt"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/sheetbox"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// Step is how far a check has come. The zero Step is a check that waits.
type Step int

// The steps of a check, in order.
const (
	// Preparing: open for sheets, nobody has begun.
	Preparing Step = iota
	// Noted: most of the team have filled in their sheets.
	Noted
	// Talking: the cards are laid, nothing is agreed.
	Talking
	// Agreed: every item has an agreement, and there are notes.
	Agreed
	// Finished: frozen, and waiting for the head's name.
	Finished
	// Signed: done.
	Signed
)

// Bring moves the check of a unit on to a step, through all steps before it,
// and returns the check as it is then.
func (s *Scene) Bring(ctx context.Context, unit organisation.UnitID, to Step) (*check.Check, error) {
	c, err := s.Check(ctx, unit)
	if err != nil {
		return nil, err
	}
	step, err := s.stepOf(ctx, c)
	if err != nil {
		return nil, err
	}
	moves := []func(context.Context, *check.Check) error{nil, s.note, s.talk, s.agree, s.finish, s.sign}
	for step++; step <= to; step++ {
		if err := moves[step](ctx, c); err != nil {
			return nil, fmt.Errorf("bring unit %s to step %d: %w", unit, step, err)
		}
	}
	return s.Check(ctx, unit)
}

// stepOf returns the step a check has reached.
func (s *Scene) stepOf(ctx context.Context, c *check.Check) (Step, error) {
	switch c.State {
	case check.Signed:
		return Signed, nil
	case check.Finished:
		return Finished, nil
	case check.Talking:
		rec, err := s.Store.Record(ctx, c.Ref)
		if err != nil || len(rec.Agreements) == 0 {
			return Talking, err
		}
		return Agreed, nil
	}
	if len(s.Secrets[c.ID]) > 0 {
		return Noted, nil
	}
	return Preparing, nil
}

// WithSheets begins and fills in sheets of the check of a unit and returns the
// secrets that open them.
func (s *Scene) WithSheets(ctx context.Context, unit organisation.UnitID, sheets int) ([]sheetbox.Secret, error) {
	c, err := s.Check(ctx, unit)
	if err != nil {
		return nil, err
	}
	if err := s.fill(ctx, s.Store, c, sheets); err != nil {
		return nil, err
	}
	return s.Secrets[c.ID], nil
}

// note lets all of the team but one fill in their sheets.
func (s *Scene) note(ctx context.Context, c *check.Check) error {
	return s.fill(ctx, s.Store, c, max(1, c.Headcount-1))
}

func (s *Scene) fill(ctx context.Context, st check.Stores, c *check.Check, sheets int) error {
	box, act := sheetbox.New(st), s.at(access.Actor{}, s.Now)
	for range sheets {
		name := ""
		if c.Mode == round.Named {
			name = fmt.Sprintf("Mitglied %d", len(s.Secrets[c.ID])+1)
		}
		secret, err := box.Begin(ctx, act, c, name)
		if err != nil {
			return err
		}
		s.Secrets[c.ID] = append(s.Secrets[c.ID], secret)
		opened, err := box.Open(ctx, secret)
		if err != nil {
			return err
		}
		for n, item := range s.Items(c) {
			entry := check.Entry{Item: item.ID, Answer: s.opinion(c, n, item), Hand: s.dice.IntN(14) == 0}
			if err := box.Save(ctx, opened, entry); err != nil {
				return err
			}
		}
	}
	return nil
}

// talk starts the team talk; everybody who prepared in private lays all cards.
func (s *Scene) talk(ctx context.Context, c *check.Check) error {
	return s.startTalk(ctx, s.Store, s.Act(access.Facilitator), c)
}

func (s *Scene) startTalk(ctx context.Context, st check.Stores, act access.Act, c *check.Check) error {
	if err := check.StartTalk(ctx, st, act, c.Ref); err != nil || c.Mode != round.Private {
		return err
	}
	box := sheetbox.New(st)
	for _, secret := range s.Secrets[c.ID] {
		opened, err := box.Open(ctx, secret)
		if err != nil {
			return err
		}
		if err := box.Lay(ctx, opened); err != nil {
			return err
		}
	}
	return nil
}

// agree writes down what the team comes to.
func (s *Scene) agree(ctx context.Context, c *check.Check) error {
	return s.writeDown(ctx, s.Store, s.Act(access.Facilitator), c)
}

func (s *Scene) finish(ctx context.Context, c *check.Check) error {
	if err := result.Finish(ctx, s.Store, s.Act(access.Facilitator), c.Ref, s.Instrument, s.Round.Format); err != nil {
		return err
	}
	return s.Store.Erase(ctx)
}

// sign is done by the head of the unit.
func (s *Scene) sign(ctx context.Context, c *check.Check) error {
	head, err := s.headOf(c)
	if err != nil {
		return err
	}
	return check.Sign(ctx, s.Store, s.at(head, s.Now), c.Ref, "Danke an alle. Die Schritte gehen wir an.")
}

// headOf returns who answers for the unit of a check.
func (s *Scene) headOf(c *check.Check) (access.Actor, error) {
	for id, parts := range s.parts {
		for _, m := range parts {
			if m.Role == access.UnitLead && m.Unit == c.Unit {
				return s.actor(id), nil
			}
		}
	}
	return access.Actor{}, fmt.Errorf("unit %s has no head", c.Unit)
}

// must is for answers that fit their question by construction.
func must(a instrument.Answer, err error) instrument.Answer {
	if err != nil {
		panic(err)
	}
	return a
}
