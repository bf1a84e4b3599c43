package sheets_test

import (
	"net/url"
	"strings"
	"testing"

	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

func TestCardsFollowTheTalk(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path, item := m.begin(), m.rated()[0]
	m.save(path, string(item.ID), "2").MustStatus(200)
	m.visitor.Get(path + "/cards").MustContain("noch nicht begonnen")
	m.visitor.PostForm(path+"/cards", url.Values{"lay": {"all"}}).MustStatus(409)
	m.talk("", false)
	m.visitor.Get(path).MustContain("Zu meinen Karten")
	m.visitor.Get(path+"/cards").MustContain("Alle meine Karten verdeckt legen", "1 Karte aus Ihren Notizen")
	m.visitor.PostForm(path+"/cards", url.Values{"lay": {"all"}}).MustStatus(200).MustContain("Ihre Karten liegen verdeckt", "Ihre 1 Karte liegt verdeckt")
	m.talk(item.ID, false)
	p := m.visitor.Get(path+"/cards").MustContain("1 Karte liegt auf dem Tisch", "Ihre Karte liegt")
	if b := p.First("button", "name", "card", "value", "2"); b == nil || apptest.TextOf(b) == "" {
		t.Fatal("no card with level 2")
	} else if v, _ := apptest.Attribute(b, "aria-pressed"); v != "true" {
		t.Error("the card from the notes is not chosen")
	}
	form := url.Values{"item": {string(item.ID)}, "card": {"4"}}
	m.visitor.PostForm(path+"/cards", form).MustStatus(200).MustContain("Ihre Karte liegt verdeckt")
	m.visitor.PostForm(path+"/cards", url.Values{"item": {string(item.ID)}, "hand": {"1"}}).MustStatus(200)
	if e := m.entry(path, item.ID); e.Answer.Option() != "4" || !e.Hand {
		t.Errorf("stored: %s, hand %v", e.Answer.Encode(), e.Hand)
	}
	m.visitor.PostForm(path+"/cards", url.Values{"item": {string(item.ID)}, "card": {"9"}}).MustStatus(422)
	m.visitor.PostForm(path+"/cards", url.Values{"item": {string(m.rated()[1].ID)}, "card": {"1"}}).MustStatus(409).MustContain("schon bei der nächsten Frage")
	m.talk(item.ID, true)
	m.visitor.Get(path+"/cards").MustContain("Alle Karten sind umgedreht", "1 Karte", "Ihre ist dabei")
	m.visitor.PostForm(path+"/cards", form).MustStatus(409).MustContain("Ihre Karte bleibt")
}

func TestANamedTeamSeesWhoseCardsLieOpen(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Library)
	m.named()
	path, item := m.begin(), m.rated()[0]
	m.save(path, string(item.ID), "2").MustStatus(200)
	m.talk(item.ID, false)
	m.visitor.Get(path + "/cards").MustNotContain("Frau Sommer")
	m.talk(item.ID, true)
	m.visitor.Get(path+"/cards").MustContain("1 Karte", "Frau Sommer")
}

func TestFacesStayHiddenBeforeAllAreTurned(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	item := m.rated()[0]
	other := m.begin()
	m.save(other, string(item.ID), "4").MustStatus(200)
	path := m.begin()
	m.talk(item.ID, false)
	before := m.visitor.Get(path + "/cards").Main()
	m.visitor.PostForm(other+"/cards", url.Values{"lay": {"all"}}).MustStatus(200)
	after := m.visitor.Get(path + "/cards").MustContain("1 Karte liegt auf dem Tisch.").Main()
	if after = strings.Replace(after, " 1 Karte liegt auf dem Tisch.", "", 1); after != before {
		t.Errorf("a card laid face down shows more than its back:\n%s\n%s", before, after)
	}
}

func TestItemsWithoutCardsAreTalkedAbout(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path := m.begin()
	for _, item := range m.Scene.Items(m.check()) {
		if !item.Question.Scale.Kind.HasText() {
			continue
		}
		m.save(path, string(item.ID), "Menschen ohne Termin").MustStatus(200)
		m.talk(item.ID, false)
		m.visitor.Get(path+"/cards").MustContain("gibt es keine Karten", "Menschen ohne Termin")
		return
	}
	t.Fatal("no reflection in the scene")
}
