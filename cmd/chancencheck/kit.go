package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chancencheck/internal/app"
	"chancencheck/internal/i18n"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/kit"
	"chancencheck/internal/pdf"

	subject "chancencheck/instrument"
)

// papers is the command "kit".
type papers struct {
	Instrument string `arg:"" help:"Instrument file."`
	Out        string `short:"o" required:"" placeholder:"DIR" help:"Folder for the papers; it is made if it is not there."`
	Lang       string `placeholder:"TAG" help:"Language of the papers, one of the instrument's; the first if absent."`
	UnitKind   string `name:"unit-kind" placeholder:"ID" help:"As this kind of unit is asked."`
	Name       string `name:"organisation" placeholder:"NAME" help:"Who issues the papers."`
}

// Run writes every part as PDF and ODT, the table, and all in one archive.
// Files that are there already are replaced.
func (c *papers) Run(p *program) error {
	ins, err := instrumentfile.Load(c.Instrument)
	if err != nil {
		return err
	}
	k, err := c.kit(ins)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o777); err != nil {
		return err
	}
	printer, err := pdf.Find()
	if err == nil {
		defer printer.Close()
	}
	var by kit.Printer
	if printer != nil {
		by = printer
	} else {
		say(p.stderr, "There is no Chromium on this machine: only text documents and the table are written.")
	}
	files, err := k.Make(p.ctx, by, func(done, of int) { fmt.Fprintf(p.stderr, "\r%d of %d files", done, of) })
	fmt.Fprintln(p.stderr)
	if err != nil {
		return err
	}
	return c.write(p, k, files)
}

// kit says whose papers are made, in which language and wording.
func (c *papers) kit(ins *subject.Instrument) (kit.Kit, error) {
	if c.Lang == "" && len(ins.Languages) > 0 {
		c.Lang = ins.Languages[0]
	}
	if !slices.Contains(ins.Languages, c.Lang) {
		return kit.Kit{}, plainly("%s is not written in %q; it has %s.", c.Instrument, c.Lang, strings.Join(ins.Languages, ", "))
	}
	if known := func(k subject.UnitKind) bool { return k.ID == c.UnitKind }; c.UnitKind != "" && !slices.ContainsFunc(ins.UnitKinds, known) {
		return kit.Kit{}, plainly("%s has no kind of unit %q.", c.Instrument, c.UnitKind)
	}
	catalog, err := app.Catalog(app.Settings{Drafts: true, OnMissing: func(i18n.Tag, string) {}})
	if err != nil {
		return kit.Kit{}, err
	}
	return kit.Kit{Printer: catalog.Printer(i18n.Tag(c.Lang)), Instrument: ins, Kind: c.UnitKind, Organisation: c.Name, Made: time.Now()}, nil
}

// write puts the files and the archive into the folder.
func (c *papers) write(p *program, k kit.Kit, files []kit.File) error {
	var archive bytes.Buffer
	if err := kit.Zip(&archive, k.Made, files); err != nil {
		return err
	}
	files = append(files, kit.File{Name: k.Archive(), Data: archive.Bytes()})
	pages := 0
	for _, f := range files {
		pages += f.Pages
		path := filepath.Join(c.Out, f.Name)
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			var at *fs.PathError
			if errors.As(err, &at) {
				return plainly("%s could not be written: %v. The files before it are complete.", path, at.Err)
			}
			return err
		}
		say(p.stdout, "%s", path)
	}
	say(p.stderr, "%d files, %d pages to print.", len(files), pages)
	return nil
}
