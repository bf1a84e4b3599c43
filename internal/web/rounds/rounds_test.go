package rounds_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/library"
	"chancencheck/organisation"
	"chancencheck/round"
)

// drafted lets the coordinator prepare a round as she would, and returns its path.
func drafted(t *testing.T, coordinator *apptest.Client) string {
	t.Helper()
	form := coordinator.Get("/rounds/new").MustStatus(http.StatusOK).Form("/rounds")
	form.Set("title", "ChancenCheck Herbst")
	created := coordinator.PostForm("/rounds", form).MustStatus(http.StatusOK)
	created.MustContain("ChancenCheck Herbst", "Die Runde ist angelegt")
	path, _, _ := strings.Cut(created.Path(), "?")
	return path
}

func TestARoundIsOpenedWithOneClick(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	path := drafted(t, coordinator)
	form := coordinator.Get(path).Form("/open")
	if n := len(form["unit"]); n != 3 {
		t.Fatalf("%d departments are ticked, want all 3", n)
	}
	opened := coordinator.PostForm(path+"/open", form).MustStatus(http.StatusOK)
	opened.MustContain("Die Runde läuft", "Bürgerservice", "Ordnung und Verkehr", "Stadtbücherei", "0 von 3 haben abgegeben")
	coordinator.PostForm(path+"/open", form).MustStatus(http.StatusConflict).MustContain("schon geöffnet")
}

func TestARoundOverSomeDepartments(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	path := drafted(t, coordinator)
	coordinator.PostForm(path+"/open", url.Values{}).MustStatus(http.StatusUnprocessableEntity).MustContain("mindestens eine Abteilung")
	coordinator.PostForm(path+"/open", url.Values{"unit": {string(scene.Library)}}).MustContain("Stadtbücherei", "0 von 1").MustNotContain("Bürgerservice")
}

func TestARoundAsksTeamsAlone(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	ins, err := app.Site.Instruments.Publish(t.Context(), app.Scene.Org.ID, library.FS, library.OrganisationCheck, app.Now())
	if err != nil {
		t.Fatal(err)
	}
	coordinator := app.As(access.Coordinator)
	form := coordinator.Get("/rounds/new").MustNotContain("Zusammenleben in Vielfalt").Form("/rounds")
	form.Set("title", "Alle Ämter")
	form.Set("format", ins.ID+"|"+ins.Version+"|"+ins.Formats[0].ID)
	coordinator.PostForm("/rounds", form).MustStatus(http.StatusUnprocessableEntity)
}

func TestARefusedRoundKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	whole := coordinator.Get("/rounds/new").Form("/rounds")
	cases := []struct{ field, value, sentence string }{
		{"title", " ", "Geben Sie der Runde einen Namen"},
		{"closes_on", "gestern", "Geben Sie einen Tag an"},
		{"closes_on", "2020-01-01", "liegt in der Vergangenheit"},
		{"threshold", "3", "5 oder größer"},
		{"minutes", "5", "zwischen 20 und 480"},
		{"mode", "open", "wie die Antworten geschützt werden"},
		{"format", "service-check|9.9|standard", "Wählen Sie ein Format"},
		{"format", "nonsense", "Wählen Sie ein Format"},
	}
	for _, c := range cases {
		form := url.Values{}
		for k, v := range whole {
			form[k] = v
		}
		form.Set("title", "Herbst")
		form.Set("mandate", "Stadtvorstand")
		form.Set(c.field, c.value)
		page := coordinator.PostForm("/rounds", form).MustStatus(http.StatusUnprocessableEntity).MustContain(c.sentence)
		if got := page.Form("/rounds").Get("mandate"); got != "Stadtvorstand" {
			t.Errorf("%s=%q: the mandate came back as %q", c.field, c.value, got)
		}
	}
}

func TestDeadlineAndEnd(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	rd := app.Check(scene.Counter).Round
	path := "/rounds/" + string(rd)
	later := string(organisation.DateOf(app.Now().AddDate(0, 3, 0)))
	coordinator.PostForm(path+"/extend", url.Values{"closes_on": {later}}).MustContain("Die neue Frist gilt")
	coordinator.PostForm(path+"/extend", url.Values{"closes_on": {"2001-01-01"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("Vergangenheit")
	app.WithSheets(scene.Counter, 2)
	coordinator.Get(path + "/close").MustContain("Offene Notizen und Karten werden gelöscht")
	coordinator.PostForm(path+"/close", url.Values{"confirm": {"1"}}).MustContain("Die Runde ist geschlossen")
	stored, err := app.Site.Store.Round(t.Context(), round.Ref{Org: app.Scene.Org.ID, ID: rd})
	if err != nil || stored.State != round.Closed {
		t.Errorf("%v %+v", err, stored)
	}
	app.As(access.Facilitator).PostForm("/checks/"+string(app.Check(scene.Library).ID)+"/talk", url.Values{}).MustStatus(http.StatusConflict).MustContain("Diese Runde läuft nicht")
	if page := app.Visitor().PostForm("/j/"+app.Check(scene.Library).Code, url.Values{}); page.Status == http.StatusOK {
		t.Errorf("a sheet was begun after the end of the round: %s", page.Path())
	}
	sheets, err := app.Site.Store.SheetsOf(t.Context(), app.Check(scene.Counter).Ref)
	if err != nil || len(sheets) != 0 {
		t.Errorf("%d sheets outlive the round (%v)", len(sheets), err)
	}
}

func TestScopeIsFixedOnceSomebodyHasBegun(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	lead := app.As(access.UnitLead)
	c := app.Check(scene.Counter)
	path := "/checks/" + string(c.ID)
	lead.PostForm(path+"/prepare", url.Values{"service": {"s12"}, "situation": {"little_german", "no_device"}}).MustContain("Ausweise und Pässe")
	six := url.Values{"service": {"s12"}}
	for _, s := range app.Scene.Instrument.Situations.List[:6] {
		six.Add("situation", s.ID)
	}
	lead.PostForm(path+"/prepare", six).MustStatus(http.StatusUnprocessableEntity)
	lead.PostForm(path+"/prepare", url.Values{"service": {"s31"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("gehört nicht zu dieser Abteilung")
	app.WithSheets(scene.Counter, 1)
	lead.PostForm(path+"/prepare", url.Values{"service": {"s11"}}).MustStatus(http.StatusConflict)
	if now := app.Check(scene.Counter); now.ServiceName != "Ausweise und Pässe" || len(now.Situations) != 2 {
		t.Errorf("what was promised has changed: %+v", now)
	}
}

func TestPostponeNeedsAReason(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	path := "/checks/" + string(app.Check(scene.Library).ID)
	coordinator.PostForm(path+"/postpone", url.Values{"reason": {" "}}).MustStatus(http.StatusUnprocessableEntity)
	coordinator.PostForm(path+"/postpone", url.Values{"reason": {"Umzug im Mai"}}).MustContain("Verschoben", "Umzug im Mai")
	coordinator.PostForm(path+"/resume", url.Values{}).MustContain("In Vorbereitung")
	if c := app.Check(scene.Library); c.State != check.Preparing {
		t.Errorf("state %s", c.State)
	}
}

// TestWhoMayOpenWhat holds the pages of this package against the matrix of
// access: role by page.
func TestWhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	own, foreign := app.Check(scene.Counter), app.Check(scene.Library)
	pages := map[string][]access.Role{
		"/rounds":                      {access.Coordinator, access.UnitLead, access.Facilitator, access.Reader, access.Approver, access.MeasureOwner},
		"/rounds/new":                  {access.Coordinator},
		"/rounds/" + string(own.Round): {access.Coordinator, access.UnitLead, access.Facilitator, access.Reader, access.Approver, access.MeasureOwner},
		"/rounds/" + string(own.Round) + "/close": {access.Coordinator},
		"/checks/" + string(own.ID):               {access.Coordinator, access.UnitLead, access.Facilitator, access.Respondent, access.Approver},
		"/checks/" + string(foreign.ID):           {access.Coordinator, access.Facilitator, access.Approver},
	}
	for path, allowed := range pages {
		for _, role := range access.Roles {
			want := http.StatusForbidden
			for _, a := range allowed {
				if a == role {
					want = http.StatusOK
				}
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

// TestNobodySeesHowManyHaveAnswered fills sheets and looks whether any page of
// a round changes: in a team of six the missing one has a name.
func TestNobodySeesHowManyHaveAnswered(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Check(scene.Counter)
	app.As(access.Coordinator).PostForm("/checks/"+string(c.ID)+"/seats", url.Values{"seats": {"20"}}).MustStatus(http.StatusOK)
	app.WithSheets(scene.Counter, 1)
	for _, role := range []access.Role{access.Coordinator, access.UnitLead, access.Facilitator, access.Respondent} {
		for _, path := range []string{"/home", "/checks/" + string(c.ID)} {
			client := app.As(role)
			before := client.Get(path).Main()
			app.WithSheets(scene.Counter, 2)
			if after := client.Get(path).Main(); after != before {
				t.Errorf("%s sees at %s that two more have begun", role, path)
			}
		}
	}
}
