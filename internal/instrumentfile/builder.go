package instrumentfile

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// builder makes a YAML mapping key by key and leaves out what is not set, so
// that a written file is as short as one written by hand.
type builder struct{ node *yaml.Node }

func newBuilder() builder { return builder{&yaml.Node{Kind: yaml.MappingNode}} }

// put adds a key with a value; nil and empty values are left out.
func (b builder) put(key string, v *yaml.Node) {
	if v != nil && (v.Kind == yaml.ScalarNode || len(v.Content) > 0) {
		b.node.Content = append(b.node.Content, scalar("!!str", key), v)
	}
}

// mapping adds a mapping that is filled by f.
func (b builder) mapping(key string, f func(builder)) {
	inner := newBuilder()
	f(inner)
	b.put(key, inner.node)
}

// even adds a mapping that says something even when it is empty.
func (b builder) even(key string, f func(builder)) {
	inner := newBuilder()
	f(inner)
	b.node.Content = append(b.node.Content, scalar("!!str", key), inner.node)
}

func (b builder) str(key, s string) {
	if s != "" {
		b.put(key, scalar("!!str", s))
	}
}

// flag adds a key only if it is true.
func (b builder) flag(key string, on bool) {
	if on {
		b.put(key, scalar("!!bool", "true"))
	}
}

func (b builder) count(key string, n int) {
	if n != 0 {
		b.put(key, scalar("!!int", strconv.Itoa(n)))
	}
}

func (b builder) number(key string, n instrument.Number) {
	if n.IsSet() {
		b.put(key, number(n))
	}
}

func (b builder) words(key string, words []string) {
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, w := range words {
		list.Content = append(list.Content, scalar("!!str", w))
	}
	b.put(key, list)
}

// text adds a text: a string if it is in one language, else by language.
func (b builder) text(key string, t instrument.Text) {
	ts := t.Translations()
	if len(ts) == 1 {
		b.str(key, ts[0].Text)
		return
	}
	b.mapping(key, func(inner builder) {
		for _, tr := range ts {
			inner.str(tr.Lang, tr.Text)
		}
	})
}

// list adds a list with one mapping per element.
func list[T any](b builder, key string, elements []T, f func(builder, T)) {
	seq := &yaml.Node{Kind: yaml.SequenceNode}
	for _, e := range elements {
		inner := newBuilder()
		f(inner, e)
		seq.Content = append(seq.Content, inner.node)
	}
	b.put(key, seq)
}

func scalar(tag, value string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
	if strings.Contains(value, "\n") {
		n.Style = yaml.DoubleQuotedStyle // the one style that keeps every kind of white space
	}
	return n
}

// number spells a number; a fraction is a string in YAML and JSON.
func number(n instrument.Number) *yaml.Node {
	switch s := n.String(); {
	case !n.IsSet():
		return scalar("!!null", "null")
	case strings.Contains(s, "/"):
		return scalar("!!str", s)
	case strings.Contains(s, "."):
		return scalar("!!float", s)
	default:
		return scalar("!!int", s)
	}
}
