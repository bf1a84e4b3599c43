package legal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/golive"
	"chancencheck/internal/apptest"
	"chancencheck/organisation"
)

func TestBarrierFromReportToAnswer(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	visitor := app.Visitor()
	start := visitor.Get("/")
	var link string
	for _, l := range start.Links() {
		if strings.Contains(l, "/barrier?") {
			link = l
		}
	}
	form := visitor.Get(link).MustContain("Barriere melden", "Beispielstadt").Form("/barrier")
	visitor.PostForm("/barrier", form).MustStatus(http.StatusUnprocessableEntity).MustContain("Bitte schreiben Sie etwas")
	form.Set("text", "Der Knopf ist zu klein.")
	receipt := visitor.PostForm("/barrier", form).MustStatus(http.StatusOK).MustContain("Nummer 1", "17. April 2026")
	for _, role := range []access.Role{access.UnitLead, access.Respondent, access.Facilitator, access.Reader} {
		app.As(role).Get("/barriers").MustStatus(http.StatusForbidden)
	}
	coordinator := app.As(access.Coordinator)
	coordinator.Get("/home").MustContain("Gemeldete Barriere beantworten bis 17. April 2026")
	at := "/barriers/" + receipt.Path()[len("/barrier/"):]
	at, _, _ = strings.Cut(at, "?")
	app.As(access.Reader).PostForm(at, url.Values{"text": {"x"}}).MustStatus(http.StatusForbidden)
	coordinator.PostForm(at, url.Values{"text": {" "}}).MustStatus(http.StatusUnprocessableEntity)
	app.Advance(40 * 24 * time.Hour)
	coordinator = app.As(access.Coordinator)
	coordinator.Get("/barriers").MustContain("Überfällig")
	coordinator.PostForm(at, url.Values{"text": {"Er ist jetzt größer."}}).MustStatus(http.StatusOK)
	coordinator.PostForm(at, url.Values{"text": {"Doch nicht."}}).MustStatus(http.StatusConflict)
	visitor.Get(receipt.Path()).MustContain("Er ist jetzt größer.")
	visitor.Get("/barrier/none").MustStatus(http.StatusNotFound)
}

// TestNoSecretTravels: whoever reports a barrier from her own sheet does not
// take its secret along.
func TestNoSecretTravels(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	secret := app.WithSheets("a1", 1)[0].Path()
	page := app.Visitor().Get("/s/" + secret)
	found := false
	for _, l := range page.Links() {
		if strings.Contains(l, "/barrier") {
			found = true
			if strings.Contains(l, secret) {
				t.Errorf("the link to report a barrier carries the secret: %s", l)
			}
		}
	}
	if !found {
		t.Error("no way to report a barrier on a sheet")
	}
}

func TestChecklistMustBeGreenBeforeOthersAreAsked(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	ctx, org := t.Context(), app.Scene.Org.ID
	app.As(access.Coordinator).Get("/golive").MustContain("Alles ist da", "Angekündigt")
	legal, err := app.Site.Store.Legal(ctx, org)
	if err != nil {
		t.Fatal(err)
	}
	legal.Council = ""
	if err := app.Site.Store.PutLegal(ctx, org, legal); err != nil {
		t.Fatal(err)
	}
	coordinator := app.As(access.Coordinator)
	coordinator.Get("/golive").MustContain("Ein Punkt fehlt noch")
	new := coordinator.Get("/rounds/new").Form("/rounds")
	new.Set("title", "Zweite Runde")
	new.Set("closes_on", "2026-06-01")
	drafted := coordinator.PostForm("/rounds", new).MustStatus(http.StatusOK)
	path, _, _ := strings.Cut(drafted.Path(), "?")
	coordinator.PostForm(path+"/open", drafted.Form("/open")).MustStatus(http.StatusConflict).MustContain("Bevor Sie andere fragen")
	admin := app.As(access.Admin)
	form := admin.Get("/legal").Form("/legal")
	form.Set("council", "gestern")
	admin.PostForm("/legal", form).MustStatus(http.StatusUnprocessableEntity).MustContain("Das ist kein Datum")
	form.Set("council", "2026-03-01")
	admin.PostForm("/legal", form).MustStatus(http.StatusOK).MustContain("Alles ist da")
	admin.PostForm("/legal", form).MustStatus(http.StatusConflict).MustContain("gerade geändert") // somebody was faster
	coordinator.Get("/legal").MustStatus(http.StatusForbidden)
	coordinator.PostForm("/legal", form).MustStatus(http.StatusForbidden)
}

func TestSixteenStatements(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	ctx, org := t.Context(), app.Scene.Org.ID
	for _, land := range golive.Lands {
		legal, err := app.Site.Store.Legal(ctx, org)
		if err != nil {
			t.Fatal(err)
		}
		legal.Land = land.ID
		if err := app.Site.Store.PutLegal(ctx, org, legal); err != nil {
			t.Fatal(err)
		}
		page := app.Visitor().Get("/accessibility").MustContain(land.Law, land.Body, land.Email, "teilweise vereinbar", "noch nicht von Menschen geprüft")
		if land.Simple == golive.NotOwed {
			page.MustNotContain("Das gibt es noch nicht")
		}
	}
}

func TestEveryOrganisationHasItsOwnPages(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	ctx := t.Context()
	if err := app.Site.Store.PutOrganisation(ctx, organisation.Organisation{ID: "other", Name: "Nebenstadt"}); err != nil {
		t.Fatal(err)
	}
	visitor := app.Visitor()
	visitor.Get("/imprint").MustNotContain("Rathausplatz", "Nebenstadt")
	visitor.Get("/imprint?o=other").MustContain("Nebenstadt").MustNotContain("Rathausplatz")
	visitor.Get("/imprint?o=beispielstadt").MustContain("Rathausplatz")
	visitor.Get("/imprint?o=none").MustStatus(http.StatusOK).MustNotContain("Rathausplatz")
	visitor.Get("/barrier").MustContain("an wen die Meldung gehen soll")
	visitor.PostForm("/barrier", url.Values{"text": {"x"}}).MustStatus(http.StatusNotFound)
	app.As(access.Reader).Get("/imprint?o=other").MustContain("Rathausplatz").MustNotContain("Nebenstadt")
	c := app.Check("a1")
	page := visitor.Get("/j/" + c.Code)
	for _, l := range page.Links() {
		if strings.Contains(l, "/imprint") && !strings.Contains(l, "o=beispielstadt") {
			t.Errorf("the imprint of an invitation is %s", l)
		}
	}
	visitor.Get("/privacy?o=beispielstadt").MustContain("Rathausplatz", "Art. 6")
	visitor.Get("/easy?o=beispielstadt").MustContain("Niemand bekommt Noten.", "Es kommt bis")
}
