// Package dialogue is an event at which people talk with each other: a kick-off
// in the council chamber, a workshop, a public dialogue, a round table.
//
// Tables come first. Groups sit at tables, move on after a while, and one person
// per table writes two lines per point; in the plenary points are laid together.
// Phones are the extra: whoever has one joins with a short code, without account,
// adds what exists and what is missing, votes on statements and sets priorities.
//
// # The life of an event
//
// Planned, then Running while the facilitator leads from one [Activity] of the
// agenda to the next, then Ended: nothing new comes in, corrections may; then
// Closed: the report stands, and who had joined is forgotten.
//
// # The life of a contribution
//
// A [Contribution] is something that already exists (an offer) or something new
// (an idea), from a table, a paper card or a phone. It waits until it was looked
// at where the event says so, is shown, or is hidden with a reason that its
// author can read; one that says the same as another is laid into it. It keeps
// its id for good: findings name it as their origin.
//
// # What it refuses
//
// Votes of staff on residents' priorities. Votes on a statement that does not
// exist in all languages of the event. Contributions without end from one device.
// There is no time on anything a participant did, and ids are random: the order
// of arrival would say who it was.
package dialogue
