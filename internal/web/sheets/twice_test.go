package sheets_test

import (
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/scene"
)

// sheets counts what is stored.
func (m *team) sheets() int {
	m.Helper()
	all, err := m.Site.Store.SheetsOf(m.Context(), m.check().Ref)
	m.must(err)
	return len(all)
}

func TestPaperTypedTwice(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	items, path := m.rated(), "/checks/"+string(m.check().ID)+"/paper"
	staff := m.As(access.Facilitator)
	one := staff.Get(path).MustContain("ein zweites Mal eintippen").Form(path)
	secret := one.Get("sheet")
	one.Set("twice", "1")
	one.Set(string(items[0].ID), "2")
	one.Set(string(items[1].ID), "1")
	two := staff.PostForm(path, one).MustStatus(200).MustContain("Zweites Mal", "Gespeichert ist noch nichts").Form(path)
	if two.Get("sheet") != secret || two.Get(string(items[0].ID)) != "" {
		t.Errorf("the second form: %v", two)
	}
	two.Set(string(items[0].ID), "3")
	two.Set(string(items[1].ID), "1")
	two.Set(string(items[1].ID)+":hand", "1")
	back := two
	back.Set(string(items[2].ID), "9")
	two = staff.PostForm(path, back).MustStatus(422).MustContain("Zweites Mal").Form(path)
	two.Del(string(items[2].ID))
	differ := staff.PostForm(path, two).MustStatus(200).MustContain("Bei 2 Fragen unterscheiden sich beide", "Verabredet, klappt meistens", "Verlässlich", "sprechen")
	decide := differ.Form(path)
	decide.Set("decide:"+string(items[0].ID), "first")
	decide = staff.PostForm(path, decide).MustStatus(422).MustContain("Wählen Sie, was auf dem Bogen steht.").Form(path)
	if n := m.sheets(); n != 0 {
		t.Fatalf("%d sheets are stored before anybody has decided", n)
	}
	decide.Set("decide:"+string(items[1].ID), "second")
	staff.PostForm(path, decide).MustStatus(200).MustContain("Nächster Bogen")
	if e := m.entry("/s/"+secret, items[0].ID); e.Answer.Option() != "2" {
		t.Errorf("the first answer: %s", e.Answer.Encode())
	}
	if e := m.entry("/s/"+secret, items[1].ID); e.Answer.Option() != "1" || !e.Hand {
		t.Errorf("the second answer: %s, hand %v", e.Answer.Encode(), e.Hand)
	}
}

func TestPaperTypedTwiceAlikeIsStoredAtOnce(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	item, path := m.rated()[0], "/checks/"+string(m.check().ID)+"/paper"
	staff := m.As(access.Coordinator)
	form := staff.Get(path).Form(path)
	form.Set("twice", "1")
	form.Set(string(item.ID), "2")
	again := staff.PostForm(path, form).MustStatus(200).Form(path)
	again.Set(string(item.ID), "2")
	staff.PostForm(path, again).MustStatus(200).MustContain("Nächster Bogen")
	if n := m.sheets(); n != 1 {
		t.Errorf("%d sheets", n)
	}
	again.Set("first", "%zz")
	staff.PostForm(path, again).MustStatus(422)
}

// A first typing that never was one is refused, and nothing of it is kept.
func TestPaperTypedTwiceTakesNoInventedAnswers(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	item, path := m.rated()[0], "/checks/"+string(m.check().ID)+"/paper"
	staff := m.As(access.Coordinator)
	form := staff.Get(path).Form(path)
	form.Set("first", url.Values{string(item.ID): {"9"}}.Encode())
	staff.PostForm(path, form).MustStatus(422)
	if n := m.sheets(); n != 0 {
		t.Errorf("%d sheets", n)
	}
}
