package hall_test

import (
	"net/url"
	"testing"

	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
)

// TestPhonesInABrowser: joining, voting and writing for a table in a real
// browser, and every page of a phone looked at by axe, in light from left to
// right and in dark from right to left, at 320 pixels.
func TestPhonesInABrowser(t *testing.T) {
	t.Parallel()
	app, e := opened(t)
	page := browsertest.New(t).Page()
	page.Size(320, 640)
	page.Goto(app.URL + "/de/e/" + e.Code)
	look(t, page, app, "/e/"+e.Code)
	page.Goto(app.URL + "/de/e/" + e.Code)
	page.Follow("main form button")
	page.Wait(".cc-votes")
	at := "/d/" + pathOf(t, page.URL())
	look(t, page, app, at)
	page.Goto(app.URL + "/de" + at)
	page.Follow(".cc-vote[value=agree]")
	page.Wait("#ask")
	if got := page.Text("#p-ask"); got != "beantwortet: 1 von 3" {
		t.Errorf("after a vote: %s", got)
	}
	look(t, page, app, "/t/"+e.Tables[0].Code)
}

// look has axe look at a page of a phone.
func look(t *testing.T, page *browsertest.Page, app *apptest.App, at string) {
	t.Helper()
	for _, way := range [][2]string{{"light", "/de"}, {"dark", "/ar"}} {
		page.Media("prefers-color-scheme", way[0])
		page.Goto(app.URL + way[1] + at)
		page.Axe(t)
		if wide := browsertest.Eval[int](page, "document.documentElement.scrollWidth"); wide > 320 {
			t.Errorf("%s scrolls sideways at 320 pixels: %d wide", at, wide)
		}
	}
}

// pathOf is the secret in the address of a phone's page.
func pathOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Path[len("/de/d/"):]
}
