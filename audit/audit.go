// Package audit says what is recorded of who did what.
//
// An event is written in the same transaction as the change it tells of. It
// names the person who acted for the organisation (a coordinator, a facilitator,
// a lead), never a participant of a check: answering, joining and laying cards
// leave no trace here, because the time of an act identifies people.
package audit

import "time"

// Event is one entry of the record.
type Event struct {
	Org    string
	At     time.Time
	Person string
	// Verb is what was done, for example "round.open"; its sentence is the
	// message key "audit." + Verb.
	Verb string
	// Object is the id of what it was done to.
	Object string
	// Detail is what the sentence mentions, for example a reason; never an answer.
	Detail string
}
