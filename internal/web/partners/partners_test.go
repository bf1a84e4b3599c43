package partners_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/instrument"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/orgcheck"
)

// hall is the small town with partners who have a code.
func hall(t *testing.T, places int) (*apptest.App, *orgcheck.Check, orgcheck.Group) {
	t.Helper()
	app := apptest.New(t)
	c, err := app.Scene.OrgCheck(t.Context(), "Organisationscheck", app.Now(), scene.OrgOpen)
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.Site.Store.OrgRecord(t.Context(), c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	g := r.GroupsInOrder()[0]
	g.Places = places
	err = app.Site.Store.UpdateOrgCheck(t.Context(), c.Ref, func(r *orgcheck.Record) ([]audit.Event, error) {
		r.Groups[g.ID] = g
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return app, c, g
}

// answers to the questions of a page: the first choice of each.
func answers(p *apptest.Page) url.Values {
	v := url.Values{}
	for _, part := range strings.Split(p.Body, `<input type="radio"`)[1:] {
		tag, _, _ := strings.Cut(part, ">")
		name, value := attribute(tag, "name"), attribute(tag, "value")
		if v.Get(name) == "" && !strings.HasPrefix(value, ":") {
			v.Set(name, value)
		}
	}
	return v
}

func attribute(tag, name string) string {
	_, rest, _ := strings.Cut(tag, " "+name+`="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// stored counts what was handed in, by closing the check.
func stored(t *testing.T, app *apptest.App, c *orgcheck.Check) int {
	t.Helper()
	if err := orgcheck.Close(t.Context(), app.Site.Store, app.Scene.Act(access.Coordinator), c.Ref, instrumentOf(t, app, c)); err != nil {
		t.Fatal(err)
	}
	doc, err := app.Site.Store.OrgOutcome(t.Context(), c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	o, err := orgcheck.Decode(doc)
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for _, f := range o.Partners.Figures {
		most = max(most, f.N)
	}
	return most
}

// TestOneDeviceIsOneSheet: saved again, gone back and sent twice, it counts once.
func TestOneDeviceIsOneSheet(t *testing.T) {
	t.Parallel()
	app, c, g := hall(t, 60)
	for range 6 {
		guest := app.Visitor()
		guest.Get("/p/" + g.Code).MustContain("Niemand fragt nach Ihrem Namen")
		page := guest.PostForm("/p/"+g.Code, nil)
		for range 3 { // sent three times
			guest.PostForm(page.Path(), answers(page))
		}
	}
	if n := stored(t, app, c); n != 6 {
		t.Errorf("%d sheets of 6 devices", n)
	}
}

// TestHall: many people with the same code at the same moment; the places hold.
func TestHall(t *testing.T) {
	t.Parallel()
	app, c, g := hall(t, 10)
	var group sync.WaitGroup
	var mu sync.Mutex
	full := 0
	for range 25 {
		group.Go(func() {
			guest := app.Visitor()
			page := guest.PostForm("/p/"+g.Code, nil)
			got := guest.PostForm(page.Path(), answers(page))
			mu.Lock()
			defer mu.Unlock()
			if got.Status == http.StatusConflict {
				got.MustContain("alle Plätze belegt")
				full++
			}
		})
	}
	group.Wait()
	if n := stored(t, app, c); full != 15 || n != 10 {
		t.Errorf("%d were refused, %d counted", full, n)
	}
}

// TestCodesTellNothing: whatever is wrong with a code or an address, the answer
// is the same; and a sheet's address tells nobody whether it was used.
func TestCodesTellNothing(t *testing.T) {
	t.Parallel()
	app, c, g := hall(t, 60)
	guest := app.Visitor()
	used := guest.PostForm("/p/"+g.Code, nil)
	guest.PostForm(used.Path(), answers(used))
	never := app.Visitor().Get("/p/" + g.Code + "/" + strings.Repeat("A", 26))
	if never.Status != http.StatusOK {
		t.Errorf("a secret that was never used answers %d", never.Status)
	}
	unknown := guest.Get("/p/ABCDEFGH")
	stored(t, app, c)
	closed := guest.Get("/p/" + g.Code)
	late := guest.PostForm(used.Path(), answers(used))
	for name, p := range map[string]*apptest.Page{"closed": closed, "late": late, "short secret": guest.Get("/p/" + g.Code + "/AAA")} {
		if p.Status != unknown.Status || !strings.Contains(p.Body, "Dieser Code öffnet nichts") {
			t.Errorf("%s: %d, unknown: %d", name, p.Status, unknown.Status)
		}
	}
}

// TestJoinLeadsPartnersToTheirSheet: there is one page for all codes.
func TestJoinLeadsPartnersToTheirSheet(t *testing.T) {
	t.Parallel()
	app, _, g := hall(t, 60)
	page := app.Visitor().PostForm("/join", url.Values{"code": {strings.ToLower(g.Code[:4]) + " " + g.Code[4:]}})
	page.MustContain("Ihr Blick von außen").MustContain("Beispielstadt")
	for _, header := range []string{"Set-Cookie"} {
		if page.Header.Get(header) != "" {
			t.Errorf("a visitor gets %s", header)
		}
	}
}

// TestNobodyCountsPartnersBeforeTheClose: no page of the staff says how many.
func TestNobodyCountsPartnersBeforeTheClose(t *testing.T) {
	t.Parallel()
	app, c, g := hall(t, 60)
	coordinator := app.As(access.Coordinator)
	path := "/orgchecks/" + string(c.ID)
	before := coordinator.Get(path + "/partners").Body
	guest := app.Visitor()
	page := guest.PostForm("/p/"+g.Code, nil)
	guest.PostForm(page.Path(), answers(page))
	if after := coordinator.Get(path + "/partners").Body; after != before {
		t.Error("the page of the partners has changed with an answer")
	}
}

func instrumentOf(t *testing.T, app *apptest.App, c *orgcheck.Check) *instrument.Instrument {
	t.Helper()
	ins, err := app.Site.Instruments.Get(t.Context(), c.Org, c.Instrument)
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

// TestWhoHasASheetIsNotHeldUp: somebody who tries out codes keeps nobody from
// saving what she has begun.
func TestWhoHasASheetIsNotHeldUp(t *testing.T) {
	t.Parallel()
	app, _, g := hall(t, 60)
	guest := app.Visitor()
	page := guest.PostForm("/p/"+g.Code, nil)
	next := guest.PostForm(page.Path(), answers(page))
	for range 301 {
		app.Visitor().Get("/p/ZZZZZZZZ")
	}
	app.Visitor().Get("/p/" + g.Code).MustStatus(http.StatusServiceUnavailable)
	app.Visitor().Get("/p/" + g.Code + "/" + strings.Repeat("A", 26)).MustStatus(http.StatusServiceUnavailable)
	app.Visitor().Get("/p/ZZZZZZZZ/" + strings.Repeat("A", 26)).MustStatus(http.StatusServiceUnavailable)
	guest.PostForm(next.Path(), answers(next)).MustStatus(http.StatusOK)
}

// TestPartnersAnswerUntilTheLastDay: what was promised on the page holds, even
// before the program has closed the check.
func TestPartnersAnswerUntilTheLastDay(t *testing.T) {
	t.Parallel()
	app, c, g := hall(t, 60)
	guest := app.Visitor()
	page := guest.PostForm("/p/"+g.Code, nil)
	guest.PostForm(page.Path(), answers(page)).MustStatus(http.StatusOK)
	last, err := time.Parse(time.DateOnly, string(c.ClosesOn))
	if err != nil {
		t.Fatal(err)
	}
	app.Advance(last.Add(12 * time.Hour).Sub(app.Now()))
	guest.PostForm(page.Path(), answers(page)).MustStatus(http.StatusOK)
	app.Advance(24 * time.Hour)
	guest.Get("/p/" + g.Code).MustStatus(http.StatusNotFound)
	guest.PostForm(page.Path(), answers(page)).MustStatus(http.StatusNotFound)
}

// TestADeviceRemembersOnlyIfAsked: the address of a sheet opens it; a shared
// device must not offer it to whoever comes next.
func TestADeviceRemembersOnlyIfAsked(t *testing.T) {
	t.Parallel()
	app, _, g := hall(t, 60)
	guest := app.Visitor()
	remembers := func(p *apptest.Page) bool { return strings.Contains(p.Body, "data-remember-link") }
	page := guest.PostForm("/p/"+g.Code, nil)
	if remembers(page) || remembers(guest.PostForm(page.Path(), answers(page))) {
		t.Error("remembered without being asked")
	}
	if !remembers(guest.PostForm("/p/"+g.Code, url.Values{"keep": {"1"}})) {
		t.Error("asked and not remembered")
	}
}
