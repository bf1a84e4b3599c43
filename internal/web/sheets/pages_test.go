package sheets_test

import (
	"strings"
	"testing"

	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

func TestParticipantPagesNeedNoAccountAndAnswerInEveryLanguage(t *testing.T) {
	t.Parallel()
	m := newTeam(t, scene.Counter)
	path, item := m.begin(), m.rated()[0]
	for _, lang := range []string{"de", "en", "ar"} {
		for _, page := range []string{"/join", "/j/" + m.check().Code, path, step(path, item), path + "/situations", path + "/done", path + "/cards"} {
			p := m.visitor.In(lang).Get(page).MustStatus(200)
			if len(p.All("h1")) != 1 || p.First("html", "lang", lang) == nil {
				t.Errorf("%s %s: headings %d", lang, page, len(p.All("h1")))
			}
		}
	}
	german := m.visitor.In("ar").Get(step(path, item))
	if german.First("span", "lang", "de", "dir", "ltr") == nil {
		t.Error("German questions on an Arabic page do not say that they are German")
	}
}

// TestPagesAreLight measures what a phone loads: page, style and script,
// uncompressed.
func TestPagesAreLight(t *testing.T) {
	t.Parallel()
	const most = 100_000
	m := newTeam(t, scene.Counter)
	path := m.begin()
	pages := []string{"/join", "/j/" + m.check().Code, path, path + "/situations", path + "/done", path + "/cards"}
	for _, i := range m.rated() {
		pages = append(pages, step(path, i))
	}
	for _, page := range pages {
		p := m.visitor.Get(page).MustStatus(200)
		size := len(p.Body)
		for _, part := range []string{attribute(p, "link", "rel", "stylesheet", "href"), attribute(p, "script", "type", "module", "src")} {
			if !strings.Contains(part, "participant") {
				t.Errorf("%s loads %q", page, part)
			}
			size += len(m.visitor.Get(part).MustStatus(200).Body)
		}
		if size > most {
			t.Errorf("%s weighs %d bytes, at most %d", page, size, most)
		}
	}
}

func attribute(p *apptest.Page, element, key, value, name string) string {
	v, _ := apptest.Attribute(p.First(element, key, value), name)
	return v
}
