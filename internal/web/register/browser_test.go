package register_test

import (
	"os"
	"path/filepath"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/scene"
)

// looks are the ways in which each state is looked at.
var looks = []struct {
	lang, scheme string
	width        int
}{
	{"de", "light", 1440}, {"de", "light", 320}, {"ar", "dark", 1440}, {"ar", "dark", 320},
}

// check looks at the page as it stands: rules of accessibility, and no
// scrolling sideways. A folder in CHANCENCHECK_SHOTS keeps pictures.
func check(t *testing.T, p *browsertest.Page, name string, width int) {
	t.Helper()
	p.Size(width, 900)
	p.Axe(t)
	if wide := browsertest.Eval[int](p, "document.documentElement.scrollWidth"); wide > width {
		t.Errorf("%s is %d wide in a window of %d", name, wide, width)
	}
	if dir := os.Getenv("CHANCENCHECK_SHOTS"); dir != "" {
		p.Screenshot(filepath.Join(dir, name+".png"), width, 0)
	}
}

func TestPagesInABrowser(t *testing.T) {
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Signed)
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "units.csv"), filepath.Join(folder, "Gliederung.csv")
	write(t, good, newUnits)
	write(t, bad, newUnits+"a10;gibtesnicht;Referat;Ohne Platz;;viele\n")
	p := browsertest.New(t).Page()
	p.Expect("status 422")
	p.Goto(app.SignInURL(access.Coordinator))
	for _, look := range looks {
		p.Media("prefers-color-scheme", look.scheme)
		at := app.URL + "/" + look.lang
		name := func(s string) string { return s + "-" + look.lang + map[int]string{320: "-320"}[look.width] }
		for page, path := range map[string]string{"units": "/units", "unit": "/units/a1", "audit": "/audit", "import": "/import"} {
			p.Goto(at + path)
			check(t, p, name(page), look.width)
		}
		p.Goto(at + "/import")
		p.Follow("main form button")
		check(t, p, name("import-none"), look.width)
		p.Goto(at + "/import")
		p.Upload("#units", bad)
		p.Follow("main form button")
		check(t, p, name("import-problems"), look.width)
		p.Upload("#units", good)
		p.Follow("main form button")
		check(t, p, name("import-preview"), look.width)
	}
	p.JavaScript(false)
	p.Goto(app.URL + "/de/import")
	p.Upload("#units", good)
	p.Follow("main form button")
	p.Follow("main form button")
	if p.Text("h1") != "Abteilungen und Leistungen" || !p.Exists("a[href='/de/units/a9']") {
		t.Errorf("without scripts the import ends on %s", p.URL())
	}
	check(t, p, "units-imported", 1440)
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
