package calendar

import (
	"strconv"
	"time"
)

// Day is something that falls on a whole day, wherever the reader is.
type Day struct {
	UID      string
	Sequence int
	On       time.Time
	// Summary and Text are for people; URL is ours.
	Summary, Text, URL string
}

// date is a whole day. Source: RFC 5545, 3.3.4.
const date = "20060102"

// Days writes days as one calendar. A whole day has no time zone: it is the same
// day for everybody.
func Days(made time.Time, days []Day) []byte {
	var w writer
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//ChancenCheck//DE")
	w.line("CALSCALE:GREGORIAN")
	w.line("METHOD:PUBLISH")
	for _, d := range days {
		w.line("BEGIN:VEVENT")
		w.text("UID", d.UID)
		w.line("SEQUENCE:" + strconv.Itoa(d.Sequence))
		w.line("DTSTAMP:" + made.UTC().Format(utc))
		w.line("DTSTART;VALUE=DATE:" + d.On.Format(date))
		w.line("DTEND;VALUE=DATE:" + d.On.AddDate(0, 0, 1).Format(date))
		w.text("SUMMARY", d.Summary)
		w.text("DESCRIPTION", d.Text)
		if d.URL != "" {
			w.line("URL:" + d.URL)
		}
		w.line("TRANSP:TRANSPARENT")
		w.line("END:VEVENT")
	}
	w.line("END:VCALENDAR")
	return []byte(w.String())
}
