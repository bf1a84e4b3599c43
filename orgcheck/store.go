package orgcheck

import (
	"context"
	"fmt"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

// Store keeps organisation checks.
type Store interface {
	// OrgCheck returns one organisation check, or fault.NotFound.
	OrgCheck(ctx context.Context, ref Ref) (*Check, error)
	// OrgChecks returns an organisation's checks, the youngest first.
	OrgChecks(ctx context.Context, org organisation.OrgID) ([]*Check, error)
	// OrgRecord returns a check with everything said in it.
	OrgRecord(ctx context.Context, ref Ref) (*Record, error)
	// CreateOrgCheck stores a new check with its audit record.
	CreateOrgCheck(ctx context.Context, c *Check, events ...audit.Event) error
	// UpdateOrgCheck loads a record, lets decide change it, and saves what has
	// changed with the events decide returns, all or nothing. Decide may run twice.
	UpdateOrgCheck(ctx context.Context, ref Ref, decide func(*Record) ([]audit.Event, error)) error
	// OrgOutcome returns what was stored at close, nil before.
	OrgOutcome(ctx context.Context, ref Ref) ([]byte, error)
	// CloseOrgCheck is UpdateOrgCheck with the partners' sheets at hand: it stores
	// the outcome that decide returns and deletes the sheets, so that nothing of
	// them can be read from the database file.
	CloseOrgCheck(ctx context.Context, ref Ref, decide func(*Record, []PartnerSheet) (outcome []byte, events []audit.Event, err error)) error
}

// Sheets keeps what partners answer.
type Sheets interface {
	// OrgCheckByCode returns where a group's code leads, or fault.NotFound.
	OrgCheckByCode(ctx context.Context, code string) (Code, error)
	// PartnerSheet returns a sheet, or fault.NotFound.
	PartnerSheet(ctx context.Context, key PartnerKey) (PartnerSheet, error)
	// SavePartnerSheet stores a sheet, new or changed, while its check runs. It
	// answers ErrFull for a new one when the group has no place left, or is shut,
	// and ErrNoCode when the check does not run.
	SavePartnerSheet(ctx context.Context, ref Ref, s PartnerSheet) error
}

// Draft stores a new organisation check.
func Draft(ctx context.Context, st Store, act access.Act, c Check) (*Check, error) {
	drafted, err := New(act, c)
	if err != nil {
		return nil, err
	}
	return drafted, st.CreateOrgCheck(ctx, drafted, drafted.Event(act, "draft", drafted.Title))
}

// update is a verb that changes a record.
func update(ctx context.Context, st Store, name string, ref Ref, decide func(*Record) ([]audit.Event, error)) error {
	if err := st.UpdateOrgCheck(ctx, ref, decide); err != nil {
		return fmt.Errorf("%s organisation check %s: %w", name, ref.ID, err)
	}
	return nil
}

// Assign gives desks, fields, themes or questions to units.
func Assign(ctx context.Context, st Store, act access.Act, ref Ref, ins *instrument.Instrument, list []Assignment) error {
	return update(ctx, st, "assign in", ref, func(r *Record) ([]audit.Event, error) { return r.assign(act, ins, list) })
}

// Begin lets the offices answer.
func Begin(ctx context.Context, st Store, act access.Act, ref Ref) error {
	return update(ctx, st, "open", ref, func(r *Record) ([]audit.Event, error) { return r.open(act) })
}

// Say writes down what a unit says. What somebody else has changed meanwhile is
// left alone and returned in a *Stale; the rest is kept.
func Say(ctx context.Context, st Store, act access.Act, ref Ref, ins *instrument.Instrument, unit organisation.UnitID, who Signature, list []Said) error {
	var stale []*Changed
	err := update(ctx, st, "answer in", ref, func(r *Record) ([]audit.Event, error) {
		var events []audit.Event
		var err error
		events, stale, err = r.say(act, ins, unit, who, list)
		return events, err
	})
	if err == nil && len(stale) > 0 {
		return &Stale{stale}
	}
	return err
}

// Confirm puts a name behind what a unit said, in the versions seen by question.
func Confirm(ctx context.Context, st Store, act access.Act, ref Ref, unit organisation.UnitID, who Signature, seen map[string]int) error {
	return update(ctx, st, "confirm in", ref, func(r *Record) ([]audit.Event, error) { return r.confirm(act, unit, who, seen) })
}

// Pass hands a question on to another unit, with a reason.
func Pass(ctx context.Context, st Store, act access.Act, ref Ref, question string, from, to organisation.UnitID, reason string) error {
	return update(ctx, st, "pass on in", ref, func(r *Record) ([]audit.Event, error) { return r.pass(act, question, from, to, reason) })
}

// Return gives a question back to the unit that passed it on, with a reason.
func Return(ctx context.Context, st Store, act access.Act, ref Ref, question string, unit organisation.UnitID, reason string) error {
	return update(ctx, st, "return in", ref, func(r *Record) ([]audit.Event, error) { return r.giveBack(act, question, unit, reason) })
}

// Decide ends a contradiction, with a reason.
func Decide(ctx context.Context, st Store, act access.Act, ref Ref, ins *instrument.Instrument, question string, unit organisation.UnitID, reason string, who Signature) error {
	return update(ctx, st, "decide in", ref, func(r *Record) ([]audit.Event, error) {
		return r.decide(act, ins, question, unit, reason, who)
	})
}

// WriteWorked writes what worked in a field.
func WriteWorked(ctx context.Context, st Store, act access.Act, ref Ref, ins *instrument.Instrument, w Words) error {
	return update(ctx, st, "write in", ref, func(r *Record) ([]audit.Event, error) { return r.worked(act, ins, w) })
}

// Appraise writes an appraisal from outside about a field.
func Appraise(ctx context.Context, st Store, act access.Act, ref Ref, ins *instrument.Instrument, w Words) error {
	return update(ctx, st, "appraise", ref, func(r *Record) ([]audit.Event, error) { return r.appraise(act, ins, w) })
}

// PutGroup adds or changes a group of partners.
func PutGroup(ctx context.Context, st Store, act access.Act, ref Ref, g Group) error {
	return update(ctx, st, "change partners of", ref, func(r *Record) ([]audit.Event, error) { return r.putGroup(act, g) })
}

// Close freezes what was said together with what it comes to, and deletes the
// partners' sheets. It loses nothing else: what is open stays and is listed.
func Close(ctx context.Context, st Store, act access.Act, ref Ref, ins *instrument.Instrument) error {
	err := st.CloseOrgCheck(ctx, ref, func(r *Record, sheets []PartnerSheet) ([]byte, []audit.Event, error) {
		events, err := r.close(act)
		if err != nil {
			return nil, nil, err
		}
		o, err := r.Compute(ins, act.At, append([]PartnerSheet{}, sheets...))
		if err != nil {
			return nil, nil, err
		}
		doc, err := o.Encode()
		return doc, events, err
	})
	if err != nil {
		return fmt.Errorf("close organisation check %s: %w", ref.ID, err)
	}
	return nil
}
