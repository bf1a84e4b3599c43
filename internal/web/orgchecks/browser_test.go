package orgchecks_test

import (
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/scene"
	"chancencheck/orgcheck"
)

// looks are how every page is looked at: light German, and dark Arabic.
var looks = []struct{ lang, scheme string }{{"de", "light"}, {"ar", "dark"}}

// TestPagesInABrowser looks at every page in both directions of writing, on a
// wide and on a narrow screen, with every fold-out open.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	bring := func(title string, years int, to scene.OrgStep) *orgcheck.Check {
		c, err := app.Scene.OrgCheck(t.Context(), title, app.Now().AddDate(-years, 0, -30), to)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	closed, running := bring("Organisationscheck 2025", 1, scene.OrgClosed), bring("Organisationscheck 2026", 0, scene.OrgAnswered)
	r := record(t, app, running)
	q := asked(t, r, scene.Counter)
	g := r.GroupsInOrder()[0]
	ins, err := app.Site.Instruments.Get(t.Context(), closed.Org, closed.Instrument)
	if err != nil {
		t.Fatal(err)
	}
	var disputed string
	for _, m := range r.Merge(ins, app.Now()) {
		if m.Ending == orgcheck.Contradictory {
			disputed = m.Question.ID
		}
	}
	unit := "/units/" + string(scene.Counter)
	browser := browsertest.New(t)
	for _, walk := range []struct {
		role  access.Role
		paths []string
	}{
		{access.Coordinator, []string{"/orgchecks", at(running, ""), at(running, "/desks"), at(running, "/partners"), at(running, "/questions/"+disputed),
			at(running, "/partners/"+string(g.ID)+"/paper"),
			at(closed, "/workshop/"+ins.Fields[0].ID)}},
		{access.UnitLead, []string{at(running, unit), at(running, unit+"/pass?question="+q)}},
		{access.Evaluator, []string{at(closed, "/result")}},
	} {
		p := browser.Page()
		p.Goto(app.SignInURL(walk.role))
		look(t, p, app, walk.paths)
	}
	p := browser.Page()
	look(t, p, app, []string{"/p/" + g.Code, "/p/" + g.Code + "/ABCDEFGHIJKLMNOPQRSTUVWXYZ/" + ins.Fields[0].ID, "/p/" + g.Code + "/ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
}

// look opens pages in every look and size.
func look(t *testing.T, p *browsertest.Page, app *apptest.App, paths []string) {
	t.Helper()
	for _, l := range looks {
		p.Media("prefers-color-scheme", l.scheme)
		for _, path := range paths {
			p.Goto(app.URL + "/" + l.lang + path)
			browsertest.Eval[bool](p, "document.querySelectorAll('main details').forEach(d => d.open = true) === undefined")
			p.Size(1440, 900)
			p.Axe(t)
			p.Size(320, 640)
			p.Axe(t)
			if wide := browsertest.Eval[float64](p, "document.documentElement.scrollWidth"); wide > 320 {
				t.Errorf("%s %s is %v wide on a screen of 320", l.lang, path, wide)
			}
		}
	}
}
