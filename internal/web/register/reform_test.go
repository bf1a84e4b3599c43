package register_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

// reform looks at a reorganisation and then carries it out.
func reform(t *testing.T, c *apptest.Client, unit string, values ...string) *apptest.Page {
	t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(values); i += 2 {
		form.Add(values[i], values[i+1])
	}
	path := "/units/" + unit + "/reform"
	again := c.PostForm(path, form).MustStatus(http.StatusOK).MustContain("Noch ist nichts geändert").Form("/reform")
	return c.PostForm(path, again).MustStatus(http.StatusOK).MustContain("Der Umbau ist eingetragen")
}

func TestUnitsAreReorganised(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Signed)
	c := app.As(access.Coordinator)
	reform(t, c, "a1", "kind", "rename", "name", "Servicehaus", "on", "2026-03-01").MustContain("Servicehaus")
	c.Get("/units/a1").MustContain("Bis 1. März 2026: „Bürgerservice“", "hieß damals Bürgerservice")
	reform(t, c, "a3", "kind", "move", "parent", "d1", "on", "2026-03-02")
	c.PostForm("/units/a2/reform", url.Values{"kind": {"merge"}, "name": {"Haus der Dienste"}, "unit": {"a1"}, "on": {"2026-03-10"}}).MustContain("Eine Runde läuft noch", "Ordnung und Verkehr in ChancenCheck Frühjahr")
	merged := reform(t, c, "a1", "kind", "merge", "name", "Haus der Dienste", "unit", "a2", "on", "2026-03-10").MustContain("Haus der Dienste", "Frühere Abteilungen")
	var path string
	for _, link := range merged.Links() {
		if len(link) > len("/de/units/")+20 {
			path = link
		}
	}
	c.Get(path).MustContain("Am 10. März 2026 entstanden, auch aus Servicehaus", "von Bürgerservice, heute Teil dieser Abteilung", "Wohnsitz anmelden")
	c.Get("/units/a1").MustContain("Am 10. März 2026 in Haus der Dienste aufgegangen").MustNotContain("/units/a1/reform")
	app.As(access.UnitLead).Get("/home").MustContain("Guten Tag")
	c.Get("/audit").MustContain("Abteilungen zusammengelegt", "Abteilung umbenannt", "Abteilung verschoben")
}

func TestReformsThatAreRefusedComeBack(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.As(access.Admin)
	for want, form := range map[string]url.Values{
		"Bitte geben Sie einen Tag an": {"kind": {"dissolve"}, "on": {""}},
		"ist kein Datum":               {"kind": {"dissolve"}, "on": {"morgen"}},
		"nicht unter der Ebene":        {"kind": {"move"}, "parent": {"a2"}, "on": {"2026-03-01"}},
		"Das ist schon so":             {"kind": {"rename"}, "name": {"Bürgerservice"}, "on": {"2026-03-01"}},
		"Diesen Namen gibt es":         {"kind": {"rename"}, "name": {"Stadtbücherei"}, "on": {"2026-03-01"}},
		"mindestens zwei":              {"kind": {"split"}, "names": {"Eine"}, "on": {"2026-03-01"}},
		"die es heute gibt":            {"kind": {"merge"}, "name": {"X"}, "unit": {""}, "on": {"2026-03-01"}},
		"übernimmt, gehört selbst zu":  {"kind": {"dissolve"}, "into": {"x"}, "on": {"2026-03-01"}},
	} {
		if want == "übernimmt, gehört selbst zu" {
			c.PostForm("/units/b1/reform", url.Values{"kind": {"dissolve"}, "into": {"a1"}, "on": {"2026-03-01"}}).MustStatus(http.StatusUnprocessableEntity).MustContain(want)
			continue
		}
		c.PostForm("/units/a1/reform", form).MustStatus(http.StatusUnprocessableEntity).MustContain(want)
	}
	c.PostForm("/units/b1/reform", url.Values{"kind": {"move"}, "parent": {"a1"}, "on": {"2026-03-01"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("nicht unter sich selbst")
	app.As(access.UnitLead).Get("/units/a1/reform").MustStatus(http.StatusForbidden)
	c.Get("/units/none/reform").MustStatus(http.StatusNotFound)
}

func TestATableTakesPartsOnlyWithATick(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.As(access.Admin)
	// Everybody as she is, but the reader facilitates now instead of reading.
	table := strings.Replace(c.Get("/import?as=people").Body, ";reader;de", ";facilitator;de", 1)
	if !strings.Contains(table, "Joachim Ernst") || strings.Contains(table, ";reader;") {
		t.Fatalf("the table is another one: %s", table)
	}
	files := map[string][2]string{"people": {"people.csv", table}}
	preview := hand(t, c, files).MustStatus(http.StatusOK).MustContain("stehen nicht mehr in der Tabelle", "Joachim Ernst: Lesen")
	again(t, c, preview)
	c.Get("/people/reader").MustContain("Lesen", "Moderation")
	preview = hand(t, c, files).MustContain("Joachim Ernst: Lesen")
	form := map[string][2]string{"take": {"", "1"}}
	for name, values := range preview.Form("/import") {
		form[name] = [2]string{"", values[0]}
	}
	hand(t, c, form)
	c.Get("/people/reader").MustContain("Moderation").MustNotContain(`name="role" value="reader"`)
	hand(t, c, files).MustContain("Es gibt nichts zu ändern")
}
