package entrance_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/idptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// behind starts the town with an identity provider at which its lead is signed
// in.
func behind(t *testing.T, change func(*signin.Issuer)) (*apptest.App, *idptest.Provider) {
	t.Helper()
	app := apptest.New(t)
	idp := idptest.New(t, app.Now)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(idp.Secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	i := signin.Issuer{Org: app.Scene.Org.ID, ID: "stadt", Name: "Stadtverwaltung", URL: idp.URL, ClientID: idp.ClientID, SecretFile: secret}
	if change != nil {
		change(&i)
	}
	if err := i.Check(); err != nil {
		t.Fatal(err)
	}
	if err := app.Site.Store.PutIssuer(t.Context(), i); err != nil {
		t.Fatal(err)
	}
	idp.Person(lise(app))
	return app, idp
}

// lise is what the provider says of the lead.
func lise(app *apptest.App) map[string]any {
	return map[string]any{"sub": "u-1", "sid": "s-1", "email": strings.ToUpper(lead(app).Email), "email_verified": true}
}

const through = "/signin/with/stadt?to=/rounds"

// stopped walks to the provider and returns the address that it sends the
// browser back to.
func stopped(me *apptest.Client) string {
	away := me.Raw(http.MethodGet, through, nil).MustStatus(http.StatusSeeOther)
	back := me.Raw(http.MethodGet, away.Header.Get("Location"), nil).MustStatus(http.StatusFound)
	return back.Header.Get("Location")
}

func TestThroughAProvider(t *testing.T) {
	t.Parallel()
	app, _ := behind(t, nil)
	me := app.Visitor()
	me.Get("/signin?to=/rounds").MustContain("Anmelden über Stadtverwaltung", "Oder mit Ihrer E-Mail-Adresse")
	if page := me.Get(through).MustStatus(http.StatusOK); page.Path() != "/rounds" {
		t.Errorf("she comes out at %s", page.Path())
	}
	me.Get("/account").MustContain("Anmeldedienst der Organisation")
	if _, there := me.Cookies()["chancencheck-signin"]; there {
		t.Error("the cookie of the way is still there")
	}
	known, err := app.Site.Store.Identities(t.Context(), app.Scene.Org.ID, issuerOf(t, app).URL)
	if err != nil || len(known) != 1 || known[0].Person != lead(app).ID || known[0].Subject != "u-1" {
		t.Errorf("linked are %+v, %v", known, err)
	}
	app.As(access.Admin).Get("/audit").MustContain("Konto eines Anmeldedienstes zugeordnet")
	app.As(access.Admin).Get("/issuers").MustContain("Stadtverwaltung", app.URL+"/signin/over/stadt")
	app.As(access.Coordinator).Get("/issuers").MustStatus(http.StatusForbidden)
}

func issuerOf(t *testing.T, app *apptest.App) signin.Issuer {
	t.Helper()
	i, err := app.Site.Store.Issuer(t.Context(), "stadt")
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// TestWhoIsLinkedNeedsNoAddress: the provider's own name counts after the first
// time, whatever becomes of the address; and an address that has changed hands
// there opens nothing here.
func TestWhoIsLinkedNeedsNoAddress(t *testing.T) {
	t.Parallel()
	app, idp := behind(t, nil)
	app.Visitor().Get(through).MustStatus(http.StatusOK)
	idp.Person(map[string]any{"sub": "u-1"})
	if page := app.Visitor().Get(through); page.Path() != "/rounds" {
		t.Errorf("she comes out at %s", page.Path())
	}
	heir := lise(app)
	heir["sub"] = "u-2"
	idp.Person(heir)
	app.Visitor().Get(through).MustStatus(http.StatusForbidden).MustContain("zu diesem Konto niemanden")
	left := lead(app)
	left.ValidUntil = organisation.DateOf(app.Now())
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{left}, nil); err != nil {
		t.Fatal(err)
	}
	idp.Person(lise(app))
	app.Visitor().Get(through).MustStatus(http.StatusForbidden).MustContain("zu diesem Konto niemanden")
}

func TestWhoCannotBeLinked(t *testing.T) {
	t.Parallel()
	app, idp := behind(t, nil)
	second(t, app, "verband") // the address in another organisation does no harm
	for name, c := range map[string]struct {
		change func(map[string]any)
		want   string
	}{
		"address not verified": {func(c map[string]any) { c["email_verified"] = false }, "nicht bestätigt"},
		"verified elsewhere":   {func(c map[string]any) { c["email_verified"] = false; c["xms_edov"] = true }, "nicht bestätigt"},
		"says nothing":         {func(c map[string]any) { delete(c, "email_verified") }, "nicht bestätigt"},
		"no address":           {func(c map[string]any) { delete(c, "email") }, "niemanden"},
		"nobody's address":     {func(c map[string]any) { c["email"] = "niemand@muster.example" }, "niemanden"},
	} {
		said := lise(app)
		c.change(said)
		idp.Person(said)
		me := app.Visitor()
		me.Get(through).MustStatus(http.StatusForbidden).MustContain("Sie sind noch nicht angemeldet", c.want, "E-Mail schicken")
		if me.Cookies()["chancencheck"] != "" {
			t.Errorf("%s: somebody is in", name)
		}
	}
	said := lise(app)
	delete(said, "email_verified")
	said["xms_edov"] = "1"
	idp.Person(said)
	app.Visitor().Get(through).MustStatus(http.StatusOK)
	twin := organisation.Person{Org: app.Scene.Org.ID, ID: "twin", Name: "Zwilling", Email: app.Scene.People[access.Reader].Email}
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{twin}, nil); err != nil {
		t.Fatal(err)
	}
	idp.Person(map[string]any{"sub": "u-3", "email": twin.Email, "email_verified": true})
	app.Visitor().Get(through).MustStatus(http.StatusForbidden).MustContain("niemanden")
}

// TestTokensThatLie goes through what an attacker or a broken provider may put
// into a token. None of it lets anybody in; the truth does, also after the keys
// have changed.
func TestTokensThatLie(t *testing.T) {
	t.Parallel()
	app, idp := behind(t, nil)
	at := func(d time.Duration) int64 { return app.Now().Add(d).Unix() }
	for name, lie := range map[string]func(h, c map[string]any){
		"audience":          func(_, c map[string]any) { c["aud"] = "another" },
		"audiences, no azp": func(_, c map[string]any) { c["aud"] = []string{"chancencheck", "another"} },
		"another's party":   func(_, c map[string]any) { c["azp"] = "another" },
		"issuer":            func(_, c map[string]any) { c["iss"] = "https://evil.example" },
		"issuer, slash":     func(_, c map[string]any) { c["iss"] = idp.URL + "/" },
		"nonce":             func(_, c map[string]any) { c["nonce"] = "replayed" },
		"no nonce":          func(_, c map[string]any) { delete(c, "nonce") },
		"no subject":        func(_, c map[string]any) { delete(c, "sub") },
		"expired":           func(_, c map[string]any) { c["exp"] = at(-signin.Skew - time.Second) },
		"no end":            func(_, c map[string]any) { delete(c, "exp") },
		"no beginning":      func(_, c map[string]any) { delete(c, "iat") },
		"from the future":   func(_, c map[string]any) { c["iat"] = at(signin.Skew + time.Second) },
		"old":               func(_, c map[string]any) { c["iat"] = at(-time.Hour) },
		"not yet":           func(_, c map[string]any) { c["nbf"] = at(time.Hour) },
		"unsigned":          func(h, _ map[string]any) { h["alg"] = "none" },
		"signed by its key": func(h, _ map[string]any) { h["alg"] = "HS256" },
		"unknown key":       func(h, _ map[string]any) { h["kid"] = "another" },
	} {
		idp.Lie(lie)
		me := app.Visitor()
		me.Get(through).MustStatus(http.StatusForbidden).MustContain("nicht verlassen", "E-Mail schicken")
		if me.Cookies()["chancencheck"] != "" {
			t.Errorf("%s: somebody is in", name)
		}
	}
	for _, truth := range []func(h, c map[string]any){
		func(_, c map[string]any) {
			c["exp"] = at(-signin.Skew + 2*time.Second)
			c["iat"] = at(-6 * time.Minute)
		},
		func(_, c map[string]any) { c["iat"] = at(signin.Skew) },
		func(_, c map[string]any) { c["aud"], c["azp"] = []string{"chancencheck", "another"}, "chancencheck" },
		func(h, _ map[string]any) {},
	} {
		idp.Lie(truth)
		app.Visitor().Get(through).MustStatus(http.StatusOK)
		idp.Rotate()
	}
}

// TestTheWayBackIsTiedToTheBrowser: code and state work once, in the browser
// that began, for ten minutes.
func TestTheWayBackIsTiedToTheBrowser(t *testing.T) {
	t.Parallel()
	app, _ := behind(t, nil)
	const late = "hat in einem anderen Browser begonnen"
	me := app.Visitor()
	back := stopped(me)
	me.Get(back).MustStatus(http.StatusOK)
	me.Get(back).MustStatus(http.StatusForbidden).MustContain(late)
	forged := stopped(app.Visitor())
	app.Visitor().Get(forged).MustStatus(http.StatusForbidden).MustContain(late)
	slow := app.Visitor()
	back = stopped(slow)
	app.Advance(signin.TryLasts)
	slow.Get(back).MustStatus(http.StatusForbidden).MustContain(late)
	mixed := app.Visitor()
	back = stopped(mixed)
	other, err := url.Parse(stopped(app.Visitor()))
	if err != nil {
		t.Fatal(err)
	}
	own, err := url.Parse(back)
	if err != nil {
		t.Fatal(err)
	}
	q := own.Query()
	q.Set("code", other.Query().Get("code")) // somebody else's code: PKCE
	own.RawQuery = q.Encode()
	mixed.Get(own.String()).MustStatus(http.StatusForbidden).MustContain(late)
	for _, bad := range []string{"/signin/back", "/signin/back?state=x&code=y", "/signin/back?error=access_denied"} {
		app.Visitor().Get(bad).MustStatus(http.StatusForbidden).MustContain(late)
	}
	gone := app.Visitor()
	refused := strings.ReplaceAll(stopped(gone), "code=", "error=access_denied&x=")
	gone.Get(refused).MustStatus(http.StatusForbidden).MustContain("abgebrochen")
	wrong := app.Visitor()
	wrong.Get(stopped(wrong) + "&iss=https%3A%2F%2Fevil.example").MustStatus(http.StatusForbidden).MustContain("nicht verlassen")
}

func TestAProviderThatIsDown(t *testing.T) {
	t.Parallel()
	app, idp := behind(t, nil)
	const down = "antwortet gerade nicht"
	idp.Refuse(http.StatusBadGateway)
	me := app.Visitor()
	me.Get(through).MustStatus(http.StatusServiceUnavailable).MustContain(down, "E-Mail schicken")
	asked := idp.Asked()
	me.Get(through).MustStatus(http.StatusServiceUnavailable)
	if idp.Asked() != asked {
		t.Error("every visitor makes us ask a provider that is down")
	}
	idp.Refuse(0)
	app.Advance(time.Minute)
	back := stopped(me)
	idp.Refuse(http.StatusInternalServerError) // gone between there and back
	me.Get(back).MustStatus(http.StatusServiceUnavailable).MustContain(down)
	idp.Refuse(0)
	me.Get(through).MustStatus(http.StatusOK)
	for name, change := range map[string]func(map[string]any){
		"another issuer": func(d map[string]any) { d["issuer"] = "https://evil.example" },
		"plain text":     func(d map[string]any) { d["token_endpoint"] = "http://evil.example/token" },
		"no keys":        func(d map[string]any) { delete(d, "jwks_uri") },
	} {
		idp.Describe(change)
		app.Advance(2 * time.Hour)
		page := app.Visitor().Get(through)
		if page.Status != http.StatusServiceUnavailable || !strings.Contains(page.Text(), down) {
			t.Errorf("%s: %d %s", name, page.Status, page.Text())
		}
	}
}

func TestClaimsGiveAndTakeRoles(t *testing.T) {
	t.Parallel()
	app, idp := behind(t, func(i *signin.Issuer) {
		i.RolesClaim = "realm_access.roles"
		i.Roles = []signin.ClaimRole{{Value: "cc-facilitator", Role: access.Facilitator}, {Value: "cc-team", Role: access.Respondent, Unit: scene.Library}}
	})
	said := lise(app)
	roles := func() map[access.Role]bool {
		app.Visitor().Get(through).MustStatus(http.StatusOK)
		parts, err := app.Site.Store.Memberships(t.Context(), app.Scene.Org.ID, lead(app).ID)
		if err != nil {
			t.Fatal(err)
		}
		out := map[access.Role]bool{}
		for _, m := range parts {
			if m.ValidOn(organisation.DateOf(app.Now())) {
				out[m.Role] = true
			}
		}
		return out
	}
	said["realm_access"] = map[string]any{"roles": []string{"cc-facilitator", "cc-team", "other"}}
	idp.Person(said)
	if got := roles(); len(got) != 3 || !got[access.Facilitator] || !got[access.Respondent] || !got[access.UnitLead] {
		t.Errorf("she is %v", got)
	}
	said["realm_access"] = map[string]any{"roles": []string{"cc-team"}}
	if got := roles(); len(got) != 2 || got[access.Facilitator] || !got[access.UnitLead] {
		t.Errorf("she is %v", got)
	}
	delete(said, "realm_access")
	if got := roles(); len(got) != 1 || !got[access.UnitLead] {
		t.Errorf("she is %v", got)
	}
	app.As(access.Admin).Get("/audit").MustContain("Aufgabe vom Anmeldedienst gegeben", "Aufgabe vom Anmeldedienst beendet")
}

func TestTheProviderEndsSessions(t *testing.T) {
	t.Parallel()
	app, idp := behind(t, nil)
	over := func(token string) int {
		return app.Visitor().Do(http.MethodPost, "/signin/over/stadt", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
			strings.NewReader(url.Values{"logout_token": {token}}.Encode())).Status
	}
	in := func() *apptest.Client {
		me := app.Visitor()
		me.Get(through).MustContain("Runden")
		return me
	}
	out := func(me *apptest.Client) bool { return strings.HasPrefix(me.Get("/home").Path(), "/?done=signin.first") }
	me := in()
	good := map[string]any{"sub": "u-1", "sid": "s-1"}
	at := func(d time.Duration) int64 { return app.Now().Add(d).Unix() }
	idToken := idp.Sign(map[string]any{"aud": idp.ClientID, "sub": "u-1", "sid": "s-1", "nonce": "n", "jti": "j"})
	for name, token := range map[string]string{
		"nothing": "", "no token": "a.b.c", "id token": idToken,
		"audience":  idp.Logout(map[string]any{"sub": "u-1", "aud": "another"}),
		"issuer":    idp.Logout(map[string]any{"sub": "u-1", "iss": "https://evil.example"}),
		"nonce":     idp.Logout(map[string]any{"sub": "u-1", "nonce": "n"}),
		"no id":     idp.Logout(map[string]any{"sub": "u-1", "jti": ""}),
		"nobody":    idp.Logout(nil),
		"no event":  idp.Logout(map[string]any{"sub": "u-1", "events": map[string]any{}}),
		"odd event": idp.Logout(map[string]any{"sub": "u-1", "events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": "x"}}),
		"expired":   idp.Logout(map[string]any{"sub": "u-1", "exp": at(-2 * time.Minute)}),
		"old":       idp.Logout(map[string]any{"sub": "u-1", "iat": at(-time.Hour)}),
		"forged":    tampered(idp.Logout(good)),
	} {
		if status := over(token); status != http.StatusBadRequest {
			t.Errorf("%s answers %d", name, status)
		}
	}
	for _, alg := range []string{"none", "HS256"} {
		idp.Lie(func(h, _ map[string]any) { h["alg"] = alg })
		if status := over(idp.Logout(good)); status != http.StatusBadRequest {
			t.Errorf("%s answers %d", alg, status)
		}
		idp.Lie(nil)
	}
	if out(me) {
		t.Fatal("a forged message ends a session")
	}
	if status := over(idp.Logout(map[string]any{"sid": "another"})); status != http.StatusOK || out(me) {
		t.Errorf("somebody else's session: %d", status)
	}
	token := idp.Logout(good)
	if status := over(token); status != http.StatusOK || !out(me) {
		t.Errorf("a good message answers %d and ends nothing", status)
	}
	me = in()
	if status := over(token); status != http.StatusBadRequest || out(me) {
		t.Errorf("a message counts twice: %d", status)
	}
	byLink := app.As(access.UnitLead)
	if status := over(idp.Logout(map[string]any{"sub": "u-1"})); status != http.StatusOK || !out(me) || out(byLink) {
		t.Errorf("the sessions of a subject: %d", status)
	}
	app.Visitor().PostForm("/signin/over/nobody", url.Values{}).MustStatus(http.StatusNotFound)
}

// tampered is a token whose signature belongs to another text.
func tampered(token string) string {
	part := strings.Split(token, ".")
	return part[0] + "." + part[1][:len(part[1])-8] + "AAAAAAA9" + "." + part[2]
}
