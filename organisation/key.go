package organisation

import (
	"net/mail"
	"strings"

	"chancencheck/fault"
)

// Longest accepted texts, in bytes for IDs and in characters for names: what a
// page, a label and both databases can carry without cutting.
const (
	maxID   = 64
	maxName = 300
)

// CheckID returns a fault "organisation.id_missing" or
// "organisation.id_invalid" unless id consists of at most 64 letters a-z,
// digits, '.', '_' and '-'. Capitals are allowed.
func CheckID(id string) *fault.Error {
	if id == "" {
		return fault.New(fault.Invalid, "organisation.id_missing")
	}
	valid := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r)
	}
	if len(id) > maxID || strings.IndexFunc(id, func(r rune) bool { return !valid(r) }) >= 0 {
		return fault.New(fault.Invalid, "organisation.id_invalid", "value", id)
	}
	return nil
}

// CheckLeiKa returns a fault "service.leika_invalid" unless key is empty or has
// the 14 digits of a service catalogue key, which begin with 99
// (Leistungskatalog der öffentlichen Verwaltung).
func CheckLeiKa(key string) *fault.Error {
	if key == "" || digits(key, 14) && strings.HasPrefix(key, "99") {
		return nil
	}
	return fault.New(fault.Invalid, "service.leika_invalid", "value", key)
}

// CheckRegion checks the regional keys; both may be empty. A fault is
// "organisation.ars_invalid" unless ars has 12 digits, "organisation.ags_invalid"
// unless ags has 8, and "organisation.ars_ags_differ" unless the AGS is the ARS
// without its digits 6 to 9 (the association of municipalities).
func CheckRegion(ars, ags string) *fault.Error {
	switch {
	case ars != "" && !(digits(ars, 12) && land(ars)):
		return fault.New(fault.Invalid, "organisation.ars_invalid", "value", ars)
	case ags != "" && !(digits(ags, 8) && land(ags)):
		return fault.New(fault.Invalid, "organisation.ags_invalid", "value", ags)
	case ars != "" && ags != "" && ars[:5]+ars[9:] != ags:
		return fault.New(fault.Invalid, "organisation.ars_ags_differ", "ars", ars, "ags", ags)
	}
	return nil
}

// digits reports whether s consists of exactly n ASCII digits.
func digits(s string, n int) bool {
	return len(s) == n && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// land reports whether a regional key begins with one of the 16 Länder.
func land(key string) bool { return key[:2] >= "01" && key[:2] <= "16" }

// CheckLanguage returns a fault "language.invalid" unless tag looks like a
// language tag (BCP 47): two or three letters, then parts of one to eight
// letters or digits.
func CheckLanguage(tag string) *fault.Error {
	for i, part := range strings.Split(tag, "-") {
		letters := strings.IndexFunc(part, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
		known := strings.IndexFunc(strings.ToLower(part), func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
		}) < 0
		if i == 0 && (!letters || len(part) < 2 || len(part) > 3) || !known || len(part) == 0 || len(part) > 8 {
			return fault.New(fault.Invalid, "language.invalid", "value", tag)
		}
	}
	return nil
}

// CheckEmail returns a fault "person.email_invalid" unless address is a bare
// mail address.
func CheckEmail(address string) *fault.Error {
	if a, err := mail.ParseAddress(address); err == nil && a.Address == address {
		return nil
	}
	return fault.New(fault.Invalid, "person.email_invalid", "value", address)
}
