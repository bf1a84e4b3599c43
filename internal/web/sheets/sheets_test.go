package sheets_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/internal/sheetbox"
	"chancencheck/organisation"
	"chancencheck/round"
)

// team is a town with one team in it, before anybody has begun.
type team struct {
	*testing.T
	*apptest.App
	unit    organisation.UnitID
	visitor *apptest.Client
}

func newTeam(t *testing.T, unit organisation.UnitID) *team {
	t.Helper()
	a := apptest.New(t)
	return &team{t, a, unit, a.Visitor()}
}

// check is the team's check as it is now.
func (m *team) check() *check.Check { return m.App.Check(m.unit) }

// named lets the team work with names.
func (m *team) named() {
	m.Helper()
	err := m.Site.Store.UpdateCheck(m.Context(), m.check().Ref, func(c *check.Check) ([]audit.Event, error) {
		c.Mode = round.Named
		return nil, nil
	})
	m.must(err)
}

func (m *team) must(err error) {
	m.Helper()
	if err != nil {
		m.Fatal(err)
	}
}

// begin starts a sheet by the pages and returns the path of the sheet.
func (m *team) begin() string {
	m.Helper()
	p := m.visitor.PostForm("/j/"+m.check().Code, url.Values{"name": {"Frau Sommer"}}).MustStatus(200)
	path, _, _ := strings.Cut(p.Path(), "?")
	return path
}

// secret is the secret in a sheet's path.
func (m *team) secret(path string) sheetbox.Secret {
	m.Helper()
	s, err := sheetbox.ParseSecret(strings.TrimPrefix(path, "/s/"))
	m.must(err)
	return s
}

// entry is what is stored for an item.
func (m *team) entry(path string, item check.ItemID) check.Entry {
	m.Helper()
	o, err := sheetbox.New(m.Site.Store).Open(m.Context(), m.secret(path))
	m.must(err)
	return o.Entries[item]
}

// rated are the items with the five levels of practice.
func (m *team) rated() []check.Item {
	var out []check.Item
	for _, i := range m.Scene.Items(m.check()) {
		if i.Question.Scale.ID == "practice" {
			out = append(out, i)
		}
	}
	return out
}

// step is the path of the page that asks an item.
func step(path string, item check.Item) string { return path + "/" + item.Field.ID }

func (m *team) talk(item check.ItemID, reveal bool) {
	m.Helper()
	lead := m.Scene.Act(access.Facilitator)
	if m.check().State == check.Preparing {
		m.must(check.StartTalk(m.Context(), m.Site.Store, lead, m.check().Ref))
	}
	if item != "" {
		m.must(check.TurnTo(m.Context(), m.Site.Store, lead, m.check().Ref, item))
	}
	if reveal {
		m.must(check.Reveal(m.Context(), m.Site.Store, lead, m.check().Ref, item))
	}
}

func TestTypedCodesLeadToWhatTheyOpen(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	m.visitor.Get("/join").MustStatus(200).MustContain("Ihr Code")
	code := m.check().Code
	typed := " " + strings.ToLower(code[:4]) + "-" + strings.ToLower(code[4:]) + " "
	if p := m.visitor.PostForm("/join", url.Values{"code": {typed}}); p.Path() != "/j/"+code {
		t.Errorf("%q leads to %s", typed, p.Path())
	}
	path := m.begin()
	own := m.secret(path).Spoken()
	if p := m.visitor.PostForm("/join", url.Values{"code": {own}}); p.Path() != path {
		t.Errorf("the own code leads to %s", p.Path())
	}
	for _, wrong := range []string{"", "Buche 77", "ABCD-EFGH-JKLM-NPQR"} {
		p := m.visitor.PostForm("/join", url.Values{"code": {wrong}}).MustStatus(422)
		if got := p.Form("/join").Get("code"); got != wrong {
			t.Errorf("%q comes back as %q", wrong, got)
		}
	}
	m.visitor.Get("/j/ZZZZZZZZ").MustStatus(404).MustContain("Zu diesem Code gibt es nichts")
}

func TestManyWrongCodesHaveToWait(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	status := 0
	for range 301 {
		status = m.visitor.PostForm("/join", url.Values{"code": {"ZZZZZZZZ"}}).Status
	}
	if status != http.StatusServiceUnavailable {
		t.Fatalf("the 301st wrong code answers %d", status)
	}
	m.visitor.PostForm("/join", url.Values{"code": {m.check().Code}}).MustStatus(503).MustContain("Warten Sie eine Minute")
	m.App.Advance(time.Minute)
	m.visitor.PostForm("/join", url.Values{"code": {m.check().Code}}).MustStatus(200).MustContain("Meine Notizen beginnen")
}

// TestCodesAreNotTriedOutOnASheet: a sheet that is not there slows down wrong
// codes as the page for codes does.
func TestCodesAreNotTriedOutOnASheet(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	status := 0
	for range 301 {
		status = m.visitor.PostForm("/s/AAAAAAAAAAAAAAAA/f1", url.Values{"code": {"ZZZZZZZZ"}}).Status
	}
	if status != http.StatusServiceUnavailable {
		t.Errorf("the 301st wrong code answers %d", status)
	}
}

func TestInvitationSaysWhatIsPromised(t *testing.T) {
	t.Parallel()
	for unit, promise := range map[organisation.UnitID]string{
		scene.Counter: "nur, wer Ihren persönlichen Code hat", scene.Enforcement: "mit denen der anderen zusammengezählt",
	} {
		m := newTeam(t, unit)
		c := m.check()
		m.visitor.Get("/j/"+c.Code).MustStatus(200).
			MustContain(c.UnitName, c.ServiceName, "nicht auf Menschen", "Arbeitszeit", "30 Fragen", "etwa 25 Minuten", promise, "Menschen, die …", "wenig Deutsch sprechen")
	}
	m := newTeam(t, scene.Library)
	m.named()
	m.visitor.Get("/j/"+m.check().Code).MustContain("mit Namen zu arbeiten", "Ihr Name")
	m.visitor.PostForm("/j/"+m.check().Code, url.Values{}).MustStatus(422).MustContain("Schreiben Sie Ihren Namen")
	m.begin()
	p := m.visitor.PostForm("/j/"+m.check().Code, url.Values{"name": {"Frau Sommer"}}).MustStatus(422).MustContain("schon Notizen")
	if got := p.Form("/j/" + m.check().Code).Get("name"); got != "Frau Sommer" {
		t.Errorf("the name comes back as %q", got)
	}
}

func TestInvitationSaysWhyNothingCanBegin(t *testing.T) {
	t.Parallel()
	cases := []struct {
		unit organisation.UnitID
		move func(*team)
		want string
	}{
		{scene.Library, func(m *team) {
			m.must(check.Postpone(m.Context(), m.Site.Store, m.Scene.Act(access.Coordinator), m.check().Ref, "Umzug", ""))
		}, "Termin verschoben"},
		{scene.Enforcement, func(m *team) { m.talk("", false) }, "Das Teamgespräch läuft schon"},
		{scene.Counter, func(m *team) { m.Bring(scene.Counter, scene.Finished) }, "Das Team ist fertig"},
	}
	for _, c := range cases {
		m := newTeam(t, c.unit)
		c.move(m)
		path := "/j/" + m.check().Code
		m.visitor.Get(path).MustStatus(200).MustContain(c.want).MustNotContain("Meine Notizen beginnen", "Umzug")
		m.visitor.PostForm(path, url.Values{}).MustStatus(409).MustContain(c.want)
	}
}

func TestTheOwnCodeStandsInFrontOnce(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	p := m.visitor.PostForm("/j/"+m.check().Code, url.Values{"keep": {"1"}}).MustStatus(200)
	path, _, _ := strings.Cut(p.Path(), "?")
	p.MustContain(m.secret(path).Spoken(), "Schreiben Sie ihn auf")
	if p.First("span", "data-remember", string(m.check().ID), "data-remember-link", "/de"+path) == nil {
		t.Error("the way to the sheet is not remembered although asked for")
	}
	p = m.visitor.Get(path)
	if p.First("details", "id", "own") == nil || len(p.All("span", "data-remember", string(m.check().ID))) > 0 {
		t.Error("the code still stands in front, or is remembered without being asked")
	}
	for name := range p.Header {
		if name == "Set-Cookie" {
			t.Error("a participant got a cookie")
		}
	}
}

func TestStepsAreSavedWithoutScript(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path, item := m.begin(), m.rated()[0]
	p := m.visitor.Get(step(path, item)).MustStatus(200)
	form := p.Form(step(path, item))
	form.Set(string(item.ID), "3")
	form.Set(string(item.ID)+":note", "  zwei\r\nZeilen ")
	form.Set(string(item.ID)+":hand", "1")
	next := m.visitor.PostForm(step(path, item), form).MustStatus(200)
	if next.Path() == p.Path() {
		t.Error("saving leads nowhere")
	}
	e := m.entry(path, item.ID)
	if e.Answer.Option() != "3" || e.Note != "zwei\nZeilen" || !e.Hand {
		t.Errorf("stored: %s %q %v", e.Answer.Encode(), e.Note, e.Hand)
	}
	again := m.visitor.Get(step(path, item)).Form(step(path, item))
	if again.Get(string(item.ID)) != "3" || again.Get(string(item.ID)+":note") != "zwei\nZeilen" {
		t.Errorf("shown again: %v", again)
	}
	m.visitor.Get(path).MustContain("beantwortet: 1 von 30", "Weiter mit:")
	again.Set("back", "1")
	if p := m.visitor.PostForm(step(path, item), again).MustStatus(200); p.Path() == next.Path() {
		t.Error("back leads forward")
	}
}

func TestEveryStepLeadsToTheNextAndTheLastToTheEnd(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path := m.begin()
	overview := m.visitor.Get(path)
	p := m.visitor.Get(path + "/" + m.Scene.Items(m.check())[0].Field.ID)
	steps := 0
	for !strings.HasSuffix(p.URL.Path, "/done") {
		if steps++; steps > 20 {
			t.Fatal("no end")
		}
		action := p.URL.Path
		form := p.Form(action)
		for _, id := range form["shown"] {
			p.MustContain("Darüber möchte ich sprechen")
			if strings.HasPrefix(id, "situation/") {
				form.Set(id, "detours")
			}
		}
		p = m.visitor.PostForm(strings.TrimPrefix(action, "/de"), form).MustStatus(200)
	}
	if want := 11; steps != want {
		t.Errorf("%d steps, want %d", steps, want)
	}
	p.MustContain("Danke, alles ist gespeichert", "beantwortet: 5 von 30", "25 Fragen sind noch offen", m.secret(path).Spoken())
	overview.MustContain("Wen wir erreichen", "Für wen klappt es?")
	if len(overview.All("ol")) != 1 {
		t.Error("the steps are not one list")
	}
}

func TestWrongAnswersComeBackAndTheRestIsKept(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path, rated := m.begin(), m.rated()
	var first, second check.Item
	for i := range rated {
		if i > 0 && rated[i].Field == rated[i-1].Field {
			first, second = rated[i-1], rated[i]
		}
	}
	form := m.visitor.Get(step(path, first)).Form(step(path, first))
	for _, wrong := range []string{"9", ":nobody_knows", ":answered"} {
		form.Set(string(first.ID), wrong)
		form.Set(string(first.ID)+":note", "bleibt")
		form.Set(string(second.ID), "1")
		p := m.visitor.PostForm(step(path, first), form).MustStatus(422).MustContain("Das ist noch nicht gespeichert")
		if p.First("div", "class", "cc-errors") == nil {
			t.Error("no summary of errors")
		}
		if e := m.entry(path, first.ID); e.Answer.Option() != "" || e.Note != "bleibt" {
			t.Errorf("%s: stored %s %q", wrong, e.Answer.Encode(), e.Note)
		}
		if e := m.entry(path, second.ID); e.Answer.Option() != "1" {
			t.Errorf("%s: the rest is lost", wrong)
		}
	}
}

// save posts one field as the script of the page does.
func (m *team) save(path, field string, values ...string) *apptest.Page {
	m.Helper()
	return m.visitor.PostForm(path+"/answer", url.Values{"field": {field}, field: values, "code": {m.check().Code}})
}

func TestSingleFieldsAreSavedAsTheyChange(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path, item := m.begin(), m.rated()[0]
	id := string(item.ID)
	for _, f := range [][]string{{id, "2"}, {id + ":note", "kurz"}, {id + ":hand", "1"}, {id, ":skipped"}, {id + ":hand"}} {
		if p := m.save(path, f[0], f[1:]...).MustStatus(200); strings.TrimSpace(p.Body) != "{}" {
			t.Errorf("%v answers %s", f, p.Body)
		}
	}
	e := m.entry(path, item.ID)
	if e.Answer.State().String() != "skipped" || e.Note != "kurz" || e.Hand {
		t.Errorf("stored: %s %q %v", e.Answer.Encode(), e.Note, e.Hand)
	}
	for _, f := range [][]string{{id, "9"}, {id, ":nobody_knows"}, {id + ":need", "1"}, {id + ":secret", "1"}, {"nothing", "1"}, {"", "1"}, {id + ":note", strings.Repeat("x", 2001)}} {
		if p := m.save(path, f[0], f[1:]...).MustStatus(422); !strings.Contains(p.Body, `"sentence"`) {
			t.Errorf("%.30v answers %s", f, p.Body)
		}
	}
	if got := m.entry(path, item.ID); got.Note != "kurz" || got.Answer.State() != e.Answer.State() {
		t.Error("a refused field changed what was stored")
	}
}

func TestWhatIsPostedToADeletedSheetIsShownOnceMore(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path, item := m.begin(), m.rated()[0]
	form := m.visitor.Get(step(path, item)).Form(step(path, item))
	m.Bring(scene.Counter, scene.Finished)
	form.Set(string(item.ID), "1")
	form.Set(string(item.ID)+":note", "Das wollte ich noch sagen")
	m.visitor.PostForm(step(path, item), form).MustStatus(404).
		MustContain("Das haben Sie zuletzt eingetragen", item.Question.Text.Translations()[0].Text, "Hängt an Einzelnen", "Das wollte ich noch sagen")
	if p := m.save(path, string(item.ID), "1").MustStatus(409); !strings.Contains(p.Body, path) {
		t.Errorf("the script is led to %s", p.Body)
	}
	for _, below := range []string{"", "/done", "/cards", "/" + item.Field.ID} {
		m.visitor.Get(path+below).MustStatus(404).MustContain("Diese Notizen gibt es nicht mehr", "wie versprochen")
	}
	m.visitor.PostForm(path+"/cards", url.Values{"lay": {"all"}}).MustStatus(404)
}

func TestAPostponedCheckKeepsTheNotesAndTakesNone(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Library)
	path, item := m.begin(), m.rated()[0]
	m.save(path, string(item.ID), "2").MustStatus(200)
	form := m.visitor.Get(step(path, item)).Form(step(path, item))
	m.must(check.Postpone(m.Context(), m.Site.Store, m.Scene.Act(access.Coordinator), m.check().Ref, "Umzug", ""))
	m.visitor.Get(path).MustStatus(200).MustContain("Ihre Notizen sind noch da")
	form.Set(string(item.ID), "3")
	m.visitor.PostForm(step(path, item), form).MustStatus(409).MustContain("Das haben Sie zuletzt eingetragen", "Verlässlich")
	if got := m.entry(path, item.ID).Answer.Option(); got != "2" {
		t.Errorf("stored is %q", got)
	}
}

func TestUnknownStepsAndSecretsLeadNowhere(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path := m.begin()
	m.visitor.Get(path + "/nothing").MustStatus(404)
	m.visitor.PostForm(path+"/nothing", url.Values{}).MustStatus(404)
	m.visitor.Get("/s/short").MustStatus(404).MustContain("ein Zeichen falsch")
	m.visitor.Get("/s/AAAAAAAAAAAAAAAA").MustStatus(404)
}

func TestManyPeopleSaveAtOnce(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Enforcement)
	item := m.rated()[0]
	done := make(chan error)
	const people = 8
	for range people {
		path := m.begin()
		go func() {
			res, err := http.PostForm(m.URL+"/de"+path+"/answer", url.Values{"field": {string(item.ID)}, string(item.ID): {"3"}})
			if err == nil && res.StatusCode != 200 {
				err = fmt.Errorf("status %d", res.StatusCode)
			}
			if err == nil {
				err = res.Body.Close()
			}
			done <- err
		}()
	}
	for range people {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	m.talk(item.ID, false)
	cards, err := m.Site.Store.Cards(t.Context(), m.check().Ref)
	m.must(err)
	if len(cards) != people {
		t.Errorf("%d cards, want %d", len(cards), people)
	}
}
