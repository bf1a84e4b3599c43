package score_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/scorefile"
)

// example is an instrument, answers to it, and the table of values that an
// expert says must come out.
type example struct {
	name, instrument, answers, values string
}

// head completes the shortened instruments of examples.
const head = `format: chancencheck-instrument/1
id: example
version: "1"
title: Example
languages: [en]
`

// check runs an example as `chancencheck score --format table` does.
func (x example) check(t *testing.T) {
	t.Helper()
	text := x.instrument
	if !strings.Contains(text, "format:") {
		text = head + text
	}
	ins, problems := instrumentfile.Parse([]byte(text), x.name)
	if problems.HasErrors() {
		t.Fatalf("%v", problems)
	}
	var out bytes.Buffer
	header, _, _ := strings.Cut(x.values, "\n")
	err := scorefile.Run(context.Background(), scorefile.Options{
		Instrument: ins, Answers: strings.NewReader(x.answers), Name: "answers.csv",
		Rank: strings.HasSuffix(header, "rank"), Format: scorefile.Table,
	}, &out)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tidy(out.String()), tidy(x.values); got != want {
		t.Errorf("the values are\n%s\nand should be\n%s", got, want)
	}
}

// tidy makes tables comparable whatever their spaces.
func tidy(table string) string {
	var out []string
	for line := range strings.Lines(strings.TrimSpace(table)) {
		out = append(out, strings.Join(strings.Fields(line), " "))
	}
	return strings.Join(out, "\n")
}

// TestCases runs testdata/cases: prose, then "-- instrument --" (or the name of
// a file of testdata/instruments), "-- answers --" and "-- values --".
func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := regexp.MustCompile(`(?m)^-- (instrument.*|answers|values) --\n`).Split(string(data), -1)
			if len(parts) != 4 || strings.TrimSpace(parts[0]) == "" {
				t.Fatal("a case has prose, instrument, answers and values")
			}
			x := example{file, parts[1], parts[2], parts[3]}
			if name := strings.TrimSpace(parts[1]); strings.HasSuffix(name, ".yaml") && !strings.Contains(name, "\n") {
				text, err := os.ReadFile(filepath.Join("../testdata/instruments", name))
				if err != nil {
					t.Fatal(err)
				}
				x.instrument = string(text)
			}
			x.check(t)
		})
	}
}

// TestDocumentation runs every example of the handbook: a block of yaml, one
// of csv and one of text, each under the heading before it.
func TestDocumentation(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../docs/instrument-scoring.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?ms)^#+ ([^\n]+)$|^```(yaml|csv|text)\n(.*?)^```$")
	var x example
	examples := 0
	for _, m := range block.FindAllStringSubmatch(string(data), -1) {
		switch {
		case m[1] != "":
			x = example{name: m[1]}
		case m[2] == "yaml":
			x.instrument, x.answers = m[3], ""
		case m[2] == "csv":
			x.answers = m[3]
		case x.instrument != "" && x.answers != "":
			x.values = m[3]
			examples++
			t.Run(x.name, func(t *testing.T) { x.check(t) })
		}
	}
	if examples < 14 {
		t.Errorf("only %d examples found", examples)
	}
}
