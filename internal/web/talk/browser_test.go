package talk_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/scene"
)

// looks are the ways in which each state is looked at.
var looks = []struct {
	lang, scheme string
	width        int
}{
	{"de", "light", 1440}, {"de", "light", 320}, {"ar", "dark", 320},
}

// eye is a signed-in moderation in front of a real browser.
type eye struct {
	*session
	*browsertest.Page
	// shots is a folder for pictures, "" for none.
	shots string
}

func (s *session) eye(b *browsertest.Browser) *eye {
	s.Helper()
	e := &eye{s, b.Page(), os.Getenv("CHANCENCHECK_SHOTS")}
	e.Page.Goto(s.app.SignInURL(access.Facilitator))
	return e
}

func (e *eye) open(path string) {
	e.session.Helper()
	e.Page.Goto(e.app.URL + "/de" + e.at(path))
}

// look opens a state in every way: rules of accessibility, no scrolling
// sideways. A folder in CHANCENCHECK_SHOTS keeps pictures.
func (e *eye) look(name, path string, reach func()) {
	e.session.Helper()
	for _, look := range looks {
		e.Media("prefers-color-scheme", look.scheme)
		e.Size(1440, 900)
		e.Page.Goto(e.app.URL + "/" + look.lang + e.at(path))
		if reach != nil {
			reach()
		}
		e.Size(look.width, 900)
		if (look.lang == "de") == (look.width > 320) { // each language, ground and width once
			e.Axe(e.session.T)
		}
		if wide := browsertest.Eval[int](e.Page, "document.documentElement.scrollWidth"); wide > look.width {
			e.session.Errorf("%s (%s) is %d wide in a window of %d", name, look.lang, wide, look.width)
		}
		if e.shots != "" {
			file := name + "-" + look.lang + map[int]string{320: "-320"}[look.width] + ".png"
			e.Screenshot(filepath.Join(e.shots, file), look.width, 0)
		}
	}
	e.Media("prefers-color-scheme", "light")
	e.Size(1440, 900)
}

// wall looks at the screen in its own size, too.
func (e *eye) wall(name string) {
	e.session.Helper()
	e.look("wall-"+name, "/projector", nil)
	e.Size(1920, 1080)
	e.open("/projector")
	if high := browsertest.Eval[int](e.Page, "document.documentElement.scrollHeight"); high > 1080 {
		e.session.Errorf("the screen %s is %d high", name, high)
	}
	if e.shots != "" {
		e.Screenshot(filepath.Join(e.shots, "wall-"+name+".png"), 1920, 1080)
	}
}

func TestEveryStateOfTheTalk(t *testing.T) {
	s := newSession(t, scene.Counter, scene.Preparing)
	e := s.eye(browsertest.New(t))
	e.Expect("status 4(09|22)")
	e.wall("join")
	s.post(s.moderation, "/talk")
	e.look("agenda-empty", "/talk", nil)
	s.app.WithSheets(scene.Counter, 6)
	s.layAll()
	e.look("agenda", "/talk", nil)
	e.wall("cards")
	item, talk := s.rated(3), "/talk/item?item="+url.QueryEscape(string(s.rated(3).ID))
	e.look("item", talk, nil)
	s.post(s.moderation, "/talk/turn", "item", string(item.ID))
	e.look("item-called", talk, nil)
	e.wall("down")
	s.post(s.moderation, "/talk/reveal", "item", string(item.ID))
	e.look("item-open", talk, nil)
	e.wall("open")
	e.look("item-refused", talk, func() { e.Follow("#agree-form button:not([name])"); e.Wait(".cc-errors") })
	s.agree(s.write, s.write.Get(s.itemPath(item.ID)), "answer", "1", "reason", "Zwei von uns rufen den Dolmetschdienst an, die anderen vertagen.\nNummer und Kostenstelle hängen nirgends.")
	e.look("item-agreed", talk, nil)
	e.wall("agreed")
	e.look("conflict", talk, func() {
		s.agree(s.write, s.write.Get(s.itemPath(item.ID)), "answer", "1", "reason", "Das schrieb jemand anderes. "+time.Now().String())
		e.Type("#reason", " Und das schrieben wir.")
		e.Follow("#agree-form button:not([name])")
		e.Wait("#v-yours")
	})
	s.agree(s.write, s.write.Get(s.itemPath(item.ID)), "answer", "1", "reason", "Bei Andrang klappt es nicht.", "other", "3", "other_reason", "Am Telefon klappt es immer.", "differing", "1")
	e.look("item-differing", talk, nil)
	e.wall("differing")
	e.look("notes-empty", "/talk/notes", nil)
	s.post(s.write, "/talk/notes", "kind", "worked", "text", "Wer anruft, bekommt am selben Tag einen Rückruf.")
	s.post(s.write, "/talk/notes", "kind", "measure", "text", "Karte mit Dolmetschnummer an jeden Platz, bis 15. April.", "who", "we", "post", "Sachgebietsleitung", "item", string(item.ID))
	s.post(s.write, "/talk/notes", "kind", "upward", "text", "Ein gemeinsamer Dolmetschpool für alle Ämter.", "who", "central")
	e.look("notes", "/talk/notes", nil)
	e.look("notes-edit", "/talk/notes?edit="+s.record().Notes[1].ID, nil)
	e.look("notes-refused", "/talk/notes", func() { e.Click("#new-upward summary"); e.Follow("#upward-form button"); e.Wait(".cc-errors") })
	e.look("finish", "/talk/finish", nil)
	s.moderation.PostForm(s.at("/talk/adopt"), s.moderation.Get(s.at("/talk")).Form("/talk/adopt"))
	e.look("agenda-late", "/talk", nil)
	s.post(s.moderation, "/talk/finish")
	e.wall("done")
}

func TestStatesOfAnAnonymousTalk(t *testing.T) {
	s := newSession(t, scene.Enforcement, scene.Talking)
	e := s.eye(browsertest.New(t))
	item := s.rated(1)
	e.look("anonymous-agenda", "/talk", nil)
	s.post(s.moderation, "/talk/turn", "item", string(item.ID))
	s.post(s.moderation, "/talk/reveal", "item", string(item.ID))
	e.look("anonymous-open", "/talk/item?item="+string(item.ID), nil)
	e.wall("anonymous")
}

// layAll lets every member of the team lay her cards.
func (s *session) layAll() {
	s.Helper()
	for _, secret := range s.app.Scene.Secrets[s.check.ID] {
		s.app.Visitor().PostForm("/s/"+secret.Path()+"/cards", url.Values{"lay": {"all"}}).MustStatus(200)
	}
}

// waitText waits until a part of the page says something, without loading it.
func (e *eye) waitText(selector, text string) {
	e.session.Helper()
	for end := time.Now().Add(15 * time.Second); ; {
		if got := e.Text(selector); strings.Contains(got, text) {
			return
		} else if time.Now().After(end) {
			e.session.Fatalf("%s does not say %q: %s", selector, text, got)
		}
	}
}

// TestSixPeopleInOneTalk is the journey of a team that prepared in private:
// moderation, scribe and screen on three devices, a phone, and five more people.
func TestSixPeopleInOneTalk(t *testing.T) {
	s := newSession(t, scene.Counter, scene.Preparing)
	s.app.WithSheets(scene.Counter, 6)
	b := browsertest.New(t)
	moderation, scribe, wall, phone := s.eye(b), s.eye(b), s.eye(b), b.Page()
	scribe.Expect("status 409")
	phone.Expect("status 404") // her notes, when the talk is over
	wall.open("/projector")
	moderation.open("")
	moderation.Follow("form[action$='/talk'] button")
	moderation.waitText("#cards", "Noch liegen keine Karten.")
	wall.waitText("#wall", "Öffnen Sie Ihre Notizen und legen Sie Ihre Karten verdeckt.")

	own := s.app.Scene.Secrets[s.check.ID][0].Path()
	phone.Goto(s.app.URL + "/de/s/" + own + "/cards")
	phone.Follow("button[name=lay]")
	s.layAll()
	moderation.waitText("#cards", "von 6 Personen")
	wall.waitText("#wall", "von 6 Personen")

	moderation.Follow("#next a")
	moderation.Follow("#stage form button")
	item := s.now().Item
	wall.waitText("#wall", "6 Karten liegen verdeckt.")
	scribe.open("/talk/item?item=" + url.QueryEscape(string(item)))
	scribe.waitText("#stage", "Karten aufdecken")
	scribe.Type("#reason", "Zwei rufen an")
	moderation.Follow("#stage form[action$='/reveal'] button")
	scribe.waitText("#stage", "So liegen die Karten")
	wall.Wait(".chart-wide .chart-card")
	scribe.Type("#reason", ", die anderen vertagen.")
	if got := scribe.Value("#reason"); got != "Zwei rufen an, die anderen vertagen." {
		t.Errorf("while the page followed the talk the words became %q", got)
	}

	// Moderation writes, too, and saves first.
	level := "#agree-form .cc-levels input[name=answer]"
	moderation.Click(level)
	moderation.Type("#reason", "Nummer hängt nirgends.")
	moderation.Follow("#agree-form button:not([name])")
	wall.waitText("#wall", "Nummer hängt nirgends.")
	scribe.waitText("#standing", "Nummer hängt nirgends.")
	scribe.Click(level)
	scribe.Follow("#agree-form button:not([name])")
	scribe.waitText("h1", "Zwei Fassungen")
	if got := scribe.Value("#reason"); !strings.Contains(got, "Nummer hängt nirgends.") || !strings.Contains(got, "die anderen vertagen.") {
		t.Errorf("the merging form says %q", got)
	}
	scribe.Follow("#agree-form button:not([name])")
	wall.waitText("#wall", "die anderen vertagen.")

	moderation.open("/talk")
	moderation.Follow("form[action$='/adopt'] button")
	scribe.open("/talk/notes")
	scribe.Click("#new-measure summary")
	if !browsertest.Eval[bool](scribe.Page, "document.getElementById('new-measure').open") {
		scribe.Click("#new-measure summary")
	}
	scribe.Type("#measure-text", "Karte an jeden Platz")
	scribe.Click("#measure-who")
	scribe.Click("#measure-soon")
	scribe.Follow("#measure-form button")
	scribe.waitText("#list-measure", "beginnt bald")
	moderation.open("/talk/finish")
	moderation.Follow("form[action$='/finish'] button")
	if got := moderation.URL(); !strings.Contains(got, "/result") {
		t.Errorf("the talk ends on %s", got)
	}
	wall.waitText("#wall", "Das Gespräch ist abgeschlossen.")
	s.finished(item)
}

// finished checks what is left of a talk.
func (s *session) finished(item check.ItemID) {
	s.Helper()
	store := s.app.Site.Store
	cards, err := store.Cards(s.Context(), s.check.Ref)
	if err != nil || len(cards) != 0 {
		s.Errorf("%d cards are left (%v)", len(cards), err)
	}
	sheets, err := store.SheetsOf(s.Context(), s.check.Ref)
	if err != nil || len(sheets) != 0 {
		s.Errorf("%d sheets are left (%v)", len(sheets), err)
	}
	if rec := s.record(); s.now().State != check.Finished || rec.Agreements[item].Reason == "" || len(rec.Notes) == 0 {
		s.Errorf("the check is %s with %d notes", s.now().State, len(rec.Notes))
	}
}

// TestTheTalkWithoutScripts goes from the first card to the end with forms alone,
// for a team on paper.
func TestTheTalkWithoutScripts(t *testing.T) {
	s := newSession(t, scene.Library, scene.Preparing)
	e := s.eye(browsertest.New(t))
	e.JavaScript(false)
	e.open("")
	e.Follow("form[action$='/talk'] button")
	e.Follow("#next a")
	e.Click("#counting summary")
	e.Type("input[id^='cards-']", "4")
	e.Follow("#count-form button")
	e.waitText("#stage", "So liegen die Karten")
	e.Type("#q-answer-first", "Wer neu zuzieht, und wir wissen es nicht.")
	e.Type("#reason", "Niemand hat es je gemacht.")
	e.Follow("#agree-form button:not([name])")
	e.waitText("#standing", "Niemand hat es je gemacht.")
	e.open("/talk/finish")
	e.Follow("form[action$='/finish'] button")
	if s.now().State != check.Finished {
		t.Errorf("the check is %s", s.now().State)
	}
}
