package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"

	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/plainlanguage"

	subject "chancencheck/instrument"
)

// hard is a place that is hard to read.
type hard struct {
	file         string
	line, column int
	finding      plainlanguage.Finding
}

// plainText finds what is hard to read.
type plainText struct {
	printed
	Language string   `placeholder:"TAG" help:"Only this language. In files of sentences: their language, if their folder does not say it."`
	Files    []string `arg:"" name:"file" help:"Instruments, or YAML files of sentences."`
}

// Run lists the places, one per line. It advises, and so does not fail.
func (l *plainText) Run(p *program) error {
	var rows [][]string
	found := 0
	for _, file := range l.Files {
		list, err := hardToRead(p, file, l.Language)
		if err != nil {
			return err
		}
		found += len(list)
		rows = append(rows, l.tell(p, list)...)
	}
	if l.Format == "table" {
		say(p.stderr, "%d places in %d files.", found, len(l.Files))
		return nil
	}
	return l.print(p.stdout, []string{"file", "line", "column", "severity", "message"}, rows)
}

// tell prints places as lines, and returns them as rows for the other formats.
func (f printed) tell(p *program, list []hard) [][]string {
	var rows [][]string
	for _, h := range list {
		line, column, message := strconv.Itoa(h.line), strconv.Itoa(h.column), h.finding.Sentence(p.lang())
		if f.Format == "table" {
			say(p.stdout, "%s:%s:%s: %s", h.file, line, column, message)
		}
		rows = append(rows, []string{h.file, line, column, string(h.finding.Rule), message})
	}
	return rows
}

// hardToRead looks at every text of a file; lang chooses one language.
func hardToRead(p *program, file, lang string) ([]hard, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	texts, problems := textsOf(data, file, lang)
	if problems.HasErrors() {
		return nil, problems
	}
	var out []hard
	for _, t := range texts {
		if lang != "" && t.Lang != lang {
			continue
		}
		for _, f := range plainlanguage.Check(t.Value, t.Lang) {
			line, column := instrumentfile.PlaceOf(data, t, f.Offset, f.Words)
			out = append(out, hard{file, line, column, f})
		}
	}
	return out, nil
}

// textsOf reads an instrument or, if it is none, a file of sentences, whose
// folder is named after its language.
func textsOf(data []byte, file, lang string) ([]instrumentfile.PlacedText, instrumentfile.Problems) {
	if bytes.Contains(data[:min(len(data), 4096)], []byte(subject.FormatV1)) {
		return instrumentfile.Texts(data, file)
	}
	if lang == "" {
		lang = filepath.Base(filepath.Dir(file))
	}
	return instrumentfile.Strings(data, file, lang)
}
