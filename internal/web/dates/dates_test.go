package dates_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

func offer(day string) url.Values {
	return url.Values{"day": {day}, "time": {"10:00"}, "minutes": {"90"}, "place": {"Rathaus, Raum 3"}}
}

func TestAHeadBooksADate(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	facilitator, lead, coordinator := app.As(access.Facilitator), app.As(access.UnitLead), app.As(access.Coordinator)
	at := "/checks/" + string(app.Check(scene.Counter).ID)
	lead.Get(at + "/date").MustContain("Gerade ist kein Termin frei")
	coordinator.Get("/dates").MustContain("3 Abteilungen haben noch keinen Termin")
	facilitator.PostForm("/dates", offer("2026-03-24")).MustContain("Der Termin ist angeboten", "Rathaus, Raum 3", "frei")
	facilitator.PostForm("/dates", offer("2026-03-24")).MustStatus(http.StatusConflict).MustContain("schon einen anderen Termin")
	facilitator.PostForm("/dates", offer("2026-03-01")).MustStatus(http.StatusUnprocessableEntity).MustContain("schon vorbei")
	facilitator.PostForm("/dates", offer("morgen")).MustStatus(http.StatusUnprocessableEntity)
	form := lead.Get(at + "/date").MustContain("Rosa Klein").Form("/date")
	slots, err := app.Site.Store.Slots(t.Context(), app.Scene.Org.ID, app.Now())
	if err != nil || len(slots) != 1 {
		t.Fatalf("%d dates, %v", len(slots), err)
	}
	form.Set("date", string(slots[0].ID))
	lead.PostForm(at+"/date", form).MustContain("Der Termin ist gebucht", "In den Kalender")
	ics := lead.Get(at + "/talk.ics").MustStatus(http.StatusOK)
	if !strings.HasPrefix(ics.Header.Get("Content-Type"), "text/calendar") || !strings.Contains(ics.Body, "DTSTART;TZID=Europe/Berlin:20260324T100000") {
		t.Errorf("the calendar file: %s %s", ics.Header.Get("Content-Type"), ics.Body)
	}
	coordinator.Get("/dates").MustContain("2 Abteilungen haben noch keinen Termin", "Bürgerservice")
	facilitator.Get("/dates").MustContain("Bürgerservice")
	app.As(access.Respondent).Get(at + "/date").MustStatus(http.StatusForbidden)
	lead.PostForm(at+"/date/release", form).MustContain("Der Termin ist zurückgegeben")
	coordinator.Get("/dates").MustContain("3 Abteilungen")
}

func TestATandemOpensOneTalk(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator, member := app.As(access.Coordinator), app.As(access.Respondent)
	rd, library := string(app.Check(scene.Counter).Round), app.Check(scene.Library)
	at := "/checks/" + string(library.ID)
	member.Get(at).MustStatus(http.StatusForbidden)
	page := "/rounds/" + rd + "/tandems"
	coordinator.Get(page).MustContain("Milan Petrović")
	coordinator.PostForm(page, url.Values{"unit": {string(scene.Counter)}, "person": {"member"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("nicht sein eigenes Gespräch")
	coordinator.PostForm(page, url.Values{"unit": {string(scene.Library)}, "person": {"lead3"}}).MustStatus(http.StatusUnprocessableEntity)
	coordinator.PostForm(page, url.Values{"unit": {string(scene.Library)}, "person": {"member"}}).MustContain("Das Tandem steht", "Stadtbücherei")
	member.PostForm(at+"/talk", url.Values{}).MustStatus(http.StatusOK)
	member.Get("/checks/" + string(app.Check(scene.Enforcement).ID)).MustStatus(http.StatusForbidden)
	coordinator.PostForm(page+"/part", url.Values{"unit": {string(scene.Library)}}).MustContain("Das Tandem ist aufgelöst")
	member.Get(at).MustStatus(http.StatusForbidden)
	coordinator.Get("/audit").MustContain("Tandem gebildet", "Tandem aufgelöst")
}

// TestATandemEndsWithThePartInTheTeam: who no longer belongs to the team that
// leads does not lead.
func TestATandemEndsWithThePartInTheTeam(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator, member := app.As(access.Coordinator), app.As(access.Respondent)
	at := "/checks/" + string(app.Check(scene.Library).ID)
	page := "/rounds/" + string(app.Check(scene.Counter).Round) + "/tandems"
	coordinator.PostForm(page, url.Values{"unit": {string(scene.Library)}, "person": {"member"}}).MustContain("Das Tandem steht")
	member.Get(at).MustStatus(http.StatusOK)
	coordinator.PostForm("/people/member/take", coordinator.Get("/people/member").Form("/take")).MustContain("Die Aufgabe ist beendet")
	member.Get(at).MustStatus(http.StatusForbidden)
}

func TestARehearsalIsNoRound(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	facilitator := app.As(access.Facilitator)
	page := facilitator.PostForm("/rehearsals", url.Values{}).MustContain("Probeteam", "Alles auf dieser Seite ist erfunden")
	path, _, _ := strings.Cut(page.Path(), "?")
	facilitator.PostForm(path+"/talk", url.Values{}).MustStatus(http.StatusOK).MustContain("Alles auf dieser Seite ist erfunden")
	for _, role := range []access.Role{access.Coordinator, access.Facilitator, access.Reader} {
		app.As(role).Get("/rounds").MustNotContain("Probe")
	}
	c, err := app.Site.Store.Check(t.Context(), check.Ref{Org: app.Scene.Org.ID, ID: check.ID(strings.TrimPrefix(path, "/checks/"))})
	if err != nil {
		t.Fatal(err)
	}
	for _, below := range []string{"", "/overview", "/needs", "/report/needs.csv", "/close", "/waves"} {
		app.As(access.Coordinator).Get("/rounds/" + string(c.Round) + below).MustStatus(http.StatusNotFound)
	}
	app.As(access.UnitLead).PostForm("/rehearsals", url.Values{}).MustStatus(http.StatusForbidden)
}

func TestWhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	own := app.Check(scene.Counter)
	for path, allowed := range map[string]map[access.Role]bool{
		"/dates":                                    {access.Coordinator: true, access.Facilitator: true},
		"/checks/" + string(own.ID) + "/date":       {access.Coordinator: true, access.Facilitator: true, access.UnitLead: true},
		"/rounds/" + string(own.Round) + "/tandems": {access.Coordinator: true},
		"/rounds/" + string(own.Round) + "/waves":   {access.Coordinator: true},
		"/rounds/" + string(own.Round) + "/mandate": {access.Coordinator: true},
	} {
		for _, role := range access.Roles {
			want := http.StatusForbidden
			if allowed[role] {
				want = http.StatusOK
			}
			if got := app.As(role).Get(path).Status; got != want {
				t.Errorf("%s opens %s: %d, want %d", role, path, got, want)
			}
		}
		if got := app.Visitor().Get(path); !strings.HasPrefix(got.Path(), "/?done=signin.first") {
			t.Errorf("a visitor opens %s", path)
		}
	}
}
