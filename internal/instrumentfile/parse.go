package instrumentfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// Parse reads an instrument from YAML or JSON; name is what problems call the
// file. The instrument is nil exactly if the problems have errors; warnings may
// come with an instrument. Guides are not read: see Load.
func Parse(data []byte, name string) (*instrument.Instrument, Problems) {
	ins, r := parse(data, name)
	return ins, r.problems
}

// parse is Parse and leaves the problems, by place, with the reporter.
func parse(data []byte, name string) (*instrument.Instrument, *reporter) {
	r := &reporter{file: name}
	n := r.document(data)
	if n == nil {
		r.sorted()
		return nil, r
	}
	ins := decode(r, n)
	if r.sorted().HasErrors() {
		return nil, r
	}
	return ins, r
}

// Load reads the instrument at a path with its guides. The error is Problems if
// there are mistakes to mend; warnings are left to Lint.
func Load(file string) (*instrument.Instrument, error) {
	return LoadFS(os.DirFS(filepath.Dir(file)), filepath.Base(file))
}

// LoadFS is Load within a file system, for example the shipped library.
func LoadFS(fsys fs.FS, file string) (*instrument.Instrument, error) {
	ins, r, err := read(fsys, file, file)
	if err != nil {
		return nil, fmt.Errorf("load instrument %s: %w", file, err)
	}
	if r.problems.HasErrors() {
		return nil, r.problems
	}
	return ins, nil
}

// Lint finds everything that is wrong with the instrument at a path, with its
// guides and with its rules of scoring in every format and variant, warnings
// included.
func Lint(file string) Problems {
	return lint(os.DirFS(filepath.Dir(file)), filepath.Base(file), file)
}

// LintFS is Lint within a file system.
func LintFS(fsys fs.FS, file string) Problems { return lint(fsys, file, file) }

func lint(fsys fs.FS, file, name string) Problems {
	ins, r, err := read(fsys, file, name)
	if err != nil {
		return Problems{{File: name, sentence: fileMissing, args: []any{name}}}
	}
	if ins != nil {
		r.scoring(ins)
	}
	return r.sorted()
}

// read reads file and the files beside it; name is what problems call it.
func read(fsys fs.FS, file, name string) (*instrument.Instrument, *reporter, error) {
	data, err := readLimited(fsys, file)
	if err != nil {
		return nil, nil, err
	}
	ins, r := parse(data, name)
	if ins != nil {
		r.guides(fsys, path.Dir(file), ins)
	}
	return ins, r, nil
}

// readLimited reads a file, but never much more than MaxFile.
func readLimited(fsys fs.FS, file string) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxFile+1))
}

// guides reads the guide in every language and looks for the sources.
func (r *reporter) guides(fsys fs.FS, dir string, ins *instrument.Instrument) {
	if ins.Sources != "" {
		if _, err := fs.Stat(fsys, path.Join(dir, ins.Sources)); err != nil {
			r.error(nil, sourcesMissing, ins.Sources)
		}
	}
	if ins.Guide == "" {
		return
	}
	ins.Guides = map[string]string{}
	for i, lang := range ins.Languages {
		name := ins.Guide + "." + lang + ".md"
		text, err := readLimited(fsys, path.Join(dir, name))
		switch {
		case err == nil && len(text) > MaxFile:
			r.error(nil, fileLarge, len(text)>>20, MaxFile>>20)
		case err == nil:
			ins.Guides[lang] = string(text)
		case i == 0:
			r.error(nil, guideMissing, name)
		default:
			r.warn(nil, guideUntranslated, name, ins.Languages[0])
		}
	}
}

// document returns the root of the one YAML document, or nil after reporting
// why there is none.
func (r *reporter) document(data []byte) *yaml.Node {
	if len(data) > MaxFile {
		r.error(nil, fileLarge, len(data)>>20, MaxFile>>20)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(joinSurrogates(data)))
	var doc, second yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		r.error(nil, fileEmpty)
		return nil
	case err != nil:
		r.syntax(err)
		return nil
	}
	switch err := dec.Decode(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		r.syntax(err)
		return nil
	default:
		r.error(&second, secondDocument)
		return nil
	}
	if len(doc.Content) != 1 || isNull(doc.Content[0]) {
		r.error(nil, fileEmpty)
		return nil
	}
	if !r.plain(doc.Content[0], 0) {
		return nil
	}
	return doc.Content[0]
}

// syntax reports what the YAML reader said, at its place.
func (r *reporter) syntax(err error) {
	at := &yaml.Node{}
	message := err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		at.Line, at.Column = load.Mark.Line, load.Mark.Column
		message = load.Message
	}
	r.error(at, notYAML, excerpt(strings.TrimPrefix(message, "yaml: ")))
}

// maxNesting is how deep a file may be nested at all.
const maxNesting = 4*maxDepth + 20

// plain reports everything that goes beyond plain mappings, lists and scalars:
// aliases could make a small file expand without bound, type marks have no use.
func (r *reporter) plain(n *yaml.Node, depth int) bool {
	ok := true
	refuse := func(s sentence, args ...any) {
		r.error(n, s, args...)
		ok = false
	}
	switch {
	case depth > maxNesting:
		refuse(tooDeep, maxNesting)
		return false
	case n.Kind == yaml.AliasNode:
		refuse(aliasUsed, "*"+excerpt(n.Value))
		return false
	case n.Anchor != "":
		refuse(aliasUsed, "&"+excerpt(n.Anchor))
	case n.Style&yaml.TaggedStyle != 0:
		refuse(tagUsed, excerpt(n.Tag))
	}
	for i, c := range n.Content {
		isKey := n.Kind == yaml.MappingNode && i%2 == 0
		if isKey && (c.Kind != yaml.ScalarNode || c.Value == "<<") {
			r.error(c, aliasUsed, excerpt(c.Value))
			ok = false
			continue
		}
		ok = r.plain(c, depth+1) && ok
	}
	return ok
}
