package assets_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

var class = regexp.MustCompile(`[^\w-]((?:cc|kern)-[a-z0-9]+(?:[-_]+[a-z0-9]+)*)`)

// TestClassesExist finds classes in templates that no style sheet knows: misspelt, or glued from pieces.
func TestClassesExist(t *testing.T) {
	t.Parallel()
	set := loaded(t)
	var css strings.Builder
	for _, name := range []string{"staff.css", "participant.css", "projector.css", "print.css"} {
		css.WriteString(body(t, set, name))
	}
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".templ") {
			return err
		}
		text, err := fs.ReadFile(os.DirFS(".."), path)
		for _, m := range class.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(css.String(), "."+m[1]) {
				t.Errorf("%s: no style sheet knows the class %q", path, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
