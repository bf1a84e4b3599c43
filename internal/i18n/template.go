package i18n

import (
	"errors"
	"regexp"
	"slices"
	"strings"
)

// otherForm is the plural form every language has; a text without plural forms
// is stored under it.
const otherForm = "other"

// pluralForms are the category names of Unicode's CLDR.
var pluralForms = []string{"zero", "one", "two", "few", "many", otherForm}

// message is the text of one key in one language.
type message struct {
	at     place
	plural bool
	forms  map[string]template
}

// placeholders are the names a message mentions in any form, sorted, without
// count when it only chooses the form: "one" may say "ein Bereich".
func (m *message) placeholders() []string {
	var names []string
	for _, t := range m.forms {
		for _, p := range t {
			if p.name != "" && (!m.plural || p.name != "count") {
				names = append(names, p.name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// template is a text cut at its placeholders.
type template []piece

// piece is either literal text or the name of a placeholder.
type piece struct{ text, name string }

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)

var errBrace = errors.New("a brace does not belong to a placeholder; placeholders look like {name}")

// parseTemplate cuts a text at its placeholders.
func parseTemplate(text string) (template, error) {
	if text != "" && !strings.ContainsAny(text, "{}") {
		return template{{text: text}}, nil // most texts
	}
	var t template
	end := 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		if at[0] > end {
			t = append(t, piece{text: text[end:at[0]]})
		}
		t = append(t, piece{name: text[at[2]:at[3]]})
		end = at[1]
	}
	if end < len(text) {
		t = append(t, piece{text: text[end:]})
	}
	for _, p := range t {
		if strings.ContainsAny(p.text, "{}") {
			return t, errBrace
		}
	}
	return t, nil
}

// fill puts values in the places of their names. A name without a value stays
// visible as {name}.
func (t template) fill(value func(name string) (string, bool)) string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.text)
		if p.name == "" {
			continue
		}
		if v, ok := value(p.name); ok {
			b.WriteString(v)
		} else {
			b.WriteString("{" + p.name + "}")
		}
	}
	return b.String()
}
