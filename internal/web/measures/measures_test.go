package measures_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/measure"
)

func draft() url.Values {
	return url.Values{"title": {"Dolmetschkarte an jedem Platz"}, "goal": {"Gespräche gelingen"}, "unit": {string(scene.Counter)}, "post": {"t1"},
		"from": {"2026-03-01"}, "until": {"2026-12-31"}, "euros": {"1.200 €"}, "unfunded": {"1"}, "impact": {"3"}, "effort": {"1"},
		"i0-name": {"Gespräche mit Dolmetschen"}, "i0-unit": {"im Monat"}, "i0-base": {"4"}, "i0-target": {"20"}}
}

// proposed is a town with one measure that nobody has decided about.
func proposed(t *testing.T) (*apptest.App, *apptest.Client, string) {
	t.Helper()
	app := apptest.New(t)
	c := app.As(access.Coordinator)
	page := c.PostForm("/measures", draft())
	page.MustStatus(http.StatusOK).MustContain("wartet auf eine Entscheidung")
	at, _, _ := strings.Cut(page.Path(), "?")
	return app, c, at
}

func accepted(t *testing.T) (*apptest.App, *apptest.Client, string) {
	t.Helper()
	app, c, at := proposed(t)
	c.PostForm(at+"/decide", url.Values{"verdict": {"accepted"}}).MustStatus(http.StatusOK).MustContain("beschlossen am")
	return app, c, at
}

// TestTheLifeOfAMeasure from proposal to the second pair of eyes.
func TestTheLifeOfAMeasure(t *testing.T) {
	t.Parallel()
	app, c, at := accepted(t)
	owner := app.As(access.MeasureOwner)
	page := owner.Get(at)
	page.MustContain("Stelle 32.1: Empfang und Auskunft (Paul Weber)").MustContain("Geld fehlt").MustContain("1.200 €")
	owner.PostForm(at+"/report", url.Values{"status": {"running"}, "text": {"Karten gedruckt"}}).MustContain("Karten gedruckt").MustContain("Paul Weber")
	id := regexp.MustCompile(`name="indicator" value="([^"]+)"`).FindStringSubmatch(page.Body)[1]
	owner.PostForm(at+"/reading", url.Values{"indicator": {id}, "value": {"12 %"}, "on": {"2026-03-17"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("gemessen wird aber in „im Monat“")
	owner.PostForm(at+"/reading", url.Values{"indicator": {id}, "value": {"12,5"}, "on": {"2026-03-17"}}).MustContain("auf dem Weg zum Ziel").MustContain("12,5")
	owner.PostForm(at+"/claim", url.Values{"evidence": {""}}).MustStatus(http.StatusUnprocessableEntity)
	owner.PostForm(at+"/claim", url.Values{"evidence": {"Fotos der Plätze"}}).MustContain("zweite Person")
	owner.PostForm(at+"/look", url.Values{"do": {"confirm"}}).MustStatus(http.StatusForbidden)
	head := app.As(access.UnitLead)
	head.PostForm(at+"/look", url.Values{"do": {"back"}}).MustStatus(http.StatusUnprocessableEntity)
	head.PostForm(at+"/look", url.Values{"do": {"back"}, "look": {"Platz 3 fehlt"}}).MustContain("Platz 3 fehlt")
	c.PostForm(at+"/claim", url.Values{"evidence": {"Jetzt alle"}}).MustStatus(http.StatusOK)
	c.PostForm(at+"/look", url.Values{"do": {"confirm"}}).MustStatus(http.StatusForbidden).MustContain("bestätigt nicht selbst")
	head.PostForm(at+"/look", url.Values{"do": {"confirm"}}).MustContain("erledigt und bestätigt")
	c.PostForm(at+"/check-in", url.Values{"users": {"better"}, "from": {"Weniger Beschwerden"}}).MustContain("Weniger Beschwerden")
}

// TestRefusedFormsComeBackFilled: nothing typed is lost.
func TestRefusedFormsComeBackFilled(t *testing.T) {
	t.Parallel()
	_, c, at := proposed(t)
	for name, change := range map[string]struct{ field, value, says string }{
		"no title": {"title", "", "Sagen Sie in einer Zeile"}, "due before start": {"until", "2026-02-01", "Das Ende liegt vor dem Anfang"},
		"ongoing with an end": {"ongoing", "1", "Daueraufgabe hat kein Ende"}, "unit gone": {"unit", "gone", "die es heute gibt"}, "post gone": {"post", "gone", "Diese Stelle gibt es nicht"},
		"cost in words": {"euros", "viel", "ganze Zahl in Euro"}, "no day": {"from", "gestern", "gestern"}, "target in words": {"i0-target", "viele", "gemessen wird aber"},
		"no unit of measure": {"i0-unit", "", "Einheit"},
	} {
		form := draft()
		form.Set(change.field, change.value)
		page := c.PostForm("/measures", form)
		if page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Main(), change.says) || !strings.Contains(page.Body, "Gespräche gelingen") {
			t.Errorf("%s: %d, %s", name, page.Status, page.Main())
		}
	}
	form := draft()
	form.Set("version", "1")
	form.Set("title", "Erste Fassung")
	c.PostForm(at+"/edit", form).MustStatus(http.StatusOK).MustContain("Erste Fassung")
	form.Set("title", "Zweite Fassung")
	c.PostForm(at+"/edit", form).MustStatus(http.StatusConflict).MustContain("Erste Fassung").MustContain("Jemand anderes")
}

// TestWhoSeesWhat: proposals are for those who work on them, decisions for all who
// read the plan, also those that defer and reject.
func TestWhoSeesWhat(t *testing.T) {
	t.Parallel()
	app, c, at := proposed(t)
	check := func(when string, want map[access.Role]int) {
		t.Helper()
		for role, status := range want {
			if got := app.As(role).Get(at).Status; got != status {
				t.Errorf("%s, %s: %d, want %d", when, role, got, status)
			}
		}
	}
	check("proposed", map[access.Role]int{access.UnitLead: 200, access.Approver: 200, access.MeasureOwner: 200, access.Reader: 403, access.Respondent: 403, access.Admin: 403})
	app.As(access.Reader).Get("/measures").MustNotContain("Dolmetschkarte")
	c.PostForm(at+"/decide", url.Values{"verdict": {"rejected"}}).MustStatus(http.StatusUnprocessableEntity)
	c.PostForm(at+"/decide", url.Values{"verdict": {"deferred"}, "reason": {"Erst im Haushalt 2027"}, "again": {"2026-03-17"}}).MustContain("wieder ansehen")
	check("deferred", map[access.Role]int{access.Reader: 200, access.Respondent: 200, access.Facilitator: 200, access.Admin: 403, access.Operator: 403, access.Evaluator: 403})
	app.As(access.Reader).Get(at).MustContain("Erst im Haushalt 2027")
	for role, want := range map[access.Role]int{access.Reader: 403, access.Respondent: 403, access.MeasureOwner: 403, access.Facilitator: 403} {
		if got := app.As(role).PostForm(at+"/decide", url.Values{"verdict": {"accepted"}}).Status; got != want {
			t.Errorf("%s decides: %d", role, got)
		}
		if got := app.As(role).PostForm("/measures", draft()).Status; got != want {
			t.Errorf("%s proposes: %d", role, got)
		}
	}
}

func TestThreeViewsAndThreeFiles(t *testing.T) {
	t.Parallel()
	app, c, at := accepted(t)
	for _, view := range []string{"table", "board", "time"} {
		c.Get("/measures?view=" + view).MustStatus(http.StatusOK).MustContain("Dolmetschkarte an jedem Platz")
	}
	c.Get("/measures?gap=unfunded&unit=d1").MustContain("Dolmetschkarte")
	c.Get("/measures?gap=overdue").MustContain("Keine Maßnahmen in dieser Auswahl")
	rows, err := read(c.Get("/plan/measures.csv").Body)
	if err != nil || len(rows) != 2 || rows[1][0] != "Dolmetschkarte an jedem Platz" || rows[1][10] != "1200" {
		t.Errorf("the table says %v, %v", rows, err)
	}
	if body := c.Get("/plan/measures.xlsx").Body; !strings.HasPrefix(body, "PK") {
		t.Error("no workbook")
	}
	ics := c.Get("/plan/measures.ics").Body
	for _, want := range []string{"BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20261231\r\n", "DTEND;VALUE=DATE:20270101\r\n", strings.TrimPrefix(at, "/")} {
		if !strings.Contains(strings.ReplaceAll(ics, "\r\n ", ""), want) {
			t.Errorf("the calendar lacks %q:\n%s", want, ics)
		}
	}
	c.Get("/plan/passwords.txt").MustStatus(http.StatusNotFound)
	app.As(access.Admin).Get("/plan/measures.csv").MustStatus(http.StatusForbidden)
}

// read reads a table as a spreadsheet does.
func read(body string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	r.Comma = ';'
	return r.ReadAll()
}

var link = regexp.MustCompile(`/de(/report/[A-Z2-7]+)`)

// TestTheStatusRequest: a mail, a link, one page, no signing in.
func TestTheStatusRequest(t *testing.T) {
	t.Parallel()
	app, c, at := accepted(t)
	c.Get("/measures/ask").MustContain("Paul Weber").MustContain("noch nicht")
	c.PostForm("/measures/ask", nil).MustContain("unterwegs")
	sent := app.Outbox.Sent()
	if len(sent) != 1 || !strings.Contains(sent[0].To, "owner@") || !sent[0].Secret {
		t.Fatalf("sent %+v", sent)
	}
	path := link.FindStringSubmatch(sent[0].Text)[1]
	visitor := app.Visitor()
	page := visitor.Get(path)
	page.MustContain("Dolmetschkarte an jedem Platz").MustNotContain("Karim Yilmaz")
	id := strings.TrimPrefix(at, "/measures/")
	visitor.PostForm(path, url.Values{"s-" + id: {"stuck"}}).MustStatus(http.StatusUnprocessableEntity).MustContain("Nennen Sie einen Grund")
	reading := regexp.MustCompile(`name="(r-[^"]+)"`).FindStringSubmatch(page.Body)[1]
	visitor.PostForm(path, url.Values{"s-" + id: {"running"}, "t-" + id: {"Läuft gut"}, reading: {"9"}}).MustContain("Danke")
	c.Get(at).MustContain("Läuft gut").MustContain("Paul Weber")
	c.PostForm("/measures/ask", nil).MustStatus(http.StatusUnprocessableEntity).MustContain("Es ist niemand zu fragen")
	visitor.Get("/report/WRONGWRONGWRONG").MustStatus(http.StatusNotFound)
	app.Advance(measure.RequestLasts)
	visitor.Get(path).MustStatus(http.StatusNotFound).MustContain("öffnet nichts mehr")
	visitor.PostForm(path, url.Values{"s-" + id: {"running"}}).MustStatus(http.StatusNotFound)
	app.As(access.UnitLead).PostForm("/measures/ask", nil).MustStatus(http.StatusForbidden)
}
