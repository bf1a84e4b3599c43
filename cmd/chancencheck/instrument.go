package main

import (
	"os"
	"strconv"

	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/scorefile"
	"chancencheck/score"

	subject "chancencheck/instrument"
)

// instrument groups the commands on instrument files.
type instrument struct {
	Lint    lint      `cmd:"" help:"Find every mistake, with file, line and a sentence."`
	Show    show      `cmd:"" help:"Print fields and questions."`
	Convert convert   `cmd:"" help:"Write an instrument as YAML or JSON, by the ending of the new file."`
	Plain   plainText `cmd:"" name:"plain" help:"Find what is hard to read in instruments and in files of sentences."`
	Review  review    `cmd:"" help:"Write all texts as a table for practitioners, or read their corrections back."`
}

type lint struct {
	printed
	Plain bool     `help:"Also find what is hard to read; that alone does not fail."`
	Files []string `arg:"" name:"file" help:"Instrument files."`
}

// Run lists what has to be mended; warnings alone do not fail.
func (l *lint) Run(p *program) error {
	failed := false
	var rows [][]string
	for _, file := range l.Files {
		problems := instrumentfile.Lint(file)
		failed = failed || problems.HasErrors()
		for _, one := range problems {
			if l.Format == "table" {
				say(p.stderr, "%s", one.In(p.lang()))
			}
			kind := map[instrumentfile.Severity]string{instrumentfile.Error: "error", instrumentfile.Warning: "warning"}[one.Severity]
			rows = append(rows, []string{one.File, strconv.Itoa(one.Line), strconv.Itoa(one.Column), kind, one.Message(p.lang())})
		}
		if l.Format == "table" && !problems.HasErrors() {
			say(p.stdout, "%s: no mistakes", file)
			unannounced(p, file)
		}
		if l.Plain && !problems.HasErrors() {
			hard, err := hardToRead(p, file, "")
			if err != nil {
				return err
			}
			rows = append(rows, l.tell(p, hard)...)
		}
	}
	if l.Format != "table" {
		if err := l.print(p.stdout, []string{"file", "line", "column", "severity", "message"}, rows); err != nil {
			return err
		}
	}
	if failed {
		return errSaid
	}
	return nil
}

// unannounced advises on an instrument that lacks the notice before the first
// question in a language it offers.
func unannounced(p *program, file string) {
	ins, err := instrumentfile.Load(file)
	if err == nil && ins.RequireNotice(ins.Languages...) != nil {
		say(p.stderr, "%s: note: the notice before the first question (purpose, voluntary, recipients) is not there in every language; without, it cannot be published.", file)
	}
}

type show struct {
	printed
	Files    []string `arg:"" name:"file" help:"Instrument files."`
	Length   string   `placeholder:"ID" help:"Only the questions of this format of the instrument."`
	UnitKind string   `name:"unit-kind" placeholder:"ID" help:"As this kind of unit is asked."`
}

// Run prints one row per question.
func (s *show) Run(p *program) error {
	var rows [][]string
	for _, file := range s.Files {
		ins, err := instrumentfile.Load(file)
		if err != nil {
			return err
		}
		if s.Length != "" && ins.Format(s.Length) == nil {
			return plainly("%s has no format %q.", file, s.Length)
		}
		for _, q := range ins.Questions(s.Length, s.UnitKind) {
			rows = append(rows, []string{ins.ID, ins.Version, fieldOf(ins, q), q.ID, q.Scale.ID, in(q.Text, p.lang())})
		}
	}
	return s.print(p.stdout, []string{"instrument", "version", "field", "question", "scale", "text"}, rows)
}

func fieldOf(ins *subject.Instrument, q *subject.Question) string {
	if f := ins.Field(q); f != nil {
		return f.ID
	}
	return ""
}

func in(t subject.Text, lang string) string {
	text, _ := t.In(lang)
	return text
}

type convert struct {
	File string `arg:"" help:"Instrument file."`
	Out  string `required:"" placeholder:"FILE" help:"New file, ending in .yaml, .yml or .json."`
}

// Run writes the instrument in the other spelling. An existing file stays.
func (c *convert) Run(p *program) error {
	encoding, err := instrumentfile.EncodingOf(c.Out)
	if err != nil {
		return usageError(err.Error() + ".")
	}
	ins, err := instrumentfile.Load(c.File)
	if err != nil {
		return err
	}
	if err := writeNew(c.Out, func(out *os.File) error { return instrumentfile.Write(out, ins, encoding) }); err != nil {
		return err
	}
	say(p.stderr, "Wrote %s. Guides stay where they are.", c.Out)
	return nil
}

type scoring struct {
	Instrument string `required:"" placeholder:"FILE" help:"Instrument with the rules."`
	Answers    string `required:"" placeholder:"FILE" help:"CSV with the columns subject, question, answer; - reads standard input."`
	Rank       bool   `help:"Add the rank of each subject."`
	Length     string `placeholder:"ID" help:"Only the questions of this format of the instrument."`
	UnitKind   string `name:"unit-kind" placeholder:"ID" help:"As this kind of unit is asked."`
	Format     string `enum:"csv,json,table" default:"csv" help:"How to print: csv, json or table."`
}

// Run computes the values.
func (s *scoring) Run(p *program) error {
	ins, err := instrumentfile.Load(s.Instrument)
	if err != nil {
		return err
	}
	answers, name := p.stdin, "standard input"
	if s.Answers != "-" {
		file, err := os.Open(s.Answers)
		if err != nil {
			return err
		}
		defer file.Close()
		answers, name = file, s.Answers
	}
	return scorefile.Run(p.ctx, scorefile.Options{
		Instrument: ins, Asked: score.Options{Format: s.Length, UnitKind: s.UnitKind}, Answers: answers, Name: name,
		Rank: s.Rank, Format: scorefile.Format(s.Format),
	}, p.stdout)
}
