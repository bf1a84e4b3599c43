// Package fault names the five kinds of error that reach a person.
//
// An error a person can act on carries a message key and its arguments, never
// a finished sentence: the sentence is written once per language in locales
// and says what happened, what was kept and what to do. Everything that is not
// a *fault.Error is an internal error; its text never reaches a page.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of answer an error deserves.
type Kind int

const (
	// Internal is any error that is not a *Error: our mistake.
	Internal Kind = iota
	// Invalid is input that cannot be accepted as it is.
	Invalid
	// NotFound is a thing that is not there, or that the actor may not know to be there.
	NotFound
	// Conflict is a change made against something that has changed meanwhile.
	Conflict
	// Denied is an act the actor is not entitled to.
	Denied
	// Unavailable is something that works again later: a full disk, a missing renderer.
	Unavailable
)

// String returns the kind's English name for logs.
func (k Kind) String() string {
	return [...]string{"internal", "invalid", "not found", "conflict", "denied", "unavailable"}[k]
}

// Arg is one named value that a message mentions.
type Arg struct {
	Name  string
	Value any
}

// Error is an error a person can understand: its kind, the key of its sentence
// and what the sentence mentions.
type Error struct {
	Kind Kind
	// Key names the sentence in locales, for example "round.closed".
	Key string
	// Args are the sentence's values, in the order given.
	Args []Arg
}

// New makes an error of a kind. Args alternate names and values:
//
//	fault.New(fault.Invalid, "sheet.level_unknown", "question", id, "level", level)
func New(kind Kind, key string, args ...any) *Error {
	e := &Error{Kind: kind, Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args = append(e.Args, Arg{Name: fmt.Sprint(args[i]), Value: args[i+1]})
	}
	return e
}

// Error gives the text for logs and command output of developers; people see
// the translated sentence.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	for _, a := range e.Args {
		fmt.Fprintf(&b, " %s=%v", a.Name, a.Value)
	}
	return b.String()
}

// Is reports equality by kind and key, so that errors.Is(err, round.ErrClosed)
// works whatever the arguments.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Kind == e.Kind && t.Key == e.Key
}

// KindOf returns the kind of the first *Error in err's chain, or Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// KeyOf returns the key of the first *Error in err's chain, or "".
func KeyOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}
