package instrumentfile

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var verb = regexp.MustCompile(`%(\[\d\])?([a-z])`)

// Every sentence exists in both languages, takes the same arguments in both and
// ends like a sentence.
func TestSentencesAreCompleteInBothLanguages(t *testing.T) {
	t.Parallel()
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	ast.Inspect(pkgs["instrumentfile"], func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || len(lit.Elts) != 2 {
			return true
		}
		if name, ok := lit.Type.(*ast.Ident); !ok || name.Name != "sentence" {
			return true
		}
		en, de := literal(t, lit.Elts[0]), literal(t, lit.Elts[1])
		seen++
		if en == "" || de == "" || !slices.Equal(verbs(en), verbs(de)) {
			t.Errorf("the two differ in what they mention:\n%s\n%s", en, de)
		}
		return true
	})
	if seen < 60 {
		t.Errorf("only %d sentences found; the test looks at the wrong place", seen)
	}
}

func literal(t *testing.T, e ast.Expr) string {
	t.Helper()
	if kv, ok := e.(*ast.KeyValueExpr); ok {
		e = kv.Value
	}
	s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// verbs lists a sentence's verbs in the order of their arguments.
func verbs(s string) []string {
	var out []string
	for i, m := range verb.FindAllStringSubmatch(strings.ReplaceAll(s, "%%", ""), -1) {
		position := "[" + strconv.Itoa(i+1) + "]"
		if m[1] != "" {
			position = m[1]
		}
		out = append(out, position+m[2])
	}
	slices.Sort(out)
	return out
}

// No problem of any test file may show a formatting mistake.
func TestMessagesAreFormatted(t *testing.T) {
	t.Parallel()
	broken := strings.NewReplacer("id: ", "id: NO", "kind: ", "kind: x", "from: ", "from: x", "scale: ", "scale: x",
		"title: {de", "title: {fr", "languages", "language").Replace(sample(t, full))
	_, ps := Parse([]byte(broken), "f.yaml")
	if len(ps) < 50 {
		t.Fatalf("only %d problems in a thoroughly broken file", len(ps))
	}
	for _, p := range ps {
		for _, lang := range []string{"en", "de", "de-x-leicht"} {
			m := p.Message(lang)
			if strings.Contains(m, "%!") || !strings.HasSuffix(m, ".") && !strings.HasSuffix(m, "?") {
				t.Errorf("%s: %q", lang, m)
			}
		}
		if p.Message("en") == p.Message("de") || p.Message("fr") != p.Message("en") {
			t.Errorf("languages are confused: %s", p)
		}
	}
}

func TestProblemNamesThePlace(t *testing.T) {
	t.Parallel()
	_, ps := Parse([]byte("format: chancencheck-instrument/1\nid: Ä\n"), "f.yaml")
	var text []string
	for _, p := range ps {
		text = append(text, p.In("de"))
	}
	want := "f.yaml:2:5: Fehler: Die Kennung \"Ä\" ist für „id“ nicht möglich"
	if !strings.Contains(strings.Join(text, "\n"), want) {
		t.Errorf("%q is not in\n%s", want, strings.Join(text, "\n"))
	}
	if !strings.Contains(ps.Error(), "f.yaml:2:5: error: The id \"Ä\"") {
		t.Errorf("English: %s", ps.Error())
	}
}
