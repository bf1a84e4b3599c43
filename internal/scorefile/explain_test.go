package scorefile

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"chancencheck/fault"
)

// TestEveryRefusalHasASentence looks for the keys in the source of score.
func TestEveryRefusalHasASentence(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../score/*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil || strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && strings.HasPrefix(lit.Value, `"score.`) {
				key, _ := strconv.Unquote(lit.Value)
				used[key] = true
			}
			return true
		})
	}
	for key := range used {
		if sentences[key] == "" && key != "score.sheet_length" { // a mistake of the program
			t.Errorf("%s has no sentence", key)
		}
	}
	for key := range sentences {
		if !used[key] {
			t.Errorf("%s is never used", key)
		}
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	circle := fault.New(fault.Invalid, "score.circle", "at", "g")
	err := explain("x", errors.Join(circle, fault.New(fault.Invalid, "score.ratio_of_two", "at", "h", "members", 3)))
	want := "instrument x: g: the value depends on itself\ninstrument x: h: a ratio is made of two members, not 3"
	if err.Error() != want || !errors.Is(err, circle) {
		t.Errorf("%v", err)
	}
	if got := explain("x", errors.New("plain")); got.Error() != "instrument x: plain" {
		t.Errorf("%v", got)
	}
}
