package scorefile_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancencheck/instrument"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/scorefile"
)

// testdata is where published answers and results lie.
const testdata = "../../testdata"

func published(tb testing.TB, name string) *instrument.Instrument {
	tb.Helper()
	ins, err := instrumentfile.Load(filepath.Join(testdata, "instruments", name))
	if err != nil {
		tb.Fatal(err)
	}
	return ins
}

// table reads a published file: its header and its rows.
func table(tb testing.TB, name string) (header []string, rows [][]string) {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join(testdata, name))
	if err != nil {
		tb.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return all[0], all[1:]
}

// line is one object of the JSON output.
type line struct {
	Subject, Node string
	Value         *json.Number
	Coverage      *json.Number
	Answered, Of  int
	Reason        string
	Rank          *int
}

// run scores a long CSV and returns the lines by subject and node.
func run(tb testing.TB, ins *instrument.Instrument, answers string, rank bool) map[string]line {
	tb.Helper()
	var out bytes.Buffer
	opt := scorefile.Options{Instrument: ins, Answers: strings.NewReader(answers), Name: "answers.csv", Rank: rank, Format: scorefile.JSON}
	if err := scorefile.Run(context.Background(), opt, &out); err != nil {
		tb.Fatal(err)
	}
	var lines []line
	if err := json.Unmarshal(out.Bytes(), &lines); err != nil {
		tb.Fatal(err)
	}
	byPlace := map[string]line{}
	for _, l := range lines {
		byPlace[l.Subject+"/"+l.Node] = l
	}
	if len(byPlace) != len(lines) {
		tb.Fatalf("%d lines for %d places", len(lines), len(byPlace))
	}
	return byPlace
}

func (l line) text() string {
	if l.Value == nil {
		return "no value: " + l.Reason
	}
	return l.Value.String()
}

// wbl converts the published file: the long CSV, and what it must come to.
func wbl(tb testing.TB, times int) (answers string, want map[string]string) {
	header, rows := table(tb, "wbl/wbl-1971-1999.csv")
	var b strings.Builder
	b.WriteString("subject,question,answer\n")
	want = map[string]string{}
	for copied := range times {
		for _, row := range rows {
			subject := row[1] + " " + row[5]
			if copied > 0 {
				subject = fmt.Sprintf("%s %d", subject, copied)
			}
			question := 0
			for i := 6; i < len(header); i++ {
				switch cell := row[i]; {
				case header[i] == "WBL INDEX":
					want[subject+"/index"] = cell
				case header[i] == strings.ToUpper(header[i]):
					want[subject+"/"+strings.ToLower(header[i])] = cell
				case cell == "Yes" || cell == "No":
					question++
					fmt.Fprintf(&b, "%s,q%02d,%s\n", subject, question, cell)
				}
			}
			if question != 35 {
				tb.Fatalf("%s has %d answers", subject, question)
			}
		}
	}
	return b.String(), want
}

// TestWBL reproduces Women, Business and the Law: 5,510 totals, 44,080 sections.
func TestWBL(t *testing.T) {
	t.Parallel()
	answers, want := wbl(t, 1)
	got := run(t, published(t, "wbl.yaml"), answers, false)
	totals, sections := 0, 0
	for place, value := range want {
		switch {
		case got[place].text() != value:
			t.Errorf("%s is %s, published %s", place, got[place].text(), value)
		case strings.HasSuffix(place, "/index"):
			totals++
		default:
			sections++
		}
		if got[place].Coverage == nil || got[place].Coverage.String() != "1" {
			t.Errorf("%s: coverage is not 1", place)
		}
	}
	if totals != 5510 || sections != 44080 || len(got) != len(want) {
		t.Errorf("%d of 5510 totals and %d of 44080 sections are exact, %d values in all", totals, sections, len(got))
	}
}

// godi converts one year of the published answers to the long CSV. Of rows
// that are there twice the first counts, as it did in 2013.
func godi(t *testing.T, year string) (answers string, entries map[string]string) {
	header, rows := table(t, "godi/godi_answers_min.csv")
	var b strings.Builder
	b.WriteString("subject,question,answer\n")
	entries = map[string]string{}
	for _, row := range rows {
		entry := row[0] + "/" + row[1]
		if _, twice := entries[entry]; row[2] != year || twice {
			continue
		}
		entries[entry] = row[4]
		for i := 6; i < len(header); i++ {
			fmt.Fprintf(&b, "%s,%s.%s,%s\n", row[0], row[1], header[i], row[i])
		}
	}
	_, places := table(t, "godi/godi_places_min.csv")
	for _, row := range places {
		if _, ok := entries[row[0]+"/budget"]; !ok && year == "2015" {
			fmt.Fprintf(&b, "%s,budget.exists,\n", row[0]) // a place without any entry
		}
	}
	return b.String(), entries
}

// TestGODI reproduces the Global Open Data Index 2015: every entry, and the
// score and rank of every place.
func TestGODI(t *testing.T) {
	t.Parallel()
	answers, entries := godi(t, "2015")
	got := run(t, published(t, "godi.yaml"), answers, true)
	for place, value := range entries {
		if got[place].text() != value {
			t.Errorf("entry %s is %s, published %s", place, got[place].text(), value)
		}
	}
	_, rows := table(t, "godi/godi_places_min.csv")
	exact := 0
	for _, row := range rows {
		rank, score := row[4], row[5]
		if score == "" {
			continue
		}
		l := got[row[0]+"/place"]
		if l.Rank == nil || l.text() != score || fmt.Sprint(*l.Rank) != rank {
			t.Errorf("%s is %s, published %s, rank %s", row[0], l.text(), score, rank)
			continue
		}
		exact++
	}
	if len(entries) != 1586 || exact != 149 {
		t.Errorf("%d of 1586 entries, %d of 149 places", len(entries), exact)
	}
}

// TestGODIMissingEntries: where entries are missing they count 0, and a place
// is still divided by 13.
func TestGODIMissingEntries(t *testing.T) {
	t.Parallel()
	answers, _ := godi(t, "2015")
	var kept []string
	for row := range strings.Lines(answers) {
		if !strings.HasPrefix(row, "tw,") || strings.Contains(row, ",budget.") {
			kept = append(kept, row)
		}
	}
	got := run(t, published(t, "godi.yaml"), strings.Join(kept, ""), false)
	if l := got["tw/place"]; l.text() != "8" || l.Answered != 9 || l.Of != 117 { // 100 / 13 = 7.69
		t.Errorf("one full entry of 13 comes to %s (%d of %d answered)", l.text(), l.Answered, l.Of)
	}
	if l := got["tw/weather"]; l.text() != "0" {
		t.Errorf("a missing entry comes to %s", l.text())
	}
}
