package orgchecks_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

// town is the small town with an organisation check.
func town(t *testing.T, to scene.OrgStep) (*apptest.App, *orgcheck.Check) {
	t.Helper()
	app := apptest.New(t)
	c, err := app.Scene.OrgCheck(t.Context(), "Organisationscheck 2026", app.Now(), to)
	if err != nil {
		t.Fatal(err)
	}
	return app, c
}

func at(c *orgcheck.Check, path string) string { return "/orgchecks/" + string(c.ID) + path }

// record is what stands in the database.
func record(t *testing.T, app *apptest.App, c *orgcheck.Check) *orgcheck.Record {
	t.Helper()
	r, err := app.Site.Store.OrgRecord(t.Context(), c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// asked returns the first question, by id, that a unit and no other is asked.
func asked(t *testing.T, r *orgcheck.Record, unit organisation.UnitID) string {
	t.Helper()
	units := map[string]int{}
	for p := range r.Duties {
		units[p.Question]++
	}
	first := ""
	for p := range r.Duties {
		if p.Unit == unit && units[p.Question] == 1 && (first == "" || p.Question < first) {
			first = p.Question
		}
	}
	if first == "" {
		t.Fatalf("unit %s is asked nothing", unit)
	}
	return first
}

// TestFromDraftToAnswer walks the whole way as people would: prepare, spread,
// open, answer, confirm, pass on, return, contradict, decide.
func TestFromDraftToAnswer(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgOpen)
	lead := app.As(access.UnitLead)
	unit := "/units/" + string(scene.Counter)
	page := lead.Get(at(c, unit))
	page.MustContain("Bürgerservice")
	r := record(t, app, c)
	q := asked(t, r, scene.Counter)
	form := url.Values{q + ":version": {"0"}, q: {optionOf(t, app, q)}, q + ":remark": {"Steht im Konzept"}}
	if p := lead.PostForm(at(c, unit), form); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "Steht im Konzept") {
		t.Errorf("without a post: %d, typed text kept: %v", p.Status, strings.Contains(p.Body, "Steht im Konzept"))
	}
	form.Set("post", "Leitung Bürgerservice")
	lead.PostForm(at(c, unit), form).MustContain("Gespeichert")
	form.Set(q+":remark", "Doch anders")
	if p := lead.PostForm(at(c, unit), form); p.Status != http.StatusConflict || !strings.Contains(p.Body, "Jemand war schneller") {
		t.Errorf("an old version: %d", p.Status)
	}
	lead.PostForm(at(c, unit+"/confirm"), url.Values{"confirm": {q}, q + ":version": {"1"}, "post": {"Leitung"}}).MustContain("Bestätigt")
	s := record(t, app, c).Statements[orgcheck.Place{Question: q, Unit: scene.Counter}]
	if s.Confirmed.Name != "Birgit Hartmann" || s.By.Post != "Leitung Bürgerservice" || s.Remark != "Steht im Konzept" {
		t.Errorf("stored %+v", s)
	}
	if p := lead.PostForm(at(c, unit+"/pass"), url.Values{"question": {q}, "unit": {string(scene.Library)}}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("passed on without a reason: %d", p.Status)
	}
	lead.PostForm(at(c, unit+"/pass"), url.Values{"question": {q}, "unit": {string(scene.Library)}, "reason": {"Das weiß die Bücherei"}})
	other := app.AsPerson(organisation.Ref{Org: app.Scene.Org.ID, ID: "lead3"})
	other.Get(at(c, "/units/"+string(scene.Library))).MustContain("Das weiß die Bücherei")
	other.PostForm(at(c, "/units/"+string(scene.Library)+"/return"), url.Values{"question": {q}, "reason": {"Wir auch nicht"}})
	lead.Get(at(c, unit)).MustContain("Wir auch nicht")
}

// optionOf is the first option of a question.
func optionOf(t *testing.T, app *apptest.App, question string) string {
	t.Helper()
	all, err := app.Site.Store.OrgChecks(t.Context(), app.Scene.Org.ID)
	if err != nil {
		t.Fatal(err)
	}
	ins, err := app.Site.Instruments.Get(t.Context(), app.Scene.Org.ID, all[0].Instrument)
	if err != nil {
		t.Fatal(err)
	}
	scale := ins.Question(question).Scale
	if len(scale.Options) == 0 {
		return ""
	}
	return scale.Options[0].ID
}

// TestContradictionStandsUntilSomebodyDecides: both statements are shown, only
// whoever answers for both offices decides, and only with a reason.
func TestContradictionStandsUntilSomebodyDecides(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgAnswered)
	ins, err := app.Site.Instruments.Get(t.Context(), c.Org, c.Instrument)
	if err != nil {
		t.Fatal(err)
	}
	var disputed *orgcheck.Merged
	merged := record(t, app, c).Merge(ins, app.Now())
	for i := range merged {
		if merged[i].Ending == orgcheck.Decided {
			disputed = &merged[i]
		}
	}
	if disputed == nil {
		t.Fatal("no contradiction in the scene")
	}
	path := at(c, "/questions/"+disputed.Question.ID)
	coordinator := app.As(access.Coordinator)
	page := coordinator.Get(path)
	for _, s := range disputed.Statements {
		page.MustContain(s.UnitName)
	}
	second := string(disputed.Statements[len(disputed.Statements)-1].Unit)
	if p := coordinator.PostForm(path+"/decide", url.Values{"unit": {second}}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("decided without a reason: %d", p.Status)
	}
	if p := app.As(access.UnitLead).PostForm(path+"/decide", url.Values{"unit": {second}, "reason": {"weil"}}); p.Status != http.StatusForbidden {
		t.Errorf("the head of one office decides: %d", p.Status)
	}
	coordinator.PostForm(path+"/decide", url.Values{"unit": {second}, "reason": {"Beschluss vom März"}, "post": {"Koordination"}}).MustContain("Beschluss vom März")
	if d := record(t, app, c).Decisions[disputed.Question.ID]; string(d.Unit) != second {
		t.Errorf("decided for %s", d.Unit)
	}
	app.As(access.Admin).Get("/audit").MustContain("Zwischen Antworten entschieden")
}

// TestDissolvedUnit: questions of a unit that no longer exists are listed for
// reassignment, and what it said stays.
func TestDissolvedUnit(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgAnswered)
	r := record(t, app, c)
	q := asked(t, r, scene.Counter)
	for _, u := range r.Units {
		if u.ID == scene.Counter {
			u.ValidUntil = organisation.DateOf(app.Now())
			if err := app.Site.Store.PutUnits(t.Context(), []organisation.Unit{u}); err != nil {
				t.Fatal(err)
			}
		}
	}
	coordinator := app.As(access.Coordinator)
	coordinator.Get(at(c, "")).MustContain("niemanden mehr, der antwortet")
	coordinator.Get(at(c, "/close")).MustContain("gehören Ämtern, die es nicht mehr gibt")
	coordinator.PostForm(at(c, "/assign"), url.Values{"what": {"question:" + q}, "unit": {string(scene.Library)}}).MustContain("Die Zuteilung ist gespeichert")
	after := record(t, app, c)
	if _, there := after.Duties[orgcheck.Place{Question: q, Unit: scene.Library}]; !there || len(after.Statements) != len(r.Statements) {
		t.Error("the question has not moved, or something said is gone")
	}
	if p := coordinator.PostForm(at(c, "/assign"), url.Values{"what": {"question:" + q}, "unit": {string(scene.Counter)}}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a unit that no longer exists is asked: %d", p.Status)
	}
}

// TestConfirmerHasLeft: the confirmation stays, and the page says so.
func TestConfirmerHasLeft(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgAnswered)
	coordinator := app.As(access.Coordinator)
	path := at(c, "/units/"+string(scene.Counter))
	if strings.Contains(coordinator.Get(path).Body, "Wer bestätigt hat, ist nicht mehr im Amt") {
		t.Fatal("somebody has left already")
	}
	p := app.Scene.People[access.UnitLead]
	p.ValidUntil = organisation.DateOf(app.Now())
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, nil); err != nil {
		t.Fatal(err)
	}
	coordinator.Get(path).MustContain("Wer bestätigt hat, ist nicht mehr im Amt")
}

// TestCloseLosesNothing: what is contradictory or open is listed, and stands.
func TestCloseLosesNothing(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgAnswered)
	before := record(t, app, c)
	coordinator := app.As(access.Coordinator)
	coordinator.Get(at(c, "/close")).MustContain("niemand hat entschieden")
	coordinator.PostForm(at(c, "/close"), nil).MustContain("Abgeschlossen")
	after := record(t, app, c)
	if len(after.Statements) != len(before.Statements) || after.Check.State != orgcheck.Closed {
		t.Errorf("%d statements, %s", len(after.Statements), after.Check.State)
	}
	coordinator.Get(at(c, "/result/summary.odt")).MustStatus(http.StatusOK)
	events, err := app.Site.Store.EventsOf(t.Context(), c.Org, string(c.ID), "")
	if err != nil || !slices.ContainsFunc(events, func(e audit.Event) bool { return e.Verb == "document.download" }) {
		t.Errorf("taken along, the record says %+v (%v)", events, err)
	}
	page := coordinator.Get(at(c, "/result"))
	page.MustContain("Was offen geblieben ist")
	page.MustContain("Eigene Sicht und Sicht der Partner")
	q := asked(t, before, scene.Counter)
	unit := at(c, "/units/"+string(scene.Counter))
	if p := app.As(access.UnitLead).PostForm(unit, url.Values{q + ":version": {"1"}, q: {optionOf(t, app, q)}, q + ":remark": {"zu spät"}, "post": {"x"}}); p.Status != http.StatusConflict {
		t.Errorf("answered after the close: %d", p.Status)
	}
}

// TestAppraisalIsMarkedAsFromOutside: only an evaluator writes it, after the close.
func TestAppraisalIsMarkedAsFromOutside(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgClosed)
	page := app.As(access.Reader).Get(at(c, "/result"))
	page.MustContain("Von außen: Marta Lindqvist")
	ins, err := app.Site.Instruments.Get(t.Context(), c.Org, c.Instrument)
	if err != nil {
		t.Fatal(err)
	}
	path := at(c, "/fields/"+ins.Fields[0].ID+"/appraisal")
	form := url.Values{"appraisal": {"Gut begonnen"}, "version": {"1"}, "post": {"Programm"}}
	if p := app.As(access.Coordinator).PostForm(path, form); p.Status != http.StatusForbidden {
		t.Errorf("the coordination appraises itself: %d", p.Status)
	}
	app.As(access.Evaluator).PostForm(path, form).MustContain("Gut begonnen")
	if p := app.As(access.Evaluator).PostForm(path, url.Values{"appraisal": {"Anders"}, "version": {"1"}}); p.Status != http.StatusConflict {
		t.Errorf("an old version: %d", p.Status)
	}
}

// TestNobodyIsAskedBeforeTheTownIsReady: as in rounds, what the law asks for
// comes first.
func TestNobodyIsAskedBeforeTheTownIsReady(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgOpen)
	draft, err := orgcheck.Draft(t.Context(), app.Site.Store, app.Scene.Act(access.Coordinator),
		orgcheck.Check{Ref: orgcheck.Ref{Org: c.Org}, Title: "Noch einer", Instrument: c.Instrument, Format: c.Format, ClosesOn: c.ClosesOn})
	if err != nil {
		t.Fatal(err)
	}
	l, err := app.Site.Store.Legal(t.Context(), c.Org)
	if err != nil {
		t.Fatal(err)
	}
	l.Officer = ""
	if err := app.Site.Store.PutLegal(t.Context(), c.Org, l); err != nil {
		t.Fatal(err)
	}
	coordinator := app.As(access.Coordinator)
	before := len(record(t, app, c).Groups)
	coordinator.PostForm(at(draft, "/open"), nil).MustStatus(http.StatusConflict).MustContain("Bevor Sie andere fragen")
	group := url.Values{"name": {"Beirat"}, "sector": {"advisory_board"}, "places": {"20"}}
	coordinator.PostForm(at(c, "/partners"), group).MustStatus(http.StatusConflict)
	if now := len(record(t, app, c).Groups); now != before {
		t.Errorf("%d groups, %d before", now, before)
	}
}
