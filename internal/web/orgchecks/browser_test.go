package orgchecks_test

import (
	"testing"

	"chancencheck/access"
	"chancencheck/instrument"
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
	few(t, app, r, ins)
	browser := browsertest.New(t)
	for _, walk := range []struct {
		role  access.Role
		paths []string
	}{
		{access.Coordinator, []string{"/orgchecks", at(running, ""), at(running, "/desks"), at(running, "/partners"), at(running, "/questions/"+disputed),
			at(running, "/partners/"+string(g.ID)+"/paper"),
			at(closed, "/workshop/"+ins.Fields[0].ID)}},
		{access.UnitLead, []string{at(running, unit), at(running, unit+"/pass?question="+r.DutiesOf(ins, scene.Counter)[0].Question)}},
		{access.Evaluator, []string{at(closed, "/result")}},
	} {
		p := browser.Page()
		p.Goto(app.SignInURL(walk.role))
		look(t, p, app, walk.paths)
	}
	p := browser.Page()
	look(t, p, app, []string{"/p/" + g.Code, "/p/" + g.Code + "/ABCDEFGHIJKLMNOPQRSTUVWXYZ/" + ins.Fields[0].ID, "/p/" + g.Code + "/ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
}

// enough questions of an office show every state of its page; each further one
// costs seconds of looking.
const enough = 4

// few leaves the office of the head who signs in a few questions of her own.
func few(t *testing.T, app *apptest.App, r *orgcheck.Record, ins *instrument.Instrument) {
	t.Helper()
	var moved []orgcheck.Assignment
	for i, d := range r.DutiesOf(ins, scene.Counter) {
		if i >= enough && d.Pending() {
			moved = append(moved, orgcheck.Assignment{Question: d.Question, Unit: scene.Library})
		}
	}
	if err := orgcheck.Assign(t.Context(), app.Site.Store, app.Scene.Act(access.Coordinator), r.Check.Ref, ins, moved); err != nil {
		t.Fatal(err)
	}
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
