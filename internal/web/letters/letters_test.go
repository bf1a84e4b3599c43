package letters_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/mail"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
	"chancencheck/round"
)

func TestLettersGoOutOnceInTheirLanguage(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	out := &mail.Memory{}
	app.Site.Mail = out
	people, err := app.Site.Store.People(t.Context(), app.Scene.Org.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.ID == "lead2" {
			p.Language = "en"
			if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	coordinator := app.As(access.Coordinator)
	at := "/rounds/" + string(app.Check(scene.Counter).Round) + "/letters"
	coordinator.Get(at).MustContain("3 Briefe an die Leitungen senden", "1 Brief an das Team senden", "English")
	coordinator.PostForm(at+"/send", url.Values{"kind": {"head"}}).MustContain("Die Briefe sind auf dem Weg")
	coordinator.PostForm(at+"/send", url.Values{"kind": {"head"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("Gesendet wurde nichts")
	sent := out.Sent()
	if len(sent) != 3 {
		t.Fatalf("%d letters", len(sent))
	}
	var english bool
	for _, m := range sent {
		english = english || m.Language == "en" && strings.Contains(m.Text, "your team")
		if strings.Contains(m.Subject+m.Text+m.HTML, "{") || !strings.Contains(m.Text, "/checks/") || !strings.Contains(m.Text, "Stadtvorstand") {
			t.Errorf("%s: %s\n%s", m.ID, m.Subject, m.Text)
		}
	}
	if !english {
		t.Error("nobody was written to in English")
	}
}

func TestAReminderGoesToTheWholeCircle(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	out := &mail.Memory{}
	app.Site.Mail = out
	coordinator := app.As(access.Coordinator)
	c := app.Check(scene.Counter)
	app.Bring(scene.Library, scene.Signed)
	at := "/rounds/" + string(c.Round) + "/letters"
	before := coordinator.Get(at).Main()
	app.WithSheets(scene.Counter, 5)
	if after := coordinator.Get(at).Main(); after != before {
		t.Error("the page of letters changes when somebody answers")
	}
	coordinator.PostForm(at+"/send", url.Values{"kind": {"reminder"}}).MustStatus(http.StatusOK)
	to := map[string]bool{}
	for _, m := range out.Sent() {
		to[m.To] = true
	}
	for address, want := range map[string]bool{"lead": true, "member": true, "lead2": true, "lead3": false} {
		if to[address+"@beispielstadt.example"] != want {
			t.Errorf("%s: reminded %v", address, to)
		}
	}
}

func TestWordingIsPreviewedAndRefused(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	coordinator := app.As(access.Coordinator)
	path := "/rounds/" + string(app.Check(scene.Counter).Round) + "/letters/head/de"
	form := coordinator.Get(path).MustContain("Birgit Hartmann", "Stadtvorstand").Form("/letters/head/de")
	form.Set("body", "Liebe Leitung {nmae}")
	page := coordinator.PostForm(path, form).MustStatus(http.StatusUnprocessableEntity).MustContain("„nmae“", "{name}")
	if got := page.Form("/letters/head/de").Get("body"); got != "Liebe Leitung {nmae}" {
		t.Errorf("what was typed came back as %q", got)
	}
	form.Set("body", "Hallo {name}: {link}")
	form.Set("do", "preview")
	coordinator.PostForm(path, form).MustContain("Hallo Birgit Hartmann:")
	form.Set("do", "save")
	coordinator.PostForm(path, form).MustContain("Gespeichert", "Hallo Birgit Hartmann:")
	form.Set("do", "usual")
	coordinator.PostForm(path, form).MustContain("Sie antworten zuletzt")
	coordinator.Get(strings.Replace(path, "head", "other", 1)).MustStatus(http.StatusNotFound)
	app.As(access.UnitLead).Get(path).MustStatus(http.StatusForbidden)
}

func TestWithoutARelayLettersArePrinted(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Site.Mail = mail.Off
	coordinator := app.As(access.Coordinator)
	at := "/rounds/" + string(app.Check(scene.Counter).Round) + "/letters"
	coordinator.Get(at).MustContain("verschickt keine E-Mails").MustNotContain("Briefe an die Leitungen senden")
	coordinator.Get(at+"/print?kind=head").MustContain("Birgit Hartmann", "Emre Aksoy", "Lucia Brenner")
}

func TestWhatCameBackIsSentAgain(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	out := &mail.Memory{}
	app.Site.Mail = out
	coordinator := app.As(access.Coordinator)
	rd := app.Check(scene.Counter).Round
	at := "/rounds/" + string(rd) + "/letters"
	coordinator.PostForm(at+"/send", url.Values{"kind": {"head"}}).MustStatus(http.StatusOK)
	posted, err := app.Site.Store.PostedIn(t.Context(), round.Ref{Org: app.Scene.Org.ID, ID: rd})
	if err != nil || len(posted) != 3 {
		t.Fatalf("%d letters noted, %v", len(posted), err)
	}
	back := mail.Entry{Message: mail.Message{Org: app.Scene.Org.ID, ID: posted[0].ID, To: "weg@beispielstadt.example", Subject: "s"}, State: mail.Failed, Problem: mail.BadAddress, Code: "550 5.1.1", CreatedAt: app.Now()}
	if err := app.Site.Store.PutMail(t.Context(), back); err != nil {
		t.Fatal(err)
	}
	coordinator.Get(at).MustContain("Nicht angekommen", "weg@beispielstadt.example", "550 5.1.1")
	coordinator.PostForm(at+"/again", url.Values{"letter": {posted[0].ID}}).MustStatus(http.StatusConflict) // this outbox has nothing that failed
	coordinator.PostForm(at+"/again", url.Values{"letter": {"letter/of/others"}}).MustStatus(http.StatusNotFound)
}
