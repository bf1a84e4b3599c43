package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/passkeys"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// named starts the town at an address with a name, which passkeys need.
func named(t *testing.T) *apptest.App {
	t.Helper()
	app := apptest.New(t)
	app.URL = strings.Replace(app.URL, "127.0.0.1", "localhost", 1)
	app.Site.BaseURL, app.Site.Passkeys = app.URL, passkeys.New(app.URL)
	return app
}

// TestAPasskey goes the whole way in a real browser with a device: add, name,
// sign out, sign in; then what an attacker may do with what she has seen.
func TestAPasskey(t *testing.T) {
	t.Parallel()
	app := named(t)
	p := browsertest.New(t).Page()
	p.Authenticator()
	p.Goto(app.SignInURL(access.UnitLead))
	p.Goto(app.URL + "/de/account")
	p.Wait("form[data-passkey]:not([hidden])")
	p.Axe(t)
	p.Type("#passkey-name", "Diensthandy")
	p.Follow("form[data-passkey] button")
	if text := p.Text("main"); !strings.Contains(text, "Umbenennen") {
		t.Fatalf("the page says %s", text)
	}
	have := keys(t, app)
	if len(have) != 1 || have[0].Name != "Diensthandy" || strings.Contains(have[0].Handle, "lead") {
		t.Fatalf("she has %+v", have)
	}
	p.Axe(t)
	p.Follow(`form[action$="/out"] button`)
	p.Size(320, 640)
	p.Media("prefers-color-scheme", "dark")
	p.Goto(app.URL + "/ar/signin")
	p.Wait("form[data-passkey]:not([hidden])")
	p.Axe(t)
	p.Size(1440, 900)
	p.Goto(app.URL + "/de/signin?to=/rounds")
	p.Wait("form[data-passkey]:not([hidden])")
	p.Axe(t)
	// What goes over the wire is kept, to send it again.
	seen := browsertest.Eval[bool](p, `(() => { addEventListener('pagehide', () => { sessionStorage.sent = document.querySelector('[name=credential]').value }); return true })()`)
	if !seen {
		t.Fatal("nothing to keep")
	}
	p.Follow("form[data-passkey] button")
	if at := p.URL(); at != app.URL+"/de/rounds" {
		t.Fatalf("she comes out at %s: %s", at, p.Text("main"))
	}
	used := keys(t, app)[0]
	if used.UsedOn != "2026-03-01" || string(used.Doc) == string(have[0].Doc) {
		t.Errorf("after use it is %s %s", used.UsedOn, used.Doc)
	}
	sent := browsertest.Eval[string](p, `sessionStorage.sent`)
	if passkeys.Challenge([]byte(sent)) == "" {
		t.Fatalf("what was sent is %q", sent)
	}
	foreign := strings.ReplaceAll(sent, have[0].ID, "Zm9yZWlnbg")
	again := app.Visitor()
	if foreign == sent {
		t.Error("the answer does not name its key")
	}
	again.PostForm("/signin/passkey/question", nil).MustStatus(http.StatusOK)
	again.PostForm("/signin/passkey", url.Values{"credential": {sent}}).MustStatus(http.StatusForbidden).MustContain("Sie sind noch nicht angemeldet")
	again.PostForm("/signin/passkey", url.Values{"credential": {foreign}}).MustStatus(http.StatusForbidden)
	if again.Cookies()["chancencheck"] != "" {
		t.Error("an answer counts twice")
	}
	me, other := app.As(access.UnitLead), app.As(access.Reader)
	at := "/account/passkeys/" + used.ID
	for _, path := range []string{at + "/name", at + "/remove"} {
		other.PostForm(path, url.Values{"name-" + used.ID: {"meins"}}).MustStatus(http.StatusNotFound)
	}
	me.PostForm(at+"/name", url.Values{"name-" + used.ID: {" "}}).MustStatus(http.StatusUnprocessableEntity).MustContain("einen Namen")
	me.PostForm(at+"/name", url.Values{"name-" + used.ID: {"Altes Handy"}}).MustContain("neuen Namen")
	me.PostForm(at+"/remove", nil).MustContain("ist entfernt")
	if len(keys(t, app)) != 0 {
		t.Error("it is still there")
	}
}

func keys(t *testing.T, app *apptest.App) []signin.Passkey {
	t.Helper()
	have, err := app.Site.Store.PasskeysOf(t.Context(), app.Scene.People[access.UnitLead].Ref())
	if err != nil {
		t.Fatal(err)
	}
	return have
}

func TestPasskeysWithoutAScriptOrAName(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Visitor().Get("/signin").MustNotContain("Mit Passkey anmelden")
	app.Visitor().PostForm("/signin/passkey/question", nil).MustStatus(http.StatusNotFound)
	app.As(access.Reader).PostForm("/account/passkeys/question", nil).MustStatus(http.StatusNotFound)
	app = named(t)
	page := app.Visitor().Get("/signin").MustContain("wenn Ihr Browser JavaScript ausführt", "E-Mail schicken")
	if _, hidden := apptest.Attribute(page.First("form", "data-passkey", "get"), "hidden"); !hidden {
		t.Error("a button that does nothing is shown")
	}
	me := app.As(access.Reader)
	me.PostForm("/account/passkeys", url.Values{"passkey-name": {""}}).MustStatus(http.StatusUnprocessableEntity).MustContain("einen Namen")
	me.PostForm("/account/passkeys", url.Values{"passkey-name": {"x"}, "credential": {"{}"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("nicht gespeichert")
	app.Visitor().PostForm("/signin/passkey", url.Values{"credential": {"{}"}}).MustStatus(http.StatusForbidden).MustContain("Sie sind noch nicht angemeldet")
	many := signin.Passkey{Who: app.Scene.People[access.Reader].Ref(), Handle: "h", Name: "n", Doc: []byte("{}"), CreatedOn: organisation.DateOf(app.Now())}
	for range signin.MostPasskeys {
		many.ID = app.Site.NewID()
		if err := app.Site.Store.PutPasskey(t.Context(), many); err != nil {
			t.Fatal(err)
		}
	}
	me.PostForm("/account/passkeys/question", nil).MustStatus(http.StatusConflict)
}
