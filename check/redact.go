package check

import (
	"context"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// Blackened (Schwärzung) stands where a passage was, always as long, so that its
// length tells nothing.
const Blackened = "█████"

// Passage is what is to be blackened: a passage, and why it has to go. The
// reason is recorded, the passage is not.
type Passage struct {
	Text, Reason string
}

// Errors that callers tell apart.
var (
	ErrNoPassage      = fault.New(fault.Invalid, "redact.no_passage")
	ErrPassageShort   = fault.New(fault.Invalid, "redact.short")
	ErrNoRedactReason = fault.New(fault.Invalid, "redact.no_reason")
	ErrReasonTells    = fault.New(fault.Invalid, "redact.reason_tells")
	ErrNotWritten     = fault.New(fault.Conflict, "redact.not_written")
)

// leastPassage is how long a passage is at least, in characters: shorter ones
// stand by chance in other words.
const leastPassage = 2

func (p Passage) check() error {
	switch {
	case utf8.RuneCountInString(p.Text) < leastPassage:
		return ErrPassageShort
	case p.Reason == "":
		return ErrNoRedactReason
	case strings.Contains(strings.ToLower(p.Reason), strings.ToLower(p.Text)):
		return ErrReasonTells
	}
	return nil
}

// blacken replaces the passage in a text and counts how often it stood there.
func (p Passage) blacken(text *string, found *int) {
	*found += strings.Count(*text, p.Text)
	*text = strings.ReplaceAll(*text, p.Text, Blackened)
}

// Redact blackens a passage wherever it stands in what a team has agreed and in
// the head's comment, once the team has finished. The record says who did it,
// when and why. It works in a closed round as well: a name is no less a name.
func Redact(ctx context.Context, st Stores, act access.Act, ref Ref, p Passage) error {
	p.Text, p.Reason = strings.TrimSpace(p.Text), strings.TrimSpace(p.Reason)
	return st.InTx(ctx, func(tx Tx) error {
		c, err := tx.Check(ctx, ref)
		if err != nil {
			return err
		}
		if err := access.Require(act, access.Redact, c.Object()); err != nil {
			return c.step("redact", err)
		}
		if !c.Frozen() {
			return ErrNotWritten
		}
		if err := p.check(); err != nil {
			return err
		}
		found, err := p.inRecord(ctx, tx, ref)
		if err != nil {
			return err
		}
		return tx.UpdateCheck(ctx, ref, func(c *Check) ([]audit.Event, error) {
			n := found
			p.blacken(&c.Comment, &n)
			if n == 0 {
				return nil, ErrNoPassage
			}
			return c.event(act, "text.redact", p.Reason), nil
		})
	})
}

// inRecord blackens the passage in agreements, notes and earlier versions.
func (p Passage) inRecord(ctx context.Context, tx Tx, ref Ref) (found int, err error) {
	rec, err := tx.Record(ctx, ref)
	if err != nil {
		return 0, err
	}
	for _, a := range rec.Agreements {
		if p.inAgreement(&a, &found) {
			if err := tx.PutAgreement(ctx, ref, a); err != nil {
				return 0, err
			}
		}
	}
	for _, n := range rec.Notes {
		if p.inNote(&n, &found) {
			if err := tx.PutNote(ctx, ref, n); err != nil {
				return 0, err
			}
		}
	}
	versions, err := tx.Versions(ctx, ref)
	if err != nil {
		return 0, err
	}
	for _, v := range versions { // what was said before a correction is said no longer
		if p.inVersion(&v, &found) {
			if err := tx.ReplaceVersion(ctx, ref, v); err != nil {
				return 0, err
			}
		}
	}
	return found, nil
}

func (p Passage) inAgreement(a *Agreement, found *int) bool {
	before := *found
	p.blacken(&a.Reason, found)
	p.blacken(&a.OtherReason, found)
	return *found > before
}

func (p Passage) inNote(n *Note, found *int) bool {
	before := *found
	p.blacken(&n.Text, found)
	p.blacken(&n.Post, found)
	return *found > before
}

func (p Passage) inVersion(v *Version, found *int) bool {
	before := *found
	for id, a := range v.Agreements {
		p.inAgreement(&a, found)
		v.Agreements[id] = a
	}
	for i := range v.Notes {
		p.inNote(&v.Notes[i], found)
	}
	p.blacken(&v.Comment, found)
	return *found > before
}
