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
