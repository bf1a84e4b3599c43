package exchange

import (
	"strings"

	"chancencheck/fault"
	"chancencheck/internal/tabular"
)

// maxProblems is how many problems are listed; who has fixed 50 looks again.
const maxProblems = 50

// Problem is one thing wrong with a file, and where.
type Problem struct {
	File string
	// Row counts as the spreadsheet does, the header is usually 1; 0 means the
	// file as a whole.
	Row int
	// Column as the file's header spells it, or "".
	Column string
	// Value of the cell, or "".
	Value string
	// Key and Args name the sentence that says what is wrong.
	Key  string
	Args []fault.Arg
}

// Report is what reading has found.
type Report struct {
	// Problems stop the import; the first 50 in the order of files and checks.
	Problems []Problem
	// Warnings do not stop it: ignored columns, formulas taken as text.
	Warnings []Problem
	// More counts the problems and warnings beyond those listed.
	More int
}

// OK reports whether there is no problem.
func (r *Report) OK() bool { return len(r.Problems) == 0 }

// problem notes a problem, unless the same cell has one already.
func (r *Report) problem(p Problem) {
	for _, q := range r.Problems {
		if p.Row > 0 && p.File == q.File && p.Row == q.Row && p.Column == q.Column {
			return
		}
	}
	r.Problems = r.add(r.Problems, p)
}

func (r *Report) warn(p Problem) { r.Warnings = r.add(r.Warnings, p) }

func (r *Report) add(list []Problem, p Problem) []Problem {
	if len(list) == maxProblems {
		r.More++
		return list
	}
	return append(list, p)
}

// header reports columns that are missing, repeated or unknown, and whether the
// table can be read on.
func (r *Report) header(file string, header tabular.Row, place tabular.Place) bool {
	for _, name := range place.Missing {
		r.problem(Problem{File: file, Key: "column.missing", Args: []fault.Arg{
			{Name: "column", Value: name}, {Name: "header", Value: strings.Join(header.Cells, ", ")},
		}})
	}
	for _, name := range place.Twice {
		r.problem(Problem{File: file, Row: header.Number, Column: name, Key: "column.twice"})
	}
	for _, name := range place.Unknown {
		r.warn(Problem{File: file, Row: header.Number, Column: name, Key: "column.unknown"})
	}
	return len(place.Missing)+len(place.Twice) == 0
}
