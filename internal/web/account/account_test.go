package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/signin"
)

func TestOwnSessions(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	here := app.As(access.Reader)
	app.Advance(time.Minute)
	there, third, stranger := app.As(access.Reader), app.As(access.Reader), app.As(access.UnitLead)
	page := here.Get("/account").MustStatus(http.StatusOK).MustContain("dieses Gerät", "Persönlicher Link")
	if n := len(page.All("tr")); n != 4 {
		t.Errorf("%d rows", n)
	}
	mine, err := app.Site.Store.SessionsOf(t.Context(), app.Scene.People[access.Reader].Ref(), app.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range mine {
		stranger.PostForm("/account/end", url.Values{"id": {one.ID}}).MustStatus(http.StatusOK)
	}
	there.Get("/home").MustContain("Guten Tag") // a stranger ends nothing
	here.PostForm("/account/end", url.Values{}).MustContain("Beendet")
	for _, gone := range []*apptest.Client{there, third} {
		if at := gone.Get("/home").Path(); !strings.HasPrefix(at, "/?done=signin.first") {
			t.Errorf("an ended session opens %s", at)
		}
	}
	stranger.Get("/home").MustContain("Guten Tag")
	last := here.Get("/account").Form("/account/end")
	here.PostForm("/account/end", last).MustContain("Sie sind abgemeldet")
	if at := here.Get("/home").Path(); !strings.HasPrefix(at, "/?done=signin.first") {
		t.Errorf("her own ended session opens %s", at)
	}
}

func TestTheEndIsAnnounced(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	me := app.As(access.Reader)
	if _, hidden := apptest.Attribute(me.Get("/home").First("section", "aria-label", "Ihre Anmeldung"), "hidden"); !hidden {
		t.Error("it is announced at once")
	}
	app.Advance(signin.Lasts - signin.WarnBefore)
	page := me.Get("/account").MustContain("endet in zwei Minuten")
	if _, hidden := apptest.Attribute(page.First("section", "aria-label", "Ihre Anmeldung"), "hidden"); hidden {
		t.Error("it is not announced")
	}
	me.PostForm("/account/extend", url.Values{"to": {"/home"}}).MustContain("ist verlängert", "Guten Tag")
	app.Advance(signin.WarnBefore)
	me.Get("/home").MustContain("Guten Tag")
	header := http.Header{"Accept": {"application/json"}, "Sec-Fetch-Site": {"same-origin"}}
	if got := me.Do(http.MethodPost, "/account/extend", header, nil).Body; !strings.Contains(got, `"left":3600`) {
		t.Errorf("the script gets %s", got)
	}
	app.Advance(time.Hour)
	if at := me.Get("/home").Path(); !strings.HasPrefix(at, "/?done=signin.first") {
		t.Errorf("a session outlives its time: %s", at)
	}
}
