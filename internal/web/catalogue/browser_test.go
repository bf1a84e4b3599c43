package catalogue_test

import (
	"os"
	"path/filepath"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
)

// TestPagesInABrowser looks at every page: rules of accessibility, and no
// scrolling sideways. A folder in CHANCENCHECK_SHOTS keeps pictures.
func TestPagesInABrowser(t *testing.T) {
	app := apptest.New(t)
	p := browsertest.New(t).Page()
	p.Goto(app.SignInURL(access.Coordinator))
	for _, look := range []struct {
		lang, scheme, suffix string
		width                int
	}{
		{"de", "light", "-de", 1440}, {"de", "light", "-de-320", 320}, {"ar", "dark", "-ar", 1440}, {"ar", "dark", "-ar-320", 320},
	} {
		p.Media("prefers-color-scheme", look.scheme)
		p.Size(look.width, 900)
		for name, at := range map[string]string{
			"instruments": "/instruments", "questions": path + "?format=impuls&kind=facility", "guide": path + "/guide", "kit": path + "/kit",
			"blank": path + "/blank?format=impuls&kind=facility",
		} {
			p.Goto(app.URL + "/" + look.lang + at)
			if browsertest.Eval[bool](p, "document.querySelectorAll('main details').forEach(d => d.open = true) || true") {
				p.Axe(t)
			}
			if wide := browsertest.Eval[int](p, "document.documentElement.scrollWidth"); wide > look.width {
				t.Errorf("%s is %d wide in a window of %d", name, wide, look.width)
			}
			if dir := os.Getenv("CHANCENCHECK_SHOTS"); dir != "" {
				p.Screenshot(filepath.Join(dir, name+look.suffix+".png"), look.width, 0)
			}
		}
	}
	p.JavaScript(false)
	p.Goto(app.URL + "/de" + path)
	p.Follow("form.cc-filter button")
	if n := p.Count(".cc-question"); n != 45 {
		t.Errorf("%d questions", n)
	}
}
