package kit_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/i18n"
	"chancencheck/internal/kit"
	"chancencheck/internal/pdf"
	"chancencheck/internal/report"
)

// parts are the ids of a kit's parts.
func parts(k kit.Kit) string {
	var ids []string
	for _, p := range k.Parts() {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, " ")
}

// page is a part as it is printed.
func page(t *testing.T, k kit.Kit, id string) string {
	t.Helper()
	p, ok := k.Part(id)
	if !ok || p.Document == nil {
		t.Fatalf("no document %s", id)
	}
	return report.HTMLBody(p.Document)
}

func TestPartsOfTheShippedInstruments(t *testing.T) {
	t.Parallel()
	for _, lang := range []i18n.Tag{"de", "en"} {
		want := "overview guide council heads invitation script sheet fields questions answers situations table evaluation-impuls evaluation-standard evaluation-depth"
		if got := parts(in(t, lang, service(t))); got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
	ins := load(t, "../../library/organisation-check/instrument.yaml")
	got := parts(german(t, ins))
	for _, d := range ins.Desks {
		if !strings.Contains(got, " desk-"+d.ID+" ") {
			t.Errorf("no sheet for the desk %s", d.ID)
		}
	}
}

// The script says what the rules of the agenda say.
func TestScriptFollowsTheRules(t *testing.T) {
	t.Parallel()
	ins := service(t)
	script := page(t, german(t, ins), "script")
	for _, f := range ins.Formats {
		at := 0
		for _, phase := range check.Script(f.Minutes) {
			if span := fmt.Sprintf(">%d–%d<", at, at+phase.Minutes); !strings.Contains(script, span) {
				t.Errorf("%s: %s is missing", f.ID, span)
			}
			at += phase.Minutes
		}
		asked := len(ins.Questions(f.ID, ""))
		if s := fmt.Sprintf("%d Fragen insgesamt. Davon besprechen Sie %d,", asked, min(asked, check.Slots(f.Minutes))); !strings.Contains(script, s) {
			t.Errorf("%s does not say %q", f.ID, s)
		}
	}
}

func TestCardsHoldEveryQuestion(t *testing.T) {
	t.Parallel()
	ins := service(t)
	k := german(t, ins)
	cards := page(t, k, "questions")
	if n := strings.Count(cards, `class="report-card"`); n != len(ins.Questions("", "")) {
		t.Errorf("%d cards", n)
	}
	if n := strings.Count(cards, `class="report-sheet"`); n != 12 {
		t.Errorf("%d pages of cards", n)
	}
	if n := strings.Count(page(t, k, "situations"), `class="report-card"`); n != len(ins.Situations.List) {
		t.Errorf("%d situations", n)
	}
	answers := page(t, k, "answers")
	for _, want := range []string{"Noch kein Thema", "Teilweise", "Kann ich nicht beurteilen", "Darüber möchte ich sprechen"} {
		if !strings.Contains(answers, want) {
			t.Errorf("no card %q", want)
		}
	}
}

// A kit follows its instrument: the wording for a kind of unit, and nothing that
// the instrument does not have.
func TestKitOfAnAdaptedInstrument(t *testing.T) {
	t.Parallel()
	k := german(t, service(t))
	k.Kind = "internal"
	if page(t, k, "questions") == page(t, german(t, service(t)), "questions") {
		t.Error("the wording for internal services is the plain one")
	}
	small := instrument.NewText(instrument.Translation{Lang: "de", Text: "Klein"})
	scale := &instrument.Scale{ID: "t", Kind: instrument.FreeText}
	ins := &instrument.Instrument{ID: "small", Version: "1", Title: small, Languages: []string{"de"}, Scales: []*instrument.Scale{scale},
		Fields: []*instrument.Node{{ID: "f", Title: small, Questions: []*instrument.Question{{ID: "q", Text: small, Scale: scale}}}}}
	if got := parts(german(t, ins)); got != "overview council heads invitation script sheet fields questions table evaluation" {
		t.Errorf("the parts are %s", got)
	}
}

// printerOf answers instead of a browser.
type printerOf func() ([]byte, error)

func (p printerOf) Render(context.Context, []byte, pdf.Options) ([]byte, error) { return p() }

func TestMakeWritesEveryFile(t *testing.T) {
	t.Parallel()
	k := german(t, service(t))
	printed := printerOf(func() ([]byte, error) { return []byte("%PDF-1.4 /Type /Page /Type /Pages /Type /Page "), nil })
	last := 0
	files, err := k.Make(t.Context(), printed, func(done, of int) {
		if last++; done != last || of != 27 {
			t.Errorf("%d of %d after %d", done, of, last)
		}
	})
	if err != nil || len(files) != 27 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if len(f.Data) == 0 || f.Kind == "pdf" && f.Pages != 2 || f.MediaType() == "" {
			t.Errorf("%s: %d bytes, %d pages", f.Name, len(f.Data), f.Pages)
		}
	}
	var archive bytes.Buffer
	if err := kit.Zip(&archive, made, files); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(archive.Bytes()), int64(archive.Len()))
	if err != nil || len(z.File) != 27 || z.File[0].Name != "pdf/service-check-1.1-de-overview.pdf" {
		t.Errorf("the archive: %v", err)
	}
}

func TestMakeSaysWhatFailed(t *testing.T) {
	t.Parallel()
	broken := errors.New("out of paper")
	_, err := german(t, service(t)).Make(t.Context(), printerOf(func() ([]byte, error) { return nil, broken }), func(int, int) {})
	if !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
}

// TestWrongCellsAreSaidInWords types texts where numbers belong.
func TestWrongCellsAreSaidInWords(t *testing.T) {
	t.Parallel()
	f := newFilled(t, service(t), "impuls")
	says := func(item int) string { return f.read("Zählen", fmt.Sprintf("N%d", item+2)) }
	for item, value := range map[int]any{1: "drei", 2: -1, 3: 2.5, 4: 1000} {
		f.put(item, 0, value)
		f.put(item, 1, 2)
	}
	f.put(5, f.agree(), "sehr gut")
	f.put(6, f.agree(), 7)
	for _, item := range []int{1, 2, 3, 4} {
		if got := says(item); !strings.Contains(got, "nur ganze Zahlen") {
			t.Errorf("row %d says %q", item, got)
		}
	}
	for _, item := range []int{5, 6} {
		if got := says(item); !strings.Contains(got, "Bei „Vereinbart“ steht") {
			t.Errorf("row %d says %q", item, got)
		}
	}
	if got := says(7); got != "" {
		t.Errorf("a row in order says %q", got)
	}
	if err := f.file.SetCellStr("Gespräch", "B2", "anderthalb Stunden"); err != nil {
		t.Fatal(err)
	}
	if got := f.read("Gespräch", "C2"); !strings.Contains(got, "als Zahl von 15 bis 480") {
		t.Errorf("beside the minutes stands %q", got)
	}
	for row := 2; row < 14; row++ {
		for _, cell := range []string{f.read("Stand", fmt.Sprintf("B%d", row)), f.read("Zählen", fmt.Sprintf("O%d", row))} {
			if strings.HasPrefix(cell, "#") {
				t.Errorf("row %d shows %s", row, cell)
			}
		}
	}
}

func TestSameKitSameBytes(t *testing.T) {
	t.Parallel()
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		e := german(t, service(t)).Evaluation(service(t).Format("impuls"))
		if err := e.Write(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two tables of one instrument differ")
	}
}
