package orgchecks_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/scene"
	"chancencheck/orgcheck"
)

// TestAnswersAreSavedOneByOne: each field the moment it changes, the others stay
// as they are, and whoever comes late is told.
func TestAnswersAreSavedOneByOne(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgOpen)
	lead := app.As(access.UnitLead)
	unit := at(c, "/units/"+string(scene.Counter))
	q := asked(t, record(t, app, c), scene.Counter)
	option := optionOf(t, app, q)
	send := func(version, post string, field string, values ...string) (int, string) {
		form := url.Values{"field": {field}, q + ":version": {version}, "post": {post}, field: values}
		p := lead.PostForm(unit+"/answer", form)
		return p.Status, p.Body
	}
	if status, body := send("0", "Leitung", q, option); status != http.StatusOK || !strings.Contains(body, `"`+q+`:version":"1"`) {
		t.Fatalf("an answer: %d %s", status, body)
	}
	if status, body := send("1", "Leitung", q+":remark", "Steht im Konzept"); status != http.StatusOK {
		t.Fatalf("a remark: %d %s", status, body)
	}
	s := record(t, app, c).Statements[orgcheck.Place{Question: q, Unit: scene.Counter}]
	if s.Answer.Option() != option || s.Remark != "Steht im Konzept" || s.By.Post != "Leitung" || s.Version != 2 {
		t.Errorf("stored %+v", s)
	}
	for name, c := range map[string]struct {
		version, post, field, value string
		want                        int
	}{
		"an old version":            {"1", "Leitung", q, option + "x", http.StatusUnprocessableEntity},
		"somebody was faster":       {"1", "Leitung", q + ":remark", "Anders", http.StatusConflict},
		"no post":                   {"2", "", q + ":remark", "Anders", http.StatusUnprocessableEntity},
		"no field of this page":     {"2", "Leitung", "other", "x", http.StatusUnprocessableEntity},
		"the post alone is kept on": {"2", "Leitung", "post", "Leitung", http.StatusOK},
	} {
		if status, body := send(c.version, c.post, c.field, c.value); status != c.want {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if now := record(t, app, c).Statements[s.Place]; now.Version != 2 || now.Remark != s.Remark {
		t.Errorf("what was refused is stored: %+v", now)
	}
	if p := app.As(access.Reader).PostForm(unit+"/answer", url.Values{"field": {q}}); p.Status != http.StatusForbidden {
		t.Errorf("a reader: %d", p.Status)
	}
	lead.Get("/home").MustContain("Bürgerservice")
}
