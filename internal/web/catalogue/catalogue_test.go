package catalogue_test

import (
	"archive/zip"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"chancencheck/access"
	"chancencheck/internal/apptest"
)

const path = "/instruments/service-check/1.1"

func TestInstrumentsAreCards(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	p := app.As(access.Reader).Get("/instruments").MustStatus(200)
	p.MustContain("ChancenCheck: Blick auf unser Angebot", ": 25 Fragen, 90 Minuten", "Fassung 1.1", "Deutsch und English")
	if links := strings.Join(p.Links(), " "); !strings.Contains(links, "/de"+path) {
		t.Errorf("no way to the questions in %s", links)
	}
}

func TestInstrumentShowsWhatIsAsked(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Respondent)
	all := who.Get(path).MustStatus(200)
	all.MustContain("45 Fragen nach Feldern", "Wen wir erreichen", "Wer hätte Anspruch und kommt nicht, und woher wissen wir das?",
		"Es gibt kein Richtig oder Falsch.", "Die Ferienkarte nutzen kaum Kinder", "3 Anregungen", "Sofort möglich", "wenig Deutsch sprechen", "4 Mit Betroffenen geprüft")
	if n := len(all.All("h1")); n != 1 {
		t.Errorf("%d headings of the first level", n)
	}
	short := who.Get(path + "?format=impuls&kind=enforcement").MustStatus(200)
	short.MustContain("12 Fragen nach Feldern", "vorgeschlagen")
	if n := len(short.All("div", "class", "cc-question")); n != 12 {
		t.Errorf("%d questions in the short format", n)
	}
	counter := who.Get(path + "?format=impuls&kind=counter")
	if short.Main() == counter.Main() {
		t.Error("the wording is the same for every kind of work")
	}
	for _, wrong := range []string{"?format=none", "?kind=none"} {
		who.Get(path + wrong).MustStatus(404)
	}
	who.Get("/instruments/service-check/9").MustStatus(404)
}

func TestTextsInAnotherLanguageSayWhich(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	p := app.As(access.Coordinator).In("ar").Get(path).MustStatus(200)
	if h := p.First("h1"); h == nil || apptest.TextOf(h) != "ChancenCheck: Blick auf unser Angebot" {
		t.Fatal("no heading")
	}
	for _, name := range []string{"h1", "h2", "h3"} {
		if p.First(name, "lang", "de", "dir", "ltr") == nil {
			t.Errorf("no %s says that it is German", name)
		}
	}
	english := app.As(access.Coordinator).In("en").Get(path)
	if english.First("h3", "lang", "de") != nil {
		t.Error("German where there is English")
	}
}

func TestGuide(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	p := app.As(access.Facilitator).Get(path + "/guide").MustStatus(200)
	p.MustContain("Anleitung zum ChancenCheck", "Karten zeigen").MustNotContain("noch nicht in Ihrer Sprache")
	if len(p.All("h1")) != 1 || len(p.All("h2")) < 8 {
		t.Errorf("%d and %d headings", len(p.All("h1")), len(p.All("h2")))
	}
	if p.First("th", "scope", "col") == nil || p.First("div", "class", "cc-scroll", "role", "region") == nil {
		t.Error("tables have no frame or no headings")
	}
	p = app.As(access.Facilitator).In("ar").Get(path + "/guide").MustStatus(200)
	if p.First("article", "lang", "de", "dir", "ltr") == nil {
		t.Error("a guide in another language does not say so")
	}
}

func TestBlankQuestionnaire(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.UnitLead)
	p := who.Get(path + "/blank?format=standard&kind=counter").MustStatus(200)
	p.MustContain("Format Standard", "25. ", "Schreiben Sie keinen Namen darauf", "4 – Mit Betroffenen geprüft", "Kann ich nicht beurteilen",
		"Klappt es für diese Menschen?", "wenig Deutsch sprechen", "Oft nicht", "Worüber möchte ich im Team sprechen?").MustNotContain("26. ")
	one := who.Get(path + "/blank?format=standard&field=who").MustStatus(200)
	one.MustContain("Wen wir erreichen").MustNotContain("Klappt es für diese Menschen?", "Finden und erfahren")
	who.In("ar").Get(path + "/blank").MustContain("Bogen zur Vorbereitung, alle Fragen")
	for _, wrong := range []string{"?field=none", "?as=exe", "?format=none"} {
		who.Get(path + "/blank" + wrong).MustStatus(404)
	}
}

func TestBlankQuestionnaireAsFiles(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Reader)
	odt := who.Get(path + "/blank?as=odt&format=impuls&kind=facility&field=who").MustStatus(200)
	if _, err := zip.NewReader(strings.NewReader(odt.Body), int64(len(odt.Body))); err != nil {
		t.Error(err)
	}
	if d := odt.Header.Get("Content-Disposition"); d != "attachment; filename=service-check-1.1-impuls-facility-who.odt" {
		t.Errorf("the file is called %s", d)
	}
	if p := who.Get(path + "/blank?as=pdf&format=impuls").MustStatus(200); !strings.HasPrefix(p.Body, "%PDF-") {
		t.Error("no PDF")
	}
	app.Site.PDF.Close()
	app.Site.PDF = nil
	who.Get(path + "/blank?as=pdf").MustStatus(503)
	who.Get(path).MustNotContain("as=pdf")
}

// nested has fields in fields, every kind of scale, a condition and one
// language only.
const nested = `format: chancencheck-instrument/1
id: nested
version: "2"
title: {en: "Nested"}
languages: [en]
guide: guide
answer_states: [cannot_judge]
scales:
  - {id: days, kind: number, min: 0, unit: {en: days}}
  - {id: words, kind: text}
  - {id: cycle, kind: pdca}
  - id: ways
    kind: multi
    levels: [{id: a, label: {en: "By phone"}}, {id: b, label: {en: "By post"}}]
  - id: fact
    kind: fact
    reference: true
    need_for_action: true
    levels: [{id: "no", points: 0, label: {en: "No"}}, {id: "yes", points: 1, label: {en: "Yes"}}]
notice: {purpose: {en: P}, voluntary: {en: V}, recipients: {en: R}}
formats:
  - {id: all, title: {en: All}, minutes: 60, all: true}
fields:
  - id: f
    title: {en: "Outer"}
    questions:
      - {id: q1, scale: fact, text: {en: "Is there a rule?"}}
    nodes:
      - id: g
        title: {en: "Inner"}
        questions:
          - {id: q2, scale: days, text: {en: "How long?"}, when: [{question: q1, is: ["yes"]}]}
          - {id: q3, scale: ways, text: {en: "Which ways?"}}
          - {id: q4, scale: cycle, text: {en: "How far?"}}
          - {id: q5, scale: words, text: {en: "What else?"}}
`

func TestAnyInstrument(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	files := fstest.MapFS{"i.yaml": {Data: []byte(nested)}, "guide.en.md": {Data: []byte("Intro <script>alert(1)</script>\n\n# One\n\n# Two\n\n[x](javascript:alert(1))\n")}}
	if _, err := app.Site.Instruments.Publish(t.Context(), app.Scene.Org.ID, files, "i.yaml", app.Now()); err != nil {
		t.Fatal(err)
	}
	who := app.As(access.Coordinator)
	p := who.Get("/instruments/nested/2").MustStatus(200)
	p.MustContain("Inner", "Planen, Tun, Prüfen, Verbessern", "Wo steht das?", "Hängt von der Antwort auf diese Frage ab: Is there a rule?")
	if p.First("h3", "id", "h-g", "lang", "en") == nil || p.First("h4", "id", "h-q2") == nil {
		t.Error("headings do not follow the tree")
	}
	who.Get("/instruments/nested/2/blank").MustStatus(200).MustContain("Where is it written?", "days", "By post", "We have to do something here", "One value from 0 to 100 each")
	g := who.Get("/instruments/nested/2/guide").MustStatus(200)
	g.MustNotContain("javascript:", "alert(1)</script>").MustContain("Diese Anleitung gibt es noch nicht in Ihrer Sprache. Sie lesen sie auf: English.", "One", "Two")
	if len(g.All("h1")) != 1 || len(g.All("h2")) != 2 {
		t.Errorf("%d and %d headings", len(g.All("h1")), len(g.All("h2")))
	}
}

func TestWhoMayReadQuestions(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for _, at := range []string{"/instruments", path, path + "/guide", path + "/blank"} {
		for _, role := range access.Roles {
			want := http.StatusOK
			if role == access.Operator { // runs the installation, belongs to no organisation's work
				want = http.StatusForbidden
			}
			if got := app.As(role).Get(at).Status; got != want {
				t.Errorf("%s for %s: %d, want %d", at, role, got, want)
			}
		}
		if p := app.Visitor().Get(at); !strings.HasPrefix(p.Path(), "/?done=signin.first") {
			t.Errorf("%s lets a visitor in: %s", at, p.Path())
		}
	}
}
