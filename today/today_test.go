package today

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/facilitation"
	"chancencheck/organisation"
	"chancencheck/round"
)

var update = flag.Bool("update", false, "write what comes out into testdata/cases; read it before you sign it")

const dashes = "\n---\n"

// TestCases reads texts that a coordinator can check: a round and its units on a
// day, a line of dashes, and what there is to do.
//
//	now: 2026-03-17 09:30        (in Berlin)
//	round: 2026-04-30            (its last day)
//	wave: Zweite 2026-03-20 20   (opens on, units)
//	unit: a1 preparing           (its state, then any of:)
//	      until D, finished D, again D, date D hh:mm, gone D, tandem, invited
//	returned: 2
//	no mail
func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in, want, _ := strings.Cut(string(b), dashes)
		got := told(ForCoordinator(read(t, in)))
		if *update {
			if err := os.WriteFile(name, []byte(in+dashes+got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-signed +now):\n%s", filepath.Base(name), diff)
		}
	}
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func read(t *testing.T, in string) Desk {
	t.Helper()
	d := Desk{Zone: berlin(t), Mails: true, Round: &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, State: round.Running}}
	moment := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, d.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for line := range strings.Lines(in) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch words := strings.Fields(value); key {
		case "now":
			d.Now = moment(value)
		case "round":
			d.Round.ClosesOn = organisation.Date(value)
		case "wave":
			d.Round.Waves = append(d.Round.Waves, round.Wave{ID: "w", Name: words[0], OpensOn: organisation.Date(words[1]), ClosesOn: d.Round.ClosesOn})
		case "unit":
			d.unit(words, moment)
		case "units":
			for i := range 9 {
				d.unit(append([]string{fmt.Sprint(words[0], i+1)}, words[1:]...), moment)
			}
		case "returned":
			d.Returned = int(value[0] - '0')
		case "no mail":
			d.Mails = false
		}
	}
	return d
}

func (d *Desk) unit(words []string, moment func(string) time.Time) {
	c := &check.Check{Ref: check.Ref{Org: "o", ID: check.ID(words[0])}, Round: "r", Unit: organisation.UnitID(words[0]), UnitPath: "/d/" + words[0],
		UnitName: words[0], State: check.State(words[1])}
	for i, word := range words[2:] {
		next := append(words[2+i+1:], "", "")[0]
		switch word {
		case "until":
			c.Until = organisation.Date(next)
		case "again":
			c.LookAgain = organisation.Date(next)
		case "finished":
			c.FinishedAt = moment(next + " 12:00")
		case "date":
			d.Slots = append(d.Slots, &facilitation.Slot{Facilitator: "f", Check: c.ID, StartsAt: moment(next + " " + words[2+i+2]), Minutes: 90})
		case "gone":
			d.Ended = append(d.Ended, organisation.Unit{ID: c.Unit, ValidUntil: organisation.Date(next)})
		case "tandem":
			d.Tandems = append(d.Tandems, facilitation.Tandem{Unit: c.Unit})
		case "invited":
			d.Posted = append(d.Posted, check.Posted{Check: c.ID})
		}
	}
	d.Checks = append(d.Checks, c)
}

func told(groups []Group) string {
	var b strings.Builder
	for _, g := range groups {
		for _, t := range g.Tasks {
			fmt.Fprintf(&b, "%s", t.Kind)
			if t.Check != nil {
				fmt.Fprintf(&b, " %s", t.Check.UnitName)
			}
			if t.Wave.Name != "" {
				fmt.Fprintf(&b, " %s", t.Wave.Name)
			}
			if t.Day != "" {
				fmt.Fprintf(&b, " %s", t.Day)
			}
			if !t.At.IsZero() {
				fmt.Fprintf(&b, " at %s", t.At.Format("15:04"))
			}
			b.WriteString("\n")
		}
		if g.More > 0 {
			fmt.Fprintf(&b, "%s and %d more\n", g.Kind, g.More)
		}
	}
	if b.Len() == 0 {
		return "nothing to do\n"
	}
	return b.String()
}

// TestSheetsChangeNothing: whether somebody has begun is on nobody's list.
func TestSheetsChangeNothing(t *testing.T) {
	t.Parallel()
	d := read(t, "now: 2026-03-17 09:30\nround: 2026-03-20\nunit: a preparing invited\nunit: b talking")
	before := told(ForCoordinator(d))
	for _, c := range d.Checks {
		c.Begun = true
	}
	if after := told(ForCoordinator(d)); after != before {
		t.Errorf("before %s, after %s", before, after)
	}
}

func TestHeadAndFacilitator(t *testing.T) {
	t.Parallel()
	d := read(t, "now: 2026-03-17 09:30\nround: 2026-03-20\nunit: a preparing until 2026-03-16 date 2026-03-18 10:00\nunit: b preparing\nunit: c signed date 2026-03-18 14:00\nunit: e talking date 2026-03-16 10:00")
	head := access.Actor{Org: "o", Grants: []access.Grant{{Role: access.UnitLead, Org: "o", UnitPath: "/d/a"}, {Role: access.UnitLead, Org: "o", UnitPath: "/d/c"}}}
	if mine := ForHead(d, head); len(mine) != 1 || mine[0].Check.UnitName != "a" || !mine[0].Late || mine[0].Talk == nil {
		t.Errorf("the head has %+v", mine)
	}
	if above := ForHead(d, access.Actor{Org: "o", Grants: []access.Grant{{Role: access.UnitLead, Org: "o", UnitPath: "/d"}}}); len(above) != 0 {
		t.Errorf("the head above has her units' work: %+v", above)
	}
	if next := ForFacilitator(d, "f"); len(next) != 1 || next[0].Check.UnitName != "a" {
		t.Errorf("the facilitator has %+v", next)
	}
}
