package talk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

// agree fills in the form of a page that is open and sends it.
func (s *session) agree(c *apptest.Client, page *apptest.Page, fields ...string) *apptest.Page {
	s.Helper()
	form := page.Form("/talk/agree")
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return c.PostForm(s.at("/talk/agree"), form)
}

func TestWhatTheTeamAgreesOnStaysWithItsReason(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	page := s.agree(s.write, s.write.Get(s.itemPath(item.ID)), "answer", "1", "reason", "Zwei rufen an.\r\nDie Nummer hängt nirgends.")
	page.MustStatus(http.StatusOK).MustContain("Festgehalten.", "1 · Hängt an Einzelnen", "Zwei rufen an. Die Nummer hängt nirgends.")
	a := s.record().Agreements[item.ID]
	if a.Answer.Option() != "1" || a.Reason != "Zwei rufen an.\nDie Nummer hängt nirgends." || a.Version != 1 || a.Differing || a.Adopted {
		t.Errorf("got %q version %d", a.Reason, a.Version)
	}
	// The form that was just saved can be changed at once.
	s.agree(s.write, page, "answer", ":nobody_knows").MustStatus(http.StatusOK).MustContain("Weiß bei uns niemand")
	s.post(s.moderation, "/talk/turn", "item", string(item.ID))
	s.moderation.Get(s.at("/projector")).MustContain("Das halten wir fest", "Weiß bei uns niemand")
}

func TestDifferingViewsStandBesideEachOther(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	page := s.write.Get(s.itemPath(item.ID))
	s.agree(s.write, page, "answer", "1", "reason", "Bei Andrang nicht.", "differing", "1").
		MustStatus(http.StatusUnprocessableEntity).MustContain("wählen Sie zwei", "Bei Andrang nicht.")
	page = s.agree(s.write, page, "answer", "1", "reason", "Bei Andrang nicht.", "other", "3", "other_reason", "Am Telefon immer.", "differing", "1")
	page.MustStatus(http.StatusOK).MustContain("Wir sehen es verschieden", "Die einen sagen", "Bei Andrang nicht.", "Die anderen sagen", "Am Telefon immer.")
	if a := s.record().Agreements[item.ID]; !a.Differing || a.OtherAnswer.Option() != "3" {
		t.Error("the second view was not kept")
	}
	s.post(s.moderation, "/talk/turn", "item", string(item.ID))
	s.moderation.Get(s.at("/projector")).MustContain("Wir sehen es verschieden", "Am Telefon immer.")
	// They agree after all: the second view no longer counts, and is not lost.
	s.agree(s.write, page, "answer", "2").MustStatus(http.StatusOK)
	if a := s.record().Agreements[item.ID]; a.Differing || a.OtherReason != "Am Telefon immer." {
		t.Errorf("differing %v, kept %q", a.Differing, a.OtherReason)
	}
}

func TestARefusedFormComesBackFilledIn(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	page := s.write.Get(s.itemPath(item.ID))
	long := strings.Repeat("Wort ", 250)
	cases := []struct {
		name     string
		fields   []string
		sentence string
		field    string
	}{
		{"no level", []string{"reason", "Ein Grund."}, "Wählen Sie eine Stufe.", "q-answer-first"},
		{"no such level", []string{"answer", "9", "reason", "Ein Grund."}, "Diese Stufe gibt es hier nicht.", "q-answer-first"},
		{"cannot judge", []string{"answer", ":cannot_judge", "reason", "Ein Grund."}, "Wählen Sie eine Stufe.", "q-answer-first"},
		{"too long", []string{"answer", "1", "reason", long}, "länger als 1.000 Zeichen", "reason"},
		{"other too long", []string{"answer", "1", "reason", "Ein Grund.", "other", "2", "other_reason", long, "differing", "1"}, "länger als 1.000 Zeichen", "other_reason"},
		{"one view only", []string{"answer", "1", "reason", "Ein Grund.", "differing", "1"}, "wählen Sie zwei", "q-other-first"},
	}
	for _, c := range cases {
		got := s.agree(s.write, page, c.fields...).MustStatus(http.StatusUnprocessableEntity).MustContain("Das ist noch nicht gespeichert", c.sentence)
		if got.First("a", "href", "#"+c.field) == nil || got.First("input", "id", c.field) == nil && got.First("textarea", "id", c.field) == nil {
			t.Errorf("%s: nothing leads to the field %s", c.name, c.field)
		}
		form := got.Form("/talk/agree")
		for i := 0; i+1 < len(c.fields); i += 2 {
			if name := c.fields[i]; strings.HasSuffix(name, "reason") && strings.TrimSpace(form.Get(name)) != strings.TrimSpace(c.fields[i+1]) {
				t.Errorf("%s: %s came back as %q", c.name, name, form.Get(name))
			}
		}
	}
	if len(s.record().Agreements) != 0 {
		t.Error("a refused agreement was stored")
	}
	s.post(s.write, "/talk/agree", "item", "nothing", "answer", "1").MustStatus(http.StatusNotFound)
}

// TestTwoPeopleWritingLoseNothing lets two people write on the same item: whoever
// is second sees both texts and can keep either or both. The database is the one
// the tests run on; see apptest.Engine.
func TestTwoPeopleWritingLoseNothing(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	first, second := s.moderation.Get(s.itemPath(item.ID)), s.write.Get(s.itemPath(item.ID))
	s.agree(s.moderation, first, "answer", "1", "reason", "Die Nummer hängt nirgends.").MustStatus(http.StatusOK)
	conflict := s.agree(s.write, second, "answer", "2", "reason", "Mittwochs klappt es.")
	conflict.MustStatus(http.StatusConflict).MustContain("Nichts ist verloren", "Die Nummer hängt nirgends.", "Mittwochs klappt es.", "1 · Hängt an Einzelnen", "2 · Verabredet")
	if a := s.record().Agreements[item.ID]; a.Reason != "Die Nummer hängt nirgends." || a.Version != 1 {
		t.Fatalf("the second text was written over the first: %q", a.Reason)
	}
	s.keepYours(conflict, item)
	s.mergeBoth(item)
}

// merged is the form of a page of two versions that brings both together.
func merged(conflict *apptest.Page) url.Values {
	part := *conflict
	part.Root = conflict.First("section", "aria-labelledby", "h-agree")
	return part.Form("/talk/agree")
}

// keepYours takes the second version as it is.
func (s *session) keepYours(conflict *apptest.Page, item check.Item) {
	s.Helper()
	yours := conflict.Form("/talk/agree") // the first of the two
	s.write.PostForm(s.at("/talk/agree"), yours).MustStatus(http.StatusOK).MustContain("Mittwochs klappt es.")
	if a := s.record().Agreements[item.ID]; a.Reason != "Mittwochs klappt es." || a.Answer.Option() != "2" || a.Version != 2 {
		s.Errorf("kept %q, version %d", a.Reason, a.Version)
	}
}

// mergeBoth writes at the same time again and brings the words of both together;
// meanwhile a third version appears, and is not lost either.
func (s *session) mergeBoth(item check.Item) {
	s.Helper()
	first, second := s.moderation.Get(s.itemPath(item.ID)), s.write.Get(s.itemPath(item.ID))
	s.agree(s.moderation, first, "reason", "Eins.").MustStatus(http.StatusOK)
	conflict := s.agree(s.write, second, "reason", "Zwei.", "other", "3", "other_reason", "Drei.", "differing", "1").MustStatus(http.StatusConflict)
	s.agree(s.moderation, s.moderation.Get(s.itemPath(item.ID)), "reason", "Vier.").MustStatus(http.StatusOK)
	third := s.write.PostForm(s.at("/talk/agree"), merged(conflict))
	third.MustStatus(http.StatusConflict).MustContain("Vier.", "Eins.", "Zwei.", "Drei.")
	s.write.PostForm(s.at("/talk/agree"), merged(third)).MustStatus(http.StatusOK)
	a := s.record().Agreements[item.ID]
	for _, word := range []string{"Eins.", "Zwei.", "Vier."} {
		if !strings.Contains(a.Reason, word) {
			s.Errorf("%q lost %s", a.Reason, word)
		}
	}
	if a.OtherReason != "Drei." || a.OtherAnswer.Option() != "3" {
		s.Errorf("the other view lost its words: %q", a.OtherReason)
	}
}

func TestTheSameWordsTwiceAreNoConflict(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	item := s.rated(1)
	page := s.write.Get(s.itemPath(item.ID))
	for range 2 { // a button pressed twice
		s.agree(s.write, page, "answer", "1", "reason", "Ein Grund.").MustStatus(http.StatusOK)
	}
}

func TestEveryKindOfItemCanBeAgreedOn(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking)
	for _, i := range s.app.Scene.Items(s.check) {
		page := s.write.Get(s.itemPath(i.ID)).MustStatus(http.StatusOK)
		answer := "Wer neu ist, fragt zuerst uns."
		if i.Question.Scale.Kind.HasOptions() {
			answer = i.Question.Scale.Options[0].ID
		}
		s.agree(s.write, page, "answer", answer, "reason", "Ein Grund.").MustStatus(http.StatusOK)
		if a := s.record().Agreements[i.ID]; a.Answer.State() != instrument.Answered {
			t.Errorf("%s: nothing was stored", i.ID)
		}
	}
}
