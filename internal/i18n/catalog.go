package i18n

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Source is the language all texts are written in first and the one shown
// where a translation is missing.
const Source Tag = "de"

// Tag is a BCP 47 language tag that names a folder of texts: "de", "en", "ar".
type Tag string

// Review is how far people have checked a language.
type Review string

const (
	// Reviewed texts were read by a named person who speaks the language.
	Reviewed Review = "reviewed"
	// Draft texts were written by a person and not yet checked by another.
	Draft Review = "draft"
	// Machine texts were translated by a program.
	Machine Review = "machine"
)

// Scope is which pages a language covers.
type Scope string

const (
	// ScopeAll covers every page.
	ScopeAll Scope = "all"
	// ScopeParticipant covers the pages of people who answer, not those of staff.
	ScopeParticipant Scope = "participant"
)

// Language describes one language as its _language.yaml does.
type Language struct {
	Tag Tag
	// Name is what the language calls itself, for the language menu.
	Name string
	// Dir is "ltr" or "rtl".
	Dir      string
	Scope    Scope
	Review   Review
	Reviewer string
	// ReviewedOn is the day of the review as YYYY-MM-DD, empty before one.
	ReviewedOn string
}

// tongue is a language with its texts.
type tongue struct {
	Language
	messages map[string]*message
}

// Catalog holds all texts in all languages. It does not change after Load and
// may be used by many goroutines.
type Catalog struct {
	printers  map[Tag]*Printer
	staff     menu
	everybody menu
	onMissing func(Tag, string)
}

// menu is a list of languages to choose from, the source first.
type menu struct {
	languages []Language
	matcher   language.Matcher
}

// settings is what options change.
type settings struct {
	sources   []source
	drafts    bool
	onMissing func(Tag, string)
}

// Option changes how a catalogue is loaded.
type Option func(*settings)

// WithOverrides merges the language files of a folder on disk over the
// embedded ones: same layout, any subset of keys, or a language of its own.
func WithOverrides(dir string) Option {
	return func(s *settings) { s.sources = append(s.sources, source{fsys: os.DirFS(dir), dir: dir}) }
}

// WithDrafts also serves languages that nobody has reviewed. Their pages say so.
func WithDrafts() Option {
	return func(s *settings) { s.drafts = true }
}

// OnMissing is told of every text that was asked for and is not there in the
// language asked for. Tests fail on it, the server logs it.
func OnMissing(report func(lang Tag, key string)) Option {
	return func(s *settings) { s.onMissing = report }
}

// Load reads every <language>/<area>.yaml of a file tree. The error is of type
// Problems when the files have mistakes: then all of them are listed.
func Load(fsys fs.FS, options ...Option) (*Catalog, error) {
	s := settings{sources: []source{{fsys: fsys}}, onMissing: func(Tag, string) {}}
	for _, o := range options {
		o(&s)
	}
	r := &reader{languages: map[Tag]*tongue{}}
	for _, src := range s.sources {
		if err := r.read(src); err != nil {
			return nil, err
		}
	}
	r.compare()
	if err := r.sorted(); err != nil {
		return nil, err
	}
	return newCatalog(r.languages, s)
}

// compare holds every language against the source.
func (r *reader) compare() {
	if r.languages[Source] == nil {
		r.complain(place{file: string(Source)}, "The source language is missing.")
		return
	}
	originals := r.languages[Source].messages
	for tag, t := range r.languages {
		if t.Name == "" {
			r.complain(place{file: string(tag)}, "The language has no %s.", headFile)
		}
		for key, m := range t.messages {
			original := originals[key]
			if original == nil {
				r.complain(m.at, "%s does not exist in the source language.", key)
				continue
			}
			got, want := m.placeholders(), original.placeholders()
			if !slices.Equal(got, want) {
				r.complain(m.at, "%s has the placeholders [%s], the source has [%s].", key, strings.Join(got, " "), strings.Join(want, " "))
			}
			if m.plural && !original.plural {
				r.complain(m.at, "%s has plural forms, the source has none.", key)
			}
		}
	}
}

func newCatalog(languages map[Tag]*tongue, s settings) (*Catalog, error) {
	c := &Catalog{printers: map[Tag]*Printer{}, onMissing: s.onMissing}
	var served []Language
	for _, tag := range slices.Sorted(maps.Keys(languages)) {
		t := languages[tag]
		p, err := newPrinter(c, t)
		if err != nil {
			return nil, err
		}
		c.printers[tag] = p
		if tag != Source && (t.Review == Reviewed || s.drafts) {
			served = append(served, t.Language)
		}
	}
	served = slices.Insert(served, 0, languages[Source].Language)
	c.everybody = newMenu(served)
	c.staff = newMenu(slices.DeleteFunc(slices.Clone(served), func(l Language) bool { return l.Scope != ScopeAll }))
	return c, nil
}

func newMenu(languages []Language) menu {
	tags := make([]language.Tag, len(languages))
	for i, l := range languages {
		tags[i] = language.Make(string(l.Tag))
	}
	return menu{languages, language.NewMatcher(tags)}
}

func (m menu) match(acceptLanguage string) Tag {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return Source
	}
	_, i, _ := m.matcher.Match(wanted...)
	return m.languages[i].Tag
}

// Match returns the language for a staff page that suits an Accept-Language
// header best; German if none does.
func (c *Catalog) Match(acceptLanguage string) Tag { return c.staff.match(acceptLanguage) }

// MatchParticipant is Match for the pages of people who answer, which exist in
// more languages.
func (c *Catalog) MatchParticipant(acceptLanguage string) Tag {
	return c.everybody.match(acceptLanguage)
}

// Languages returns the languages staff pages are served in, the source first.
func (c *Catalog) Languages() []Language { return slices.Clone(c.staff.languages) }

// ParticipantLanguages returns the languages participant pages are served in.
func (c *Catalog) ParticipantLanguages() []Language { return slices.Clone(c.everybody.languages) }

// Serves says whether participant pages are served in a language; use it on a
// language asked for in an address or form.
func (c *Catalog) Serves(lang Tag) bool {
	return slices.ContainsFunc(c.everybody.languages, func(l Language) bool { return l.Tag == lang })
}

// Printer returns the texts of a language, or of the source if there is no
// such language.
func (c *Catalog) Printer(lang Tag) *Printer {
	if p, ok := c.printers[lang]; ok {
		return p
	}
	return c.printers[Source]
}

// All describes every language of the catalogue by tag, served or not.
func (c *Catalog) All() []Language {
	var all []Language
	for _, tag := range slices.Sorted(maps.Keys(c.printers)) {
		all = append(all, c.printers[tag].Language)
	}
	return all
}

// Keys returns the keys of a language in alphabetical order.
func (c *Catalog) Keys(lang Tag) []string {
	p, ok := c.printers[lang]
	if !ok {
		return nil
	}
	return slices.Sorted(maps.Keys(p.messages))
}

// Placeholders returns the names a key's text mentions in the source language,
// sorted; count is left out where it only chooses the plural form.
func (c *Catalog) Placeholders(key string) []string {
	m := c.printers[Source].messages[key]
	if m == nil {
		return nil
	}
	return m.placeholders()
}

// bundle hands the plural forms of a language to go-i18n, which knows the rule
// that chooses among them.
func bundle(t *tongue) (*goi18n.Bundle, error) {
	tag := language.Make(string(t.Tag))
	b := goi18n.NewBundle(tag)
	for key, m := range t.messages {
		if !m.plural {
			continue
		}
		msg := &goi18n.Message{ID: key}
		for form, field := range map[string]*string{"zero": &msg.Zero, "one": &msg.One, "two": &msg.Two,
			"few": &msg.Few, "many": &msg.Many, otherForm: &msg.Other} {
			if _, ok := m.forms[form]; ok {
				*field = form
			}
		}
		if err := b.AddMessages(tag, msg); err != nil {
			return nil, fmt.Errorf("plural forms of %s in %s: %w", key, t.Tag, err)
		}
	}
	return b, nil
}
