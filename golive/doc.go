// Package golive is what an organisation owes by law before it asks others:
// imprint, privacy notice, accessibility statement, a way to report barriers,
// and the staff council's and the data protection officer's word.
//
// [Legal] is what an administrator enters, [Checklist] what is still missing,
// [Lands] what differs between the sixteen Länder, [Report] a barrier somebody
// has met, with the day on which it must be answered. A round is opened to
// others only when the checklist is green ([Require]).
//
// Nothing here is legal advice. The list of bodies carries the day on which it
// was compiled; the checklist asks the administrator to compare it.
package golive
