package votefile

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"chancencheck/fault"
	"chancencheck/opinion"
)

// longestID is the longest id of a person or statement, in bytes.
const longestID = 200

// file is a CSV file under reading.
type file struct {
	name   string
	rows   *csv.Reader
	header []string
	at     map[string]int // columns by name
	row    int            // the line of the current row
}

// open reads the header.
func open(r io.Reader, name string) (*file, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	f := &file{name: name, rows: csv.NewReader(in), at: map[string]int{}, row: 1}
	f.rows.ReuseRecord, f.rows.FieldsPerRecord = true, -1
	f.rows.Comma = separator(in)
	cells, err := f.rows.Read()
	switch {
	case err == io.EOF:
		return nil, fault.New(fault.Invalid, "votes.none", "file", name)
	case err != nil:
		return nil, f.unreadable(err)
	}
	for i, cell := range cells {
		cell = strings.Clone(strings.TrimSpace(cell))
		if !utf8.ValidString(cell) || strings.ContainsRune(cell, 0) {
			return nil, f.wrong("votes.not_text")
		}
		if _, twice := f.at[cell]; twice {
			return nil, f.wrong("votes.column_twice", "column", shorten(cell))
		}
		if f.at[cell] = i; i > mostStatements {
			return nil, f.wrong("votes.too_many", "most", mostStatements)
		}
		f.header = append(f.header, cell)
	}
	return f, nil
}

// separator is the comma, or what a spreadsheet put in its place in the first line.
func separator(in *bufio.Reader) rune {
	head, _ := in.Peek(4096) // a short file gives what there is
	line, _, _ := strings.Cut(string(head), "\n")
	best := ','
	for _, c := range ";\t" {
		if strings.Count(line, string(c)) > strings.Count(line, string(best)) {
			best = c
		}
	}
	return best
}

func (f *file) has(columns ...string) bool {
	for _, c := range columns {
		if _, ok := f.at[c]; !ok {
			return false
		}
	}
	return true
}

// next returns the next row, as long as the header; nil at the end.
func (f *file) next() ([]string, error) {
	cells, err := f.rows.Read()
	if err == io.EOF {
		return nil, nil
	}
	if err != nil {
		return nil, f.unreadable(err)
	}
	f.row, _ = f.rows.FieldPos(0)
	if len(cells) != len(f.header) {
		return nil, f.wrong("votes.row_length", "cells", len(cells), "columns", len(f.header))
	}
	return cells, nil
}

// unreadable is a row that is no CSV, or an error of the reader below.
func (f *file) unreadable(err error) error {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		f.row = broken.StartLine
		return f.wrong("votes.quote")
	}
	return fmt.Errorf("read %s: %w", f.name, err)
}

// wrong is a fault at the current row.
func (f *file) wrong(key string, args ...any) error {
	return fault.New(fault.Invalid, key, append([]any{"file", f.name, "row", f.row}, args...)...)
}

// id reads the id of a person or a statement.
func (f *file) id(cell string) (string, error) {
	if cell = strings.TrimSpace(cell); cell == "" || len(cell) > longestID || !utf8.ValidString(cell) {
		return "", f.wrong("votes.id", "cell", shorten(cell))
	}
	return strings.Clone(cell), nil
}

// vote reads 1, 0 or -1.
func (f *file) vote(cell string) (opinion.Vote, error) {
	switch number(cell) {
	case "1":
		return opinion.Agree, nil
	case "0":
		return opinion.Pass, nil
	case "-1":
		return opinion.Disagree, nil
	}
	return opinion.Pass, f.wrong("votes.vote", "cell", shorten(cell))
}

// number is a cell without what statistics programs put around whole numbers.
func number(cell string) string {
	return strings.TrimPrefix(strings.TrimSuffix(strings.TrimSpace(cell), ".0"), "+")
}

// shorten makes a cell fit into a sentence.
func shorten(cell string) string {
	if utf8.RuneCountInString(cell) > 40 {
		cell = string([]rune(cell)[:39]) + "…"
	}
	return strings.ToValidUTF8(cell, "?")
}
