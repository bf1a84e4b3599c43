package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/internal/web"
	"chancencheck/organisation"
)

var parameter = regexp.MustCompile(`\{([a-z_]+)(?:\.\.\.)?\}`)

// secrets are parameters that open something for whoever knows them, whatever
// the organisation: they are no names of things.
var secrets = map[string]bool{"token": true, "code": true, "secret": true, "topic": true}

// foreign are the names of things of the town, by parameter; a parameter that is
// not here gets each of them.
func foreign(app *apptest.App, name string) []string {
	c := app.Check(scene.Counter)
	known := map[string][]string{
		"round": {string(app.Scene.Round.ID)}, "check": {string(c.ID), string(app.Check(scene.Library).ID)},
		"unit": {string(scene.Counter)}, "person": {"lead"},
	}
	if ids, ok := known[name]; ok {
		return ids
	}
	var all []string
	for _, ids := range known {
		all = append(all, ids...)
	}
	return append(all, app.Scene.Instrument.ID, app.Scene.Instrument.Version)
}

// strangers are people of another organisation in the same installation, one for
// each role.
func strangers(t *testing.T, app *apptest.App) map[access.Role]*apptest.Client {
	t.Helper()
	org := organisation.Organisation{ID: "fremd", Name: "Fremdstadt", TimeZone: "Europe/Berlin", Languages: []string{"de"}}
	if err := app.Site.Store.PutOrganisation(t.Context(), org); err != nil {
		t.Fatal(err)
	}
	units := []organisation.Unit{{Org: org.ID, ID: "f1", Name: "Fremde Abteilung", Headcount: 3}}
	if err := app.Site.Store.PutUnits(t.Context(), units); err != nil {
		t.Fatal(err)
	}
	clients := map[access.Role]*apptest.Client{}
	for _, role := range access.Roles {
		p := organisation.Person{Org: org.ID, ID: organisation.PersonID("x-" + role), Name: "Fremd " + string(role)}
		part := organisation.Membership{Org: org.ID, Person: p.ID, Role: role}
		if !access.ReachOf(role).Whole {
			part.Unit = "f1"
		}
		if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, []organisation.Membership{part}); err != nil {
			t.Fatal(err)
		}
		clients[role] = app.AsPerson(p.Ref())
	}
	return clients
}

// paths fills a pattern with names, one path for each way.
func paths(pattern string, ids func(string) []string) []string {
	m := parameter.FindStringSubmatchIndex(pattern)
	if m == nil {
		return []string{pattern}
	}
	var out []string
	for _, id := range ids(pattern[m[2]:m[3]]) {
		out = append(out, paths(pattern[:m[0]]+id+pattern[m[1]:], ids)...)
	}
	return out
}

// TestOrganisationsSeeNothingOfEachOther asks every route of the product with the
// names of another organisation, as everybody, and wants the answer that a name
// gets which nobody ever had: the same status and the same sentence.
func TestOrganisationsSeeNothingOfEachOther(t *testing.T) {
	t.Parallel()
	app := town(t)
	clients := strangers(t, app)
	tried := 0
	for _, pattern := range web.Patterns(app.Site) {
		method, path, ok := strings.Cut(pattern, " ")
		names := parameter.FindAllStringSubmatch(path, -1)
		if !ok || len(names) == 0 || secrets[names[0][1]] {
			continue
		}
		theirs := paths(path, func(name string) []string { return foreign(app, name) })
		nobodys := paths(path, func(string) []string { return []string{"NOBODYHASTHISNAME"} })[0]
		for role, client := range clients {
			want := ask(client, method, nobodys)
			for _, at := range theirs {
				tried++
				got := ask(client, method, at)
				if got.Status != want.Status || got.Main() != want.Main() {
					t.Errorf("%s %s as %s answers %d, a name nobody has %d:\n%s", method, at, role, got.Status, want.Status, got.Main())
				}
				if got.Status < http.StatusBadRequest {
					t.Errorf("%s %s as %s answers %d", method, at, role, got.Status)
				}
				got.MustNotContain("Bürgerservice", "Birgit Hartmann", "Beispielstadt")
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d requests were made", tried)
	}
}

// ask sends a request without anything in it.
func ask(c *apptest.Client, method, path string) *apptest.Page {
	if method == http.MethodGet {
		return c.Get(path)
	}
	return c.PostForm(path, url.Values{})
}
