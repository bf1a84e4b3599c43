package instrumentfile

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// Limits that keep hostile or damaged files from costing much.
const (
	// MaxFile is the largest instrument file, in bytes.
	MaxFile = 5 << 20
	// MaxText is the largest single text, in bytes.
	MaxText = 200 << 10
	// maxProblems is how many problems are listed; nobody mends more at once.
	maxProblems = 1000
)

// reporter reads values out of YAML nodes and notes every problem with its
// place. Reading goes on after a mistake, so that one run finds them all: each
// method returns a usable zero value where it reported.
type reporter struct {
	file      string
	languages []string
	problems  Problems
	// ids are all things that can be referred to, by kind and id.
	ids map[refKind]map[string]bool
	// placeOf is where questions, nodes and groups are defined, by id; scoreAt is
	// the instrument's own rules.
	placeOf map[string]*yaml.Node
	scoreAt *yaml.Node
	// resolve and check run after everything was read: first all of resolve
	// (pointers to scales, unset defaults), then all of check.
	resolve, check []func()
}

// refKind is what an id names. Nodes, questions and groups share one space of
// names, so that a rule can list them together.
type refKind string

const (
	aScale     refKind = "scale"
	aQuestion  refKind = "question"
	aNode      refKind = "node"
	aGroup     refKind = "group"
	aUnitKind  refKind = "unit kind"
	aDesk      refKind = "desk"
	aSituation refKind = "situation"
	aFormat    refKind = "format"
	anOption   refKind = "answer"
)

// error notes a mistake at a node.
func (r *reporter) error(n *yaml.Node, s sentence, args ...any) { r.note(Error, n, s, args) }

// warn notes advice at a node.
func (r *reporter) warn(n *yaml.Node, s sentence, args ...any) { r.note(Warning, n, s, args) }

func (r *reporter) note(sev Severity, n *yaml.Node, s sentence, args []any) {
	p := Problem{File: r.file, Severity: sev, sentence: s, args: args}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, p)
	}
}

// sorted returns all problems by place.
func (r *reporter) sorted() Problems {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Severity, b.Severity))
	})
	return r.problems
}

// object is a YAML mapping with its values by key.
type object struct {
	node   *yaml.Node
	values map[string]*yaml.Node
}

// object reads a mapping and reports unknown and repeated keys; thing is the key
// it stands under, for messages. Keys without value (null) count as absent. The
// result is never nil.
func (r *reporter) object(n *yaml.Node, thing string, allowed ...string) *object {
	o := &object{node: n, values: map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		r.error(n, notAMapping, thing, strings.Join(allowed, ", "))
		return o
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(allowed, k.Value):
			r.unknownKey(k, thing, allowed)
		case o.values[k.Value] != nil:
			r.error(k, keyTwice, k.Value, thing)
		default:
			o.values[k.Value] = v
		}
	}
	return o
}

func (r *reporter) unknownKey(k *yaml.Node, thing string, allowed []string) {
	if near := nearest(k.Value, allowed); near != "" {
		r.error(k, unknownKeyNear, excerpt(k.Value), thing, near)
		return
	}
	r.error(k, unknownKey, excerpt(k.Value), thing, strings.Join(allowed, ", "))
}

// get returns the value of a key, or nil if it is absent or null.
func (o *object) get(key string) *yaml.Node {
	if v := o.values[key]; v != nil && !isNull(v) {
		return v
	}
	return nil
}

// need returns the value of a key and reports it missing.
func (r *reporter) need(o *object, key, thing string) *yaml.Node {
	v := o.get(key)
	if v == nil && o.node.Kind == yaml.MappingNode {
		r.error(o.node, keyMissing, thing, key)
	}
	return v
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// each calls f for every element of a list; a nil node is an empty list.
func (r *reporter) each(n *yaml.Node, thing string, f func(*yaml.Node)) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.error(n, notAList, thing)
		return
	}
	for _, e := range n.Content {
		f(e)
	}
}

// str reads a scalar as it is written; nil and null are "".
func (r *reporter) str(n *yaml.Node, thing string) string {
	switch {
	case n == nil || isNull(n):
		return ""
	case n.Kind != yaml.ScalarNode:
		r.error(n, notAString, thing)
		return ""
	case len(n.Value) > MaxText:
		r.error(n, textLong, thing, len(n.Value)>>10, MaxText>>10)
		return ""
	case strings.ContainsFunc(n.Value, isInvisible):
		r.error(n, textControl, thing)
		return ""
	}
	return n.Value
}

// isInvisible reports characters that no text needs and stores may refuse:
// control characters besides line break and tab, and what is no character.
func isInvisible(c rune) bool {
	return unicode.IsControl(c) && c != '\n' && c != '\t' || c == '\uFEFF' || c&0xFFFE == 0xFFFE
}

// bool reads true or false.
func (r *reporter) bool(n *yaml.Node, thing string) bool {
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		r.error(n, notABool, thing)
		return false
	}
	return strings.EqualFold(n.Value, "true")
}

// number reads an exact number; nil and null are not set.
func (r *reporter) number(n *yaml.Node, thing string) instrument.Number {
	if n == nil || isNull(n) {
		return instrument.Number{}
	}
	num, err := instrument.ParseNumber(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		r.error(n, notANumber, thing, excerpt(n.Value))
		return instrument.Number{}
	}
	return num
}

// count reads a whole number from 0 to most.
func (r *reporter) count(n *yaml.Node, thing string, most int) int {
	num := r.number(n, thing)
	if !num.IsSet() {
		return 0
	}
	if c := num.Rat(); num.IsWhole() && c.Sign() >= 0 && c.Num().IsInt64() && c.Num().Int64() <= int64(most) {
		return int(c.Num().Int64())
	}
	r.error(n, notACount, thing, most)
	return 0
}

// word reads one of a few words.
func word[T ~string](r *reporter, n *yaml.Node, thing string, allowed []T) T {
	s := r.str(n, thing)
	if n == nil || n.Kind != yaml.ScalarNode || slices.Contains(allowed, T(s)) {
		return T(s)
	}
	var list []string
	for _, a := range allowed {
		list = append(list, string(a))
	}
	r.error(n, unknownWord, excerpt(s), thing, strings.Join(list, ", "))
	return ""
}

// words reads a list of ids or words, each once.
func (r *reporter) words(n *yaml.Node, thing string) []string {
	var out []string
	r.each(n, thing, func(e *yaml.Node) {
		s := r.str(e, thing)
		switch {
		case s == "":
			r.error(e, emptyEntry, thing)
		case slices.Contains(out, s):
			r.error(e, entryTwice, excerpt(s), thing)
		default:
			out = append(out, s)
		}
	})
	return out
}

// slug checks the form of an id and returns it.
func (r *reporter) slug(n *yaml.Node, thing string) string {
	id := r.str(n, thing)
	if n != nil && (!slugForm.MatchString(id) || len(id) > 100) {
		r.error(n, idForm, excerpt(id), thing)
		return ""
	}
	return id
}

// define reads the id of a new thing and reports it missing or taken. Nodes,
// questions and groups must differ from each other.
func (r *reporter) define(kind refKind, o *object) string {
	n := r.need(o, "id", string(kind))
	id := r.slug(n, "id")
	if id == "" {
		return ""
	}
	for _, k := range sameSpace(kind) {
		if r.ids[k][id] {
			r.error(n, idTaken, id, []refKind{k})
			return id
		}
	}
	if r.ids[kind] == nil {
		r.ids[kind] = map[string]bool{}
	}
	r.ids[kind][id] = true
	if len(sameSpace(kind)) > 1 {
		r.placeOf[id] = n
	}
	return id
}

// sameSpace lists the kinds that share the kind's names.
func sameSpace(kind refKind) []refKind {
	members := []refKind{aQuestion, aNode, aGroup}
	if slices.Contains(members, kind) {
		return members
	}
	return []refKind{kind}
}

// refer checks, once everything is read, that an id names a thing of one of
// the kinds.
func (r *reporter) refer(n *yaml.Node, id string, kinds ...refKind) {
	if n == nil || n.Kind != yaml.ScalarNode {
		return
	}
	r.check = append(r.check, func() {
		var known []string
		for _, k := range kinds {
			if r.ids[k][id] {
				return
			}
			for other := range r.ids[k] {
				known = append(known, other)
			}
		}
		slices.Sort(known)
		if near := nearest(id, known); near != "" {
			r.error(n, unknownIDNear, excerpt(id), kinds, near)
			return
		}
		r.error(n, unknownID, excerpt(id), kinds)
	})
}

// referAll refers to every entry of a list read by words.
func (r *reporter) referAll(n *yaml.Node, kinds ...refKind) {
	if n == nil || n.Kind != yaml.SequenceNode {
		return
	}
	for _, e := range n.Content {
		r.refer(e, e.Value, kinds...)
	}
}

// text reads a text: a string in the source language, or a mapping from
// language to string with at least the source language.
func (r *reporter) text(n *yaml.Node, thing string) instrument.Text {
	if n == nil || isNull(n) {
		return instrument.Text{}
	}
	if n.Kind != yaml.MappingNode {
		if n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == "" {
			r.error(n, textEmpty, thing)
		}
		return instrument.NewText(instrument.Translation{Lang: r.source(), Text: r.str(n, thing)})
	}
	byLang := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch s := r.str(v, thing); {
		case !slices.Contains(r.languages, k.Value):
			r.error(k, languageNotListed, excerpt(k.Value), thing)
		case byLang[k.Value] != "":
			r.error(k, keyTwice, k.Value, thing)
		case strings.TrimSpace(s) == "" && v.Kind == yaml.ScalarNode:
			r.error(v, textEmptyIn, thing, k.Value)
		default:
			byLang[k.Value] = s
		}
	}
	return r.ordered(n, thing, byLang)
}

// ordered makes a text with the source language first and reports languages
// that are missing.
func (r *reporter) ordered(n *yaml.Node, thing string, byLang map[string]string) instrument.Text {
	var ts []instrument.Translation
	for i, lang := range r.languages {
		switch {
		case byLang[lang] != "":
			ts = append(ts, instrument.Translation{Lang: lang, Text: byLang[lang]})
		case i == 0:
			r.error(n, textNoSource, thing, lang)
		default:
			r.warn(n, textUntranslated, thing, lang, r.source())
		}
	}
	return instrument.NewText(ts...)
}

func (r *reporter) source() string {
	if len(r.languages) == 0 {
		return "und"
	}
	return r.languages[0]
}

// excerpt shortens what a message quotes.
func excerpt(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:57]) + "…"
}
