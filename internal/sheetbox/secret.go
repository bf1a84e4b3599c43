package sheetbox

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
)

// SecretLength is the number of characters of a secret, five bits each: 80
// bits, too many to try out even for whoever has the database.
const SecretLength = 16

// Secret names a sheet and opens it. It prints as a placeholder.
type Secret struct{ text string }

// NewSecret makes the secret of a sheet that is about to begin.
func NewSecret(act access.Act) Secret {
	return Secret{check.NormaliseCode(act.NewID()[:SecretLength])}
}

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

// seal encrypts an entry of a sealed sheet. The item is bound to it, so that
// entries cannot be exchanged. Payloads are padded: their length must not tell
// the answer.
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

// padTo is the step of lengths of sealed entries, in bytes: longer than any
// entry without written words, so that those are all of one length.
const padTo = 512

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
