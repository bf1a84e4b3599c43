package instrumentfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// Encoding is how an instrument is spelt in a file; the content is the same.
type Encoding string

const (
	YAML Encoding = "yaml"
	JSON Encoding = "json"
)

// EncodingOf tells the encoding by the ending of a file's name: .yaml, .yml or .json.
func EncodingOf(file string) (Encoding, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); ext {
	case ".yaml", ".yml":
		return YAML, nil
	case ".json":
		return JSON, nil
	default:
		return "", fmt.Errorf("the ending %q of %s is not .yaml, .yml or .json", ext, file)
	}
}

// Write writes an instrument as a file that Parse reads back to the same
// content (the same Hash). Guides are files of their own and are not written.
func Write(w io.Writer, ins *instrument.Instrument, enc Encoding) error {
	root := encodeInstrument(ins)
	var out []byte
	var err error
	if enc == JSON {
		out, err = indentedJSON(root)
	} else {
		out, err = yaml.Dump(root, yaml.WithLineWidth(-1))
	}
	if err != nil {
		return fmt.Errorf("write instrument %s: %w", ins.ID, err)
	}
	_, err = w.Write(out)
	return err
}

// indentedJSON spells a node as JSON, with keys in their order.
func indentedJSON(n *yaml.Node) ([]byte, error) {
	var raw, out bytes.Buffer
	if err := writeJSON(&raw, n); err != nil {
		return nil, err
	}
	if err := json.Indent(&out, raw.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func writeJSON(b *bytes.Buffer, n *yaml.Node) error {
	switch {
	case n.Kind == yaml.MappingNode:
		return writeJSONList(b, n, '{', '}')
	case n.Kind == yaml.SequenceNode:
		return writeJSONList(b, n, '[', ']')
	case n.Tag != "!!str":
		b.WriteString(n.Value)
		return nil
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(n.Value)
}

// writeJSONList writes the content of a list or mapping between brackets.
func writeJSONList(b *bytes.Buffer, n *yaml.Node, open, end byte) error {
	b.WriteByte(open)
	for i, c := range n.Content {
		switch {
		case i > 0 && n.Kind == yaml.MappingNode && i%2 == 1:
			b.WriteByte(':')
		case i > 0:
			b.WriteByte(',')
		}
		if err := writeJSON(b, c); err != nil {
			return err
		}
	}
	b.WriteByte(end)
	return nil
}
