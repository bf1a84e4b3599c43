package check

import (
	"slices"
	"time"
)

// PhaseName names a part of a session.
type PhaseName string

// The parts of a session, in the order in which they come.
const (
	Purpose   PhaseName = "purpose"  // Zweck, Regeln, Art der Runde
	WhatWorks PhaseName = "worked"   // Was gelingt?
	AllCards  PhaseName = "cards"    // alle Karten zeigen, ohne Gespräch
	OnItems   PhaseName = "items"    // die Fragen, je fünf Minuten
	Pause     PhaseName = "pause"    // lange Pause
	Steps     PhaseName = "measures" // höchstens drei Schritte
	Needs     PhaseName = "upward"   // Was geben wir nach oben?
	Closing   PhaseName = "close"    // Abschluss
)

// Phase is one part of a session.
type Phase struct {
	Name    PhaseName
	Minutes int
}

// The three scripts and the session lengths from which they are used. Source:
// practice, section 2, and the guide of the service check, "Das Teamgespräch".
const (
	standardFrom = 60
	longFrom     = 180
)

var (
	impulse  = []Phase{{Purpose, 5}, {WhatWorks, 5}, {AllCards, 10}, {OnItems, 15}, {Steps, 7}, {Closing, 3}}
	standard = []Phase{{Purpose, 5}, {WhatWorks, 10}, {OnItems, 40}, {Steps, 20}, {Needs, 10}, {Closing, 5}}
	halfDay  = []Phase{{Purpose, 5}, {WhatWorks, 10}, {OnItems, 70}, {Pause, 20}, {OnItems, 70}, {Steps, 40}, {Needs, 20}, {Closing, 5}}
)

// Script returns the parts of a session of the given minutes: the script for
// this length, stretched or pressed so that the parts add up to the session.
func Script(minutes int) []Phase {
	script := standard
	switch {
	case minutes < standardFrom:
		script = impulse
	case minutes >= longFrom:
		script = halfDay
	}
	return scaled(script, minutes)
}

// scaled cuts the session where the script's cuts lie, rounded to the minute.
// Cuts are rounded, not lengths, so that nothing is lost or won.
func scaled(script []Phase, minutes int) []Phase {
	total := 0
	for _, p := range script {
		total += p.Minutes
	}
	out := slices.Clone(script)
	passed, cut := 0, 0
	for i, p := range script {
		passed += p.Minutes
		next := (passed*minutes + total/2) / total
		out[i].Minutes = next - cut
		cut = next
	}
	return out
}

// MinutesPerItem is what one item of the talk takes. Source: practice, section
// 2 ("minutes available / 5 = items").
const MinutesPerItem = 5

// Slots returns how many items fit into a session of the given minutes.
func Slots(sessionMinutes int) int {
	onItems := 0
	for _, p := range Script(sessionMinutes) {
		if p.Name == OnItems {
			onItems += p.Minutes
		}
	}
	return max(1, onItems/MinutesPerItem)
}

// PhaseAt returns the place of the part that runs after some time of the
// session, and how long it still runs. It is false before and after the session.
func PhaseAt(script []Phase, since time.Duration) (place int, left time.Duration, ok bool) {
	if since < 0 {
		return 0, 0, false
	}
	end := time.Duration(0)
	for i, p := range script {
		end += time.Duration(p.Minutes) * time.Minute
		if since < end {
			return i, end - since, true
		}
	}
	return 0, 0, false
}
