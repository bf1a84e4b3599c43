package instrumentfile

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Change gives a text of a file new words.
type Change struct {
	Text PlacedText
	New  string
}

// Rewrite puts new words in the place of texts and leaves everything else of the
// file as it is: comments, order, blank lines. The texts must come from Texts of
// the same data. New words are written in quotation marks. An error means that a
// place could not be made out, or that the result would be no instrument; it is
// then Problems.
func Rewrite(data []byte, name string, changes []Change) ([]byte, error) {
	source := string(joinSurrogates(data))
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.Text.Line, a.Text.Line), cmp.Compare(b.Text.Column, a.Text.Column))
	})
	for _, c := range changes {
		start := byteAt(source, c.Text.Line, c.Text.Column)
		end, err := c.Text.end(source, start)
		if err != nil {
			return nil, fmt.Errorf("%s:%d:%d: %w", name, c.Text.Line, c.Text.Column, err)
		}
		source = source[:start] + quoted(c.New) + source[end:]
	}
	if ins, problems := Parse([]byte(source), name); ins == nil {
		return nil, problems
	}
	return []byte(source), nil
}

// quoted spells a string so that YAML and JSON read it alike.
func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // strings always encode
	return strings.TrimSuffix(b.String(), "\n")
}

// end finds where the spelling of a text that starts at start ends.
func (t PlacedText) end(source string, start int) (int, error) {
	switch style := t.node.Style; {
	case style&yaml.DoubleQuotedStyle != 0:
		for i := start + 1; i < len(source); i++ {
			switch source[i] {
			case '\\':
				i++
			case '"':
				return i + 1, nil
			}
		}
	case style&yaml.SingleQuotedStyle != 0:
		for i := start + 1; i < len(source); i++ {
			if source[i] != '\'' {
				continue
			}
			if i+1 == len(source) || source[i+1] != '\'' {
				return i + 1, nil
			}
			i++
		}
	case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return t.block(source, start), nil
	case strings.HasPrefix(source[start:], t.Value):
		return start + len(t.Value), nil
	case !t.flow:
		return t.block(source, start), nil
	}
	return 0, fmt.Errorf("the spelling of “%s” is too unusual to be replaced; put the text in quotation marks and try again", t.Kind)
}

// block returns the end of a text over several lines: the last line that is
// indented deeper than its key, without blank lines after it.
func (t PlacedText) block(source string, start int) int {
	end := lineEnd(source, start)
	for at := end; at < len(source); {
		next := lineEnd(source, at+1)
		line := source[at+1 : next]
		text := strings.TrimLeft(line, " ")
		if strings.TrimSpace(text) != "" {
			if len(line)-len(text) < t.indent {
				break
			}
			end = next
		}
		at = next
	}
	return end
}

// lineEnd returns where the line that holds at ends, before its line break.
func lineEnd(source string, at int) int {
	if at >= len(source) {
		return len(source)
	}
	if i := strings.IndexByte(source[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(source)
}
