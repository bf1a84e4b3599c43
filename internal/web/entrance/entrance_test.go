package entrance_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/mail"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

var (
	linkIn = regexp.MustCompile(`http://\S+(/de/signin/mail/\S+)`)
	codeIn = regexp.MustCompile(`(?m)^[A-Z2-9]{8}$`)
)

// lead is somebody of the scene with an address.
func lead(app *apptest.App) organisation.Person { return app.Scene.People[access.UnitLead] }

// ask types an address in and returns the page that comes.
func ask(c *apptest.Client, email string) *apptest.Page {
	return c.PostForm("/signin", url.Values{"email": {email}, "to": {"/rounds"}})
}

// letter is the youngest mail with its link and its code.
func letter(t *testing.T, app *apptest.App) (m mail.Message, link, code string) {
	t.Helper()
	sent := app.Outbox.Sent()
	if len(sent) == 0 {
		t.Fatal("no mail")
	}
	m = sent[len(sent)-1]
	found := linkIn.FindStringSubmatch(m.Text)
	if code = codeIn.FindString(m.Text); found == nil || code == "" {
		t.Fatalf("the mail says %s", m.Text)
	}
	return m, found[1], code
}

func TestTheLinkOfAMail(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	me := app.Visitor()
	ask(me, " "+strings.ToUpper(lead(app).Email)+" ").MustStatus(http.StatusOK).MustContain("ist eine E-Mail unterwegs")
	m, link, _ := letter(t, app)
	if m.To != lead(app).Email || !m.Secret || !m.Until.Equal(app.Now().Add(signin.TryLasts)) || m.HTML == "" {
		t.Errorf("%+v", m)
	}
	me.Get(link).MustContain("Mit einem Klick sind Sie angemeldet")
	if page := me.PostForm(link, url.Values{"to": {"/rounds"}}).MustStatus(http.StatusOK); page.Path() != "/rounds" {
		t.Errorf("she comes out at %s", page.Path())
	}
	app.Visitor().PostForm(link, url.Values{}).MustStatus(http.StatusUnprocessableEntity)
	app.Visitor().Get(link).MustStatus(http.StatusNotFound).MustContain("gilt nicht mehr")
}

// TestALinkFromAStranger is login forgery: the link of somebody else's mail must
// not sign a person in by a click.
func TestALinkFromAStranger(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	ask(app.Visitor(), lead(app).Email)
	_, link, code := letter(t, app)
	other := app.Visitor()
	other.Get(link).MustContain("in einem anderen Browser").MustNotContain("Mit einem Klick")
	other.PostForm(link, url.Values{}).MustStatus(http.StatusUnprocessableEntity)
	other.PostForm(link, url.Values{"code": {" " + strings.ToLower(code[:4]) + "-" + code[4:]}}).MustContain(lead(app).Name)
}

func TestTheCodeOfAMail(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	me := app.Visitor()
	ask(me, lead(app).Email)
	_, link, code := letter(t, app)
	app.Visitor().PostForm("/signin/code", url.Values{"code": {code}}).MustStatus(http.StatusUnprocessableEntity) // without the cookie
	refused := me.PostForm("/signin/code", url.Values{"code": {"FALSCH22"}}).MustStatus(http.StatusUnprocessableEntity)
	if got := refused.Form("/signin/code").Get("code"); got != "FALSCH22" {
		t.Errorf("the code came back as %q", got)
	}
	if input := refused.First("input", "id", "code"); input != nil {
		if auto, _ := apptest.Attribute(input, "autocomplete"); auto != "one-time-code" {
			t.Errorf("autocomplete is %q", auto)
		}
	}
	me.PostForm("/signin/code", url.Values{"code": {code}}).MustContain("Guten Tag")
	app.Visitor().Get(link).MustStatus(http.StatusNotFound)
}

func TestWrongCodesEndATry(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	me := app.Visitor()
	ask(me, lead(app).Email)
	_, link, code := letter(t, app)
	for range signin.MostWrong {
		me.PostForm("/signin/code", url.Values{"code": {"22222222"}}).MustStatus(http.StatusUnprocessableEntity)
	}
	me.PostForm("/signin/code", url.Values{"code": {code}}).MustStatus(http.StatusUnprocessableEntity).MustContain("neue E-Mail")
	me.Get(link).MustStatus(http.StatusNotFound)
}

func TestNothingLastsLongerThanTenMinutes(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	me := app.Visitor()
	ask(me, lead(app).Email)
	_, link, code := letter(t, app)
	app.Advance(signin.TryLasts)
	me.Get(link).MustStatus(http.StatusNotFound)
	me.PostForm("/signin/code", url.Values{"code": {code}}).MustStatus(http.StatusUnprocessableEntity)
}

// TestNobodyLearnsWhoIsKnown compares all that comes back for an address that is
// known with one that is not: up to the limit, and beyond.
func TestNobodyLearnsWhoIsKnown(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	strange := "niemand@muster.example"
	for i := range signin.MostMails + 2 {
		known, unknown := ask(app.Visitor(), lead(app).Email), ask(app.Visitor(), strange)
		same := strings.ReplaceAll(unknown.Body, strange, lead(app).Email) == known.Body
		if known.Status != unknown.Status || known.Path() != unknown.Path() || !same {
			t.Errorf("try %d: %d %s and %d %s", i, known.Status, known.Path(), unknown.Status, unknown.Path())
		}
		if limited := i >= signin.MostMails; limited != (known.Status == http.StatusServiceUnavailable) {
			t.Errorf("try %d answers %d", i, known.Status)
		}
	}
	for _, m := range app.Outbox.Sent() {
		if m.To == strange {
			t.Error("a stranger gets a mail")
		}
	}
	if n := len(app.Outbox.Sent()); n != signin.MostMails {
		t.Errorf("%d mails", n)
	}
	other := app.Scene.People[access.Reader].Email
	ask(app.Visitor(), other).MustStatus(http.StatusOK) // nobody else is kept waiting
	app.Advance(signin.MailsWithin)
	ask(app.Visitor(), lead(app).Email).MustStatus(http.StatusOK)
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for _, bad := range []string{"", "anna", "a@b.example\r\nBcc: x@y.example", "a@b.example, c@d.example"} {
		page := ask(app.Visitor(), bad).MustStatus(http.StatusUnprocessableEntity).MustContain("keine E-Mail-Adresse")
		if page.First("input", "aria-invalid", "true") == nil {
			t.Errorf("%q: the field is not marked", bad)
		}
	}
	if n := len(app.Outbox.Sent()); n != 0 {
		t.Errorf("%d mails", n)
	}
}

// second makes another person with the address of the lead.
func second(t *testing.T, app *apptest.App, org organisation.OrgID) organisation.Person {
	t.Helper()
	p := organisation.Person{Org: org, ID: "second", Name: "Zweite Person", Email: lead(app).Email}
	if org != app.Scene.Org.ID {
		if err := app.Site.Store.PutOrganisation(t.Context(), organisation.Organisation{ID: org, Name: "Verband Nord", TimeZone: "Europe/Berlin"}); err != nil {
			t.Fatal(err)
		}
	}
	err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, []organisation.Membership{{Org: org, Person: p.ID, Role: access.Reader}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTwoPeopleWithOneAddress(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	second(t, app, app.Scene.Org.ID)
	ask(app.Visitor(), lead(app).Email).MustContain("ist eine E-Mail unterwegs")
	sent := app.Outbox.Sent()
	if len(sent) != 1 || !strings.Contains(sent[0].Text, "gehört mehreren Personen") || linkIn.MatchString(sent[0].Text) {
		t.Errorf("%+v", sent)
	}
}

func TestOnePersonInTwoOrganisations(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	second(t, app, "verband")
	me := app.Visitor()
	ask(me, lead(app).Email)
	_, _, code := letter(t, app)
	choose := me.PostForm("/signin/code", url.Values{"code": {code}}).MustStatus(http.StatusOK).MustContain("Für wen sind Sie heute hier?", "Verband Nord, Zweite Person")
	me.PostForm("/signin/code", url.Values{"code": {code}, "as": {"elsewhere"}}).MustContain("Für wen")
	form := choose.All("form")
	if len(form) < 2 {
		t.Fatal("nothing to choose")
	}
	me.PostForm("/signin/code", url.Values{"code": {code}, "as": {"verband"}}).MustContain("Guten Tag, Zweite Person")
}

func TestWhoHasLeftGetsNoMail(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	p := lead(app)
	p.ValidUntil = organisation.DateOf(app.Now())
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, nil); err != nil {
		t.Fatal(err)
	}
	ask(app.Visitor(), p.Email).MustStatus(http.StatusOK)
	if n := len(app.Outbox.Sent()); n != 0 {
		t.Errorf("%d mails", n)
	}
}

func TestWithoutARelayThePageSaysWhoHelps(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.NoMail())
	app.Visitor().Get("/signin").MustContain("Ihre Koordination schickt Ihnen einen neuen")
	if app.Visitor().Get("/").First("input", "name", "email") != nil {
		t.Error("an address is asked for in vain")
	}
	ask(app.Visitor(), lead(app).Email).MustStatus(http.StatusServiceUnavailable)
}

// TestThePoisonedHost: the link leads to the address of the settings, whatever
// host a request claims (CWE-644).
func TestThePoisonedHost(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "X-Forwarded-Host": {"evil.example"}, "Forwarded": {"host=evil.example"},
		"X-Host": {"evil.example"}, "X-Original-Url": {"https://evil.example"}}
	app.Visitor().Do(http.MethodPost, "/signin", header, strings.NewReader(url.Values{"email": {lead(app).Email}}.Encode()))
	m, _, _ := letter(t, app)
	if strings.Contains(m.Text+m.HTML, "evil") || !strings.Contains(m.Text, app.URL+"/de/signin/mail/") {
		t.Errorf("the mail says %s", m.Text)
	}
}

func TestNobodyIsLedAway(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for _, to := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "/%2f%2fevil.example"} {
		me := app.Visitor()
		me.PostForm("/signin", url.Values{"email": {app.Scene.People[access.Reader].Email}, "to": {to}})
		m, link, _ := letter(t, app)
		if strings.Contains(m.Text, "evil") {
			t.Errorf("%s stands in the mail", to)
		}
		if page := me.PostForm(link, url.Values{"to": {to}}); page.URL.Host != strings.TrimPrefix(app.URL, "http://") || page.Path() != "/home" {
			t.Errorf("%s leads to %s", to, page.URL)
		}
		app.Advance(signin.MailsWithin)
	}
}

// TestFixation: a session or a sign-in that somebody planted in a browser is
// never the one a person ends up with.
func TestFixation(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	me := app.As(access.Reader)
	before := me.Cookies()
	ask(me, lead(app).Email)
	_, link, _ := letter(t, app)
	me.PostForm(link, url.Values{}).MustContain(lead(app).Name)
	after := me.Cookies()
	if before["chancencheck"] == after["chancencheck"] || after["chancencheck"] == "" {
		t.Error("the session is the one from before")
	}
	if _, there := after["chancencheck-signin"]; there || len(after) != 1 {
		t.Errorf("after signing in there are the cookies %v", after)
	}
	if _, err := app.Site.Store.Session(t.Context(), site.HashToken(before["chancencheck"]), app.Now()); err == nil {
		t.Error("the session from before is still open")
	}
}

func TestOneCookieForTenMinutes(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	if set := app.Visitor().Get("/signin").Header.Values("Set-Cookie"); len(set) != 0 {
		t.Errorf("looking gives a cookie: %v", set)
	}
	me := app.Visitor()
	set := me.Raw(http.MethodPost, "/signin", url.Values{"email": {lead(app).Email}}).Header.Values("Set-Cookie")
	if len(set) != 1 || !strings.Contains(set[0], "Max-Age=600") || !strings.Contains(set[0], "HttpOnly") || !strings.Contains(set[0], "SameSite=Lax") {
		t.Errorf("%v", set)
	}
	app.Advance(time.Minute)
}
