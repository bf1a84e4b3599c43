package i18n

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
)

// headFile is the name of the file in every language's folder that describes
// the language itself.
const headFile = "_language.yaml"

// Problem is one mistake in a language file.
type Problem struct {
	// File is the path as the person who wrote it knows it.
	File string
	// Line counts from 1; 0 means the file as a whole.
	Line int
	// Text is one sentence that says what is wrong.
	Text string
}

// Problems are all mistakes found by Load, in the order of files and lines.
type Problems []Problem

// Error lists one problem per line as file:line: sentence.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
	}
	return strings.Join(lines, "\n")
}

// place is where a text stands, for problems that are found later.
type place struct {
	file string
	line int
}

// source is one tree of language files: the embedded one or an operator's.
type source struct {
	fsys fs.FS
	// dir is put before file names in problems; empty for the embedded tree.
	dir string
}

// reader collects languages and their problems over several sources.
type reader struct {
	languages map[Tag]*tongue
	problems  Problems
}

func (r *reader) complain(at place, format string, args ...any) {
	r.problems = append(r.problems, Problem{File: at.file, Line: at.line, Text: fmt.Sprintf(format, args...)})
}

// sorted returns the problems in reading order, or nil if there are none.
func (r *reader) sorted() error {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return r.problems
}

// read takes over every <language>/<area>.yaml of a source. Texts of a later
// source replace those of an earlier one.
func (r *reader) read(src source) error {
	files, err := fs.Glob(src.fsys, "*/*.yaml")
	if err != nil {
		return fmt.Errorf("list language files: %w", err)
	}
	seen := map[Tag]map[string]place{}
	for _, name := range files {
		data, err := fs.ReadFile(src.fsys, name)
		if err != nil {
			return fmt.Errorf("read language file: %w", err)
		}
		tag, shown := Tag(path.Dir(name)), path.Join(src.dir, name)
		if r.languages[tag] == nil {
			r.languages[tag] = &tongue{Language: Language{Tag: tag}, messages: map[string]*message{}}
		}
		if path.Base(name) == headFile {
			r.head(r.languages[tag], shown, data)
			continue
		}
		if seen[tag] == nil {
			seen[tag] = map[string]place{}
		}
		r.texts(r.languages[tag], shown, data, seen[tag])
	}
	return nil
}

// head reads _language.yaml.
func (r *reader) head(t *tongue, file string, data []byte) {
	at := place{file, 1}
	var h struct {
		Language Tag    `yaml:"language"`
		Name     string `yaml:"name"`
		Dir      string `yaml:"dir"`
		Scope    Scope  `yaml:"scope"`
		Review   Review `yaml:"review"`
		Reviewer string `yaml:"reviewer"`
		Date     string `yaml:"date"`
	}
	if err := yaml.Load(data, &h, yaml.WithKnownFields()); err != nil {
		r.complain(at, "The description of the language cannot be read: %v", err)
		return
	}
	if h.Language != t.Tag {
		r.complain(at, "language is %q, but the folder is called %q.", h.Language, t.Tag)
	}
	if _, err := language.Parse(string(h.Language)); err != nil {
		r.complain(at, "language %q is not a language tag: %v.", h.Language, err)
	}
	if h.Name == "" {
		r.complain(at, "name is missing: what the language calls itself.")
	}
	if h.Dir != "ltr" && h.Dir != "rtl" {
		r.complain(at, "dir is %q; it must be ltr or rtl.", h.Dir)
	}
	if h.Scope != ScopeAll && h.Scope != ScopeParticipant {
		r.complain(at, "scope is %q; it must be %s or %s.", h.Scope, ScopeAll, ScopeParticipant)
	}
	if !slices.Contains([]Review{Reviewed, Draft, Machine}, h.Review) {
		r.complain(at, "review is %q; it must be %s, %s or %s.", h.Review, Reviewed, Draft, Machine)
	}
	if _, err := time.Parse(time.DateOnly, h.Date); h.Review == Reviewed && (h.Reviewer == "" || err != nil) {
		r.complain(at, "A reviewed language names its reviewer and the date as YYYY-MM-DD.")
	}
	t.Language = Language{Tag: t.Tag, Name: h.Name, Dir: h.Dir, Scope: h.Scope, Review: h.Review, Reviewer: h.Reviewer, ReviewedOn: h.Date}
}

var keyPattern = regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$`)

// texts reads one file of keys. Seen holds the keys of this source so far: a
// key stands once per language, whatever the file.
func (r *reader) texts(t *tongue, file string, data []byte, seen map[string]place) {
	var doc yaml.Node
	if err := yaml.Load(data, &doc, yaml.WithUniqueKeys(false)); err != nil {
		r.complain(place{file, 1}, "The file is not YAML: %v", err)
		return
	}
	if doc.Kind == 0 || len(doc.Content) == 0 || doc.Content[0].Tag == "!!null" {
		return
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		r.complain(place{file, root.Line}, "Expected lines of the form key: text.")
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, at := root.Content[i].Value, place{file, root.Content[i].Line}
		if !keyPattern.MatchString(key) {
			r.complain(at, "%q is not a key; keys look like round.open.title.", key)
			continue
		}
		if before, ok := seen[key]; ok {
			r.complain(at, "%s stands already in %s:%d.", key, before.file, before.line)
			continue
		}
		seen[key] = at
		if m := r.message(key, at, root.Content[i+1]); m != nil {
			t.messages[key] = m
		}
	}
}

// message reads the value of one key: a text, or plural forms.
func (r *reader) message(key string, at place, value *yaml.Node) *message {
	m := &message{at: at, forms: map[string]template{}}
	switch value.Kind {
	case yaml.ScalarNode:
		m.forms[otherForm] = r.template(key, at, value)
	case yaml.MappingNode:
		m.plural = true
		for i := 0; i+1 < len(value.Content); i += 2 {
			form, line := value.Content[i].Value, place{at.file, value.Content[i].Line}
			if !slices.Contains(pluralForms, form) {
				r.complain(line, "%s: %q is not a plural form (%s).", key, form, strings.Join(pluralForms, ", "))
				continue
			}
			m.forms[form] = r.template(key, line, value.Content[i+1])
		}
		if _, ok := m.forms[otherForm]; !ok {
			r.complain(at, "%s has no plural form %q.", key, otherForm)
		}
	default:
		r.complain(at, "%s: expected a text or plural forms.", key)
		return nil
	}
	return m
}

func (r *reader) template(key string, at place, value *yaml.Node) template {
	if value.Kind != yaml.ScalarNode || value.Tag == "!!null" || strings.TrimSpace(value.Value) == "" {
		r.complain(at, "%s has no text.", key)
		return nil
	}
	t, err := parseTemplate(value.Value)
	if err != nil {
		r.complain(at, "%s: %v.", key, err)
	}
	return t
}
