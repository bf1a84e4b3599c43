// Package mail brings mails to people and says what has become of them.
//
// A part of the product that has something to say hands a [Message] to an
// [Outbox]; the [Queue] keeps it in the database, gives it to the organisation's
// relay, tries again while the relay asks to, and keeps visible what did not
// arrive. A message has an id of its sender's making: the same id is sent once,
// whatever happens in between.
//
// The texts are finished when they come here, in the recipient's language and
// in two forms, which [Letter] writes from one. Nothing is fetched when a mail
// is read, and nothing tells whether it was.
//
// A message that holds a key to the door (Secret) is never stored: whoever reads
// the database could walk in with it. It lives in memory until the relay has it.
package mail

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Outbox takes messages. Without a relay it answers ErrOff.
type Outbox interface {
	// On reports whether this installation sends mail at all.
	On() bool
	// Send takes messages, all or none. It returns when they are kept safe, not
	// when they have arrived; one with an id that was sent before is dropped.
	Send(ctx context.Context, messages ...Message) error
	// Again sends a message that has failed once more, to an address that may
	// have been corrected.
	Again(ctx context.Context, org organisation.OrgID, id, to string) error
}

// ErrOff says that this installation sends no mail.
var ErrOff = fault.New(fault.Unavailable, "mail.off")

// Kind is what a message is about; its name is the text "mail.kind_" + Kind.
type Kind string

// The kinds of messages.
const (
	SignIn     Kind = "signin"
	Invitation Kind = "invitation"
	Reminder   Kind = "reminder"
	Notice     Kind = "notice"
)

// Message is one mail to one person.
type Message struct {
	Org organisation.OrgID
	// ID is unique in the organisation and made by the sender from what the mail
	// is about, such as "invite/ROUND/PERSON/1", so that doing it again sends
	// nothing twice.
	ID   string
	Kind Kind
	// To is the bare address, without a name.
	To string
	// Language of the texts (BCP 47); Subject and Text are plain, HTML is a whole
	// page that says the same.
	Language            string
	Subject, Text, HTML string
	// Until is when the message is worth nothing any more, zero for never.
	Until time.Time
	// Secret messages are kept in memory alone: lost when the program ends, and
	// without a trace once they are sent.
	Secret bool
}

// Longest texts of a message, in bytes. A mail is a page, not a document.
const (
	longestSubject = 200
	longestBody    = 256 << 10
)

// Check refuses what no relay could deliver or what would smuggle in a header.
func (m Message) Check() error {
	if _, err := Address(m.To); err != nil {
		return err
	}
	switch {
	case strings.ContainsAny(m.Subject, "\r\n\x00") || strings.ContainsAny(m.ID, "\r\n\x00") || strings.ContainsAny(m.Language, " \r\n\x00"):
		return fault.New(fault.Invalid, "mail.header")
	case m.Subject == "" || m.Text == "" || m.Org == "" || m.ID == "":
		return fault.New(fault.Invalid, "mail.empty")
	case len(m.Subject) > longestSubject || len(m.Text)+len(m.HTML) > longestBody:
		return fault.New(fault.Invalid, "mail.long")
	}
	return nil
}

// Address returns the form of an address in which a relay takes it: the domain
// in ASCII. Names, several addresses, routes and control characters are refused.
func Address(s string) (string, error) {
	bad := fault.New(fault.Invalid, "mail.address")
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s || len(s) > 254 {
		return "", bad
	}
	at := strings.LastIndexByte(s, '@')
	local, domain := s[:at], s[at+1:]
	for _, r := range local {
		if r <= ' ' || r > '~' || strings.ContainsRune(`"(),:;<>[\]`, r) {
			return "", bad
		}
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil || ascii == "" || strings.ContainsAny(ascii, "[]:") {
		return "", bad
	}
	return local + "@" + ascii, nil
}

// Same is how two spellings of one address are compared: without regard to
// upper and lower case, the domain in ASCII.
func Same(s string) string {
	if ascii, err := Address(strings.TrimSpace(s)); err == nil {
		return strings.ToLower(ascii)
	}
	return strings.ToLower(strings.TrimSpace(s))
}
