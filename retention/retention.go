// Package retention says how long each class of data is kept, and from when the
// clock runs. It is data with one rule: what is older than its period goes.
//
// What belongs to people while they work (sheets, cards) goes with the steps of
// a check and is not here, except for what an interruption left behind. The
// deletion concept of an organisation is written from [Periods].
package retention

import "time"

// Class is a kind of data that goes at the same time.
type Class string

// The classes, in the order of pages and papers.
const (
	// Sessions (Anmeldungen) that have ended.
	Sessions Class = "sessions"
	// Links (Anmelde-Links) that can no longer be used.
	Links Class = "links"
	// Leftovers are sheets and cards of rounds that are closed: closing deletes
	// them, this is for what an interruption left.
	Leftovers Class = "leftovers"
	// Contacts are how to reach people who have reported a barrier.
	Contacts Class = "contacts"
	// Barriers are reports that were answered.
	Barriers Class = "barriers"
	// Mails that were sent or have failed; their texts go when they are sent.
	Mails Class = "mails"
	// Waiting are mails that the relay has not taken in all that time.
	Waiting Class = "waiting"
	// Unanswered are how to reach people whose report nobody has answered.
	Unanswered Class = "unanswered"
	// Dates (Termine) on which talks could be booked.
	Dates Class = "dates"
	// Letters are the proof of which letter of a round went to whom.
	Letters Class = "letters"
	// Tandems are who leads the talk of another team.
	Tandems Class = "tandems"
	// Requests are questions to posts how a measure is going.
	Requests Class = "requests"
	// Versions are what results said before they were opened again.
	Versions Class = "versions"
	// Accounts of people who have left.
	Accounts Class = "accounts"
	// Signers are the names under results of rounds that are closed; the post stays.
	Signers Class = "signers"
	// Events are the record of who did what.
	Events Class = "events"
)

// Period is how long one class is kept.
type Period struct {
	Class Class
	// Days after what the class counts from: the end of a session or link, the
	// answer to a report, the report, the writing of a mail, the date, the day
	// somebody left, the close of a round, the event.
	Days int
}

// Periods are the periods of the product. Source of days that are not plain:
// public-sector research 3.3 (record 12 months, accounts 12 months); names under
// results as long as a strategy usually lasts, 5 years; a quarter for a contact,
// because the body of a Land waits a month and may ask back, and for what only
// serves a round after it; a mail that waits a month is no news.
var Periods = []Period{
	{Sessions, 1}, {Links, 1}, {Leftovers, 0}, {Contacts, 90}, {Barriers, 730}, {Mails, 30},
	{Waiting, 30}, {Unanswered, 365}, {Dates, 90}, {Letters, 90}, {Tandems, 90}, {Requests, 365}, {Versions, 5 * 365}, {Accounts, 365}, {Signers, 5 * 365}, {Events, 365},
}

// Of returns the period of a class.
func Of(c Class) (Period, bool) {
	for _, p := range Periods {
		if p.Class == c {
			return p, true
		}
	}
	return Period{}, false
}

// Before is the moment whose elder goes: what counts from an earlier one has
// been kept for the whole period.
func (p Period) Before(now time.Time) time.Time { return now.AddDate(0, 0, -p.Days) }

// Due is what goes of one class: how many things, and from before when.
type Due struct {
	Period
	Before time.Time
	Count  int
}

// Total counts what goes.
func Total(due []Due) int {
	n := 0
	for _, d := range due {
		n += d.Count
	}
	return n
}
