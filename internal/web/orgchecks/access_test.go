package orgchecks_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

// TestWhoMay asks every route as every role, as a visitor and as the
// coordinator of another organisation.
func TestWhoMay(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgClosed)
	r := record(t, app, c)
	q := asked(t, r, scene.Counter)
	ins, err := app.Site.Instruments.Get(t.Context(), c.Org, c.Instrument)
	if err != nil {
		t.Fatal(err)
	}
	g := r.GroupsInOrder()[0]
	lead := []access.Role{access.Coordinator}
	see := []access.Role{access.Coordinator, access.UnitLead, access.Respondent, access.Facilitator}
	read := append(slices.Clone(see), access.Reader, access.Evaluator)
	unit, field := "/units/"+string(scene.Counter), ins.Fields[0].ID
	routes := []struct {
		method, path string
		may          []access.Role
	}{
		{"GET", "/orgchecks", read}, {"GET", at(c, ""), see}, {"GET", at(c, "/desks"), lead}, {"GET", at(c, "/partners"), lead},
		{"GET", at(c, "/partners/"+string(g.ID)), lead}, {"GET", at(c, unit), see}, {"GET", at(c, "/questions/"+q), see},
		{"GET", at(c, unit+"/pass?question="+q), []access.Role{access.Coordinator, access.UnitLead, access.Respondent}},
		{"GET", at(c, "/result"), read}, {"GET", at(c, "/result/print"), read}, {"GET", at(c, "/result/summary.odt"), read},
		{"GET", at(c, "/workshop"), read}, {"GET", at(c, "/workshop/"+ins.Fields[0].ID), read}, {"GET", at(c, "/close"), lead},
		{"POST", "/orgchecks", lead}, {"POST", at(c, "/desks"), lead}, {"POST", at(c, "/assign"), lead}, {"POST", at(c, "/open"), lead},
		{"POST", at(c, "/close"), lead}, {"POST", at(c, "/partners"), lead},
		{"GET", at(c, "/partners/"+string(g.ID)+"/paper"), lead}, {"POST", at(c, "/partners/"+string(g.ID)+"/paper"), lead},
		{"POST", at(c, unit+"/fields/"+ins.Field(ins.Question(q)).ID), []access.Role{access.Coordinator, access.UnitLead, access.Respondent}},
		{"POST", at(c, unit+"/confirm"), []access.Role{access.UnitLead}},
		{"POST", at(c, unit+"/pass"), []access.Role{access.Coordinator, access.UnitLead, access.Respondent}},
		{"POST", at(c, unit+"/return"), []access.Role{access.Coordinator, access.UnitLead, access.Respondent}},
		{"POST", at(c, "/fields/"+field+"/appraisal"), []access.Role{access.Evaluator}},
		{"POST", at(c, "/questions/"+q+"/decide"), []access.Role{access.Coordinator, access.UnitLead}}, // of the one office that is asked
	}
	others := stranger(t, app)
	visitor := app.Visitor()
	for _, route := range routes {
		for _, role := range []access.Role{access.Admin, access.Coordinator, access.UnitLead, access.Respondent, access.Facilitator, access.Reader, access.Evaluator} {
			status := send(app.As(role), route.method, route.path, q)
			if may := slices.Contains(route.may, role); may == (status == http.StatusForbidden || status == http.StatusNotFound) {
				t.Errorf("%s %s as %s: %d", route.method, route.path, role, status)
			}
		}
		if p := visitor.Get(route.path); route.method == "GET" && !strings.HasPrefix(p.Path(), "/?done=signin.first") {
			t.Errorf("a visitor opens %s", p.Path())
		}
		if status := send(others, route.method, route.path, q); route.path != "/orgchecks" && status != http.StatusNotFound {
			t.Errorf("%s %s from another organisation: %d", route.method, route.path, status)
		}
	}
}

func send(c *apptest.Client, method, path, question string) int {
	if method == "GET" {
		return c.Get(path).Status
	}
	return c.PostForm(path, url.Values{"question": {question}, "instrument": {"organisation-check|1"}}).Status
}

// stranger is the coordinator of another town.
func stranger(t *testing.T, app *apptest.App) *apptest.Client {
	t.Helper()
	org := organisation.Organisation{ID: "anderswo", Name: "Anderswo", TimeZone: "Europe/Berlin"}
	if err := app.Site.Store.PutOrganisation(t.Context(), org); err != nil {
		t.Fatal(err)
	}
	p := organisation.Person{Org: org.ID, ID: "x", Name: "Fremde"}
	parts := []organisation.Membership{{Org: org.ID, Person: "x", Role: access.Coordinator}, {Org: org.ID, Person: "x", Role: access.Evaluator}}
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, parts); err != nil {
		t.Fatal(err)
	}
	return app.AsPerson(p.Ref())
}
