package orgchecks_test

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/orgcheck"
)

// errLook ends a look at the stored sheets without changing anything.
var errLook = errors.New("only looked")

var sheetOf = regexp.MustCompile(`name="(sheet|first)" value="([^"]*)"`)

// hiddenIn are the hidden fields that go with a typing.
func hiddenIn(p *apptest.Page) url.Values {
	v := url.Values{}
	for _, m := range sheetOf.FindAllStringSubmatch(p.Body, -1) {
		v.Set(m[1], strings.ReplaceAll(m[2], "&amp;", "&"))
	}
	return v
}

// TestPaperSheetsOfPartners: one after the other, twice if wanted; the same form
// sent twice is one sheet.
func TestPaperSheetsOfPartners(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgOpen)
	g := record(t, app, c).GroupsInOrder()[0]
	ins, err := app.Site.Instruments.Get(t.Context(), c.Org, c.Instrument)
	if err != nil {
		t.Fatal(err)
	}
	q := orgcheck.PartnerQuestions(ins)[0]
	path := at(c, "/partners/"+string(g.ID)+"/paper")
	coordinator := app.As(access.Coordinator)
	sheets := func() int {
		t.Helper()
		n := 0
		err := app.Site.Store.CloseOrgCheck(t.Context(), c.Ref, func(_ *orgcheck.Record, all []orgcheck.PartnerSheet) ([]byte, []audit.Event, error) {
			n = len(all)
			return nil, nil, errLook
		})
		if err == nil {
			t.Fatal("the look at the sheets has closed the check")
		}
		return n
	}
	type typing map[string]string
	send := func(on *apptest.Page, more typing) *apptest.Page {
		form := hiddenIn(on)
		for name, value := range more {
			form.Set(name, value)
		}
		return coordinator.PostForm(path, form)
	}
	option := func(n int) string { return q.Scale.Options[n].ID }

	empty := coordinator.Get(path)
	send(empty, nil).MustStatus(http.StatusUnprocessableEntity).MustContain("noch keine Antwort")
	send(empty, typing{q.ID: option(0)}).MustContain("nächsten Bogen")
	send(empty, typing{q.ID: option(0)})
	if n := sheets(); n != 1 {
		t.Errorf("the same form sent twice is %d sheets", n)
	}

	second := send(coordinator.Get(path), typing{q.ID: option(0), "twice": "1"})
	second.MustContain("Zweites Mal")
	differing := send(second, typing{q.ID: option(1), "twice": "1"}).MustStatus(http.StatusUnprocessableEntity)
	differing.MustContain("Frage 1: Zuerst stand hier")
	if n := sheets(); n != 1 {
		t.Errorf("before somebody has decided, %d sheets are stored", n)
	}
	send(differing, typing{q.ID: option(1), "twice": "1", "decided": "1"}).MustContain("nächsten Bogen")
	same := send(coordinator.Get(path), typing{q.ID: option(0), "twice": "1"})
	send(same, typing{q.ID: option(0), "twice": "1"}).MustContain("nächsten Bogen")
	if n := sheets(); n != 3 {
		t.Errorf("%d sheets of 3 papers", n)
	}
	for _, role := range []access.Role{access.UnitLead, access.Reader, access.Evaluator, access.Facilitator} {
		app.As(role).PostForm(path, url.Values{"sheet": {"X"}, q.ID: {option(0)}}).MustStatus(http.StatusForbidden)
	}
}
