package people_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

// taken takes somebody in and returns the path of her page.
func taken(t *testing.T, c *apptest.Client, name, email string, more ...string) string {
	t.Helper()
	form := url.Values{"name": {name}, "email": {email}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	p := c.PostForm("/people", form).MustStatus(http.StatusOK).MustContain("Die Person ist aufgenommen", name)
	path, _, _ := strings.Cut(p.Path(), "?")
	return path
}

// as is the person of a page, signed in.
func as(app *apptest.App, path string) *apptest.Client {
	return app.AsPerson(organisation.Ref{Org: app.Scene.Org.ID, ID: strings.TrimPrefix(path, "/people/")})
}

func TestSomebodyComesDeputisesAndLeaves(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	path := taken(t, coordinator, "Selin Kaya", "selin@beispielstadt.example", "role", "respondent", "unit", string(scene.Counter))
	her := as(app, path)
	her.Get("/home").MustContain("Mitmachen: Bürgerservice")
	c := app.Check(scene.Library)
	her.Get("/checks/" + string(c.ID)).MustStatus(http.StatusForbidden)

	lead := "/people/" + string(app.Scene.People[access.UnitLead].ID)
	form := url.Values{"other": {strings.TrimPrefix(path, "/people/")}, "until": {"2026-03-20"}}
	coordinator.PostForm(lead+"/deputy", form).MustStatus(http.StatusOK).MustContain("Die Vertretung ist eingerichtet")
	coordinator.Get(path).MustContain("Vertretung für Birgit Hartmann", "bis 20. März 2026")
	her.Get("/home").MustContain("Check vorbereiten: Bürgerservice")
	app.As(access.Admin).PostForm(lead+"/leave", url.Values{}).MustContain("Zugang endet")
	her.Get("/home").MustNotContain("Check vorbereiten")
	app.As(access.Admin).PostForm(lead+"/return", url.Values{}).MustContain("wieder dabei")
	her.Get("/home").MustContain("Check vorbereiten: Bürgerservice")
	app.Advance(4 * 24 * time.Hour) // the day after the last
	as(app, path).Get("/home").MustContain("Mitmachen: Bürgerservice").MustNotContain("Check vorbereiten")

	again := as(app, path)
	again.Get("/home").MustContain("Guten Tag")
	coordinator = app.As(access.Coordinator)
	coordinator.PostForm(path+"/leave", url.Values{}).MustStatus(http.StatusOK).MustContain("Zugang endet", "Wieder aufnehmen")
	if at := again.Get("/home").Path(); !strings.HasPrefix(at, "/?done=signin.first") {
		t.Errorf("a session outlives the person's leaving: %s", at)
	}
	coordinator.PostForm(path+"/leave", url.Values{}).MustStatus(http.StatusUnprocessableEntity).MustContain("keinen Zugang mehr")
	coordinator.PostForm(path+"/link", url.Values{}).MustStatus(http.StatusConflict).MustContain("Nehmen Sie sie zuerst wieder auf")
	coordinator.PostForm(path+"/return", url.Values{}).MustContain("wieder dabei")
	app.As(access.Admin).Get("/audit").MustContain("Vertretung eingerichtet", "Zugang beendet", "Person wieder aufgenommen", "Selin Kaya", "Leitung: Bürgerservice, bis 20. März 2026")
}

func TestRefusedFormsComeBackFilledIn(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	admin := "/people/" + string(app.Scene.People[access.Admin].ID)
	head := "/people/" + string(app.Scene.People[access.UnitLead].ID)
	for _, c := range []struct {
		path  string
		form  url.Values
		want  string
		field string
	}{
		{"/people", url.Values{"name": {" "}, "email": {"x@y.example"}}, "Der Name fehlt", "name"},
		{"/people", url.Values{"name": {"Zweite"}, "email": {"Lead@beispielstadt.example"}}, "gehört schon zu Birgit Hartmann", "email"},
		{"/people", url.Values{"name": {"Neu"}, "role": {"respondent"}}, "wählen Sie eine Abteilung", "unit"},
		{head + "/give", url.Values{"role": {"reader"}, "unit": {"a2"}}, "Diese Aufgabe gibt es so nicht", "give-role"},
		{head + "/give", url.Values{"role": {"facilitator"}, "until": {"gestern"}}, "ist kein Datum", "give-until"},
		{head + "/give", url.Values{"role": {"facilitator"}, "until": {"2026-03-01"}}, "in der Vergangenheit", "give-until"},
		{head + "/deputy", url.Values{"other": {"facilitator"}}, "braucht einen letzten Tag", "deputy-until"},
		{head + "/hand-over", url.Values{"other": {"lead"}}, "eine andere Person", "hand-over-other"},
		{head, url.Values{"name": {"Birgit"}, "email": {"admin@beispielstadt.example"}}, "gehört schon zu Karim Yilmaz", "email"},
	} {
		p := coordinator.PostForm(c.path, c.form).MustStatus(http.StatusUnprocessableEntity).MustContain("noch nicht gespeichert", c.want)
		field := p.First("input", "id", c.field)
		if field == nil {
			field = p.First("select", "id", c.field)
		}
		if field == nil {
			t.Errorf("%s: no field %s", c.path, c.field)
			continue
		}
		if wrong, _ := apptest.Attribute(field, "aria-invalid"); wrong != "true" {
			t.Errorf("%s: %s is not marked as wrong", c.path, c.field)
		}
	}
	coordinator.PostForm(admin+"/leave", url.Values{}).MustStatus(http.StatusForbidden)
	app.As(access.Admin).PostForm(admin+"/leave", url.Values{}).MustStatus(http.StatusUnprocessableEntity).MustContain("niemand mehr die Verwaltung")
	coordinator.Get(admin).MustContain("Nur die Verwaltung kann hier etwas ändern")
	coordinator.PostForm(admin+"/link", url.Values{}).MustStatus(http.StatusForbidden)
}

func TestEverythingIsHandedOverWithOneAction(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	app.Bring(scene.Counter, scene.Finished)
	path := taken(t, coordinator, "Selin Kaya", "")
	as(app, path).Get("/home").MustContain("nichts zu tun")
	coordinator.PostForm("/people/lead/hand-over", url.Values{"other": {strings.TrimPrefix(path, "/people/")}}).MustContain("Alles ist übergeben", "Keine Aufgabe")
	as(app, path).Get("/home").MustContain("Ergebnis lesen und abgeben: Bürgerservice")
	app.As(access.UnitLead).Get("/home").MustNotContain("Ergebnis lesen und abgeben")
	coordinator.PostForm("/posts", url.Values{"title": {"Leitung Empfang"}, "unit": {string(scene.Counter)}, "holder": {"lead2"}}).MustContain("Die Stelle ist gespeichert", "Leitung Empfang")
	coordinator.Get("/people/lead2").MustContain("Stellen: Leitung Empfang")
	coordinator.PostForm("/people/lead2/hand-over", url.Values{"other": {"lead3"}})
	coordinator.Get("/people/lead3").MustContain("Stellen: Leitung Empfang", "Ordnung und Verkehr", "Stadtbücherei")
	coordinator.PostForm("/posts", url.Values{"title": {" "}, "unit": {"a1"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("nennen Sie die Stelle")
}

// TestLosingTheLastPartKeepsTheWords: a sheet is opened by the secret in its
// link, so whoever loses her part in the team still finds what she wrote.
func TestLosingTheLastPartKeepsTheWords(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	secret := app.WithSheets(scene.Counter, 1)[0].Path()
	coordinator, member := app.As(access.Coordinator), app.As(access.Respondent)
	member.Get("/s/" + secret).MustStatus(http.StatusOK)
	form := coordinator.Get("/people/member").Form("/take")
	coordinator.PostForm("/people/member/take", form).MustContain("Die Aufgabe ist beendet", "Keine Aufgabe")
	member.Get("/home").MustContain("nichts zu tun")
	member.Get("/s/" + secret).MustStatus(http.StatusOK)
	app.Visitor().Get("/s/" + secret).MustStatus(http.StatusOK)
	c := app.Check(scene.Counter)
	member.Get("/checks/" + string(c.ID)).MustStatus(http.StatusForbidden)
}

func TestARespondentInTwoUnits(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.As(access.Coordinator).PostForm("/people/member/give", url.Values{"role": {"respondent"}, "unit": {string(scene.Library)}}).MustContain("Die Aufgabe ist gegeben")
	app.As(access.Respondent).Get("/home").MustContain("Mitmachen: Bürgerservice", "Mitmachen: Stadtbücherei")
}
