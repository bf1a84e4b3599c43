package signin

import (
	"slices"
	"time"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Try is a sign-in by mail that has begun. It is stored for every address, known
// or not, so that nobody learns from it who is known.
type Try struct {
	// Token is in the mail's link, Browser in the cookie; here are their hashes.
	Token, Browser string
	// CodeWithToken and CodeWithBrowser are hashes of the mail's code together
	// with one of the two.
	CodeWithToken, CodeWithBrowser string
	// About is the hash of the address; mails are counted by it.
	About string
	// People are who may come in with the address: nobody, one, or several.
	People []organisation.Ref
	// Wrong is how many wrong codes were typed in.
	Wrong                int
	CreatedAt, ExpiresAt time.Time
}

// ErrTry is the one answer to every link and code that lets nobody in.
var ErrTry = fault.New(fault.Denied, "signin.try")

// ErrManyMails asks to wait: the address has had several mails already.
var ErrManyMails = fault.New(fault.Unavailable, "signin.many_mails")

// ErrShared says that an address cannot tell two people apart.
var ErrShared = fault.New(fault.Denied, "signin.shared")

// MayMail refuses another mail to an address that has had enough of them.
func MayMail(recent int) error {
	if recent >= MostMails {
		return ErrManyMails
	}
	return nil
}

// Open reports whether a try can still be finished.
func (t Try) Open(now time.Time) bool { return now.Before(t.ExpiresAt) && t.Wrong < MostWrong }

// Shared reports whether two people of one organisation have the address: then
// it does not say who somebody is, and lets nobody in.
func Shared(people []organisation.Ref) bool {
	for i, p := range people {
		if slices.ContainsFunc(people[i+1:], func(o organisation.Ref) bool { return o.Org == p.Org }) {
			return true
		}
	}
	return false
}
