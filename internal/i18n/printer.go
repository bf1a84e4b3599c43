package i18n

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	goi18ntemplate "github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
	xmessage "golang.org/x/text/message"

	"chancencheck/fault"
)

// Printer writes texts, numbers and dates in one language. Many goroutines may
// share it.
type Printer struct {
	*tongue
	catalog *Catalog
	plurals *goi18n.Localizer
	tag     language.Tag
	numbers *xmessage.Printer
	// written are numbers as they were written before, see decimal.
	written    sync.Map
	remembered atomic.Int64
}

func newPrinter(c *Catalog, t *tongue) (*Printer, error) {
	b, err := bundle(t)
	if err != nil {
		return nil, err
	}
	tag := language.Make(string(t.Tag))
	// Latin digits everywhere, see the package comment.
	latin, err := tag.SetTypeForKey("nu", "latn")
	if err != nil {
		return nil, fmt.Errorf("digits of %s: %w", t.Tag, err)
	}
	return &Printer{
		tongue:  t,
		catalog: c,
		plurals: goi18n.NewLocalizer(b, string(t.Tag)),
		tag:     tag,
		numbers: xmessage.NewPrinter(latin),
	}, nil
}

// Lang returns the tag for the lang attribute of a page.
func (p *Printer) Lang() Tag { return p.Tag }

// Dir returns "ltr" or "rtl" for the dir attribute of a page.
func (p *Printer) Dir() string { return p.Language.Dir }

// Draft says that nobody has reviewed this language, which its pages must show.
func (p *Printer) Draft() bool { return p.Review != Reviewed }

// Has says whether the source language has a text for a key.
func (p *Printer) Has(key string) bool {
	return p.catalog.printers[Source].messages[key] != nil
}

// T returns the text of a key. Args alternate names and values:
//
//	p.T("round.open.units", "count", 12, "until", deadline)
//
// Whole numbers get separators (pass a year as a string), fractions at most
// two decimals, a time its date, a list its commas. A text missing in this
// language is taken from the source; one missing there shows its key.
func (p *Printer) T(key string, args ...any) string {
	m := p.messages[key]
	if m == nil {
		p.catalog.onMissing(p.Tag, key)
		if p.Tag == Source {
			return key
		}
		return p.catalog.printers[Source].T(key, args...)
	}
	return m.forms[p.form(key, m, args)].fill(func(name string) (string, bool) {
		v, ok := argument(args, name)
		if !ok {
			return "", false
		}
		return p.value(v), true
	})
}

// form names the plural form that the argument count asks for.
func (p *Printer) form(key string, m *message, args []any) string {
	count, ok := argument(args, "count")
	if !m.plural || !ok {
		return otherForm
	}
	// The error only says that the form is missing here; then "other" serves.
	form, _ := p.plurals.Localize(&goi18n.LocalizeConfig{
		MessageID: key, PluralCount: count, TemplateParser: goi18ntemplate.IdentityParser{},
	})
	if _, ok := m.forms[form]; !ok {
		return otherForm
	}
	return form
}

func argument(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// literal is an argument that is already written in the printer's language.
type literal string

// value writes one argument. Names and other texts are isolated in a
// right-to-left sentence, so that a German street does not turn it around.
func (p *Printer) value(v any) string {
	switch v := v.(type) {
	case literal:
		return string(v)
	case int:
		return p.Count(v)
	case int64:
		return p.Count(int(v))
	case float64:
		return p.upTo(v, 2)
	case time.Time:
		return p.Date(v)
	case []string:
		return p.Join(v)
	}
	text := fmt.Sprint(v)
	if p.Language.Dir == "rtl" {
		return "\u2068" + text + "\u2069"
	}
	return text
}

// Error returns the sentence for a person: that of the first *fault.Error in
// err's chain, and for any other error one that blames us and tells nothing.
func (p *Printer) Error(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return p.T("error.internal")
	}
	args := make([]any, 0, 2*len(f.Args))
	for _, a := range f.Args {
		args = append(args, a.Name, a.Value)
	}
	return p.T(f.Key, args...)
}
