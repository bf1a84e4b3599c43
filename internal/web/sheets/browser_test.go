package sheets_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/scene"
)

// looks are the ways in which each state is looked at.
var looks = []struct {
	lang, scheme string
	width        int
}{
	{"de", "light", 1440}, {"de", "light", 320}, {"ar", "dark", 1440}, {"ar", "dark", 320},
}

// eye looks at pages in every way. A folder in CHANCENCHECK_SHOTS keeps pictures.
type eye struct {
	*testing.T
	*browsertest.Page
	app *apptest.App
}

// look opens a page in every look and holds it against the rules of
// accessibility; do brings it into a state.
func (e *eye) look(name, path string, do func()) {
	e.Helper()
	for _, look := range looks {
		e.Media("prefers-color-scheme", look.scheme)
		e.Size(look.width, 900)
		e.Goto(e.app.URL + "/" + look.lang + path)
		if do != nil {
			do()
		}
		e.Axe(e.T)
		if wide := browsertest.Eval[int](e.Page, "document.documentElement.scrollWidth"); wide > look.width {
			e.Errorf("%s is %d wide in a window of %d", name, wide, look.width)
		}
		if dir := os.Getenv("CHANCENCHECK_SHOTS"); dir != "" {
			e.Screenshot(filepath.Join(dir, name+"-"+look.lang+map[int]string{320: "-320"}[look.width]+".png"), look.width, 0)
		}
	}
}

func TestPagesInABrowser(t *testing.T) {
	m := newTeam(t, scene.Counter)
	path, rated := m.begin(), m.rated()
	m.save(path, string(rated[0].ID), "2").MustStatus(200)
	m.save(path, string(rated[0].ID)+":note", "Die Liste von Frau Kaya hilft, wenn sie da ist.").MustStatus(200)
	e := &eye{t, browsertest.New(t).Page(), m.App}
	e.Expect("status 4[0-9][0-9]")
	invitation := "/j/" + m.check().Code
	e.look("join", "/join", nil)
	e.look("join-wrong", "/join", func() {
		e.Type("#code", "buche77")
		e.Follow("main form button")
		e.Wait("#code-error")
	})
	e.look("invitation", invitation, nil)
	e.look("overview-begun", path+"?begun=1", nil)
	e.look("overview", path, nil)
	e.look("step", step(path, rated[0]), nil)
	e.look("situations", path+"/situations", nil)
	e.look("done", path+"/done", nil)
	e.look("cards-waiting", path+"/cards", nil)
	m.talk("", false)
	e.look("overview-talking", path, nil)
	e.look("cards-first", path+"/cards", nil)
	m.WithSheets(scene.Counter, 4)
	m.visitor.PostForm(path+"/cards", url.Values{"lay": {"all"}}).MustStatus(200)
	m.talk(rated[0].ID, false)
	e.look("cards-item", path+"/cards", nil)
	m.layAll()
	m.talk(rated[0].ID, true)
	e.look("cards-open", path+"/cards", nil)
	e.look("gone", "/s/AAAAAAAAAAAAAAAA", nil)
	e.Goto(m.SignInURL(access.Facilitator))
	if e.Exists("main form button") {
		e.Follow("main form button")
	}
	paper := "/checks/" + string(m.check().ID) + "/paper"
	e.look("paper", paper, nil)
	e.look("paper-again", paper, func() {
		e.Click("#twice")
		e.Follow("main form[action$='/paper'] button")
		e.Wait("p.cc-lead[role=status]")
	})
	e.look("paper-differences", paper, func() {
		e.Click("#twice")
		e.Follow("main form[action$='/paper'] button")
		e.Wait("p.cc-lead[role=status]")
		e.Click(`tr[data-row] input[data-key="2"]`)
		e.Follow("main form[action$='/paper'] button")
		e.Wait("main .cc-level")
	})
	e.look("slip", paper, func() { e.Follow("main form[action$='/paper'] button"); e.Wait("#own-code") })
	m.Bring(scene.Counter, scene.Finished)
	e.look("invitation-finished", invitation, nil)
}

// layAll lays the cards of all sheets of the scene.
func (m *team) layAll() {
	m.Helper()
	for _, s := range m.Scene.Secrets[m.check().ID] {
		m.visitor.PostForm("/s/"+s.Path()+"/cards", url.Values{"lay": {"all"}}).MustStatus(200)
	}
}

func TestNotesAreSavedAsTheyAreMade(t *testing.T) {
	m := newTeam(t, scene.Counter)
	path, item := m.begin(), m.rated()[0]
	e := &eye{t, browsertest.New(t).Page(), m.App}
	e.Goto(m.URL + "/de" + step(path, item))
	radio := `input[type=radio][name="` + string(item.ID) + `"]`
	e.Click(radio + `[value="1"]`)
	e.Wait("[data-save-status][data-state=saved]")
	if got := m.entry(path, item.ID).Answer.Option(); got != "1" {
		t.Errorf("after a click %q is stored", got)
	}
	e.Key("3")
	e.Wait(radio + `[value="3"]:checked`)
	e.Wait("[data-save-status][data-state=saved]")
	if got := m.entry(path, item.ID).Answer.Option(); got != "3" {
		t.Errorf("after the key 3 %q is stored", got)
	}
	m.Bring(scene.Counter, scene.Finished)
	e.Expect("status 409")
	e.Expect("status 404")
	e.Click(radio + `[value="4"]`)
	e.Wait("[data-save-status][data-state=conflict] a")
	e.Follow("[data-save-status] a")
	if got := e.Text("h1"); got != "Diese Notizen gibt es nicht mehr" {
		t.Errorf("the link leads to %q", got)
	}
}

func TestTheWholeWayWithoutScript(t *testing.T) {
	m := newTeam(t, scene.Counter)
	item := m.rated()[0]
	e := &eye{t, browsertest.New(t).Page(), m.App}
	e.JavaScript(false)
	e.Goto(m.URL + "/de/join")
	e.Type("#code", m.check().Code)
	e.Follow("main form button")
	e.Follow("form[action*='/j/'] button")
	code := e.Text("#own-code")
	secret := m.secret("/s/" + code)
	path := "/s/" + secret.Path()
	e.Goto(m.URL + "/de" + step(path, item))
	e.Click(`input[type=radio][name="` + string(item.ID) + `"][value="2"]`)
	e.Follow(".cc-actions button:not([name])")
	if got := m.entry(path, item.ID).Answer.Option(); got != "2" {
		t.Errorf("%q is stored", got)
	}
	m.talk(item.ID, false)
	e.Goto(m.URL + "/de" + path + "/cards")
	e.Follow("button[name=card][value='4']")
	if !e.Exists("button[name=card][value='4'][aria-pressed=true]") {
		t.Error("the laid card is not the chosen one")
	}
	m.talk(item.ID, true)
	e.Follow("main p a.kern-btn")
	if !e.Exists("span.cc-play--mine") {
		t.Error("refreshing does not show the open cards")
	}
}

func TestCardsTurnByThemselves(t *testing.T) {
	m := newTeam(t, scene.Counter)
	path, item := m.begin(), m.rated()[0]
	m.save(path, string(item.ID), "2").MustStatus(200)
	m.talk("", false)
	e := &eye{t, browsertest.New(t).Page(), m.App}
	e.Goto(m.URL + "/de" + path + "/cards")
	m.talk(item.ID, false)
	m.Site.Changed(m.check().ID)
	e.Wait("button[name=card][value='2'][aria-pressed=true]")
	e.Follow("button[name=card][value='3']")
	m.talk(item.ID, true)
	m.Site.Changed(m.check().ID)
	e.Wait("span.cc-play--mine")
	if c := m.check(); c.State != check.Talking {
		t.Errorf("the check is %s", c.State)
	}
}

func TestADeviceRemembersOnlyWhenAsked(t *testing.T) {
	m := newTeam(t, scene.Counter)
	e := &eye{t, browsertest.New(t).Page(), m.App}
	invitation := m.URL + "/de/j/" + m.check().Code
	e.Goto(invitation)
	e.Follow("form[action*='/j/'] button")
	e.Goto(invitation)
	if browsertest.Eval[bool](e.Page, "!document.querySelector('[data-remembered]').hidden") {
		t.Error("the device remembers without being asked")
	}
	e.Click("#keep")
	e.Follow("form[action*='/j/'] button")
	own := e.Text("#own-code")
	e.Goto(invitation)
	e.Wait("[data-remembered]")
	e.Follow("[data-remembered-link]")
	if got := browsertest.Eval[string](e.Page, "document.querySelector('#own-code').textContent"); got != own {
		t.Errorf("the link leads to %s, not %s", got, own)
	}
	e.Goto(invitation)
	e.Wait("[data-forget-now]")
	e.Click("[data-forget-now]")
	e.Goto(invitation)
	if browsertest.Eval[bool](e.Page, "!document.querySelector('[data-remembered]').hidden") {
		t.Error("the device remembers what it was told to forget")
	}
}
