package people_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
)

func TestACoordinatorLetsPeopleIn(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	coordinator.Get("/people").MustStatus(http.StatusOK).MustContain("Rosa Klein", "Moderation")
	id := string(app.Scene.People[access.Facilitator].ID)
	page := coordinator.PostForm("/people/"+id+"/link", url.Values{}).MustStatus(http.StatusOK).MustContain("Anmelde-Link für Rosa Klein")
	link := apptest.TextOf(page.First("code"))
	path := link[strings.Index(link, "/in/"):]
	visitor := app.Visitor()
	visitor.PostForm(path, url.Values{}).MustContain("Guten Tag, Rosa Klein")
	app.Visitor().PostForm(path, url.Values{}).MustStatus(http.StatusNotFound)
}

func TestOthersLetNobodyIn(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	id := string(app.Scene.People[access.Coordinator].ID)
	for _, role := range []access.Role{access.UnitLead, access.Facilitator, access.Respondent, access.Reader} {
		app.As(role).Get("/people").MustStatus(http.StatusForbidden)
		app.As(role).PostForm("/people/"+id+"/link", url.Values{}).MustStatus(http.StatusForbidden)
	}
	app.As(access.Coordinator).PostForm("/people/nobody/link", url.Values{}).MustStatus(http.StatusNotFound)
}

func TestSomebodyIsFoundAmongMany(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	for _, sought := range []string{"rosa", "KLEIN", "Moderation"} {
		coordinator.Get("/people?q=" + sought).MustStatus(http.StatusOK).MustContain("Rosa Klein")
	}
	page := coordinator.Get("/people?q=<script>").MustStatus(http.StatusOK)
	if strings.Contains(page.Body, "Rosa Klein") || !strings.Contains(page.Body, "0 Personen") {
		t.Error("a search for nobody finds somebody")
	}
}
