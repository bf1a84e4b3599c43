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
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/round"
)

// SecretLength is the number of characters of a secret, five bits each: 80
// bits, too many to try out even for whoever has the database.
const SecretLength = 16

// Box opens sheets in a store.
type Box struct {
	store check.Stores
}

// New returns the box of a store.
func New(store check.Stores) *Box { return &Box{store} }

// Secret names a sheet and opens it. It prints as a placeholder.
type Secret struct{ text string }

// ParseSecret reads a secret from a link or as people type it.
func ParseSecret(typed string) (Secret, error) {
	s := check.NormaliseCode(typed)
	if len(s) != SecretLength {
		return Secret{}, fault.New(fault.NotFound, "sheet.gone")
	}
	return Secret{s}, nil
}

// Path returns the secret for a link.
func (s Secret) Path() string { return s.text }

// Spoken returns the secret in groups of four, to write down.
func (s Secret) Spoken() string {
	var groups []string
	for i := 0; i < len(s.text); i += 4 {
		groups = append(groups, s.text[i:i+4])
	}
	return strings.Join(groups, "-")
}

// String keeps secrets out of logs.
func (s Secret) String() string { return "[secret]" }

// GoString keeps secrets out of logs.
func (s Secret) GoString() string { return "[secret]" }

func (s Secret) derive(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, []byte(s.text), nil, "chancencheck sheet "+purpose, 32)
	if err != nil {
		panic(err) // only for lengths that SHA-256 cannot make
	}
	return key
}

func (s Secret) key() check.SheetKey { return check.SheetKey(hex.EncodeToString(s.derive("name"))) }

// cardKey names the author's card for one item: the same for the same item,
// unrelated between items.
func (s Secret) cardKey(item check.ItemID) string {
	mac := hmac.New(sha256.New, s.derive("card"))
	mac.Write([]byte(item))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Opened is a sheet that lies open before its author.
type Opened struct {
	Secret  Secret
	Sheet   *check.Sheet
	Check   *check.Check
	Entries map[check.ItemID]check.Entry
}

// Begin opens a new sheet for whoever has joined a check. Name is kept in named
// mode only.
func (b *Box) Begin(ctx context.Context, act access.Act, c *check.Check, name string) (Secret, error) {
	secret := Secret{check.NormaliseCode(act.NewID()[:SecretLength])}
	sheet := check.Sheet{Key: secret.key(), Org: c.Org, Check: c.ID, Mode: c.Mode, Sealed: c.Mode == round.Private}
	if c.Mode == round.Named {
		sheet.Name = strings.TrimSpace(name)
		if sheet.Name == "" {
			return secret, fault.New(fault.Invalid, "sheet.no_name")
		}
	}
	return secret, check.Begin(ctx, b.store, sheet)
}

// Open opens a sheet with its secret, or answers fault.NotFound when it has
// been deleted or never was.
func (b *Box) Open(ctx context.Context, secret Secret) (*Opened, error) {
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

// Lay lays cards of the author face down: those given, or for none all that the
// sheet has. It is the author's own act; nobody else can open the sheet.
func (b *Box) Lay(ctx context.Context, o *Opened, items ...check.ItemID) error {
	if o.Check.State != check.Talking {
		return check.ErrNotTalking
	}
	var laid []check.LaidCard
	for item, e := range o.Entries {
		if len(items) > 0 && !slices.Contains(items, item) {
			continue
		}
		if card, ok := e.Card(); ok {
			laid = append(laid, check.LaidCard{Card: card, Key: o.Secret.cardKey(item), Author: o.Sheet.Name})
		}
	}
	return b.store.LayCards(ctx, o.Check.Ref, laid)
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

// seal encrypts an entry of a sealed sheet. The item is bound to it, so that
// entries cannot be exchanged. Payloads are padded to a multiple of 64 bytes:
// their length must not tell the answer.
func (s Secret) seal(sheet *check.Sheet, item check.ItemID, payload []byte) ([]byte, error) {
	if !sheet.Sealed {
		return payload, nil
	}
	box, err := s.cipher()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return box.Seal(nonce, nonce, pad(payload), []byte(item)), nil
}

func (s Secret) unseal(sheet *check.Sheet, item check.ItemID, sealed []byte) ([]byte, error) {
	if !sheet.Sealed {
		return sealed, nil
	}
	box, err := s.cipher()
	if err != nil {
		return nil, err
	}
	if len(sealed) < box.NonceSize() {
		return nil, errDamaged
	}
	padded, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(item))
	if err != nil {
		return nil, errDamaged
	}
	return []byte(strings.TrimRight(string(padded), " ")), nil
}

var errDamaged = errors.New("a sealed entry is damaged")

// padTo is the step of lengths of sealed entries, in bytes.
const padTo = 64

// pad appends blanks, which JSON ignores.
func pad(b []byte) []byte {
	for len(b)%padTo != 0 {
		b = append(b, ' ')
	}
	return b
}

func (s Secret) cipher() (cipher.AEAD, error) {
	block, err := aes.NewCipher(s.derive("seal"))
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return cipher.NewGCM(block)
}
