package protection_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/documents"
	"chancencheck/internal/scene"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

func TestOwnDataAndErasure(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Signed)
	lead := app.As(access.UnitLead)
	lead.Get("/me").MustContain("Birgit Hartmann", "lead@beispielstadt.example", "Bürgerservice", "Ergebnis abgegeben").MustNotContain("Anke Sommer")
	var held sqlstore.Holdings
	file := lead.Get("/me/data.json").MustStatus(http.StatusOK)
	if err := json.Unmarshal([]byte(file.Body), &held); err != nil || held.Person.Name != "Birgit Hartmann" || len(held.Signed) != 1 || len(held.Sessions) != 1 {
		t.Errorf("the file says %+v, %v", held, err)
	}
	asked := lead.PostForm("/me/erasure", nil).MustContain("Löschung verlangt am 17. März 2026")
	lead.PostForm("/me/erasure", asked.Form("/me/erasure"))
	for _, role := range []access.Role{access.Coordinator, access.Reader, access.UnitLead} {
		app.As(role).PostForm("/people/lead/erase", nil).MustStatus(http.StatusForbidden)
	}
	admin := app.As(access.Admin)
	admin.Get("/protection").MustContain("Birgit Hartmann")
	app.As(access.Reader).Get("/protection").MustContain("Fristen").MustNotContain("Birgit Hartmann")
	admin.Get("/people/lead/erase").MustContain("endgültig löschen")
	admin.PostForm("/people/lead/erase", nil).MustStatus(http.StatusOK).MustContain("Das Konto ist gelöscht")
	if at := lead.Get("/home").Path(); !strings.HasPrefix(at, "/?done=signin.first") {
		t.Errorf("somebody whose account is gone opens %s", at)
	}
	c := app.Check(scene.Counter)
	result := app.As(access.Coordinator).Get("/checks/" + string(c.ID) + "/result")
	result.MustContain("die Leitung der Einheit").MustNotContain("Birgit Hartmann")
	admin.PostForm("/people/admin/erase", nil).MustStatus(http.StatusConflict).MustContain("Danach hätte niemand mehr die Verwaltung")
	admin.PostForm("/people/none/erase", nil).MustStatus(http.StatusNotFound)
}

// TestRetentionShowsWhatItDoes: what the page announces is what goes, and the
// record says how much, never what.
func TestRetentionShowsWhatItDoes(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	p := app.Scene.People[access.Reader]
	p.ValidUntil = organisation.DateOf(app.Now().AddDate(-2, 0, 0))
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, nil); err != nil {
		t.Fatal(err)
	}
	app.Advance(time.Minute)
	app.As(access.Admin).Get("/protection").MustContain("Konten von Menschen, die gegangen sind", "365 Tage")
}

func TestPapersInTwoLanguages(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for _, lang := range []string{"de", "en", "ar"} {
		reader := app.As(access.Reader).In(lang)
		for _, name := range documents.PaperNames {
			reader.Get("/protection/papers/" + name).MustStatus(http.StatusOK).MustNotContain("paper." + name)
			if odt := reader.Get("/protection/papers/" + name + ".odt").MustStatus(http.StatusOK); !strings.HasPrefix(odt.Body, "PK") {
				t.Errorf("%s in %s is no ODT", name, lang)
			}
		}
	}
	app.As(access.Reader).Get("/protection/papers/council").MustContain("ChancenCheck Frühjahr", "Rathausplatz", "365 Tage")
	app.As(access.Reader).Get("/protection/papers/none").MustStatus(http.StatusNotFound)
	app.As(access.UnitLead).Get("/protection/papers/council").MustStatus(http.StatusForbidden)
	app.As(access.Admin).Get("/audit").MustContain("Dokument heruntergeladen", "chancencheck-council.odt", "lückenlos und unverändert")
}

func TestRedactionLeavesATraceAndNoText(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Finished)
	c := app.Check(scene.Counter)
	rec, err := app.Site.Store.Record(t.Context(), c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	passage := ""
	for _, a := range rec.Agreements {
		if words := strings.Fields(a.Reason); len(words) > 2 {
			passage = words[0] + " " + words[1]
		}
	}
	at := "/checks/" + string(c.ID)
	for _, role := range []access.Role{access.Respondent, access.Facilitator, access.Reader, access.Admin} {
		app.As(role).PostForm(at+"/redact", url.Values{"passage": {passage}, "reason": {"Name"}}).MustStatus(http.StatusForbidden)
	}
	lead := app.As(access.UnitLead)
	lead.Get(at+"/result").MustContain(passage, "Eine Stelle schwärzen")
	lead.PostForm(at+"/redact", url.Values{"passage": {"steht nirgends"}, "reason": {"Name"}}).MustStatus(http.StatusUnprocessableEntity)
	lead.PostForm(at+"/redact", url.Values{"passage": {passage}, "reason": {"Name einer Person"}}).MustStatus(http.StatusOK).MustContain("Name einer Person").MustNotContain(passage)
	lead.Get(at + "/result").MustContain("█████").MustNotContain(passage)
	app.As(access.Admin).Get("/audit").MustContain("Stelle geschwärzt", "Name einer Person").MustNotContain(passage)
}
