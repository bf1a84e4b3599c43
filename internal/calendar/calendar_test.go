package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"chancencheck/internal/calendar"
)

func event(t *testing.T, zone string, start time.Time) calendar.Event {
	t.Helper()
	z, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return calendar.Event{
		UID: "talk-1@stadt.example", Sequence: 2, Start: start, Minutes: 90, Zone: z, Made: start.AddDate(0, -1, 0),
		Summary: "Teamgespräch: Wohnsitz, Ausweise; alles \\ mehr", Place: "Rathaus, Raum 2.14 – مرحبا بكم في قاعة الاجتماعات الكبرى للمدينة",
		Text: "Zeile eins\nZeile zwei", URL: "https://chancen.example/de/checks/ABC",
	}
}

// TestAnotherProgramReadsTheSame gives the file to a parser that is not ours.
func TestAnotherProgramReadsTheSame(t *testing.T) {
	t.Parallel()
	for zone, start := range map[string]time.Time{
		"Europe/Berlin":    time.Date(2026, 7, 14, 8, 0, 0, 0, time.UTC),
		"Europe/Lisbon":    time.Date(2026, 1, 5, 23, 30, 0, 0, time.UTC),
		"America/New_York": time.Date(2026, 11, 1, 5, 30, 0, 0, time.UTC), // the hour that comes twice
		"Asia/Kolkata":     time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC),
		"UTC":              time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC),
	} {
		want := event(t, zone, start)
		file := calendar.File(want)
		for _, line := range strings.Split(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
			if len(line) > 75 {
				t.Errorf("%s: a line of %d bytes", zone, len(line))
			}
		}
		cal, err := ical.NewDecoder(bytes.NewReader(file)).Decode()
		if err != nil {
			t.Fatalf("%s: %v\n%s", zone, err, file)
		}
		got := cal.Events()[0]
		begins, err := got.DateTimeStart(want.Zone)
		if err != nil || !begins.Equal(start) && zone != "America/New_York" {
			t.Errorf("%s: begins %v, %v", zone, begins, err)
		}
		ends, err := got.DateTimeEnd(want.Zone)
		if err != nil || ends.Sub(begins) != 90*time.Minute {
			t.Errorf("%s: ends %v, %v", zone, ends, err)
		}
		for name, text := range map[string]string{"UID": want.UID, "SUMMARY": want.Summary, "LOCATION": want.Place, "DESCRIPTION": want.Text} {
			if said, err := got.Props.Text(name); err != nil || said != text {
				t.Errorf("%s: %s is %q, %v", zone, name, said, err)
			}
		}
		if got.Props.Get("DTSTART").Params.Get("TZID") != zone {
			t.Errorf("%s: the zone is not named", zone)
		}
	}
}

// TestClocksChangeAroundTheDate reads the changes of the clock from the file and
// applies them: the offset at the date must be the zone's.
func TestClocksChangeAroundTheDate(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata"} {
		for month := time.January; month <= time.December; month++ {
			want := event(t, zone, time.Date(2026, month, 15, 10, 0, 0, 0, time.UTC))
			cal, err := ical.NewDecoder(bytes.NewReader(calendar.File(want))).Decode()
			if err != nil {
				t.Fatal(err)
			}
			var offset string
			var latest string
			begins := want.Start.In(want.Zone).Format("20060102T150405")
			for _, tz := range cal.Children {
				for _, change := range tz.Children {
					if tz.Name != "VTIMEZONE" {
						continue
					}
					if on := change.Props.Get("DTSTART").Value; on <= begins && on > latest {
						latest, offset = on, change.Props.Get("TZOFFSETTO").Value
					}
				}
			}
			if real := want.Start.In(want.Zone).Format("-0700"); offset != real {
				t.Errorf("%s in %s: the file says %s, the zone %s", zone, month, offset, real)
			}
		}
	}
}
