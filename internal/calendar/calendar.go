// Package calendar writes dates as files that calendar programs read.
//
// It writes what a talk needs of RFC 5545 and no more: one event, in the time
// zone of the organisation, with the changes of the clock around it, so that a
// program on the other side of the world shows the right moment and the right
// local time. It stores nothing and sends nothing.
package calendar

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is one date.
type Event struct {
	// UID names the date for ever; an event with the same UID and a higher
	// Sequence replaces the one before.
	UID      string
	Sequence int
	Start    time.Time
	Minutes  int
	// Zone is where the date is meant.
	Zone *time.Location
	// Summary, Place and Text are for people; URL is ours.
	Summary, Place, Text, URL string
	// Made is when the file is written.
	Made time.Time
}

const (
	utc   = "20060102T150405Z"
	local = "20060102T150405"
)

// File writes the event as a calendar of its own.
func File(e Event) []byte {
	var w writer
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//ChancenCheck//DE")
	w.line("CALSCALE:GREGORIAN")
	w.line("METHOD:PUBLISH")
	start, end := e.Start.In(e.Zone), e.Start.Add(time.Duration(e.Minutes)*time.Minute).In(e.Zone)
	w.zone(e.Zone, e.Start)
	w.line("BEGIN:VEVENT")
	w.text("UID", e.UID)
	w.line(fmt.Sprintf("SEQUENCE:%d", e.Sequence))
	w.line("DTSTAMP:" + e.Made.UTC().Format(utc))
	w.line("DTSTART;TZID=" + e.Zone.String() + ":" + start.Format(local))
	w.line("DTEND;TZID=" + e.Zone.String() + ":" + end.Format(local))
	w.text("SUMMARY", e.Summary)
	w.text("LOCATION", e.Place)
	w.text("DESCRIPTION", e.Text)
	if e.URL != "" {
		w.line("URL:" + e.URL)
	}
	w.line("END:VEVENT")
	w.line("END:VCALENDAR")
	return []byte(w.String())
}

type writer struct{ strings.Builder }

// escape writes text so that it stays one value. Source: RFC 5545, 3.3.11.
var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func (w *writer) text(name, value string) {
	if value != "" {
		w.line(name + ":" + escape.Replace(value))
	}
}

// longest is the length of a line in bytes. Source: RFC 5545, 3.1.
const longest = 75

// line writes one line, folded between characters where it is too long.
func (w *writer) line(s string) {
	room := longest
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], longest-1
	}
	w.WriteString(s + "\r\n")
}

// zone writes how the clocks go around a moment: the offset of that moment, and
// the changes in the year before and after it.
func (w *writer) zone(z *time.Location, at time.Time) {
	w.line("BEGIN:VTIMEZONE")
	w.line("TZID:" + z.String())
	from, _ := at.In(z).ZoneBounds()
	if from.IsZero() { // the clocks never change
		w.observance(at.In(z), at.In(z), time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	for n := 0; !from.IsZero() && n < 3; n++ {
		before := from.Add(-time.Second)
		w.observance(from, before, from)
		if n == 2 {
			break
		}
		if n == 0 {
			_, next := at.In(z).ZoneBounds()
			if next.IsZero() {
				break
			}
			w.observance(next, next.Add(-time.Second), next)
		}
		from, _ = before.ZoneBounds()
	}
	w.line("END:VTIMEZONE")
}

// observance writes one change of the clocks: what it changes to and from, and
// when, on the clocks that it changes.
func (w *writer) observance(to, from, when time.Time) {
	name := "STANDARD"
	if to.IsDST() {
		name = "DAYLIGHT"
	}
	abbreviation, offset := to.Zone()
	_, before := from.Zone()
	w.line("BEGIN:" + name)
	w.line("DTSTART:" + when.UTC().Add(time.Duration(before)*time.Second).Format(local))
	w.line("TZOFFSETFROM:" + clock(before))
	w.line("TZOFFSETTO:" + clock(offset))
	w.text("TZNAME", abbreviation)
	w.line("END:" + name)
}

// clock writes an offset in seconds as +0130.
func clock(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds%3600/60)
}
