package entrance_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// TestWhoIsGoneIsAVisitor: neither a session nor a link nor a mail that was on
// its way tells somebody without an account from a stranger.
func TestWhoIsGoneIsAVisitor(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	org := app.Scene.Org.ID
	for _, erased := range []bool{true, false} {
		one := organisation.Person{Org: org, ID: "gone", Name: "Fort", Email: "fort@muster.example"}
		if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{one}, []organisation.Membership{{Org: org, Person: one.ID, Role: access.Reader}}); err != nil {
			t.Fatal(err)
		}
		mailed := app.Visitor()
		ask(mailed, one.Email)
		_, link, code := letter(t, app)
		if erased {
			if err := app.Site.Store.ErasePerson(t.Context(), org, one.ID); err != nil {
				t.Fatal(err)
			}
		} else {
			one.ValidUntil = organisation.DateOf(app.Now())
			if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{one}, nil); err != nil {
				t.Fatal(err)
			}
		}
		me := app.AsPerson(one.Ref()) // a session that was begun at the same moment
		if at := me.Get("/home").MustStatus(http.StatusOK).Path(); !strings.HasPrefix(at, "/?done=signin.first") {
			t.Errorf("she comes to %s", at)
		}
		me.Get("/help").MustStatus(http.StatusOK)
		if left, err := app.Site.Store.SessionsOf(t.Context(), one.Ref(), app.Now()); err != nil || len(left) != 0 {
			t.Errorf("%d sessions are left, %v", len(left), err)
		}
		if err := app.Site.Store.PutLink(t.Context(), site.HashToken("L"), one.Ref(), false, app.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		stranger := app.Visitor().PostForm("/in/NOBODYS", url.Values{})
		if got := app.Visitor().PostForm("/in/L", url.Values{}); got.Status != stranger.Status || got.Main() != stranger.Main() {
			t.Errorf("her link answers %d %s", got.Status, got.Main())
		}
		mailed.PostForm(link, url.Values{"code": {code}}).MustStatus(http.StatusUnprocessableEntity)
	}
}

// TestTheRecordOfSignIns: who manages the organisation stands in it with the
// way, and nobody else does.
func TestTheRecordOfSignIns(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for role, want := range map[access.Role]int{access.Admin: 1, access.Coordinator: 1, access.Approver: 1, access.UnitLead: 0, access.Respondent: 0, access.Reader: 0} {
		me := app.Visitor()
		me.Get(strings.TrimPrefix(app.SignInURL(role), app.URL)).MustContain("Guten Tag")
		events, err := app.Site.Store.EventsOf(t.Context(), app.Scene.Org.ID, string(app.Scene.People[role].ID), "")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, e := range events {
			if e.Verb == "signin.in" && e.Detail == "link" && e.Person == e.Object {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d sign-ins on record", role, n)
		}
	}
	app.As(access.Admin).Get("/audit").MustContain("Angemeldet", "Persönlicher Link")
}
