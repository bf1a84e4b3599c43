package sheets_test

import (
	"net/url"
	"testing"

	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

func TestFieldsThatBelongTogetherAreSavedTogether(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path, item, other := m.begin(), m.rated()[0], m.rated()[1]
	id, note := string(item.ID), string(item.ID)+":note"
	post := func(fields ...string) *apptest.Page {
		return m.visitor.PostForm(path+"/answer", url.Values{"field": fields, id: {"2"}, note: {"Strichliste"}, string(other.ID): {"3"}})
	}
	post(id, note).MustStatus(200)
	if e := m.entry(path, item.ID); e.Answer.Option() != "2" || e.Note != "Strichliste" {
		t.Errorf("saved: %s, %q", e.Answer.Encode(), e.Note)
	}
	post(id, string(other.ID)).MustStatus(422) // one answer at a time
	if e := m.entry(path, other.ID); e.Answer.Option() != "" {
		t.Errorf("a field of another answer was saved: %s", e.Answer.Encode())
	}
}
