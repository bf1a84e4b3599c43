package results_test

import (
	"net/http"
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

func TestFromRoundToRound(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	lead := app.As(access.UnitLead)
	at := "/checks/" + string(c.ID)
	lead.Get(at + "/years").MustContain("Noch keine zweite Runde")
	lead.Get(at + "/result").MustNotContain("Jedes Feld über die Runden ansehen")
	if _, err := app.Scene.Past(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	lead.Get(at + "/result").MustContain("Jedes Feld über die Runden ansehen")
	lead.Get(at+"/years").MustContain("noch keine Wirkung", "ChancenCheck 2024", "ChancenCheck 2025", "ChancenCheck Frühjahr", "Wen wir erreichen")
	lead.Get(at+"/result/print").MustContain("Von Runde zu Runde", "ChancenCheck 2024")
	other := "/checks/" + string(app.Bring(scene.Library, scene.Signed).ID)
	lead.Get(other + "/years").MustStatus(http.StatusForbidden)
}

func TestWhatWasCorrectedIsSaid(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Bring(scene.Counter, scene.Signed)
	at := "/checks/" + string(c.ID)
	coordinator := app.As(access.Coordinator)
	coordinator.PostForm(at+"/reopen", url.Values{"reason": {"Eine Zahl war falsch"}}).MustStatus(http.StatusOK)
	rec, err := app.Site.Store.Record(t.Context(), c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	changed := rec.Agreements[app.Scene.Items(c)[0].ID]
	changed.Reason = "Jetzt haben wir nachgezählt"
	if err := check.Agree(t.Context(), app.Site.Store, app.Scene.Act(access.Facilitator), c.Ref, changed); err != nil {
		t.Fatal(err)
	}
	app.Bring(scene.Counter, scene.Signed)
	for _, path := range []string{"/result", "/result/print"} {
		app.As(access.UnitLead).Get(at+path).MustContain("Was wurde später geändert?", "Fassung 1", "Anke Sommer", "Eine Zahl war falsch", "Jetzt haben wir nachgezählt")
	}
	app.As(access.Reader).Get(at + "/result").MustStatus(http.StatusForbidden)
}

// TestYearsFollowTheLineage: a unit that came out of two is put beside what both
// had said, which is told and not drawn as one line.
func TestYearsFollowTheLineage(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	if _, err := app.Scene.Past(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	c := app.Check(scene.Counter)
	coordinator := app.As(access.Coordinator)
	form := url.Values{"kind": {"merge"}, "name": {"Haus der Dienste"}, "unit": {string(scene.Library)}, "on": {"2026-03-10"}, "sure": {"1"}}
	coordinator.PostForm("/units/"+string(scene.Counter)+"/reform", form).MustStatus(http.StatusOK)
	at := "/checks/" + string(c.ID)
	given := coordinator.Get(at).Form("/reassign")
	given.Set("reason", "Zusammengelegt")
	coordinator.PostForm(at+"/reassign", given).MustStatus(http.StatusOK)
	if err := check.Prepare(t.Context(), app.Site.Store, app.Scene.Act(access.Coordinator), c.Ref, check.Scope{Situations: c.Situations}); err != nil {
		t.Fatal(err)
	}
	heir, err := app.Site.Store.Check(t.Context(), c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	app.Bring(heir.Unit, scene.Finished)
	app.As(access.UnitLead).PostForm(at+"/sign", url.Values{}).MustStatus(http.StatusOK)
	app.As(access.UnitLead).Get(at+"/years").MustContain("ChancenCheck 2025 (Bürgerservice)", "ChancenCheck 2025 (Stadtbücherei)", "eine zweite Abteilung von damals", "ging mit anderen in dieser auf")
	app.As(access.UnitLead).Get(at + "/result/print").MustContain("ChancenCheck 2025 (Stadtbücherei)")
	app.As(access.Reader).Get(at + "/years").MustStatus(http.StatusForbidden)
}
