package result

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

var update = flag.Bool("update", false, "write what comes out into testdata/cases; read it before you sign it")

// Each case is a text that somebody who knows team talks can check: what the
// team has agreed, a line of dashes, and the report that comes of it.
//
//	# what the case is about
//	kind: internal             (of the unit)
//	format: short
//	situations: german night
//	reader: stranger           (or colleague: entitled; else the team itself)
//	state: finished            (else signed)
//	a = 2 | the reason
//	b = yes <> no | one reason | the other      (wir sehen es verschieden)
//	measure we: text   worked: text   upward law: text
const dashes = "\n---\n"

func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in, want, _ := strings.Cut(string(b), dashes)
		got := reported(t, in)
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

// setting is what a case says beside the agreements.
type setting struct {
	format string
	view   Viewing
}

// reported reads a case and writes its report.
func reported(t *testing.T, in string) string {
	t.Helper()
	ins := small()
	rec := &check.Record{Check: signedCheck("c"), Agreements: map[check.ItemID]check.Agreement{}}
	set := setting{format: "all", view: Viewing{Entitled: true, Team: true}}
	for line := range strings.Lines(in) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if item, rest, ok := strings.Cut(line, " = "); ok {
			rec.Agreements[check.ItemID(item)] = agreed(t, ins, item, rest)
			continue
		}
		key, value, _ := strings.Cut(line, ": ")
		set.read(t, rec, key, value)
	}
	var frozen *Outcome
	if rec.Check.Frozen() {
		o, err := Compute(ins, set.format, rec)
		if err != nil {
			t.Fatal(err)
		}
		frozen = &o
	}
	r, err := ReportOf(ins, set.format, rec, frozen, set.view)
	if err != nil {
		t.Fatal(err)
	}
	return written(r)
}

func (s *setting) read(t *testing.T, rec *check.Record, key, value string) {
	t.Helper()
	kind, who, _ := strings.Cut(key, " ")
	switch kind {
	case "kind":
		rec.Check.UnitKind = organisation.UnitKind(value)
	case "format":
		s.format = value
	case "situations":
		rec.Check.Situations = strings.Fields(value)
	case "state":
		rec.Check.State = check.State(value)
	case "reader":
		s.view = Viewing{Entitled: value == "colleague"}
	case "worked", "measure", "upward":
		rec.Notes = append(rec.Notes, check.Note{Kind: check.NoteKind(kind), Who: check.Who(who), Text: value})
	default:
		t.Fatalf("a case says %q", key)
	}
}

func agreed(t *testing.T, ins *instrument.Instrument, item, text string) check.Agreement {
	t.Helper()
	parts := strings.Split(text, " | ")
	first, second, differing := strings.Cut(strings.TrimSpace(parts[0]), " <> ")
	q := ins.Question(item)
	a := check.Agreement{Item: check.ItemID(item), Answer: answer(t, q, first), Differing: differing}
	if len(parts) > 1 {
		a.Reason = parts[1]
	}
	if differing {
		a.OtherAnswer = answer(t, q, second)
	}
	if len(parts) > 2 {
		a.OtherReason = parts[2]
	}
	return a
}

// written is the report as text.
func written(r Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", r.Check.UnitName, figure(r.Total))
	if n := r.Undecided(); n > 0 {
		fmt.Fprintf(&b, "Noch nicht entschieden: %d\n", n)
	}
	for _, f := range r.Fields {
		title, _ := f.Node.Title.In("de")
		fmt.Fprintf(&b, "\n%s: %s\n", title, figure(f))
		for _, l := range f.Lines {
			b.WriteString(lineText(l))
		}
	}
	if len(r.Situated) > 0 {
		b.WriteString("\nSituationen\n")
	}
	for _, l := range r.Situated {
		b.WriteString(lineText(l))
	}
	for _, n := range r.Worked {
		fmt.Fprintf(&b, "\nWas gelingt: %s\n", n.Text)
	}
	for _, n := range r.Measures {
		fmt.Fprintf(&b, "\nMaßnahme (%s): %s\n", n.Who, n.Text)
	}
	for _, n := range r.Upward {
		fmt.Fprintf(&b, "\nWeitergegeben (%s): %s\n", n.Who, n.Text)
	}
	return b.String()
}

func figure(f Field) string {
	text := "kein Wert, " + string(f.Value.Reason())
	if v, ok := f.Value.Decimal(); ok {
		text = v
	}
	if f.Band != nil {
		band, _ := f.Band.Title.In("de")
		text += ", " + band
	}
	return fmt.Sprintf("%s (beantwortet: %d von %d)", text, f.Answered, f.Of)
}

func lineText(l Line) string {
	text := fmt.Sprintf("  %s: %s", l.ID, l.Standing)
	if l.Level != nil {
		label, _ := l.Level.Label.In("de")
		text += ", Stufe " + label
	}
	if l.Reason != "" {
		text += ", weil " + l.Reason
	}
	if l.OtherReason != "" {
		text += " / " + l.OtherReason
	}
	for _, s := range l.Suggestions {
		idea, _ := s.Text.In("de")
		text += "; Anregung: " + idea
	}
	return text + "\n"
}
