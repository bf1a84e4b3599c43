package results_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

func resultOf(c *check.Check) string { return "/checks/" + string(c.ID) + "/result" }

// join gives a person a part in the scene's organisation.
func join(t *testing.T, app *apptest.App, id, name string, role access.Role, unit organisation.UnitID) *apptest.Client {
	t.Helper()
	p := organisation.Person{Org: app.Scene.Org.ID, ID: organisation.PersonID(id), Name: name, Email: id + "@beispielstadt.example", Language: "de"}
	part := organisation.Membership{Org: p.Org, Person: p.ID, Role: role, Unit: unit}
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, []organisation.Membership{part}); err != nil {
		t.Fatal(err)
	}
	return app.AsPerson(p.Ref())
}

func TestTheTwoPages(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	page := app.As(access.UnitLead).Get(resultOf(c)).MustStatus(http.StatusOK)
	page.MustContain("Bürgerservice", c.ServiceName, "ChancenCheck Frühjahr", "Dezernat Bürgerdienste", "von Birgit Hartmann am 17. März 2026", "Danke an alle", "beantwortet:")
	page.MustNotContain("Noch nicht abgegeben")
	main := page.Main()
	for i, parts := 1, []string{"Was gelingt", "Für wen klappt es?", "Was noch fehlt", "Was wir angehen", "Was wir weitergeben", "Stand je Feld"}; i < len(parts); i++ {
		if strings.Index(main, parts[i-1]) > strings.Index(main, parts[i]) {
			t.Errorf("%q does not come before %q", parts[i-1], parts[i])
		}
	}
	if len(page.All("h1")) != 1 {
		t.Error("the page has not exactly one h1")
	}
}

func TestHandingIn(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Finished)
	lead := app.As(access.UnitLead)
	page := lead.Get(resultOf(c)).MustContain("Noch nicht abgegeben", "ändert sich dabei nichts")
	form := page.Form("/sign")
	form.Set("comment", strings.Repeat("ä", check.MostReason+1))
	lead.PostForm("/checks/"+string(c.ID)+"/sign", form).MustStatus(http.StatusUnprocessableEntity).MustContain("ääää", "noch nicht gespeichert")
	form.Set("comment", "Danke <b>sehr</b>")
	done := lead.PostForm("/checks/"+string(c.ID)+"/sign", form).MustStatus(http.StatusOK)
	done.MustContain("Das Ergebnis ist abgegeben", "Danke <b>sehr</b>", "von Birgit Hartmann").MustNotContain("Danke <b>")
	if app.Check(scene.Counter).State != check.Signed {
		t.Error("the check is not signed")
	}
	lead.PostForm("/checks/"+string(c.ID)+"/sign", form).MustStatus(http.StatusConflict).MustContain("schon abgegeben")
}

func TestAHeadAboveReadsWhatSheSigns(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	head := join(t, app, "head", "Vera Lind", access.UnitLead, "d1")
	c := app.Bring(scene.Counter, scene.Agreed)
	head.Get(resultOf(c)).MustStatus(http.StatusForbidden)
	c = app.Bring(scene.Counter, scene.Finished)
	form := head.Get(resultOf(c)).MustStatus(http.StatusOK).Form("/sign")
	head.PostForm("/checks/"+string(c.ID)+"/sign", form).MustStatus(http.StatusOK).MustContain("von Vera Lind")
}

func TestOpeningAgain(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	facilitator, at := app.As(access.Facilitator), "/checks/"+string(c.ID)+"/reopen"
	form := facilitator.Get(at).MustContain("noch einmal öffnen?", "Grund").Form("/reopen")
	facilitator.PostForm(at, form).MustStatus(http.StatusUnprocessableEntity).MustContain("Schreiben Sie einen Grund")
	form.Set("reason", "Ein Schritt fehlt")
	facilitator.PostForm(at, form).MustStatus(http.StatusOK).MustContain("wieder offen")
	if got := app.Check(scene.Counter); got.State != check.Talking || got.Reason != "Ein Schritt fehlt" || got.SignedBy != "" {
		t.Errorf("after opening again: %+v", got)
	}
	facilitator.Get(at).MustStatus(http.StatusConflict)
	app.As(access.Coordinator).Get(resultOf(c)).MustStatus(http.StatusForbidden).MustContain("noch nicht abgegeben")
	app.As(access.UnitLead).Get(at).MustStatus(http.StatusForbidden)
}

func TestBeforeTheTalkThereIsNoResult(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Check(scene.Counter)
	app.As(access.UnitLead).Get(resultOf(c)).MustStatus(http.StatusConflict).MustContain("noch kein Ergebnis")
}

func TestTheEarlierCheckBesideThisOne(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	first := app.Bring(scene.Counter, scene.Signed)
	app.As(access.UnitLead).Get(resultOf(first)).MustNotContain("noch keine Wirkung")
	app.Advance(time.Hour)
	coordinator := app.As(access.Coordinator)
	form := coordinator.Get("/rounds/new").Form("/rounds")
	form.Set("title", "ChancenCheck Herbst")
	path, _, _ := strings.Cut(coordinator.PostForm("/rounds", form).Path(), "?")
	coordinator.PostForm(path+"/open", coordinator.Get(path).Form("/open")).MustStatus(http.StatusOK)
	rounds, err := app.Site.Store.Rounds(t.Context(), app.Scene.Org.ID)
	if err != nil {
		t.Fatal(err)
	}
	app.Scene.Round = rounds[0]
	second := app.Bring(scene.Counter, scene.Signed)
	app.As(access.UnitLead).Get(resultOf(second)).MustContain("letztes Mal: ChancenCheck Frühjahr", "noch keine Wirkung")
	app.As(access.UnitLead).Get(resultOf(second) + "/print").MustContain("noch keine Wirkung")
}

func TestFiles(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	lead := app.As(access.UnitLead)
	for file, want := range map[string]string{
		"result.odt": "application/vnd.oasis.opendocument.text", "result.csv": "text/csv; charset=utf-8", "result.json": "application/json",
		"result.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "result.pdf": "application/pdf",
	} {
		page := lead.Get(resultOf(c) + "/" + file).MustStatus(http.StatusOK)
		_, ending, _ := strings.Cut(file, ".")
		name := `attachment; filename=Ergebnis-Buergerservice-2026-03-17.` + ending
		if page.Header.Get("Content-Type") != want || page.Header.Get("Content-Disposition") != name {
			t.Errorf("%s: %v", file, page.Header)
		}
	}
	lead.Get(resultOf(c)+"/print").MustStatus(http.StatusOK).MustContain("Ergebnis: Bürgerservice", "Was noch fehlt")
	lead.In("en").Get(resultOf(c) + "/print").MustContain("What is still missing")
	for _, file := range []string{"result.exe", "needs.odt", "other.csv", "result", "result.print.csv"} {
		lead.Get(resultOf(c) + "/" + file).MustStatus(http.StatusNotFound)
	}
}

func TestWithoutAPrinterThePageOffersThePrintView(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	app.Site.PDF = nil
	page := app.As(access.UnitLead).Get(resultOf(c)+"/result.pdf").MustStatus(http.StatusServiceUnavailable).MustContain("kein Programm", "Druckansicht")
	if !strings.Contains(strings.Join(page.Links(), " "), resultOf(c)+"/print") {
		t.Error("the page does not lead to the print view")
	}
	at := "/rounds/" + string(app.Scene.Round.ID)
	app.As(access.Coordinator).Get(at + "/report/needs.pdf").MustStatus(http.StatusServiceUnavailable)
}

func TestNeedsAndOverview(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	at := "/rounds/" + string(app.Scene.Round.ID)
	coordinator := app.As(access.Coordinator)
	coordinator.Get(at + "/needs").MustContain("Noch nichts zu zählen")
	coordinator.Get(at + "/overview").MustContain("Noch nichts abgegeben")
	app.Bring(scene.Library, scene.Signed)
	app.Bring(scene.Counter, scene.Signed)
	app.Bring(scene.Enforcement, scene.Finished)
	coordinator.Get(at+"/needs").MustContain("2 abgegebene Ergebnisse aus 3", "von 2 Abteilungen", "Für die über uns")
	coordinator.Get(at + "/needs?unit=d1").MustContain("2 abgegebene Ergebnisse aus 3")
	coordinator.Get(at + "/needs?unit=nowhere").MustStatus(http.StatusNotFound)
	overview := coordinator.Get(at+"/overview").MustContain("2 von 3 Abteilungen haben abgegeben", "Eine Rangliste gibt es nicht", "Dezernat Bürgerdienste")
	overview.MustNotContain("Ordnung und Verkehr")
	if main := overview.Main(); strings.Index(main, "Bürgerservice") > strings.Index(main, "Stadtbücherei") {
		t.Error("units do not stand in the order of the organisation")
	}
	for _, file := range []string{"needs.odt", "needs.xlsx", "needs.csv", "needs.json", "needs.print", "overview.xlsx", "overview.csv"} {
		coordinator.Get(at + "/report/" + file).MustStatus(http.StatusOK)
	}
	for _, file := range []string{"overview.pdf", "overview.odt", "needs.exe", "overview.print"} {
		coordinator.Get(at + "/report/" + file).MustStatus(http.StatusNotFound)
	}
}

func TestALeadSeesHerOwnLine(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	at := "/rounds/" + string(app.Scene.Round.ID)
	app.Bring(scene.Library, scene.Signed)
	app.Bring(scene.Counter, scene.Signed)
	lead := app.As(access.UnitLead)
	lead.Get(at+"/overview").MustContain("1 von 1", "Bürgerservice").MustNotContain("Stadtbücherei")
	lead.Get(at+"/needs").MustContain("Noch nichts zu zählen", "erst, wenn 5 beisammen sind").MustNotContain("Stadtbücherei")
	lead.Get(at+"/needs?unit=a1").MustContain("in 1 von 1 Abteilungen", "(Bürgerservice)").MustNotContain("Stadtbücherei")
	lead.Get(at + "/needs?unit=a3").MustStatus(http.StatusForbidden)
	lead.Get(at + "/needs?unit=d1").MustStatus(http.StatusForbidden)
	lead.Get(at + "/report/needs.csv").MustStatus(http.StatusForbidden)
	lead.Get(at + "/report/needs.csv?unit=a1").MustStatus(http.StatusForbidden)
}

func TestSomebodyElsesOrganisation(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	other := organisation.Organisation{ID: "elsewhere", Name: "Anderswo", TimeZone: "Europe/Berlin"}
	p := organisation.Person{Org: other.ID, ID: "stranger", Name: "Iva Fremd", Email: "iva@anderswo.example", Language: "de"}
	part := organisation.Membership{Org: other.ID, Person: p.ID, Role: access.Coordinator}
	if err := app.Site.Store.PutOrganisation(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, []organisation.Membership{part}); err != nil {
		t.Fatal(err)
	}
	stranger, round := app.AsPerson(p.Ref()), "/rounds/"+string(app.Scene.Round.ID)
	for _, path := range []string{resultOf(c), resultOf(c) + "/result.json", round + "/needs", round + "/overview", round + "/report/needs.csv"} {
		stranger.Get(path).MustStatus(http.StatusNotFound)
	}
	for _, verb := range []string{"/sign", "/reopen"} {
		stranger.PostForm("/checks/"+string(c.ID)+verb, url.Values{"reason": {"x"}}).MustStatus(http.StatusNotFound)
	}
}
