package result

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/organisation"
	"chancencheck/round"
)

// TestSeries reads texts that somebody who knows the questionnaires can check:
// its versions, what a unit came to in each round, a line of dashes, and what may
// be drawn as a line.
//
//	version 2: f: a b c; g: d      (fields with the ids of their questions)
//	2 continues 1: c was x; d changed
//	2024 version 1: f=40 g=60      (then any of: service=S, of=U, unit=joined, unsigned)
func TestSeries(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/series/*.txt")
	if err != nil || len(files) < 7 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in, want, _ := strings.Cut(string(b), dashes)
		lines, err := Series(occasions(t, in))
		if err != nil {
			t.Fatal(err)
		}
		got := drawn(lines)
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

func occasions(t *testing.T, in string) []Occasion {
	t.Helper()
	versions := map[string]*instrument.Instrument{}
	var out []Occasion
	for line := range strings.Lines(in) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), ": ")
		words := strings.Fields(head)
		switch {
		case !ok || strings.HasPrefix(line, "#"):
		case words[0] == "version":
			versions[words[1]] = version(words[1], rest)
		case words[1] == "continues":
			versions[words[0]].Replaces = append(versions[words[0]].Replaces, continues(words[2], rest))
		default:
			out = append(out, occasion(words[0], versions[words[2]], rest))
		}
	}
	return out
}

func version(name, fields string) *instrument.Instrument {
	scale := &instrument.Scale{ID: "s", Kind: instrument.Levels, Options: []instrument.Option{{ID: "0"}, {ID: "1"}}}
	ins := &instrument.Instrument{ID: "i", Version: name, Scales: []*instrument.Scale{scale}, Formats: []instrument.Format{{ID: "all", All: true, Default: true}}}
	for _, f := range strings.Split(fields, "; ") {
		id, questions, _ := strings.Cut(f, ": ")
		node := &instrument.Node{ID: id}
		for _, q := range strings.Fields(questions) {
			node.Questions = append(node.Questions, &instrument.Question{ID: q, Scale: scale, Scored: true})
		}
		ins.Fields = append(ins.Fields, node)
	}
	return ins
}

func continues(version, rest string) instrument.Replaces {
	r := instrument.Replaces{Version: version}
	for _, part := range strings.Split(rest, "; ") {
		switch words := strings.Fields(part); {
		case len(words) == 3 && words[1] == "was":
			r.Renamed = append(r.Renamed, instrument.Renamed{Question: words[0], Was: words[2]})
		case len(words) == 2 && words[1] == "changed":
			r.Changed = append(r.Changed, words[0])
		}
	}
	return r
}

func occasion(year string, ins *instrument.Instrument, rest string) Occasion {
	o := Occasion{Round: &round.Round{Title: year, Format: "all"}, Instrument: ins, Check: signedCheck(check.ID("c" + year)), Viewing: Viewing{Entitled: true}}
	o.Check.Service = "s"
	for _, word := range strings.Fields(rest) {
		switch key, value, _ := strings.Cut(word, "="); key {
		case "service":
			o.Check.Service = organisation.ServiceID(value)
		case "of":
			o.Check.Unit = organisation.UnitID(value)
		case "unit":
			o.Lineage = Lineage(value)
		case "unsigned":
			o.Check.State = check.Talking
		default:
			o.Outcome.Fields = append(o.Outcome.Fields, Value{Node: key, Decimal: value, Answered: 3, Of: 3})
		}
	}
	return o
}

func drawn(lines []FieldSeries) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s:", l.Node.ID)
		for _, p := range l.Points {
			if p.Break != nil {
				fmt.Fprintf(&b, " | break: %s", p.Break.Reason)
				if p.Break.Lineage != "" {
					fmt.Fprintf(&b, " %s", p.Break.Lineage)
				}
				if p.Break.Of > 0 {
					fmt.Fprintf(&b, " %d of %d", p.Break.Common, p.Break.Of)
				}
				b.WriteString(" |")
			}
			v, ok := p.Value.Value()
			if !ok {
				fmt.Fprintf(&b, " %s not shown", p.Round.Title)
				continue
			}
			fmt.Fprintf(&b, " %s %g", p.Round.Title, v)
		}
		b.WriteString("\n")
	}
	return b.String()
}
