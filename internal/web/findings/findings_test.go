package findings_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/finding"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

// taken is a town whose signed check has given its findings.
func taken(t *testing.T) (*apptest.App, *apptest.Client) {
	t.Helper()
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Signed)
	app.Bring(scene.Library, scene.Signed)
	c := app.As(access.Coordinator)
	c.PostForm("/findings/take", url.Values{"round": {string(app.Scene.Round.ID)}}).MustStatus(http.StatusOK).MustContain("Übernommen")
	return app, c
}

func open(t *testing.T, app *apptest.App) []*finding.Finding {
	t.Helper()
	fs, _, err := app.Site.Store.Findings(t.Context(), app.Scene.Org.ID, finding.Filter{State: finding.Open, Kind: finding.Need})
	if err != nil || len(fs) < 3 {
		t.Fatalf("%d open needs, %v", len(fs), err)
	}
	return fs
}

func TestTakingTwiceTakesNothingTwice(t *testing.T) {
	t.Parallel()
	app, c := taken(t)
	before := len(open(t, app))
	c.PostForm("/findings/take", url.Values{"round": {string(app.Scene.Round.ID)}}).MustContain("Alles war schon übernommen")
	if after := len(open(t, app)); after != before {
		t.Errorf("%d findings became %d", before, after)
	}
	c.Get("/findings/take").MustContain("ChancenCheck Frühjahr")
}

// TestGatheringByHand goes the way of an afternoon: look at one, put another to
// it, take it out again, set one aside, make a measure of one.
func TestGatheringByHand(t *testing.T) {
	t.Parallel()
	app, c := taken(t)
	fs := open(t, app)
	c.Get("/findings/next").MustStatus(http.StatusOK).MustContain("Befunde durchgehen")
	a, b := string(fs[0].ID), string(fs[1].ID)
	c.PostForm("/findings/gather", url.Values{"finding": {a}, "do": {"gather"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("mindestens zwei")
	page := c.PostForm("/findings/gather?kind=need", url.Values{"from": {"next"}, "finding": {a, b}, "do": {"gather"}, "change": {"central"}})
	page.MustStatus(http.StatusOK).MustContain("Zusammengelegt")
	if page := c.Get("/findings/next"); strings.Contains(page.Body, "aus mehreren Befunden</") {
		t.Error("what was gathered comes along the way again")
	}
	c.Get("/findings?wholes=1").MustContain("1 Befund").MustContain("aus mehreren Befunden")
	links, err := app.Site.Store.FindingParts(t.Context(), app.Scene.Org.ID, fs[0].ID)
	if err != nil || len(links) != 1 {
		t.Fatalf("parts %v, %v", links, err)
	}
	whole := "/findings/" + string(links[0].Whole)
	c.Get(whole).MustContain("Personal oder IT zentral").MustContain("aus der Verwaltung")
	c.PostForm(whole, url.Values{"text": {"Alle brauchen Dolmetschen."}, "change": {"central"}, "version": {"1"}}).MustContain("Alle brauchen Dolmetschen.")
	c.PostForm(whole, url.Values{"text": {"Zu spät."}, "change": {"central"}, "version": {"1"}}).MustStatus(http.StatusConflict).MustContain("Zu spät.")
	c.PostForm("/findings/"+a, url.Values{"text": {"Umgeschrieben"}, "version": {"2"}}).MustStatus(http.StatusConflict).MustContain("wird nicht umgeschrieben")
	c.PostForm(whole+"/take-out", url.Values{"part": {b}}).MustContain("steht wieder für sich")
	c.PostForm("/findings/"+b+"/aside", url.Values{"reason": {" "}}).MustStatus(http.StatusUnprocessableEntity)
	c.PostForm("/findings/"+b+"/aside", url.Values{"reason": {"Regelt ein Gesetz."}}).MustContain("Regelt ein Gesetz.")
	c.PostForm("/findings/"+b+"/take-up", nil).MustContain("Wieder aufgenommen")
	if at := c.PostForm("/findings/gather", url.Values{"finding": {b}, "do": {"measure"}}).Path(); !strings.HasPrefix(at, "/measures/new?finding=") {
		t.Errorf("a measure is made at %s", at)
	}
	c.Get("/findings?state=open&kind=need&q=" + url.QueryEscape("%")).MustContain("keine Befunde")
	c.Get("/findings?page=99999999&who=open").MustStatus(http.StatusOK)
}

// TestWhoSeesFindings: coordination all, heads their own line, others none; and
// nobody but coordination gathers.
func TestWhoSeesFindings(t *testing.T) {
	t.Parallel()
	app, c := taken(t)
	var counter, library string
	for _, f := range open(t, app) {
		switch f.Unit {
		case scene.Counter:
			counter = "/findings/" + string(f.ID)
		case scene.Library:
			library = "/findings/" + string(f.ID)
		}
	}
	for role, want := range map[access.Role][3]int{
		access.Coordinator: {200, 200, 200}, access.UnitLead: {200, 200, 403}, access.Respondent: {403, 403, 403}, access.Reader: {403, 403, 403},
		access.Approver: {200, 200, 200}, access.MeasureOwner: {200, 200, 403}, access.Admin: {403, 403, 403}, access.Facilitator: {403, 403, 403},
	} {
		who := app.As(role)
		for i, at := range []string{"/findings", counter, library} {
			if got := who.Get(at).Status; got != want[i] {
				t.Errorf("%s at %s: %d, want %d", role, at, got, want[i])
			}
		}
		gather := who.PostForm("/findings/gather", url.Values{"finding": {"x", "y"}, "do": {"gather"}}).Status
		if (gather == http.StatusForbidden) == (role == access.Coordinator) {
			t.Errorf("%s gathers: %d", role, gather)
		}
	}
	app.As(access.UnitLead).Get("/findings").MustNotContain("Stadtbücherei")
	app.As(access.MeasureOwner).Get("/findings").MustNotContain("Stadtbücherei").MustContain("Bürgerservice")
	c.Get("/findings").MustContain("Stadtbücherei")
}

func TestTyping(t *testing.T) {
	t.Parallel()
	app, c := taken(t)
	c.Get("/findings/new").MustContain("ganze Organisation")
	form := url.Values{"kind": {"need"}, "text": {"Der Eingang hat eine Stufe."}, "unit": {string(scene.Counter)}}
	c.PostForm("/findings", form).MustStatus(http.StatusUnprocessableEntity).MustContain("Sagen Sie, wer es ändern kann.").MustContain("Der Eingang hat eine Stufe.")
	form.Set("change", "we")
	c.PostForm("/findings", form).MustStatus(http.StatusOK).MustContain("Aufgeschrieben von jemandem").MustContain("Anke Sommer")
	form.Set("unit", "gone")
	c.PostForm("/findings", form).MustStatus(http.StatusUnprocessableEntity).MustContain("gibt es nicht mehr")
	form.Set("unit", string(scene.Library))
	app.As(access.UnitLead).PostForm("/findings", form).MustStatus(http.StatusForbidden)
}
