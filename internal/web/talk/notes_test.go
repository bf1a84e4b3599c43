package talk_test

import (
	"net/http"
	"strings"
	"testing"

	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

func TestNotesOfTheScribe(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	note := func(fields ...string) *apptest.Page { return s.post(s.write, "/talk/notes", fields...) }
	note("kind", "worked", "text", "Rückruf am selben Tag").MustStatus(http.StatusOK).MustContain("Aufgeschrieben.", "Rückruf am selben Tag")
	note("kind", "measure", "text", "Karte an jeden Platz", "who", "we", "post", "Sachgebietsleitung", "item", string(item.ID)).
		MustContain("zuständig: Sachgebietsleitung", "Noch beginnt keiner der Schritte")
	note("kind", "measure", "text", "Anschreiben kürzen", "who", "other_office", "soon", "1").
		MustContain("beginnt bald").MustNotContain("Noch beginnt keiner der Schritte")
	note("kind", "upward", "text", "Gemeinsamer Dolmetschpool", "who", "central").MustContain("Personal, IT oder Finanzen")
	note("kind", "measure", "text", "Dritter Schritt", "who", "we").MustStatus(http.StatusOK)
	page := note("kind", "measure", "text", "Vierter Schritt", "who", "we").MustStatus(http.StatusUnprocessableEntity).MustContain("Höchstens 3 Schritte.")
	if !strings.Contains(page.Main(), "Vierter Schritt") || page.First("a", "href", "#measure-text") == nil || page.First("textarea", "id", "measure-text") == nil {
		t.Error("the fourth measure was lost")
	}
	note("kind", "upward", "text", "Ein Formular").MustStatus(http.StatusUnprocessableEntity).MustContain("Kreuzen Sie an, wer es ändern kann.", "Ein Formular")
	page = note("kind", "worked", "text", "  ").MustStatus(http.StatusUnprocessableEntity).MustContain("Schreiben Sie ein paar Worte.")
	if page.First("details", "id", "new-worked", "open", "") == nil {
		t.Error("the refused form is folded away")
	}
	note("kind", "idea", "text", "x").MustStatus(http.StatusUnprocessableEntity)
	note("kind", "measure", "text", "x", "who", "we", "item", "nothing").MustStatus(http.StatusNotFound)
	if n := len(s.record().Notes); n != 5 {
		t.Errorf("%d notes", n)
	}
}

func TestANoteGrowsOutOfAnItem(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	page := s.write.Get(s.at("/talk/notes?item=" + string(item.ID)))
	if page.First("option", "value", string(item.ID), "selected", "") == nil {
		t.Error("the item is not chosen")
	}
}

func TestTwoPeopleChangingANoteLoseNothing(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	s.post(s.write, "/talk/notes", "kind", "worked", "text", "Rückruf")
	n := s.record().Notes[0]
	edit := s.at("/talk/notes?edit=" + n.ID)
	fill := func(page *apptest.Page, text string) *apptest.Page {
		part := *page
		part.Root = page.First("li", "id", "note-"+n.ID)
		form := part.Form("/talk/notes")
		form.Set("text", text)
		return s.write.PostForm(s.at("/talk/notes"), form)
	}
	first, second := s.moderation.Get(edit), s.write.Get(edit)
	fill(first, "Rückruf am selben Tag").MustStatus(http.StatusOK)
	conflict := fill(second, "Rückruf, auch freitags").MustStatus(http.StatusConflict).MustContain("Rückruf am selben Tag", "Rückruf, auch freitags")
	if got := s.record().Notes[0].Text; got != "Rückruf am selben Tag" {
		t.Errorf("the note says %q", got)
	}
	fill(conflict, "Rückruf am selben Tag, auch freitags").MustStatus(http.StatusOK)
	if got := s.record().Notes[0]; got.Text != "Rückruf am selben Tag, auch freitags" || got.Version != 3 {
		t.Errorf("the note says %q in version %d", got.Text, got.Version)
	}
	s.post(s.moderation, "/talk/notes/remove", "id", n.ID).MustContain("Gestrichen.").MustNotContain("freitags")
}

func TestFinishFreezesAndDeletes(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	s.moderation.Get(s.at("/talk/finish")).MustContain("30 Fragen sind noch offen", "Noch nichts festgehalten").MustNotContain("Ja, Gespräch abschließen")
	s.post(s.moderation, "/talk/finish").MustStatus(http.StatusConflict).MustContain("Notizen und Karten sind noch da.")
	item := s.rated(1)
	s.agree(s.write, s.write.Get(s.itemPath(item.ID)), "answer", "1", "reason", "Ein Grund.")
	s.moderation.Get(s.at("/talk/finish")).MustContain("29 Fragen sind noch offen", "1 von 30", "Gelöscht werden alle Notizen und alle Karten.")
	page := s.post(s.moderation, "/talk/finish")
	if want := s.at("/result") + "?done=talk.finished"; page.Path() != want {
		t.Errorf("finishing leads to %s", page.Path())
	}
	cards, err := s.app.Site.Store.Cards(t.Context(), s.check.Ref)
	if err != nil || len(cards) != 0 || s.now().State != check.Finished {
		t.Errorf("%d cards are left, the check is %s (%v)", len(cards), s.now().State, err)
	}
	for _, path := range []string{"/talk", "/talk/notes", "/talk/finish", "/talk/item?item=" + string(item.ID)} {
		if page := s.moderation.Get(s.at(path)); page.Path() != s.at("/result") {
			t.Errorf("%s leads to %s", path, page.Path())
		}
	}
	s.moderation.Get(s.at("/projector")).MustContain("Das Gespräch ist abgeschlossen.").MustNotContain("cc-code")
}

func TestTheScreenLetsPeopleIn(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Preparing)
	code := s.check.Code
	s.moderation.Get(s.at("/projector")).MustContain(code[:4]+" "+code[4:], strings.TrimPrefix(s.app.URL, "http://")+"/join", "Niemand sonst kann sie öffnen.").
		MustNotContain("Rosa Klein")
}
