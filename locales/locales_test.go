package locales_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/internal/i18n"
	"chancencheck/locales"
)

// extraPrefixes are beginnings of keys that the code puts together in a way
// the scan below does not see. Name the place that does.
var extraPrefixes = []string{
	"done.",                                           // internal/web/site/site.go: the sentence on what was just done
	"help.", "accessibility.", "privacy.", "imprint.", // internal/web/door/pages.templ: pages of texts alone
}

func load(t *testing.T) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestLanguagesHaveNoMistakes also covers empty texts, other placeholders than
// the source has, and keys the source lacks: Load refuses them.
func TestLanguagesHaveNoMistakes(t *testing.T) {
	t.Parallel()
	load(t)
}

func TestEnglishIsComplete(t *testing.T) {
	t.Parallel()
	c := load(t)
	if diff := cmp.Diff(c.Keys("de"), c.Keys("en")); diff != "" {
		t.Errorf("keys of German (-) and English (+) differ:\n%s", diff)
	}
}

func TestLanguagesCallThemselvesByTheirOwnName(t *testing.T) {
	t.Parallel()
	names := map[i18n.Tag]string{}
	for _, l := range load(t).All() {
		names[l.Tag] = l.Name
	}
	want := map[i18n.Tag]string{"de": "Deutsch", "en": "English", "ar": "العربية"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestArabicIsADraftForParticipants(t *testing.T) {
	t.Parallel()
	for _, l := range load(t).All() {
		if l.Tag == "ar" && (l.Review == i18n.Reviewed || l.Scope != i18n.ScopeParticipant || l.Dir != "rtl") {
			t.Errorf("ar says %+v", l)
		}
	}
}

// use is one place in the code that names a key.
type use struct {
	at  token.Position
	key string
	// prefix says that the key only begins like this.
	prefix bool
	// args are the literal argument names, nil if they cannot be read off.
	args []string
}

// usage is what the code says about keys.
type usage struct {
	calls    []use
	literals map[string]bool
}

func TestCodeAndGermanTextsAgree(t *testing.T) {
	t.Parallel()
	c := load(t)
	keys := c.Keys(i18n.Source)
	u := scan(t, "..")
	prefixes := slices.Clone(extraPrefixes)
	for _, call := range u.calls {
		if call.prefix {
			prefixes = append(prefixes, call.key)
			if !slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, call.key) }) {
				t.Errorf("%s: no key in German begins with %q", call.at, call.key)
			}
			continue
		}
		if !slices.Contains(keys, call.key) {
			t.Errorf("%s: %s is not in locales/de", call.at, call.key)
			continue
		}
		for _, name := range c.Placeholders(call.key) {
			if call.args != nil && !slices.Contains(call.args, name) {
				t.Errorf("%s: the text of %s mentions {%s}, which is not passed", call.at, call.key, name)
			}
		}
	}
	for _, key := range keys {
		begins := func(p string) bool { return strings.HasPrefix(key, p) }
		if !u.literals[key] && !slices.ContainsFunc(prefixes, begins) {
			t.Errorf("locales/de: %s is used nowhere", key)
		}
	}
}

// scan reads all Go files below a folder, the generated ones of the pages
// included, without tests.
func scan(t *testing.T, root string) usage {
	t.Helper()
	u := usage{literals: map[string]bool{}}
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"node_modules", "testdata", "bin"}, d.Name())) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		u.read(fset, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// read notes every string literal of a file, and every call of T or fault.New.
func (u *usage) read(fset *token.FileSet, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := literal(n); ok {
			u.literals[s] = true
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		at := keyArgument(call)
		if at < 0 || at >= len(call.Args) {
			return true
		}
		found := use{at: fset.Position(call.Pos())}
		found.key = literalOrEmpty(leftmost(call.Args[at]))
		if _, found.prefix = call.Args[at].(*ast.BinaryExpr); !found.prefix {
			found.args = names(call, at+1)
		}
		if found.key != "" {
			u.calls = append(u.calls, found)
		}
		return true
	})
}

// leftmost returns a of a + b + c.
func leftmost(e ast.Expr) ast.Expr {
	if sum, ok := e.(*ast.BinaryExpr); ok {
		return leftmost(sum.X)
	}
	return e
}

// keyArgument says which argument of a call is a key; -1 means none.
func keyArgument(call *ast.CallExpr) int {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return -1
	}
	switch x, _ := sel.X.(*ast.Ident); {
	case sel.Sel.Name == "T":
		return 0
	case sel.Sel.Name == "New" && x != nil && x.Name == "fault":
		return 1
	}
	return -1
}

// names returns the argument names from a position on, nil if one of them is
// not a literal or the arguments are spread from a slice.
func names(call *ast.CallExpr, from int) []string {
	if call.Ellipsis.IsValid() {
		return nil
	}
	found := []string{}
	for i := from; i < len(call.Args); i += 2 {
		name, ok := literal(call.Args[i])
		if !ok {
			return nil
		}
		found = append(found, name)
	}
	return found
}

func literal(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func literalOrEmpty(n ast.Node) string {
	s, _ := literal(n)
	return s
}

func TestScanSeesKeysPrefixesAndArguments(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source := `package p
func f() {
	p.T("a.b", "count", n, "name", x)
	p.T("a.role_" + role + "_x")
	fault.New(fault.Invalid, "a.c", "row", 1)
	p.T("a.d", args...)
	other.New(1, "a.e")
	p.T(key)
}
`
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	u := scan(t, dir)
	var got []string
	for _, c := range u.calls {
		got = append(got, c.key+" "+strconv.FormatBool(c.prefix)+" "+strings.Join(c.args, ","))
	}
	want := []string{"a.b false count,name", "a.role_ true ", "a.c false row", "a.d false "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !u.literals["a.e"] || u.literals["nothing"] {
		t.Errorf("literals: %v", slices.Sorted(maps.Keys(u.literals)))
	}
}
