package people_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
)

// TestALinkForSomebodyElse: the record says who made it, she reads it on her own
// page, and the one before lets nobody in any more.
func TestALinkForSomebodyElse(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	lead := app.Scene.People[access.UnitLead]
	make := func() string {
		page := app.As(access.Admin).PostForm("/people/"+string(lead.ID)+"/link", url.Values{}).MustStatus(http.StatusOK)
		_, link, ok := strings.Cut(page.Body, app.URL+"/in/")
		if !ok {
			t.Fatal("there is no link")
		}
		return "/in/" + link[:strings.IndexAny(link, "\"< ")]
	}
	app.As(access.UnitLead).Get("/account").MustNotContain("die andere für Sie gemacht haben")
	first, second := make(), make()
	app.Visitor().PostForm(first, url.Values{}).MustStatus(http.StatusNotFound)
	app.Visitor().PostForm(second, url.Values{}).MustContain("Guten Tag")
	app.As(access.UnitLead).Get("/account").MustContain("die andere für Sie gemacht haben", app.Scene.People[access.Admin].Name)
	app.As(access.Admin).Get("/audit").MustContain("Anmelde-Link gemacht")
	app.As(access.Reader).Get("/account").MustNotContain("die andere für Sie gemacht haben")
}
