package documents

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/i18n"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/report"
	"chancencheck/library"
	"chancencheck/locales"
	"chancencheck/result"
	"chancencheck/round"
)

var made = time.Date(2026, time.March, 17, 9, 30, 0, 0, time.UTC)

func printer(t testing.TB, lang i18n.Tag) *i18n.Printer {
	t.Helper()
	c, err := i18n.Load(locales.FS, i18n.OnMissing(func(lang i18n.Tag, key string) { t.Errorf("%s is missing in %s", key, lang) }))
	if err != nil {
		t.Fatal(err)
	}
	return c.Printer(lang)
}

func catalogue(t testing.TB) *instrument.Instrument {
	t.Helper()
	ins, err := instrumentfile.LoadFS(library.FS, library.ServiceCheck)
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

// team is what a team of the counter wrote: the first question weak, the second
// strong, the third differing, the fourth unknown, all others in the middle.
func team(t testing.TB, ins *instrument.Instrument, state check.State) *check.Record {
	t.Helper()
	c := &check.Check{Ref: check.Ref{Org: "o", ID: "c1"}, Unit: "a1", UnitPath: "/d1/a1", UnitName: "Bürgerservice", UnitKind: "counter",
		ServiceName: "Wohnsitz anmelden", Situations: []string{"little_german", "no_device"}, State: state}
	if state == check.Signed {
		c.Comment = "COMMENT of the head"
	}
	rec := &check.Record{Check: c, Agreements: map[check.ItemID]check.Agreement{}}
	n := 0
	for _, i := range check.Items(ins, "standard", c.UnitKind, c.Situations) {
		levels := i.Levels()
		if len(levels) < 3 {
			continue
		}
		rec.Agreements[i.ID] = written(t, i, levels, n)
		n++
	}
	rec.Notes = []check.Note{
		{Kind: check.Worked, Text: "WORKED note"},
		{Kind: check.Measure, Text: "MEASURE note", Who: check.We, Post: "POST in charge", Soon: true},
		{Kind: check.Upward, Text: "=UPWARD(note)", Who: check.ByLaw},
	}
	return rec
}

func written(t testing.TB, i check.Item, levels []string, n int) check.Agreement {
	t.Helper()
	level := func(at int) instrument.Answer {
		a, err := i.Level(levels[at])
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := check.Agreement{Item: i.ID, Answer: level(len(levels) / 2)}
	switch n {
	case 0:
		a.Answer, a.Reason = level(0), "WEAK because <it> & that"
	case 1:
		a.Answer, a.Reason = level(len(levels)-1), "STRONG because"
	case 2:
		a.Answer, a.Reason, a.Differing, a.OtherAnswer, a.OtherReason = level(0), "ONE view", true, level(len(levels)-1), "OTHER view"
	case 3:
		a.Answer, _ = instrument.NewAnswerState(instrument.NobodyKnows)
		a.Reason = "UNKNOWN because"
	}
	return a
}

func sample(t testing.TB, lang i18n.Tag, state check.State) Result {
	t.Helper()
	ins := catalogue(t)
	rec := team(t, ins, state)
	rep, err := result.ReportOf(ins, "standard", rec, nil, result.Viewing{Entitled: true, Team: true})
	if err != nil {
		t.Fatal(err)
	}
	return Result{Words: Words{printer(t, lang)}, Organisation: "Stadt Musterhafen", Instrument: ins, Report: rep, Above: []string{"Dezernat I"},
		Round:    &round.Round{Title: "Frühjahr 2026", Instrument: round.InstrumentKey{ID: ins.ID, Version: ins.Version}, Format: "standard"},
		SignedBy: "Birgit Hartmann", SignedAt: made, Made: made}
}

// said is everything the team wrote; every file has all of it.
var said = []string{"WEAK because", "STRONG because", "ONE view", "OTHER view", "UNKNOWN because", "WORKED note", "MEASURE note", "POST in charge", "UPWARD(note)", "COMMENT of the head"}

func TestEveryFileHasAllTheTeamWrote(t *testing.T) {
	t.Parallel()
	for _, lang := range []i18n.Tag{"de", "en"} {
		r := sample(t, lang, check.Signed)
		for name, text := range files(t, r.Document(), r.Dataset(), r.Workbook()) {
			for _, want := range said {
				if name == "csv" && strings.HasPrefix(want, "COMMENT") {
					continue // a CSV has rows and no place for what is beside them
				}
				if !strings.Contains(text, want) {
					t.Errorf("%s in %s does not say %q", name, lang, want)
				}
			}
		}
	}
}

// files writes a document in every form and reads the texts back.
func files(t testing.TB, d *report.Document, set *report.Dataset, book *report.Workbook) map[string]string {
	t.Helper()
	out := map[string]string{"html": report.HTMLBody(d)}
	var b bytes.Buffer
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(report.ODT(&b, d))
	out["odt"] = content(t, b.Bytes())
	b.Reset()
	check(report.JSON(&b, set))
	var any map[string]any
	check(json.Unmarshal(b.Bytes(), &any))
	out["json"] = b.String()
	b.Reset()
	check(report.CSV(&b, set, report.CSVGerman))
	rows := csv.NewReader(bytes.NewReader(b.Bytes()))
	rows.Comma = ';'
	_, err := rows.ReadAll()
	check(err)
	out["csv"] = b.String()
	b.Reset()
	check(report.XLSX(&b, book))
	out["xlsx"] = cellsOf(t, b.Bytes())
	return out
}

// content is the text of an ODT, and proof that it is well-formed.
func content(t testing.TB, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var text strings.Builder
	for d := xml.NewDecoder(f); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return text.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := token.(xml.CharData); ok {
			text.Write(c)
		}
	}
}

func cellsOf(t testing.TB, file []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var text strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			text.WriteString(strings.Join(row, "\t") + "\n")
		}
	}
	return text.String()
}

func TestStrengthsComeFirstAndTextBeforeNumber(t *testing.T) {
	t.Parallel()
	r := sample(t, "de", check.Signed)
	html := report.HTMLBody(r.Document())
	inOrder(t, html, "Abgegeben", "Was gelingt", "WORKED", "STRONG", "Für wen klappt es?", "Was noch fehlt", "WEAK", "Das weiß bei uns niemand", "UNKNOWN",
		"Das sehen wir verschieden", "ONE view", "OTHER view", "Was wir angehen", "MEASURE", "Was wir weitergeben", "UPWARD", "Anregungen", "Stand je Feld")
	field := r.Report.Fields[0]
	at := strings.LastIndex(html, ">"+r.Text(field.Node.Title)+"</h3>")
	inOrder(t, html[at:], r.Text(field.Band.Title), "Stand: ", " von 100", "beantwortet: ")
}

func inOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	at := 0
	for _, p := range parts {
		i := strings.Index(text[at:], p)
		if i < 0 {
			t.Fatalf("%q is missing, or comes too early", p)
		}
		at += i + len(p)
	}
}

func TestCoverageBesideEveryValue(t *testing.T) {
	t.Parallel()
	r := sample(t, "de", check.Signed)
	body := report.HTMLBody(r.Document())
	if values, coverages := strings.Count(body, "Stand: "), strings.Count(body, " · beantwortet: "); values != coverages || values < 5 {
		t.Errorf("%d values, %d with what is behind them", values, coverages)
	}
}

func TestUnsignedSaysSo(t *testing.T) {
	t.Parallel()
	r := sample(t, "de", check.Finished)
	for name, text := range files(t, r.Document(), r.Dataset(), r.Workbook()) {
		if name != "csv" && !strings.Contains(text, "Noch nicht abgegeben") {
			t.Errorf("%s does not say that it is a draft", name)
		}
		if strings.Contains(text, "Birgit Hartmann") {
			t.Errorf("%s names who signs before she has", name)
		}
	}
}

func TestWithheldFieldsHaveNoNumber(t *testing.T) {
	t.Parallel()
	ins := catalogue(t)
	rec := team(t, ins, check.Finished)
	rep, err := result.ReportOf(ins, "standard", rec, nil, result.Viewing{Entitled: true}) // not of the team, not signed
	if err != nil {
		t.Fatal(err)
	}
	r := sample(t, "de", check.Finished)
	r.Report = rep
	for name, text := range files(t, r.Document(), r.Dataset(), r.Workbook()) {
		for _, secret := range said {
			if strings.Contains(text, secret) {
				t.Errorf("%s says %q before it is signed", name, secret)
			}
		}
	}
}

func TestEarlierResultIsNoEffect(t *testing.T) {
	t.Parallel()
	r := sample(t, "de", check.Signed)
	if strings.Contains(report.HTMLBody(r.Document()), "noch keine Wirkung") {
		t.Error("a first result speaks of an earlier one")
	}
	r.Earlier = &Earlier{Round: &round.Round{Title: "Frühjahr 2024"}, Report: r.Report}
	inOrder(t, report.HTMLBody(r.Document()), "letztes Mal: Frühjahr 2024", "noch keine Wirkung")
}

func TestFormulasStayText(t *testing.T) {
	t.Parallel()
	r := sample(t, "de", check.Signed)
	var b bytes.Buffer
	if err := report.CSV(&b, r.Dataset(), report.CSVGerman); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), ";=UPWARD") {
		t.Error("what a team wrote runs as a formula")
	}
}

func TestTheSameResultGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := report.ODT(b, sample(t, "de", check.Signed).Document()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two files of one result differ")
	}
}

func TestHeadingsLeaveNoLevelOut(t *testing.T) {
	t.Parallel()
	r := sample(t, "de", check.Signed)
	last := 0
	for _, b := range r.Document().Blocks {
		if h, ok := b.(report.Heading); ok {
			if h.Level > last+1 {
				t.Errorf("%q has level %d after %d", h.Text, h.Level, last)
			}
			last = h.Level
		}
	}
}

func TestInstrumentTextsCarryTheirLanguage(t *testing.T) {
	t.Parallel()
	r := sample(t, "de", check.Signed)
	c, err := i18n.Load(locales.FS, i18n.WithDrafts())
	if err != nil {
		t.Fatal(err)
	}
	r.Printer = c.Printer("ar")
	d := r.Document()
	if d.Dir != "rtl" || !strings.Contains(report.HTMLBody(d), `lang="de"`) {
		t.Error("German questions in an Arabic document do not say that they are German")
	}
}

func TestTitlesOfADatasetAreDistinct(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, c := range sample(t, "de", check.Signed).Dataset().Columns {
		if c.Description == "" || seen[c.Title] != "" {
			t.Errorf("column %s: title %q, also of %q, description %q", c.Name, c.Title, seen[c.Title], c.Description)
		}
		seen[c.Title] = c.Name
	}
}

func TestMost(t *testing.T) {
	t.Parallel()
	with := func(r instrument.Rule) float64 {
		return Most(&instrument.Instrument{Score: instrument.Scoring{Defaults: r}})
	}
	got := []float64{with(instrument.Rule{}), with(instrument.Rule{Scale: instrument.MustNumber("1")}), with(instrument.Rule{Measure: instrument.Points})}
	if diff := cmp.Diff([]float64{100, 1, 0}, got); diff != "" {
		t.Error(diff)
	}
}
