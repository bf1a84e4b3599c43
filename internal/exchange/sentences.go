package exchange

import (
	"fmt"
	"strings"
	"sync"

	"chancencheck/internal/i18n"
	"chancencheck/locales"
)

// shipped are the texts that come with the program, for messages outside pages.
var shipped = sync.OnceValues(func() (*i18n.Catalog, error) { return i18n.Load(locales.FS, i18n.WithDrafts()) })

// Message says in a language where the problem is and what it is, with the
// texts that come with the program: "units.csv, row 5, column “level”, “Amt”: …".
func (p Problem) Message(lang string) string {
	catalog, err := shipped()
	if err != nil {
		return p.Key
	}
	tag := i18n.Tag("en")
	if strings.HasPrefix(lang, "de") {
		tag = i18n.Source
	}
	printer := catalog.Printer(tag)
	where := []string{p.File}
	if p.Row > 0 {
		where = append(where, printer.T("place.row", "row", fmt.Sprint(p.Row)))
	}
	if p.Column != "" {
		where = append(where, printer.T("place.column", "column", cut(p.Column)))
	}
	if p.Value != "" {
		where = append(where, printer.T("place.value", "value", cut(p.Value)))
	}
	return strings.Join(where, ", ") + ": " + p.Sentence(printer)
}

// Sentence says what the problem is and what to do, without the place.
func (p Problem) Sentence(printer *i18n.Printer) string {
	args := make([]any, 0, 2*len(p.Args))
	for _, a := range p.Args {
		if text, ok := a.Value.(string); ok {
			a.Value = cut(text)
		}
		args = append(args, a.Name, a.Value)
	}
	return printer.T(p.Key, args...)
}

// Shown is the value as far as a message repeats it.
func (p Problem) Shown() string { return cut(p.Value) }

// shown is how much of a value a message repeats, in characters.
const shown = 60

// cut shortens a value and puts it on one line.
func cut(value string) string {
	runes := []rune(strings.Join(strings.Fields(value), " "))
	if len(runes) > shown {
		return string(runes[:shown]) + "…"
	}
	return string(runes)
}
