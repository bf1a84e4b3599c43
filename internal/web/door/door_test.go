package door_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// link stores a sign-in link for a person of the scene and returns its path.
func link(t *testing.T, app *apptest.App, who organisation.Ref, reusable bool, valid time.Duration) string {
	t.Helper()
	token := app.Site.NewID()
	if err := app.Site.Store.PutLink(t.Context(), site.HashToken(token), who, reusable, app.Now().Add(valid)); err != nil {
		t.Fatal(err)
	}
	return "/in/" + token
}

func TestALinkThatLetsInOnceAsksForAClick(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	path := link(t, app, app.Scene.People[access.Facilitator].Ref(), false, time.Hour)
	visitor := app.Visitor()
	visitor.Get(path).MustStatus(http.StatusOK).MustContain("Mit einem Klick sind Sie angemeldet")
	visitor.Get("/home").MustContain("Bitte melden Sie sich zuerst an") // looking uses nothing up
	visitor.PostForm(path, url.Values{}).MustStatus(http.StatusOK).MustContain("Guten Tag, Rosa Klein")
	app.Visitor().PostForm(path, url.Values{}).MustStatus(http.StatusNotFound).MustContain("gilt nicht oder nicht mehr")
	app.Visitor().Get(path).MustStatus(http.StatusNotFound)
}

func TestAnOldLinkLetsNobodyIn(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	path := link(t, app, app.Scene.People[access.Reader].Ref(), true, time.Hour)
	app.Advance(2 * time.Hour)
	app.Visitor().Get(path).MustStatus(http.StatusNotFound).MustContain("gilt nicht oder nicht mehr")
}

func TestSignOutEndsTheSession(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	path := link(t, app, app.Scene.People[access.Reader].Ref(), true, time.Hour)
	reader := app.Visitor()
	reader.Get(path).MustContain("Guten Tag, Joachim Ernst")
	reader.PostForm("/out", url.Values{}).MustContain("Sie sind abgemeldet")
	if at := reader.Get("/home").Path(); !strings.HasPrefix(at, "/?done=signin.first") {
		t.Errorf("home is open after signing out: %s", at)
	}
}

func TestHomeTellsEverybodyWhatToDo(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Finished)
	app.Bring(scene.Enforcement, scene.Talking)
	cases := map[access.Role][2]string{
		access.UnitLead:    {"Ergebnis lesen und abgeben: Bürgerservice", "moderieren"},
		access.Facilitator: {"Teamgespräch moderieren: Ordnung und Verkehr", "abgeben:"},
		access.Respondent:  {"Ergebnis lesen: Bürgerservice", "Stadtbücherei"},
		access.Reader:      {"Im Moment ist nichts zu tun", "Bürgerservice"},
		access.Coordinator: {"3 Abteilungen sind dabei", "Ergebnis lesen und abgeben"},
	}
	for role, texts := range cases {
		app.As(role).Get("/home").MustStatus(http.StatusOK).MustContain(texts[0]).MustNotContain(texts[1])
	}
}

func TestPagesForEverybody(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for _, path := range []string{"/", "/help", "/accessibility", "/privacy", "/imprint"} {
		for _, lang := range []string{"de", "en"} {
			page := app.Visitor().In(lang).Get(path).MustStatus(http.StatusOK)
			if n := len(page.All("h1")); n != 1 {
				t.Errorf("%s in %s has %d main headings", path, lang, n)
			}
		}
	}
	app.Visitor().Get("/nothing/here").MustStatus(http.StatusNotFound).MustContain("Unter dieser Adresse steht keine Seite")
}

func TestTheLanguageComesFromThePathOrTheBrowser(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.MissingTexts()) // Arabic may lag behind
	cases := []struct{ asks, want string }{{"en-GB,en;q=0.9", "/en/help"}, {"fr", "/de/help"}, {"ar", "/ar/help"}, {"", "/de/help"}}
	for _, c := range cases {
		page := app.Visitor().Do(http.MethodGet, app.URL+"/help", http.Header{"Accept-Language": {c.asks}}, strings.NewReader(""))
		if page.URL.Path != c.want {
			t.Errorf("a browser that asks for %q is led to %s, want %s", c.asks, page.URL.Path, c.want)
		}
	}
}

func TestSetUpOfAnEmptyInstallation(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.Empty())
	path := strings.Replace(link(t, app, organisation.Ref{}, false, time.Hour), "/in/", "/setup/", 1)
	visitor := app.Visitor()
	visitor.Get(path).MustStatus(http.StatusOK)
	refused := visitor.PostForm(path, url.Values{"organisation": {"Kleinstadt"}, "name": {""}, "email": {"keine Adresse"}})
	refused.MustStatus(http.StatusUnprocessableEntity).MustContain("Das ist noch nicht gespeichert")
	if got := refused.Form(path).Get("organisation"); got != "Kleinstadt" {
		t.Errorf("the name of the organisation came back as %q", got)
	}
	form := url.Values{"organisation": {"Kleinstadt"}, "name": {"Ada Berg"}, "email": {"ada@kleinstadt.example"}}
	visitor.PostForm(path, form).MustStatus(http.StatusOK).MustContain("Ihre Organisation ist eingerichtet", "Guten Tag, Ada Berg")
	visitor.Get("/rounds/new").MustStatus(http.StatusOK).MustContain("Standard")
	visitor.Get("/instruments").MustStatus(http.StatusOK).MustContain("Blick auf unser Angebot", "Zusammenleben in Vielfalt")
	app.Visitor().PostForm(path, form).MustStatus(http.StatusNotFound)
}

func TestALinkOpensOnlyTheDoorItIsFor(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	signIn := link(t, app, app.Scene.People[access.Coordinator].Ref(), true, time.Hour)
	forSetUp := link(t, app, organisation.Ref{}, false, time.Hour)
	form := url.Values{"organisation": {"Zweite Stadt"}, "name": {"Ada Berg"}, "email": {"ada@zweite.example"}}
	for _, path := range []string{strings.Replace(signIn, "/in/", "/setup/", 1), strings.Replace(forSetUp, "/in/", "/setup/", 1)} {
		app.Visitor().Get(path).MustStatus(http.StatusNotFound)
		app.Visitor().PostForm(path, form).MustStatus(http.StatusNotFound)
	}
	app.Visitor().Get(forSetUp).MustStatus(http.StatusNotFound)
	app.Visitor().PostForm(forSetUp, url.Values{}).MustStatus(http.StatusNotFound)
	orgs, err := app.Site.Store.Organisations(t.Context())
	if err != nil || len(orgs) != 1 {
		t.Errorf("%d organisations (%v)", len(orgs), err)
	}
}

func TestEveryAnswerCarriesTheStrictPolicy(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for _, path := range []string{"/", "/nothing", "/home"} {
		h := app.Visitor().Get(path).Header
		if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; script-src 'self'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if h.Get("Set-Cookie") != "" {
			t.Errorf("%s gives a visitor a cookie", path)
		}
	}
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	header := http.Header{"Sec-Fetch-Site": {"cross-site"}, "Content-Type": {"application/x-www-form-urlencoded"}}
	page := app.As(access.Coordinator).Do(http.MethodPost, "/out", header, strings.NewReader(""))
	if page.Status != http.StatusForbidden {
		t.Errorf("status %d", page.Status)
	}
}

func TestTodaySaysWhatToDoAndWhy(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	coordinator.Get("/home").MustContain("Heute wichtig: ChancenCheck Frühjahr", "3 Abteilungen einladen", "Ohne Termin für das Gespräch", "Bürgerservice")
	app.As(access.UnitLead).Get("/home").MustContain("Bürgerservice: Termin buchen", "noch keinen Termin").MustNotContain("Stadtbücherei", "einladen")
	app.As(access.Reader).Get("/home").MustNotContain("Heute wichtig")
	app.Bring(scene.Library, scene.Finished)
	app.Advance(7 * 7 * 24 * time.Hour) // the last day is over, and nobody has closed the round yet
	app.As(access.Coordinator).Get("/home").MustContain("Frist vorbei", "Frist war am", "Es fehlt die Unterschrift der Leitung", "Stadtbücherei")
}
