// Package sheetbox opens and closes sheets with the secret that only their
// author has.
//
// The secret is in the author's link and nowhere else. Two keys are derived
// from it (HKDF, RFC 5869): one names the sheet in the database and cannot be
// turned back, the other seals each entry (AES-256-GCM). In private mode
// everything is sealed, so that neither an administrator nor whoever holds the
// database file can read a sheet. In the other modes the promise is another
// one, and entries lie open until they are counted.
package sheetbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/round"
)

// Box opens sheets in a store.
type Box struct {
	store check.Stores
}

// New returns the box of a store.
func New(store check.Stores) *Box { return &Box{store} }

// Opened is a sheet that lies open before its author.
type Opened struct {
	Secret  Secret
	Sheet   *check.Sheet
	Check   *check.Check
	Entries map[check.ItemID]check.Entry
}

// MostName is the length of a name in characters.
const MostName = 100

// Errors that callers tell apart.
var (
	ErrNoName    = fault.New(fault.Invalid, "sheet.no_name")
	ErrNameLong  = fault.New(fault.Invalid, "sheet.name_long", "most", MostName)
	ErrNameTaken = fault.New(fault.Invalid, "sheet.name_taken")
	// ErrMerged: the cards of an anonymous check were laid, and its sheets
	// deleted, when the talk began. Whoever came later would be recognised.
	ErrMerged = fault.New(fault.Conflict, "sheet.merged")
	// ErrRevealed: cards that lie open are not exchanged.
	ErrRevealed = fault.New(fault.Conflict, "sheet.revealed")
)

// Begin opens a new sheet for whoever has joined a check. Name is kept in named
// mode only, where every name stands once.
func (b *Box) Begin(ctx context.Context, act access.Act, c *check.Check, name string) (Secret, error) {
	secret := NewSecret(act)
	return secret, b.BeginAs(ctx, secret, c, name)
}

// BeginAs is Begin with a secret made before.
func (b *Box) BeginAs(ctx context.Context, secret Secret, c *check.Check, name string) error {
	if c.Mode == round.Anonymous && c.State == check.Talking {
		return ErrMerged
	}
	sheet := check.Sheet{Key: secret.key(), Org: c.Org, Check: c.ID, Mode: c.Mode, Sealed: c.Mode == round.Private}
	if c.Mode == round.Named {
		sheet.Name = strings.TrimSpace(name)
		if err := b.checkName(ctx, c, sheet.Name); err != nil {
			return err
		}
	}
	return check.Begin(ctx, b.store, sheet)
}

// checkName refuses a name that stands on another sheet of the check: cards in
// named mode are told apart by it.
func (b *Box) checkName(ctx context.Context, c *check.Check, name string) error {
	if name == "" {
		return ErrNoName
	}
	if utf8.RuneCountInString(name) > MostName {
		return ErrNameLong
	}
	sheets, err := b.store.SheetsOf(ctx, c.Ref)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(sheets, func(s check.Sheet) bool { return strings.EqualFold(s.Name, name) }) {
		return ErrNameTaken
	}
	return nil
}

// Open opens a sheet with its secret, or answers fault.NotFound when it has
// been deleted or never was. Given items, it reads their entries only.
func (b *Box) Open(ctx context.Context, secret Secret, items ...check.ItemID) (*Opened, error) {
	sheet, err := b.store.Sheet(ctx, secret.key())
	if err != nil {
		return nil, err
	}
	c, err := b.store.Check(ctx, sheet.CheckRef())
	if err != nil {
		return nil, err
	}
	stored, err := b.store.Entries(ctx, sheet.Key)
	if err != nil {
		return nil, err
	}
	o := &Opened{Secret: secret, Sheet: sheet, Check: c, Entries: make(map[check.ItemID]check.Entry, len(stored))}
	for item, payload := range stored {
		if len(items) > 0 && !slices.Contains(items, item) {
			continue
		}
		if payload, err = secret.unseal(sheet, item, payload); err != nil {
			return nil, err
		}
		if o.Entries[item], err = check.DecodeEntry(item, payload); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// Save stores one entry of an open sheet durably.
func (b *Box) Save(ctx context.Context, o *Opened, e check.Entry) error {
	if err := e.Validate(); err != nil {
		return err
	}
	payload, err := e.Encode()
	if err != nil {
		return err
	}
	if payload, err = o.Secret.seal(o.Sheet, e.Item, payload); err != nil {
		return err
	}
	if err := b.store.SaveEntry(ctx, o.Sheet.Key, e.Item, payload); err != nil {
		return fmt.Errorf("save entry: %w", err)
	}
	o.Entries[e.Item] = e
	return nil
}

// Answers returns the answers by question, as conditions want them.
func (o *Opened) Answers() map[string]instrument.Answer {
	answers := make(map[string]instrument.Answer, len(o.Entries))
	for item, e := range o.Entries {
		answers[string(item)] = e.Answer
	}
	return answers
}

// Answered returns how many of the items the author has answered.
func (o *Opened) Answered(items []check.Item) int {
	n := 0
	for _, i := range items {
		if o.Entries[i.ID].Answer.State() != instrument.Unanswered {
			n++
		}
	}
	return n
}
