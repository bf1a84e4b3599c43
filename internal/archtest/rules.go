package archtest

import (
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
)

// imports holds the direction: subject <- content <- internal <- cmd.
func (h *house) imports() {
	h.each(func(name string, file *goFile) {
		from := path.Dir(name)
		for _, to := range imported(file) {
			ours, isOurs := strings.CutPrefix(to, module+"/")
			switch {
			case isOurs && !mayImport(from, ours):
				h.complain("%s: %s may not import %s", name, from, ours)
			case !isOurs && rank(from) >= 0 && strings.Contains(room(to), "."):
				h.complain("%s: the subject imports only the standard library, not %s", name, to)
			}
		}
	})
}

func mayImport(from, to string) bool {
	toRank := rank(to)
	switch {
	case rank(from) >= 0:
		return toRank >= 0 && toRank < rank(from)
	case slices.Contains(content, room(from)):
		return toRank >= 0
	case room(from) == "internal":
		return room(to) != "cmd"
	default:
		return room(from) == "cmd"
	}
}

// outside is what the subject is handed, never fetches: files, networks,
// databases and chance.
var outside = []string{"crypto/rand", "database/sql", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec"}

// clock are the functions of package time that read the clock.
var clock = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}

// purity keeps clock, chance and the outside world out of the subject.
func (h *house) purity() {
	h.each(func(name string, file *goFile) {
		if rank(path.Dir(name)) < 0 {
			return
		}
		for _, p := range imported(file) {
			if slices.Contains(outside, p) {
				h.complain("%s: the subject may not import %s", name, p)
			}
		}
		ast.Inspect(file.File, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clock, sel.Sel.Name) {
				h.complain("%s: the subject reads no clock: time.%s", h.position(n), sel.Sel.Name)
			}
			return true
		})
	})
}

// drivers are the modules that speak to a database.
var drivers = []string{"database/sql", "github.com/jackc/pgx", "modernc.org/sqlite", "github.com/pressly/goose"}

// databases keeps SQL in one package; pgtest only starts a server.
func (h *house) databases() {
	h.each(func(name string, file *goFile) {
		dir := path.Dir(name)
		if dir == "internal/sqlstore" || strings.HasPrefix(dir, "internal/sqlstore/") || strings.HasPrefix(dir, "internal/pgtest") {
			return
		}
		for _, p := range imported(file) {
			if slices.ContainsFunc(drivers, func(d string) bool { return p == d || strings.HasPrefix(p, d+"/") }) {
				h.complain("%s: only internal/sqlstore may import %s", name, p)
			}
		}
	})
}

// meaningless are names that say nothing about what is inside.
var meaningless = []string{"base", "common", "core", "helper", "helpers", "misc", "model", "models", "shared", "type", "types", "util", "utils"}

// packages asks for a comment and a name that says something.
func (h *house) packages() {
	comment := map[string]bool{}
	h.each(func(name string, file *goFile) {
		dir := path.Dir(name)
		comment[dir] = comment[dir] || file.Doc != nil
		if slices.Contains(meaningless, file.Name.Name) {
			h.complain("%s: the package name %s says nothing", name, file.Name.Name)
		}
	})
	for dir, ok := range comment {
		if !ok {
			h.complain("%s: the package has no comment", dir)
		}
	}
	for dir := range comment {
		if known := []string{".", "internal", "cmd"}; rank(dir) < 0 && !slices.Contains(append(known, content...), room(dir)) {
			h.complain("%s: a package of the subject has a place in the order of imports", dir)
		}
	}
}

// sizes are alarms: what is longer wants to be two things.
func (h *house) sizes() {
	for name, file := range h.files {
		if file.generated {
			continue
		}
		if file.lines > maxFileLines {
			h.complain("%s: %d lines, more than %d", name, file.lines, maxFileLines)
		}
		if file.test || rank(path.Dir(name)) < 0 {
			continue
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := h.fset.Position(f.End()).Line - h.fset.Position(f.Pos()).Line + 1; n > maxFuncLines {
				h.complain("%s: %s has %d lines, more than %d", h.position(f), f.Name.Name, n, maxFuncLines)
			}
		}
	}
}

// interfaces stay small enough to be written a second time.
func (h *house) interfaces() {
	h.each(func(_ string, file *goFile) {
		ast.Inspect(file.File, func(n ast.Node) bool {
			if i, ok := n.(*ast.InterfaceType); ok && len(i.Methods.List) > maxMethods {
				h.complain("%s: an interface with %d methods, more than %d", h.position(i), len(i.Methods.List), maxMethods)
			}
			return true
		})
	})
}

var (
	styleAttribute = regexp.MustCompile(`\sstyle=`)
	// physical sides do not turn around on a right-to-left page.
	physical = regexp.MustCompile(`(?:margin|padding|border|inset)-(?:left|right)\s*[:-]|(?:^|[{;\s])(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b`)
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// sheets looks at pages, which the content security policy forbids to carry
// styles, and at style sheets, which must serve both directions of writing.
func (h *house) sheets() {
	for name, text := range h.texts {
		switch path.Ext(name) {
		case ".templ":
			for i, line := range strings.Split(text, "\n") {
				if styleAttribute.MatchString(line) {
					h.complain("%s:%d: a style attribute, which the content security policy blocks", name, i+1)
				}
			}
		case ".css":
			text = comments.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
			for i, line := range strings.Split(text, "\n") {
				if found := physical.FindString(line); found != "" {
					h.complain("%s:%d: %q is a physical side, use inline-start or inline-end", name, i+1, strings.TrimSpace(found))
				}
			}
		}
	}
}

var (
	resolved = regexp.MustCompile(`"resolved":\s*"([^"]*)"`)
	replaced = regexp.MustCompile(`(?m)^\s*replace\s.*$|^\s*\S+ => .*$`)
)

// registries makes sure that a fresh checkout builds anywhere: locked packages
// come from the public registry and no module from somebody's disk.
func (h *house) registries() {
	for name, text := range h.texts {
		switch path.Base(name) {
		case "package-lock.json":
			for _, m := range resolved.FindAllStringSubmatch(text, -1) {
				if !strings.HasPrefix(m[1], "https://registry.npmjs.org/") {
					h.complain("%s: a package is locked to %s", name, m[1])
				}
			}
		case "go.mod":
			if line := replaced.FindString(text); line != "" {
				h.complain("%s: a module is replaced: %s", name, strings.TrimSpace(line))
			}
		case ".npmrc":
			if strings.Contains(text, "registry") {
				h.complain("%s: names a registry of its own", name)
			}
		}
	}
}
