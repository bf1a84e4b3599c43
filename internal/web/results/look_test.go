package results_test

import (
	"os"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/scene"
)

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	app.Bring(scene.Enforcement, scene.Finished)
	app.Bring(scene.Library, scene.Signed)
	lead := app.As(access.UnitLead)
	for _, f := range []string{"result.pdf", "result.odt", "result.xlsx", "result.csv", "result.json", "print"} {
		page := lead.Get("/checks/" + string(c.ID) + "/result/" + f).MustStatus(200)
		if err := os.WriteFile(dir+"/"+f, []byte(page.Body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	co := app.As(access.Coordinator)
	for _, f := range []string{"needs.pdf", "needs.xlsx", "overview.xlsx", "needs.print", "needs.csv"} {
		page := co.Get("/rounds/" + string(app.Scene.Round.ID) + "/report/" + f).MustStatus(200)
		_ = os.WriteFile(dir+"/"+f, []byte(page.Body), 0o644)
	}
	b := browsertest.New(t).Page()
	b.Goto(app.SignInURL(access.UnitLead))
	b.Goto(app.URL + "/de/checks/" + string(c.ID) + "/result")
	b.Axe(t)
	b.Screenshot(dir+"/result.png", 1440, 5200)
	b.Screenshot(dir+"/result-320.png", 320, 6000)
	b = browsertest.New(t).Page()
	b.Goto(app.SignInURL(access.Coordinator))
	for _, p := range []string{"needs", "overview"} {
		b.Goto(app.URL + "/de/rounds/" + string(app.Scene.Round.ID) + "/" + p)
		b.Axe(t)
		b.Screenshot(dir+"/"+p+".png", 1440, 4200)
	}
}
