package events_test

import (
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
)

// TestPagesOfAnEventAreAccessible: every page of an event that is going on, in
// light from left to right and wide, and in dark from right to left and narrow.
func TestPagesOfAnEventAreAccessible(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.MissingTexts()) // the menu of other areas may lack Arabic words
	e, err := app.Scene.KickOff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	page := browsertest.New(t).Page()
	page.Goto(app.SignInURL(access.Coordinator))
	for _, at := range []string{"", "/lead", "/queue", "/plenary", "/statements", "/map", "/wall", "/report", "/sheet"} {
		for _, way := range []struct {
			scheme, lang  string
			width, height int
		}{{"light", "/de", 1440, 900}, {"dark", "/ar", 320, 640}} {
			page.Media("prefers-color-scheme", way.scheme)
			page.Size(way.width, way.height)
			page.Goto(app.URL + way.lang + "/events/" + string(e.ID) + at)
			page.Axe(t)
			if wide := browsertest.Eval[int](page, "document.documentElement.scrollWidth"); wide > way.width {
				t.Errorf("%s scrolls sideways at %d pixels: %d wide", at, way.width, wide)
			}
		}
	}
}
