// Package archtest holds the house to its plan: which package may know which,
// what the subject may not touch, how long things may get, and what style
// sheets and pages may not contain.
//
// The rules are here and not in a linter's settings, because they say why.
// docs/adr explains the plan; a rule that gets in the way of a simpler house is
// changed there first.
package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

const (
	// module is the first part of every import path of ours.
	module = "chancencheck"
	// maxFileLines and maxFuncLines are alarms, far above what is usual here.
	maxFileLines = 450
	maxFuncLines = 100
	// maxMethods is how many methods an interface may have.
	maxMethods = 8
)

// order ranks the packages of the subject: each may import those of the lines
// above it and no other of ours.
var order = [][]string{
	{"fault"},
	{"audit", "access", "disclosure", "opinion"},
	{"instrument"},
	{"score"},
	{"organisation"},
	{"round", "signin", "golive", "retention", "trail"},
	{"check"},
	{"dialogue", "facilitation"},
	{"finding"},
	{"measure"},
	{"strategy"},
	{"programme"},
	{"result"},
	{"today"},
	{"orgcheck"},
}

// content are the folders beside the subject that carry texts and data.
var content = []string{"library", "locales", "docs"}

// house is the checkout as the rules see it.
type house struct {
	fset *token.FileSet
	// files are the Go files by path.
	files map[string]*goFile
	// texts are the other files that rules look into, by path.
	texts  map[string]string
	broken []string
}

// goFile is one Go file.
type goFile struct {
	*ast.File
	test, generated bool
	lines           int
}

// Check returns one sentence for each place where a rule is broken.
func Check(fsys fs.FS) ([]string, error) {
	h := &house{fset: token.NewFileSet(), files: map[string]*goFile{}, texts: map[string]string{}}
	if err := fs.WalkDir(fsys, ".", h.visit(fsys)); err != nil {
		return nil, fmt.Errorf("look at the house: %w", err)
	}
	h.imports()
	h.purity()
	h.databases()
	h.packages()
	h.sizes()
	h.interfaces()
	h.sheets()
	h.registries()
	slices.Sort(h.broken)
	return h.broken, nil
}

func (h *house) complain(format string, args ...any) {
	h.broken = append(h.broken, fmt.Sprintf(format, args...))
}

// visit reads what the rules look at and leaves out what others wrote.
func (h *house) visit(fsys fs.FS) fs.WalkDirFunc {
	return func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{".git", "node_modules", "testdata", "bin", "dist"}, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		switch path.Ext(name) {
		case ".go":
			return h.parse(fsys, name)
		case ".templ", ".css", ".mod", ".json", ".npmrc":
			data, err := fs.ReadFile(fsys, name)
			h.texts[name] = string(data)
			return err
		}
		return nil
	}
}

func (h *house) parse(fsys fs.FS, name string) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(h.fset, name, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	h.files[name] = &goFile{File: f, test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(f),
		lines: bytes.Count(data, []byte("\n"))}
	return nil
}

// each calls f for every Go file that is not a test.
func (h *house) each(f func(name string, file *goFile)) {
	for name, file := range h.files {
		if !file.test {
			f(name, file)
		}
	}
}

// rank returns the line of a subject package in order, or -1.
func rank(pkg string) int {
	return slices.IndexFunc(order, func(line []string) bool { return slices.Contains(line, pkg) })
}

// room is the first part of a folder: the subject package, internal, cmd, …
func room(dir string) string {
	first, _, _ := strings.Cut(dir, "/")
	return first
}

// imported returns the import paths of a file.
func imported(file *goFile) []string {
	var paths []string
	for _, spec := range file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// position says where something is as file:line.
func (h *house) position(n ast.Node) string {
	p := h.fset.Position(n.Pos())
	return p.Filename + ":" + strconv.Itoa(p.Line)
}
