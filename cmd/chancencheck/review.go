package main

import (
	"errors"
	"io/fs"
	"os"
	"strconv"

	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/reviewsheet"
)

// review takes texts to practitioners and brings corrections back.
type review struct {
	printed
	File     string   `arg:"" help:"Instrument file."`
	Out      string   `short:"o" required:"" placeholder:"FILE" help:"New file: the table or, with --read, the corrected instrument."`
	Read     string   `placeholder:"FILE" help:"Table that comes back; its corrections are taken over."`
	Language []string `placeholder:"TAG" help:"Only texts in this language; may be repeated."`
}

// Run writes the table, or reads one. An existing file stays.
func (r *review) Run(p *program) error {
	data, err := os.ReadFile(r.File)
	if err != nil {
		return err
	}
	texts, problems := instrumentfile.Texts(data, r.File)
	if problems.HasErrors() {
		return problems
	}
	if r.Read != "" {
		return r.takeOver(p, data, texts)
	}
	return writeNew(r.Out, func(out *os.File) error { return reviewsheet.Write(out, texts, p.lang(), r.Language...) })
}

// takeOver writes the instrument with the corrections of the table and says of
// every row what has become of it.
func (r *review) takeOver(p *program, data []byte, texts []instrumentfile.PlacedText) error {
	table, err := os.Open(r.Read)
	if err != nil {
		return err
	}
	defer table.Close()
	changes, notes, err := reviewsheet.Read(table, texts)
	if err != nil {
		return err
	}
	corrected, err := instrumentfile.Rewrite(data, r.Out, changes)
	if err != nil {
		return err
	}
	if err := r.report(p, notes); err != nil {
		return err
	}
	if err := writeNew(r.Out, func(out *os.File) error { _, err := out.Write(corrected); return err }); err != nil {
		return err
	}
	kept := 0
	for _, n := range notes {
		if n.Kept() {
			kept++
		}
	}
	say(p.stderr, "Wrote %s: %d texts corrected, %d rows or texts to look at, listed above.", r.Out, len(changes), kept)
	return nil
}

// report prints what has become of every row somebody wrote in, and of every
// text without one.
func (r *review) report(p *program, notes []reviewsheet.Note) error {
	if len(notes) == 0 {
		return nil
	}
	var rows [][]string
	for _, n := range notes {
		row := ""
		if n.Row > 0 {
			row = strconv.Itoa(n.Row)
		}
		rows = append(rows, []string{row, string(n.What), n.Path, n.Kind, n.Lang, n.Correction, n.Comment, n.By, n.Date, n.Now})
	}
	return r.print(p.stdout, []string{"row", "what", "id", "kind", "language", "correction", "comment", "reviewed_by", "date", "text_now"}, rows)
}

// writeNew makes a file that was not there before; a failed one is removed.
func writeNew(name string, write func(*os.File) error) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return plainly("%s exists already and was left as it is.", name)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(write(out), out.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
