package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"chancencheck/fault"
	"chancencheck/internal/app"
	"chancencheck/internal/i18n"
	"chancencheck/internal/instrumentfile"
)

// sentence is what people read of an error: the sentence of a fault, or the
// error itself, which commands write for people.
func sentence(err error) string {
	var f *fault.Error
	var problems instrumentfile.Problems
	switch {
	case errors.As(err, &problems):
		return problems.Error()
	case !errors.As(err, &f):
		var path *fs.PathError
		if errors.As(err, &path) && errors.Is(err, fs.ErrNotExist) {
			return fmt.Sprintf("The file %s does not exist.", path.Path)
		}
		return err.Error()
	}
	text, ok := own[f.Key]
	if !ok {
		return english().Error(f)
	}
	for _, a := range f.Args {
		text = strings.ReplaceAll(text, "{"+a.Name+"}", fmt.Sprint(a.Value))
	}
	return text
}

// plain is an error written for people, as a sentence.
type plain string

func (p plain) Error() string { return string(p) }

func plainly(format string, args ...any) error { return plain(fmt.Sprintf(format, args...)) }

// own are sentences that only the command line needs.
var own = map[string]string{
	"backup.exists":   "{file} exists already and was left as it is. Choose another name, or move it away first.",
	"backup.damaged":  "{file} is no backup of ChancenCheck, or it is damaged. Nothing was changed.",
	"backup.postgres": "PostgreSQL has its own tools for this: pg_dump --format=custom for a backup, pg_restore to restore it.",
}

var english = sync.OnceValue(func() *i18n.Printer {
	c, err := app.Catalog(app.Settings{Drafts: true, OnMissing: func(i18n.Tag, string) {}})
	if err != nil {
		panic(err) // the texts are part of the program, and tested
	}
	return c.Printer("en")
})

// lang is the language of reports that exist in two: German where the
// environment says so, else English.
func (p *program) lang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := p.getenv(name); value != "" {
			if strings.HasPrefix(value, "de") {
				return "de"
			}
			return "en"
		}
	}
	return "en"
}

// say writes one line for people.
func say(w io.Writer, format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }
