package sheets_test

import (
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/scene"
	"chancencheck/internal/sheetbox"
)

func TestPaperSheets(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	item, path := m.rated()[0], "/checks/"+string(m.check().ID)+"/paper"
	staff := m.As(access.Facilitator)
	form := staff.Get(path).MustStatus(200).MustContain("Papierbogen eintippen").Form(path)
	form.Set(string(item.ID), "9")
	back := staff.PostForm(path, form).MustStatus(422).Form(path)
	if back.Get("sheet") != form.Get("sheet") {
		t.Error("the refused form has another sheet")
	}
	form.Set(string(item.ID), "2")
	form.Set(string(item.ID)+":hand", "1")
	for range 2 { // sent twice, it is one sheet
		secret, err := sheetbox.ParseSecret(form.Get("sheet"))
		m.must(err)
		staff.PostForm(path, form).MustStatus(200).MustContain(secret.Spoken(), "Nächster Bogen")
		if e := m.entry("/s/"+secret.Path(), item.ID); e.Answer.Option() != "2" || !e.Hand {
			t.Errorf("stored: %s", e.Answer.Encode())
		}
	}
	sheets, err := m.Site.Store.SheetsOf(t.Context(), m.check().Ref)
	if err != nil || len(sheets) != 1 {
		t.Errorf("%d sheets, %v", len(sheets), err)
	}
	form.Set("sheet", "short")
	staff.PostForm(path, form).MustStatus(404)
}

func TestPaperIsForThoseWhoEnterPaper(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path := "/checks/" + string(m.check().ID) + "/paper"
	for _, role := range access.Roles {
		want := 403
		if role == access.Facilitator || role == access.Coordinator {
			want = 200
		}
		client := m.As(role)
		if got := client.Get(path).Status; got != want {
			t.Errorf("GET by %s: %d, want %d", role, got, want)
		}
		if got := client.PostForm(path, url.Values{"sheet": {"short"}}).Status; (got == 403) != (want == 403) {
			t.Errorf("POST by %s: %d", role, got)
		}
		client.Get("/checks/elsewhere/paper").MustStatus(404)
	}
	if p := m.visitor.Get(path); p.Path() == path {
		t.Errorf("a visitor sees %s", p.Path())
	}
	m.visitor.PostForm(path, url.Values{}).MustNotContain("Papierbogen")
	m.Bring(scene.Counter, scene.Finished)
	m.As(access.Facilitator).Get(path).MustStatus(409)
}

func TestPaperWithNames(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Library)
	m.named()
	path := "/checks/" + string(m.check().ID) + "/paper"
	staff := m.As(access.Coordinator)
	form := staff.Get(path).Form(path)
	staff.PostForm(path, form).MustStatus(422).MustContain("Schreiben Sie Ihren Namen")
	form.Set("name", "Herr Ernst")
	staff.PostForm(path, form).MustStatus(200).MustContain("Nächster Bogen")
}
