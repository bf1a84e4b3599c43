// Package signin has the rules of coming in: how long a session lasts and how
// it is made longer, how often something may be tried, whom an identity provider
// vouches for and with which roles.
//
// There are no passwords. People come in by a mail, through their
// organisation's identity provider, by a passkey they have added, or by a link
// that the coordination or the command line made. Whatever the way, what comes
// out is a [Session]. The rules are the same for all ways and know no clock and
// no cookie; machinery and pages are below internal.
package signin

import "time"

// Way is how somebody came in; its name is the text "session.way_" + Way.
type Way string

// The ways in.
const (
	ByLink     Way = "link"
	ByMail     Way = "mail"
	ByProvider Way = "provider"
	ByPasskey  Way = "passkey"
)

const (
	// Lasts is how long a session lasts at first. Source: a working day.
	Lasts = 10 * time.Hour
	// WarnBefore is how long before its end a session says so. Source: WCAG 2.2,
	// 2.2.1, asks for 20 seconds at least; two minutes let somebody finish a
	// sentence.
	WarnBefore = 2 * time.Minute
	// Extension is by how much a session is made longer at a time.
	Extension = time.Hour
	// MostExtensions is how often. Source: WCAG 2.2, 2.2.1, asks for ten at
	// least; NIST SP 800-63B, 4.2.3, for a new sign-in after a day.
	MostExtensions = 14
)

const (
	// TryLasts is how long a sign-in that has begun can be finished: the cookie,
	// the link and the code of its mail. Source: NIST SP 800-63B, 5.1.3.2.
	TryLasts = 10 * time.Minute
	// MostWrong is how many wrong codes end a try. A code has 40 bits, so whoever
	// guesses gets in once in 200,000 million times.
	MostWrong = 5
	// MostMails is how many mails an address gets within MailsWithin.
	MostMails   = 5
	MailsWithin = time.Hour
)
