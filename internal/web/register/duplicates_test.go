package register_test

import (
	"net/http"
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

func TestServicesAreJoinedByAPerson(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	org := app.Scene.Org.ID
	c := app.As(access.Coordinator)
	c.Get("/duplicates").MustContain("Nichts ist doppelt")
	twice := []organisation.Service{
		{Org: org, ID: "x1", Unit: scene.Counter, Name: "Parkausweis beantragen"}, {Org: org, ID: "x2", Unit: scene.Enforcement, Name: "Parkausweis  beantragen"},
		{Org: org, ID: "x3", Unit: scene.Library, Name: "Parkausweise beantragen"},
	}
	if err := app.Site.Store.PutServices(t.Context(), twice); err != nil {
		t.Fatal(err)
	}
	c.Get("/units").MustContain("Doppelte Leistungen")
	c.Get("/duplicates").MustContain("Beide heißen gleich", "Beide heißen fast gleich", "Ordnung und Verkehr")
	c.PostForm("/duplicates/x1/x3", url.Values{"stays": {""}}).MustContain("werden nicht mehr vorgeschlagen")
	c.PostForm("/duplicates/x2/x3", url.Values{"stays": {""}}).MustNotContain("fast gleich")
	c.PostForm("/duplicates/x1/x2", url.Values{"stays": {"x2"}}).MustContain("90 Tage lang", "Zusammengeführt", "Wieder trennen", "Nichts ist doppelt")
	c.Get("/units/" + string(scene.Counter)).MustNotContain("Parkausweis")
	c.Get("/checks/" + string(app.Check(scene.Counter).ID)).MustNotContain("Parkausweis")
	c.PostForm("/duplicates/x1/x2", url.Values{"stays": {"x2"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("die es heute gibt")
	app.As(access.UnitLead).Get("/duplicates").MustStatus(http.StatusForbidden)
	app.As(access.UnitLead).PostForm("/duplicates/x1/split", url.Values{}).MustStatus(http.StatusForbidden)
	c.PostForm("/duplicates/x1/split", url.Values{}).MustContain("Die Leistung steht wieder für sich", "Beide heißen gleich")
	c.PostForm("/duplicates/none/split", url.Values{}).MustStatus(http.StatusNotFound)
	c.Get("/audit").MustContain("Leistungen zusammengeführt", "Leistungen wieder getrennt", "Leistungen als verschieden vermerkt")
}
