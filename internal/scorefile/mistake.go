package scorefile

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Mistake is one thing to mend in the file of answers.
type Mistake struct {
	File string
	// Row counts lines of the file from 1; the header is usually row 1. 0 means
	// the whole file.
	Row int
	// Column is subject, question or answer; empty means the whole row.
	Column string
	// Sentence says what is wrong and what would be right.
	Sentence string
}

// Error is the place and the sentence.
func (m Mistake) Error() string {
	place := m.File
	if m.Row > 0 {
		place += fmt.Sprintf(", row %d", m.Row)
	}
	if m.Column != "" {
		place += ", column " + m.Column
	}
	return place + ": " + m.Sentence
}

// Mistakes are the mistakes of one file, at most MostMistakes.
type Mistakes []Mistake

// MostMistakes is how many mistakes are collected before reading stops.
const MostMistakes = 20

// Error gives one line per mistake.
func (m Mistakes) Error() string {
	lines := make([]string, len(m), len(m)+1)
	for i := range m {
		lines[i] = m[i].Error()
	}
	if len(m) == MostMistakes {
		lines = append(lines, fmt.Sprintf("There may be more mistakes; these are the first %d.", MostMistakes))
	}
	return strings.Join(lines, "\n")
}

// quote shows a cell in a sentence, shortened if it is long.
func quote(cell string) string {
	if utf8.RuneCountInString(cell) > 60 {
		cell = string([]rune(cell)[:57]) + "…"
	}
	return fmt.Sprintf("%q", cell)
}
