package instrumentfile

import (
	"fmt"
	"strings"
)

// Severity tells mistakes from advice.
type Severity int

const (
	// Error is a mistake: the file is not an instrument until it is mended.
	Error Severity = iota
	// Warning is advice: the instrument works as it is.
	Warning
)

// Problem is one thing to mend in an instrument file, and where it is.
type Problem struct {
	File string
	// Line and Column count from 1; both are 0 if the whole file is meant.
	Line, Column int
	Severity     Severity

	sentence sentence
	args     []any
}

// sentence is one message in the languages of the product. The verbs of both
// take the same arguments; where the order differs they are numbered.
type sentence struct{ en, de string }

// Message returns the problem as one sentence that names the thing and says how
// to mend it: German for "de" and its varieties, else English.
func (p Problem) Message(lang string) string {
	form, args := p.sentence.en, make([]any, len(p.args))
	if isGerman(lang) {
		form = p.sentence.de
	}
	for i, a := range p.args {
		args[i] = a
		if kinds, ok := a.([]refKind); ok {
			args[i] = kindNames(kinds, lang)
		}
	}
	return fmt.Sprintf(form, args...)
}

func isGerman(lang string) bool { return lang == "de" || strings.HasPrefix(lang, "de-") }

// String returns "file:line:column: error: sentence" in English, the form
// editors can jump to.
func (p Problem) String() string { return p.In("en") }

// In is String in a language.
func (p Problem) In(lang string) string {
	kind := map[Severity]string{Error: "error", Warning: "warning"}[p.Severity]
	if isGerman(lang) {
		kind = map[Severity]string{Error: "Fehler", Warning: "Hinweis"}[p.Severity]
	}
	place := p.File
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
	return fmt.Sprintf("%s: %s: %s", place, kind, p.Message(lang))
}

// Problems are all problems of one file, by place. As an error they print one
// per line.
type Problems []Problem

// Error returns all problems in English, one per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// HasErrors reports whether anything must be mended before the file can be used.
func (ps Problems) HasErrors() bool {
	for _, p := range ps {
		if p.Severity == Error {
			return true
		}
	}
	return false
}
