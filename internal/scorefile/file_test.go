package scorefile_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"chancencheck/instrument"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/scorefile"
)

// kinds has one question of every kind.
const kinds = `format: chancencheck-instrument/1
id: kinds
version: "1"
title: Kinds
languages: [de, en]
scales:
  - {id: yes_no, kind: choice, levels: [{id: "yes", label: {de: "Ja", en: "Yes"}, points: 1}, {id: "no", label: {de: "Nein, nie", en: "No"}, points: 0}, {id: unknown, label: {de: "Weiß nicht", en: "Don't know"}, points: null}]}
  - {id: several, kind: multi, levels: [{id: a, label: "Erstens", points: 1}, {id: b, label: "Zweitens", points: 1}]}
  - {id: share, kind: number, min: 0, max: 100}
  - {id: cycle, kind: pdca}
  - {id: words, kind: text}
answer_states: [skipped, cannot_judge, not_applicable, nobody_knows]
fields:
  - id: f
    title: Feld
    questions:
      - {id: fact, text: Tatsache, scale: yes_no}
      - {id: list, text: Liste, scale: several}
      - {id: number, text: Zahl, scale: share}
      - {id: pdca, text: Kreis, scale: cycle}
      - {id: note, text: Notiz, scale: words}
`

func kindsInstrument(tb testing.TB) *instrument.Instrument {
	tb.Helper()
	ins, problems := instrumentfile.Parse([]byte(kinds), "kinds.yaml")
	if problems.HasErrors() {
		tb.Fatal(problems)
	}
	return ins
}

// score runs a file and returns the CSV written.
func score(tb testing.TB, file string) (string, error) {
	tb.Helper()
	var out bytes.Buffer
	opt := scorefile.Options{Instrument: kindsInstrument(tb), Answers: strings.NewReader(file), Name: "a.csv"}
	err := scorefile.Run(context.Background(), opt, &out)
	return out.String(), err
}

const answered = "subject,question,answer\nÄmter,fact,yes\nÄmter,list,a|b\nÄmter,number,12.5\nÄmter,pdca,100/50/50/0\nÄmter,note,Gut!\n"
const values = "subject,node,value,coverage\nÄmter,total,65.625,1\nÄmter,f,65.625,1\n"

func TestFilesAsPeopleSaveThem(t *testing.T) {
	t.Parallel()
	encoded := func(e interface {
		String(string) (string, error)
	}, text string) string {
		out, err := e.String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	german := "SEP=;\r\n Antwort ;FRAGE;Subjekt;Bemerkung\r\nJa;fact;Ämter;x\r\nErstens| ZWEITENS;list;Ämter;\r\n12,5;number;Ämter;\r\n100/50,0/50/0;pdca;Ämter;\r\n;;;\r\n\"Gut; \"\"so\"\"!\";note;Ämter;\r\n"
	cases := map[string]string{
		"plain":               answered,
		"with mark":           "\ufeff" + answered,
		"tabs":                strings.ReplaceAll(answered, ",", "\t"),
		"semicolons, German":  german,
		"Windows-1252":        encoded(charmap.Windows1252.NewEncoder(), answered),
		"UTF-16":              encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), answered),
		"UTF-16 without mark": encoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), answered),
		"identical row twice": answered + "Ämter,list,b|a\nÄmter,fact,JA\n",
		"from the last row":   "subject,question,answer\nÄmter,note,Gut!\nÄmter,pdca,100/50/50/0\nÄmter,number,12.5\nÄmter,list,b|a\nÄmter,fact,Ja\n",
		"no last line break":  strings.TrimSpace(answered),
	}
	for name, file := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := score(t, file)
			if err != nil {
				t.Fatal(err)
			}
			if got != values {
				t.Errorf("values are\n%swant\n%s", got, values)
			}
		})
	}
}

func TestSlowReadersChangeNothing(t *testing.T) {
	t.Parallel()
	western, err := charmap.Windows1252.NewEncoder().String(answered)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{answered, western, "\ufeff" + answered} {
		var out bytes.Buffer
		opt := scorefile.Options{Instrument: kindsInstrument(t), Answers: iotest.OneByteReader(strings.NewReader(file))}
		if err := scorefile.Run(context.Background(), opt, &out); err != nil || out.String() != values {
			t.Errorf("byte by byte: %v\n%s", err, out.String())
		}
	}
}

func TestStatesAndLabels(t *testing.T) {
	t.Parallel()
	cases := []struct{ question, answer, value, coverage string }{
		{"fact", "yes", "100", "0.25"},
		{"fact", "Nein, nie", "0", "0.25"},
		{"fact", "no", "0", "0.25"},
		{"fact", "unknown", "", "0"}, // the option of that name comes first
		{"fact", "don't know", "", "0"},
		{"fact", "nobody_knows", "", "0"},
		{"list", "unknown", "", "0"},
		{"list", "n/a", "", "0"},
		{"list", "Skipped", "", "0"},
		{"list", "CANNOT_JUDGE", "", "0"},
		{"list", "b", "50", "0.25"},
		{"number", "+7", "7", "0.25"},
		{"number", ".5", "0.5", "0.25"},
	}
	for _, c := range cases {
		got, err := score(t, "subject,question,answer\ns,"+c.question+",\""+c.answer+"\"\n")
		want := "subject,node,value,coverage\ns,total," + c.value + "," + c.coverage + "\ns,f," + c.value + "," + c.coverage + "\n"
		if err != nil || got != want {
			t.Errorf("%s = %s: %v\n%swant\n%s", c.question, c.answer, err, got, want)
		}
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, file, want string }{
		{"empty file", "", "a.csv: the file is empty; its first row must be subject,question,answer"},
		{"wrong columns", "name,question,answer\n", `a.csv, row 1: there is no column subject; found "name, question, answer", needed are subject, question and answer`},
		{"a column twice", "subject,question,answer,Answer\n", "a.csv, row 1, column answer: this column is there twice"},
		{"unknown question", "subject,question,answer\ns,facts,yes\n", `a.csv, row 2, column question: there is no question "facts"; there are fact, list, number, pdca, note`},
		{"unknown option", "subject,question,answer\ns,fact,maybe\n", `a.csv, row 2, column answer: "maybe" is not an answer to question fact; allowed are yes, no, unknown, or skipped, cannot_judge, n/a, unknown`},
		{"outside the bounds", "subject,question,answer\ns,number,101\n", `a.csv, row 2, column answer: "101" is not an answer to question number; allowed are numbers from 0 to 100, or skipped, cannot_judge, n/a, unknown`},
		{"decimal comma in quotation marks", "subject,question,answer\ns,number,\"1,5\"\n", `a.csv, row 2, column answer: "1,5" is not an answer to question number; allowed are numbers from 0 to 100, or skipped, cannot_judge, n/a, unknown`},
		{"an option twice", "subject,question,answer\ns,list,a|a\n", `a.csv, row 2, column answer: "a|a" is not an answer to question list; allowed are any of a, b (several joined with |), or skipped, cannot_judge, n/a, unknown`},
		{"three of four values", "subject,question,answer\ns,pdca,1/2/3\n", `a.csv, row 2, column answer: "1/2/3" is not an answer to question pdca; allowed are four numbers from 0 to 100 such as 60/40/20/0, or skipped, cannot_judge, n/a, unknown`},
		{"no subject", "subject,question,answer\n ,fact,yes\n", "a.csv, row 2, column subject: the subject is empty; every row must name whose answer it is"},
		{"a short row", "subject,question,answer\ns,fact\n", "a.csv, row 2, column answer: the row has only 2 cells; this column is missing"},
		{"two answers", "subject,question,answer\ns,fact,yes\n\nt,fact,yes\ns,fact,no\n", `a.csv, row 5: "s" has already answered question fact in row 2, and differently; keep one of the two rows`},
		{"an open quotation mark", "subject,question,answer\ns,note,\"open\ns,fact,yes\n", "a.csv, row 2: a cell begins with a quotation mark and does not end with one"},
		{"a lost quotation mark", "subject,question,answer\ns,note,so \"open\"\n", "a.csv, row 2: a quotation mark stands inside a cell that does not begin with one; put the whole cell in quotation marks and double those inside"},
		{"rows are counted as lines", "subject,question,answer\ns,note,\"two\nlines\"\ns,fact,x\n", `a.csv, row 4, column answer: "x" is not an answer to question fact; allowed are yes, no, unknown, or skipped, cannot_judge, n/a, unknown`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := score(t, c.file)
			var mistakes scorefile.Mistakes
			if !errors.As(err, &mistakes) || err.Error() != c.want {
				t.Errorf("the mistake is\n%v\nwant\n%s", err, c.want)
			}
			if got != "" {
				t.Errorf("something was written: %q", got)
			}
		})
	}
}

func TestMistakesAreCollected(t *testing.T) {
	t.Parallel()
	_, err := score(t, "subject,question,answer\n"+strings.Repeat("s,fact,perhaps\n", 50))
	var mistakes scorefile.Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != scorefile.MostMistakes {
		t.Fatalf("%d mistakes", len(mistakes))
	}
	if mistakes[19].Row != 21 || !strings.HasSuffix(err.Error(), "these are the first 20.") {
		t.Errorf("the last is %v", mistakes[19])
	}
}

func TestFormulasAreEscapedInCSV(t *testing.T) {
	t.Parallel()
	got, err := score(t, "subject,question,answer\n\"=HYPERLINK(\"\"x\"\")\",fact,yes\n")
	if err != nil || !strings.Contains(got, "\"'=HYPERLINK(\"\"x\"\")\",total,100,") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestJSONAndTable(t *testing.T) {
	t.Parallel()
	file := "subject,question,answer\n\"a\"\"<b>\",fact,no\nzwei,fact,n/a\nzwei,list,skipped\n"
	for format, want := range map[scorefile.Format]string{
		scorefile.JSON: `[
{"subject":"a\"\u003cb\u003e","node":"total","value":0,"coverage":0.25,"answered":1,"of":4,"rank":1},
{"subject":"a\"\u003cb\u003e","node":"f","value":0,"coverage":0.25,"answered":1,"of":4,"rank":1},
{"subject":"zwei","node":"total","value":null,"coverage":0,"answered":0,"of":3,"reason":"no_answers","rank":null},
{"subject":"zwei","node":"f","value":null,"coverage":0,"answered":0,"of":3,"reason":"no_answers","rank":null}
]
`,
		scorefile.Table: `subject  node   value           answered  rank
a"<b>    total  0               1 of 4    1
a"<b>    f      0               1 of 4    1
zwei     total  - (no_answers)  0 of 3    -
zwei     f      - (no_answers)  0 of 3    -
`,
	} {
		var out bytes.Buffer
		opt := scorefile.Options{Instrument: kindsInstrument(t), Answers: strings.NewReader(file), Rank: true, Format: format}
		if err := scorefile.Run(context.Background(), opt, &out); err != nil || out.String() != want {
			t.Errorf("%v\n%swant\n%s", err, out.String(), want)
		}
	}
	opt := scorefile.Options{Instrument: kindsInstrument(t), Answers: strings.NewReader(file), Format: "xml"}
	if err := scorefile.Run(context.Background(), opt, io.Discard); err == nil {
		t.Error("an unknown format is accepted")
	}
}

// brokenDisk refuses everything written.
type brokenDisk struct{}

func (brokenDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestErrorsOfReaderAndWriterArrive(t *testing.T) {
	t.Parallel()
	opt := scorefile.Options{Instrument: kindsInstrument(t), Answers: strings.NewReader(answered)}
	for _, format := range []scorefile.Format{scorefile.CSV, scorefile.JSON, scorefile.Table} {
		opt.Answers, opt.Format = strings.NewReader(answered), format
		if err := scorefile.Run(context.Background(), opt, brokenDisk{}); err == nil {
			t.Errorf("%s: a full disk is not noticed", format)
		}
	}
	broken := errors.New("the network is down")
	opt.Answers = io.MultiReader(strings.NewReader(answered), iotest.ErrReader(broken))
	if err := scorefile.Run(context.Background(), opt, io.Discard); !errors.Is(err, broken) {
		t.Errorf("the reader's error is %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	opt.Answers = strings.NewReader(answered)
	if err := scorefile.Run(ctx, opt, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// FuzzScoreFile: no file makes it panic; what fails writes nothing, and what
// succeeds is CSV with a value of 0 to 100 or none.
func FuzzScoreFile(f *testing.F) {
	for _, seed := range []string{answered, "\ufeff" + answered, "sep=;\nsubject;question;answer\ns;number;1,5\n", "subject\tquestion\tanswer\ns\tpdca\t1/2/3/4\n", "\xff\xfes\x00", "subject,question,answer\ns,list,|\n\"", ""} {
		f.Add([]byte(seed))
	}
	ins := kindsInstrument(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		var out bytes.Buffer
		err := scorefile.Run(context.Background(), scorefile.Options{Instrument: ins, Answers: bytes.NewReader(file), Name: "a.csv", Rank: true}, &out)
		if err != nil {
			if out.Len() > 0 {
				t.Errorf("%v, and yet %q was written", err, out.String())
			}
			return
		}
		checkOutput(t, out.Bytes())
	})
}
