package results_test

import (
	"archive/zip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

// Planted texts: whoever reads one of them has seen what the unit wrote.
const (
	// unsigned stands in a check that waits for its signature.
	unsigned = "KANARIENVOGEL-OFFEN"
	// signed stands in a signed check of another unit than the lead's.
	signed = "KANARIENVOGEL-ABGEGEBEN"
)

// plant lets the team of a unit write a text in every place there is for words.
func plant(t *testing.T, app *apptest.App, unit organisation.UnitID, text string, to scene.Step) *check.Check {
	t.Helper()
	c := app.Bring(unit, scene.Agreed)
	act := app.Scene.Act(access.Facilitator)
	rec, err := app.Site.Store.Record(t.Context(), c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	for item, a := range rec.Agreements {
		a.Item, a.Reason = item, text
		if a.Differing {
			a.OtherReason = text
		}
		if err := check.Agree(t.Context(), app.Site.Store, act, c.Ref, a); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range rec.Notes {
		n.Text = text
		if err := check.WriteNote(t.Context(), app.Site.Store, act, c.Ref, n); err != nil {
			t.Fatal(err)
		}
	}
	return app.Bring(unit, to)
}

// TestCanaries lets everybody follow every link and open every address there is
// for results, and looks for planted texts in pages and files.
func TestCanaries(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	open := plant(t, app, scene.Enforcement, unsigned, scene.Finished)
	done := plant(t, app, scene.Library, signed, scene.Signed)
	own := app.Bring(scene.Counter, scene.Signed)
	who := map[string]*apptest.Client{"visitor": app.Visitor(), "head": join(t, app, "head", "Vera Lind", access.UnitLead, "d1"), "lead of the library": app.AsPerson(organisation.Ref{Org: app.Scene.Org.ID, ID: "lead3"})}
	for _, role := range access.Roles {
		who[string(role)] = app.As(role)
	}
	may := map[string]string{
		"coordinator": signed, "approver": signed + unsigned, "facilitator": signed + unsigned, "head": signed + unsigned, "lead of the library": signed,
	}
	var addresses []string
	for _, c := range []*check.Check{open, done, own} {
		at := "/checks/" + string(c.ID)
		for _, path := range []string{"", "/talk", "/talk/item", "/talk/notes", "/talk/finish", "/projector", "/paper", "/reopen", "/result", "/result/print", "/result/result.odt", "/result/result.xlsx", "/result/result.csv", "/result/result.json"} {
			addresses = append(addresses, at+path)
		}
	}
	at := "/rounds/" + string(app.Scene.Round.ID)
	for _, path := range []string{"/needs", "/needs?unit=d1", "/needs?unit=a2", "/needs?unit=a3", "/overview", "/report/needs.odt", "/report/needs.xlsx", "/report/needs.csv?unit=a3", "/report/needs.json", "/report/needs.print", "/report/overview.xlsx", "/report/overview.csv"} {
		addresses = append(addresses, at+path)
	}
	for name, client := range who {
		found := crawl(t, client, append([]string{"/", "/home"}, addresses...))
		for _, secret := range []string{signed, unsigned} {
			switch at, seen := found[secret]; {
			case seen && !strings.Contains(may[name], secret):
				t.Errorf("%s reads %s at %s", name, secret, at)
			case !seen && strings.Contains(may[name], secret):
				t.Errorf("%s does not find %s: the crawl looks past something", name, secret)
			}
		}
	}
}

// crawl opens addresses and all links on their pages, and returns where each
// planted text was found first.
func crawl(t *testing.T, client *apptest.Client, todo []string) map[string]string {
	t.Helper()
	found, seen := map[string]string{}, map[string]bool{}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] || strings.HasSuffix(path, ".pdf") || !strings.HasPrefix(path, "/") {
			continue // a PDF is the print view, behind the same gate
		}
		if strings.Contains(path, "/kit/") {
			continue // made from the instrument alone, a dozen large files for each
		}
		seen[path] = true
		page := client.Get(path)
		if page.Status >= http.StatusInternalServerError {
			t.Errorf("%s answers %d", path, page.Status)
		}
		text := readable(t, page)
		for _, secret := range []string{signed, unsigned} {
			if strings.Contains(text, secret) && found[secret] == "" {
				found[secret] = path
			}
		}
		for _, link := range page.Links() {
			if u, err := url.Parse(link); err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/de/") {
				todo = append(todo, strings.TrimPrefix(u.RequestURI(), "/de"))
			}
		}
	}
	return found
}

// readable unpacks what is packed.
func readable(t *testing.T, page *apptest.Page) string {
	t.Helper()
	if !strings.HasPrefix(page.Body, "PK") {
		return page.Body
	}
	z, err := zip.NewReader(strings.NewReader(page.Body), int64(len(page.Body)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return text.String()
}

// TestReadersFindNoUnitInTheNeeds plants enough units for counts to be shown.
func TestReadersFindNoUnitInTheNeeds(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	plant(t, app, scene.Library, signed, scene.Signed)
	app.Bring(scene.Counter, scene.Signed)
	page := app.As(access.Reader).Get("/rounds/" + string(app.Scene.Round.ID) + "/needs").MustStatus(http.StatusOK)
	page.MustNotContain(signed, "Stadtbücherei", "Bürgerservice", "in 1 von", "in 2 von")
}

// TestWhoMayOpenWhat is the table of every address of results for every role.
func TestWhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	done := app.Bring(scene.Counter, scene.Signed)
	open := app.Bring(scene.Library, scene.Finished)
	at := "/rounds/" + string(app.Scene.Round.ID)
	const yes, no = http.StatusOK, http.StatusForbidden
	order := []access.Role{access.Admin, access.Coordinator, access.UnitLead, access.Respondent, access.Facilitator, access.Reader}
	for path, want := range map[string][6]int{
		resultOf(done):                           {no, yes, yes, yes, yes, no},
		resultOf(done) + "/print":                {no, yes, yes, yes, yes, no},
		resultOf(done) + "/result.json":          {no, yes, yes, yes, yes, no},
		resultOf(open):                           {no, no, no, no, yes, no},
		resultOf(open) + "/result.csv":           {no, no, no, no, yes, no},
		"/checks/" + string(done.ID) + "/reopen": {no, yes, no, no, yes, no},
		at + "/needs":                            {no, yes, yes, no, yes, yes},
		at + "/overview":                         {no, yes, yes, no, no, no},
		at + "/report/needs.csv":                 {no, yes, no, no, no, no},
		at + "/report/overview.csv":              {no, yes, no, no, no, no},
	} {
		for i, role := range order {
			if got := app.As(role).Get(path).Status; got != want[i] {
				t.Errorf("%s opens %s: %d, want %d", role, path, got, want[i])
			}
		}
		if page := app.Visitor().Get(path); page.Path() == path {
			t.Errorf("a visitor opens %s: %d", path, page.Status)
		}
	}
}
