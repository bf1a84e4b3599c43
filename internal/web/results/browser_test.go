package results_test

import (
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/scene"
)

// looks are the two ways of reading that differ most.
var looks = []struct {
	lang, scheme string
}{{"de", "light"}, {"ar", "dark"}}

// TestPagesInABrowser walks through every state of the pages, wide and narrow,
// and lets axe look at each.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	open := app.Bring(scene.Counter, scene.Finished)
	done := app.Bring(scene.Library, scene.Signed)
	round := "/rounds/" + string(app.Scene.Round.ID)
	browser := browsertest.New(t)
	for role, paths := range map[access.Role][]string{
		access.UnitLead:    {resultOf(open), resultOf(open) + "/print", round + "/needs", round + "/overview"},
		access.Facilitator: {"/checks/" + string(done.ID) + "/reopen"},
		access.Coordinator: {resultOf(done), round + "/needs", round + "/overview", round + "/report/needs.print"},
	} {
		p := browser.Page()
		p.Goto(app.SignInURL(role))
		for _, look := range looks {
			p.Media("prefers-color-scheme", look.scheme)
			for _, path := range paths {
				p.Goto(app.URL + "/" + look.lang + path)
				p.Size(1440, 900)
				p.Axe(t)
				p.Size(320, 640)
				p.Axe(t)
				if wide := browsertest.Eval[float64](p, "document.documentElement.scrollWidth"); wide > 320 {
					t.Errorf("%s %s is %v wide on a screen of 320", look.lang, path, wide)
				}
			}
		}
	}
}

// TestHandingInInABrowser signs a result as a head would, and opens
// every fold-out on the way.
func TestHandingInInABrowser(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Finished)
	p := browsertest.New(t).Page()
	p.Goto(app.SignInURL(access.UnitLead))
	p.Goto(app.URL + "/de" + resultOf(c))
	browsertest.Eval[bool](p, "document.querySelectorAll('main details').forEach(d => d.open = true) === undefined")
	p.Axe(t)
	p.Type("#comment", "Danke an alle")
	p.Follow("#sign button")
	p.Wait("main .kern-alert--success")
	p.JavaScript(false)
	p.Reload()
	if p.Count("#sign") != 0 {
		t.Error("what is signed can be signed again")
	}
}
