package register_test

import (
	"net/http"
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

func TestAReformIsPlannedAndWithdrawn(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.As(access.Coordinator)
	form := url.Values{"kind": {"merge"}, "name": {"Haus der Dienste"}, "unit": {"a2"}, "on": {"2026-05-01"}}
	again := c.PostForm("/units/a1/reform", form).MustStatus(http.StatusOK).MustContain("Das gilt ab 1. Mai 2026").Form("/reform")
	c.PostForm("/units/a1/reform", again).MustStatus(http.StatusOK).MustContain("Der Umbau ist geplant", "werden am 1. Mai 2026 zu „Haus der Dienste“", "Bürgerservice")
	c.Get("/units/a2").MustContain("Geplante Umbauten")
	c.Get("/units/a3").MustNotContain("Geplante Umbauten")
	c.PostForm("/units/a1/reform", url.Values{"kind": {"dissolve"}, "on": {"2026-06-01"}, "sure": {"1"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("schon ein anderer Umbau geplant")
	app.As(access.UnitLead).Get("/units").MustContain("Geplante Umbauten").MustNotContain("Plan zurücknehmen")
	var path string
	for _, n := range c.Get("/units").All("form") {
		if at, _ := apptest.Attribute(n, "action"); path == "" && len(at) > len("/de/reforms/") && at[:len("/de/reforms/")] == "/de/reforms/" {
			path = at[len("/de"):]
		}
	}
	app.As(access.UnitLead).PostForm(path, url.Values{}).MustStatus(http.StatusForbidden)
	c.PostForm(path, url.Values{}).MustContain("Der Plan ist zurückgenommen").MustNotContain("Geplante Umbauten")
	c.PostForm(path, url.Values{}).MustStatus(http.StatusNotFound)
	c.Get("/audit").MustContain("Umbau geplant", "Geplanter Umbau zurückgenommen")
}

// TestADissolvedUnitInARunningRound: the coordinator is told, decides with a
// reason, and whoever prepares is told nothing new but can go on.
func TestADissolvedUnitInARunningRound(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	check := app.Bring(scene.Counter, scene.Noted)
	c := app.As(access.Coordinator)
	reform(t, c, "a1", "kind", "merge", "name", "Haus der Dienste", "unit", "a3", "on", "2026-03-10")
	c.Get("/home").MustContain("Abteilung gibt es nicht mehr", "Wer übernimmt den Check?")
	at := "/checks/" + string(check.ID)
	page := c.Get(at).MustContain("Diese Abteilung gibt es seit 10. März 2026 nicht mehr", "Haus der Dienste (daraus hervorgegangen)")
	form := page.Form("/reassign")
	c.PostForm(at+"/reassign", form).MustStatus(http.StatusUnprocessableEntity).MustContain("Diese Abteilung gibt es seit")
	form.Set("reason", "Beide sind jetzt ein Haus")
	sheet := "/s/" + app.Scene.Secrets[check.ID][0].Path()
	app.Visitor().Get(sheet).MustStatus(http.StatusOK)
	c.PostForm(at+"/reassign", form).MustStatus(http.StatusOK).MustContain("Der Check gehört jetzt zu dieser Abteilung", "Haus der Dienste").MustNotContain("nicht mehr")
	app.Visitor().Get(sheet).MustStatus(http.StatusOK)
	app.Visitor().Get("/j/" + check.Code).MustStatus(http.StatusOK)
	app.As(access.UnitLead).Get(at).MustStatus(http.StatusOK).MustContain("Haus der Dienste") // her part went along

	other := app.Check(scene.Library)
	at = "/checks/" + string(other.ID)
	form = c.Get(at).Form("/reassign")
	form.Set("reason", "Die Bücherei nimmt am Haus teil")
	c.PostForm(at+"/end", form).MustStatus(http.StatusOK).MustContain("Der Check ist beendet", "Beendet", "Die Bücherei nimmt am Haus teil")
	app.Visitor().Get("/j/" + other.Code).MustContain("Dieser Check ist beendet")
	c.Get("/home").MustNotContain("Wer übernimmt den Check?")
	c.Get("/audit").MustContain("Check weitergegeben", "Check beendet")
}
