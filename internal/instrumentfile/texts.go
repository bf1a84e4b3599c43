package instrumentfile

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// PlacedText is one text of an instrument file in one language, and where it
// stands. Path, Kind and Lang together name it, also in another version of the
// same file.
type PlacedText struct {
	// Path names the thing the text belongs to: the id of a question or node,
	// "scale/practice/0", "desk/lead", "who-missing/now" for a suggestion,
	// "who/band-35", "variant/internal/who-missing", "instrument".
	Path string
	// Kind is the key it stands under: text, help, title, label …
	Kind string
	// Lang is the language it is written in.
	Lang  string
	Value string
	// Line and Column count from 1, in characters.
	Line, Column int

	node *yaml.Node
	// indent is the column of the key the text stands under.
	indent int
	flow   bool
}

// textKeys are the keys that hold texts in every mapping of the format.
var textKeys = map[string]bool{"title": true, "description": true, "intro": true, "what_worked": true, "label": true, "help": true,
	"example": true, "hint": true, "text": true, "unit": true}

// Texts lists every text of an instrument file in the order of the file. The
// problems are those of Parse; with errors there are no texts.
func Texts(data []byte, name string) ([]PlacedText, Problems) {
	ins, problems := Parse(data, name)
	if ins == nil {
		return nil, problems
	}
	root := (&reporter{file: name}).document(data)
	c := &collector{source: ins.Languages[0], used: map[string]int{}}
	c.mapping(root, "instrument", "", false)
	return c.out, problems
}

// collector walks through the nodes of a valid file.
type collector struct {
	source string
	out    []PlacedText
	// used counts paths that were given, for suggestions of the same kind.
	used map[string]int
}

// mapping collects the texts of one mapping at a path; list is the key of the
// list it stands in.
func (c *collector) mapping(n *yaml.Node, path, list string, flow bool) {
	flow = flow || n.Style&yaml.FlowStyle != 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case textKeys[key.Value] && !isNull(value):
			c.text(key, value, path, flow)
		case value.Kind == yaml.MappingNode && (key.Value == "situations" || key.Value == "score" || key.Value == "origin"):
			inner := path
			if key.Value == "origin" {
				inner = "origin"
			}
			c.mapping(value, inner, key.Value, flow)
		case value.Kind == yaml.SequenceNode:
			for _, e := range value.Content {
				if e.Kind == yaml.MappingNode {
					c.mapping(e, c.entry(key.Value, e, path), key.Value, flow || value.Style&yaml.FlowStyle != 0)
				}
			}
		}
	}
}

// prefixes are put before the ids of lists that have a space of names of their
// own.
var prefixes = map[string]string{"scales": "scale/", "formats": "format/", "unit_kinds": "unit-kind/", "desks": "desk/", "list": "situation/",
	"groups": "group/"}

// entry returns the path of an entry of a list.
func (c *collector) entry(list string, n *yaml.Node, path string) string {
	switch list {
	case "levels":
		return path + "/" + scalarOf(n, "id")
	case "bands":
		return path + "/band-" + scalarOf(n, "from")
	case "variants":
		return "variant/" + scalarOf(n, "unit_kind")
	case "texts":
		return path + "/" + scalarOf(n, "question")
	case "suggestions":
		p := path + "/" + scalarOf(n, "kind")
		if c.used[p]++; c.used[p] > 1 {
			p += "-" + strconv.Itoa(c.used[p])
		}
		return p
	}
	return prefixes[list] + scalarOf(n, "id")
}

// scalarOf returns the value of a key of a mapping, or "".
func scalarOf(n *yaml.Node, key string) string {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1].Value
		}
	}
	return ""
}

// text collects one text: a string, or one string per language.
func (c *collector) text(key, value *yaml.Node, path string, flow bool) {
	add := func(k, v *yaml.Node, lang string, flow bool) {
		c.out = append(c.out, PlacedText{Path: path, Kind: key.Value, Lang: lang, Value: v.Value,
			Line: v.Line, Column: v.Column, node: v, indent: k.Column, flow: flow})
	}
	if value.Kind == yaml.ScalarNode {
		add(key, value, c.source, flow)
		return
	}
	flow = flow || value.Style&yaml.FlowStyle != 0
	for i := 0; i+1 < len(value.Content); i += 2 {
		add(value.Content[i], value.Content[i+1], value.Content[i].Value, flow)
	}
}

// PlaceOf returns line and column of a byte of a text's value in its file, as
// far as it can be told: a word that stands there is looked for; where it is not
// found (escaped, broken over lines), the beginning of the text counts.
func PlaceOf(data []byte, t PlacedText, offset int, words string) (line, column int) {
	if first, _, _ := strings.Cut(words, " "); first != "" {
		words = first
	}
	source := string(joinSurrogates(data))
	start := byteAt(source, t.Line, t.Column)
	at := start
	for range strings.Count(t.Value[:min(offset, len(t.Value))], words) + 1 {
		i := strings.Index(source[at:], words)
		if words == "" || i < 0 {
			return t.Line, t.Column
		}
		at += i + len(words)
	}
	at -= len(words)
	if at-start > 2*len(t.Value)+200 {
		return t.Line, t.Column // found in a later text
	}
	before := source[:at]
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1
}

// byteAt returns where a line and column begin in a text, in bytes.
func byteAt(source string, line, column int) int {
	at := 0
	for range line - 1 {
		at += strings.IndexByte(source[at:], '\n') + 1
	}
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(source[at:])
		at += size
	}
	return at
}

// Strings lists every string of another YAML file, such as the sentences of a
// language, as texts in lang. Path is the keys above it, joined by points.
func Strings(data []byte, name, lang string) ([]PlacedText, Problems) {
	r := &reporter{file: name}
	root := r.document(data)
	if root == nil {
		return nil, r.sorted()
	}
	var out []PlacedText
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		if n.Kind == yaml.ScalarNode {
			out = append(out, PlacedText{Path: strings.TrimPrefix(path, "."), Lang: lang, Value: n.Value, Line: n.Line, Column: n.Column, node: n})
		}
		for i, e := range n.Content {
			switch {
			case n.Kind == yaml.SequenceNode:
				walk(e, path+"."+strconv.Itoa(i+1))
			case i%2 == 1:
				walk(e, path+"."+n.Content[i-1].Value)
			}
		}
	}
	walk(root, "")
	return out, nil
}
