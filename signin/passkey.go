package signin

import (
	"strings"
	"unicode/utf8"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Passkey is a key pair on a person's own device that lets her in; here is its
// public half.
type Passkey struct {
	// ID is the key's own name, Handle the one name that all keys of a person
	// know her by: made up, so that a device tells nothing about her.
	ID, Handle string
	Who        organisation.Ref
	// Name is what she calls it.
	Name string
	// Doc is what is needed to verify it.
	Doc               []byte
	CreatedOn, UsedOn organisation.Date
}

// MostPasskeys is how many a person may have.
const MostPasskeys = 20

// The faults of passkeys.
var (
	// ErrPasskey is the one answer to every passkey that lets nobody in.
	ErrPasskey = fault.New(fault.Denied, "passkey.refused")
	// ErrPasskeyNew says that a new one was not taken.
	ErrPasskeyNew = fault.New(fault.Invalid, "passkey.not_added")
	// ErrPasskeyName asks for a name.
	ErrPasskeyName = fault.New(fault.Invalid, "passkey.name_missing")
	// ErrPasskeysMany says that there are enough.
	ErrPasskeysMany = fault.New(fault.Conflict, "passkey.many")
)

// PasskeyName trims the name of a passkey and refuses none and too long ones.
func PasskeyName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > longestName {
		return "", ErrPasskeyName
	}
	return name, nil
}
