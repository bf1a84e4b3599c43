package talk_test

import (
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
	"chancencheck/organisation"
	"chancencheck/round"
)

func TestStartBeginsTheTalkAndTheClock(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Noted)
	if page := s.moderation.Get(s.at("/talk")); page.Path() != s.at("") {
		t.Errorf("before the talk its pages lead to %s", page.Path())
	}
	page := s.post(s.moderation, "/talk").MustStatus(http.StatusOK)
	page.MustContain("Jetzt: Zweck und Regeln", "bis 10:35 Uhr", "Alle meine Karten verdeckt legen", "Noch liegen keine Karten.")
	s.app.Advance(20 * time.Minute)
	s.moderation.Get(s.at("/talk")).MustContain("Jetzt: Themen besprechen", "bis 11:25 Uhr")
	s.app.Advance(3 * time.Hour)
	s.moderation.Get(s.at("/talk")).MustNotContain("Jetzt:", "data-timer=")
	s.post(s.moderation, "/talk").MustStatus(http.StatusConflict)
}

func TestAnonymousSheetsAreGoneWhenTheTalkBegins(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Enforcement, scene.Noted)
	s.post(s.moderation, "/talk").MustStatus(http.StatusOK).MustContain("von 11 Personen")
	sheets, err := s.app.Site.Store.SheetsOf(t.Context(), s.check.Ref)
	if err != nil || len(sheets) != 0 {
		t.Errorf("%d sheets are left (%v)", len(sheets), err)
	}
}

func TestAgendaHasEveryItemOnce(t *testing.T) {
	t.Parallel()
	for _, unit := range []organisation.UnitID{scene.Counter, scene.Enforcement} {
		s := newSession(t, unit, scene.Talking)
		page := s.moderation.Get(s.at("/talk")).MustContain("Darüber sprechen", "8 Themen passen in die Zeit", "Jemand möchte darüber sprechen")
		seen := map[string]int{}
		for _, ol := range append(page.All("ol", "class", "cc-agenda"), page.All("table")...) {
			for n := range ol.Descendants() {
				if href, ok := apptest.Attribute(n, "href"); ok {
					u, err := url.Parse(href)
					if err != nil {
						t.Fatal(err)
					}
					seen[u.Query().Get("item")]++
				}
			}
		}
		for _, i := range s.app.Scene.Items(s.check) {
			if seen[string(i.ID)] != 1 {
				t.Errorf("%s stands %d times on the agenda", i.ID, seen[string(i.ID)])
			}
		}
	}
}

func TestAdoptTakesWhatWasShownAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	page := s.moderation.Get(s.at("/talk"))
	form := page.Form("/talk/adopt")
	all := form["proposal"]
	if len(all) < 2 {
		t.Fatalf("the scene has %d proposals", len(all))
	}
	weak := s.rated(0) // a proposal the page did not make, and a level it did not show
	item, _, _ := strings.Cut(all[1], "=")
	s.moderation.PostForm(s.at("/talk/adopt"), url.Values{"proposal": {all[0], item + "=9", string(weak.ID) + "=0"}}).
		MustStatus(http.StatusOK).MustContain("Die Vorschläge sind angenommen.")
	rec := s.record()
	if len(rec.Agreements) != 1 {
		t.Fatalf("%d agreements", len(rec.Agreements))
	}
	first, face, _ := strings.Cut(all[0], "=")
	if a := rec.Agreements[check.ItemID(first)]; !a.Adopted || a.Answer.Option() != face {
		t.Errorf("%s was adopted as %q", first, a.Answer.Option())
	}
	s.moderation.Get(s.at("/talk")).MustContain("Gemeinsam angenommen")
}

func TestAProposalIsConfirmedFromTheAgenda(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	page := s.moderation.Get(s.at("/talk")).MustContain("So festhalten:")
	form := page.Form("/talk/agree")
	s.moderation.PostForm(s.at("/talk/agree"), form).MustStatus(http.StatusOK).MustContain("Festgehalten.", "Kurz einzeln festhalten")
	a := s.record().Agreements[check.ItemID(form.Get("item"))]
	if a.Answer.Option() != form.Get("answer") || a.Adopted {
		t.Errorf("%s: %q, adopted %v", form.Get("item"), a.Answer.Option(), a.Adopted)
	}
}

func TestCardsLieFaceDownUntilTurnedOver(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	s.moderation.Get(s.itemPath(item.ID)).MustContain("5 Karten liegen verdeckt.", "Dieses Thema aufrufen").MustNotContain("So liegen die Karten", "<svg class=\"chart")
	s.post(s.moderation, "/talk/reveal", "item", string(item.ID)).MustStatus(http.StatusConflict).MustContain("Es wurde nichts aufgedeckt.")
	s.post(s.moderation, "/talk/turn", "item", string(item.ID)).MustStatus(http.StatusOK).MustContain("Karten aufdecken")
	wall := s.write.Get(s.at("/projector")).MustContain("5 Karten liegen verdeckt.")
	if n := len(wall.All("rect", "fill", "var(--cc-action)")); n != 5 {
		t.Errorf("%d cards lie on the screen", n)
	}
	s.post(s.moderation, "/talk/reveal", "item", string(item.ID)).MustStatus(http.StatusOK).MustContain("So liegen die Karten")
	s.write.Get(s.at("/projector")).MustNotContain("liegen verdeckt").MustContain("Hängt an Einzelnen")
	other := s.rated(2)
	s.post(s.write, "/talk/turn", "item", string(other.ID))
	s.moderation.Get(s.itemPath(item.ID)).MustContain("Gerade aufgerufen ist:").MustNotContain("So liegen die Karten")
	s.moderation.Get(s.at("/talk/item?item=nothing")).MustStatus(http.StatusNotFound)
	s.post(s.moderation, "/talk/turn", "item", "nothing").MustStatus(http.StatusNotFound)
}

func TestOpenCardsHaveNamesInNamedModeAlone(t *testing.T) {
	t.Parallel()
	for mode, names := range map[round.Mode]bool{round.Named: true, round.Private: false} {
		s := newSession(t, scene.Counter, scene.Talking)
		item := s.rated(1)
		err := s.app.Site.Store.UpdateCheck(t.Context(), s.check.Ref, func(c *check.Check) ([]audit.Event, error) {
			c.Mode = mode
			return nil, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		card := check.LaidCard{Card: check.Card{Item: item.ID, Face: item.Faces()[0]}, Key: "sommer", Author: "Frau Sommer"}
		if err := s.app.Site.Store.LayCards(t.Context(), s.check.Ref, []check.LaidCard{card}); err != nil {
			t.Fatal(err)
		}
		s.post(s.moderation, "/talk/turn", "item", string(item.ID)).MustStatus(http.StatusOK).MustNotContain("Frau Sommer")
		open := s.post(s.moderation, "/talk/reveal", "item", string(item.ID)).MustContain("So liegen die Karten")
		for _, p := range []*apptest.Page{open, s.write.Get(s.at("/projector"))} {
			if got := strings.Contains(p.Text(), "Frau Sommer"); got != names {
				t.Errorf("%s: the name stands there: %v, want %v", mode, got, names)
			}
		}
	}
}

func TestAnonymousCardsOfFewStayHidden(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.WithSheets(scene.Enforcement, 6) // one below the threshold
	if err := check.StartTalk(t.Context(), app.Site.Store, app.Scene.Act(access.Facilitator), app.Check(scene.Enforcement).Ref); err != nil {
		t.Fatal(err)
	}
	s := &session{t, app, app.Check(scene.Enforcement), app.As(access.Facilitator), app.As(access.Facilitator)}
	item := s.rated(1)
	s.moderation.Get(s.at("/talk")).MustContain("Wie viele es sind, zeigen wir bei so wenigen nicht.").MustNotContain("Hier gehen die Ansichten auseinander", "von 6 Personen")
	s.post(s.moderation, "/talk/turn", "item", string(item.ID)).MustContain("Karten liegen verdeckt.").MustNotContain("6 Karten", "Karten vom Tisch zählen")
	s.post(s.moderation, "/talk/reveal", "item", string(item.ID)).MustContain("zu wenige für eine Zahl").MustNotContain("1 Karte", "2 Karten", "6 Karten")
	s.write.Get(s.at("/projector")).MustContain("zu wenige für eine Zahl").MustNotContain("1 Karte", "2 Karten")
	s.post(s.moderation, "/talk/count", "item", string(item.ID), "cards-"+item.Faces()[0], "3").MustStatus(http.StatusConflict).MustContain("Es wurde nichts gezählt.")
}

func TestAPaperTeamGetsItsAgendaFromCounting(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Library, scene.Preparing)
	s.post(s.moderation, "/talk").MustContain("Noch liegen keine Karten.", "Noch ohne Vorschlag")
	far, low := s.rated(0), s.rated(1)
	count := func(i check.Item, counts ...string) *apptest.Page {
		return s.post(s.write, "/talk/count", append([]string{"item", string(i.ID)}, counts...)...)
	}
	page := count(far, "cards-0", "2", "cards-4", " 2 ").MustStatus(http.StatusOK).MustContain("Gezählt und aufgedeckt.", "So liegen die Karten", "2 Karten")
	if got := page.Form("/talk/count"); got.Get("cards-0") != "2" || got.Get("cards-1") != "" || got.Get("cards-4") != "2" {
		t.Errorf("the form says %v", got)
	}
	count(low, "cards-0", "4").MustStatus(http.StatusOK)
	agenda := s.moderation.Get(s.at("/talk")).MustContain("Hier gehen die Ansichten auseinander", "Hier fehlt Ihnen gemeinsam etwas", "von 4 Personen, für 2 von")
	first := agenda.First("ol", "class", "cc-agenda")
	if text := apptest.TextOf(first); !strings.Contains(text, "Hier gehen die Ansichten auseinander") {
		t.Errorf("the first list says %s", text)
	}
	for _, wrong := range []string{"viele", "-1", "1,5", "201"} {
		page := count(far, "cards-0", wrong).MustStatus(http.StatusUnprocessableEntity).MustContain("Das kann nicht stimmen.")
		if got := page.Form("/talk/count").Get("cards-0"); got != wrong {
			t.Errorf("%q came back as %q", wrong, got)
		}
	}
}

func TestOnlyWhoLeadsTheTalkComesIn(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := string(s.rated(0).ID)
	may := map[access.Role]bool{access.Facilitator: true, access.Coordinator: true}
	gets := []string{"/talk", "/talk/item?item=" + item, "/talk/notes", "/talk/finish", "/projector"}
	posts := []string{"/talk", "/talk/turn", "/talk/reveal", "/talk/count", "/talk/agree", "/talk/adopt", "/talk/notes", "/talk/notes/remove", "/talk/finish"}
	for _, role := range access.Roles {
		if may[role] {
			for _, path := range gets {
				s.as(role).Get(s.at(path)).MustStatus(http.StatusOK)
			}
			continue
		}
		for _, path := range gets {
			s.as(role).Get(s.at(path)).MustStatus(http.StatusForbidden)
		}
		for _, path := range posts {
			s.post(s.as(role), path, "item", item, "kind", "worked", "text", "x").MustStatus(http.StatusForbidden)
		}
	}
	visitor := s.app.Visitor()
	for _, path := range gets {
		if page := visitor.Get(s.at(path)); page.URL.Path != "/de/" {
			t.Errorf("a visitor sees %s at %s", page.URL, path)
		}
	}
	for _, path := range posts {
		if page := s.post(visitor, path, "item", item); page.URL.Path != "/de/" {
			t.Errorf("a visitor posts to %s and sees %s", path, page.URL)
		}
	}
	if rec := s.record(); len(rec.Agreements)+len(rec.Notes) != 0 || s.now().State != check.Talking || s.now().Item != "" {
		t.Error("somebody changed what is not theirs")
	}
	for _, path := range gets {
		s.moderation.Get("/checks/UNKNOWN" + path).MustStatus(http.StatusNotFound)
	}
}

func TestAnotherOrganisationKnowsNothing(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	ctx, store := t.Context(), s.app.Site.Store
	town := organisation.Organisation{ID: "elsewhere", Name: "Anderswo", Kind: organisation.Municipality, Languages: []string{"de"}, TimeZone: "Europe/Berlin"}
	who := organisation.Person{Org: town.ID, ID: "f", Name: "Fremde Moderation", Email: "f@elsewhere.example", Language: "de"}
	part := organisation.Membership{Org: town.ID, Person: who.ID, Role: access.Facilitator}
	if err := store.PutOrganisation(ctx, town); err != nil {
		t.Fatal(err)
	}
	if err := store.PutPeople(ctx, []organisation.Person{who}, []organisation.Membership{part}); err != nil {
		t.Fatal(err)
	}
	stranger := s.app.AsPerson(who.Ref())
	for _, path := range []string{"/talk", "/talk/notes", "/talk/finish", "/projector"} {
		stranger.Get(s.at(path)).MustStatus(http.StatusNotFound)
	}
	s.post(stranger, "/talk/finish").MustStatus(http.StatusNotFound)
}

func TestTheStreamSaysNothingButThatSomethingChanged(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	res, err := http.Get(s.app.URL + "/live/" + string(s.check.ID))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("content type %s", got)
	}
	heard := make(chan string)
	go func() {
		buf := make([]byte, 200)
		var said string
		for !strings.Contains(said, "changed") {
			n, err := res.Body.Read(buf)
			said += string(buf[:n])
			if err != nil {
				break
			}
		}
		heard <- said
	}()
	s.post(s.moderation, "/talk/turn", "item", string(s.rated(0).ID))
	if got := <-heard; strings.ReplaceAll(got, ": open\n\n", "") != "data: changed\n\n" {
		t.Errorf("the stream says %q", got)
	}
	s.app.Visitor().Get("/live/" + strings.Repeat("x", 65)).MustStatus(http.StatusNotFound)
}
