package register_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

// hand sends files, by field and with their names, or plain fields (name "").
func hand(t *testing.T, c *apptest.Client, parts map[string][2]string) *apptest.Page {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for field, part := range parts {
		var err error
		if part[0] == "" {
			err = form.WriteField(field, part[1])
		} else {
			w, createErr := form.CreateFormFile(field, part[0])
			if createErr != nil {
				t.Fatal(createErr)
			}
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	header := http.Header{"Content-Type": {form.FormDataContentType()}, "Sec-Fetch-Site": {"same-origin"}}
	return c.Do(http.MethodPost, "/import", header, strings.NewReader(b.String()))
}

// again sends the form of a preview as the second click does.
func again(t *testing.T, c *apptest.Client, p *apptest.Page) *apptest.Page {
	t.Helper()
	parts := map[string][2]string{}
	for name, values := range p.Form("/import") {
		parts[name] = [2]string{"", values[0]}
	}
	return hand(t, c, parts)
}

const newUnits = "Kennung;Übergeordnet;Ebene;Name;Art;Personen\n" +
	"d1;;Dezernat;Dezernat Bürgerdienste;;2\n" +
	"b1;d1;Bereich;Bereich Bürger und Ordnung;;2\n" +
	"a1;b1;Abteilung;Bürgerbüro;Publikum;6\n" + // renamed
	"a2;d1;Abteilung;Ordnung und Verkehr;Vollzug;12\n" + // moved
	"a9;b1;Abteilung;Standesamt;Publikum;5\n" // new; a3 ends

func TestUnitsShowTheTreeInOrder(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	p := app.As(access.UnitLead).Get("/units").MustStatus(200)
	p.MustContain("Dezernat Bürgerdienste", "Bereich", "Abteilung", "6 Personen", "2 Leistungen", "26")
	text := p.Main()
	if strings.Index(text, "Bürgerservice") > strings.Index(text, "Stadtbücherei") {
		t.Error("the units do not stand in organisation order")
	}
	p.MustNotContain("/de/import")
	app.As(access.Coordinator).In("en").Get("/units").MustContain("Structure", "12 people")
}

func TestUnitShowsServicesAndChecks(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Signed)
	own := app.As(access.UnitLead).Get("/units/a1").MustStatus(200)
	own.MustContain("Bürgerservice", "Wohnsitz anmelden", "Menschen, die zuziehen oder umziehen", "am Schalter und am Telefon", "Abgegeben")
	check := "/de/checks/" + string(app.Check(scene.Counter).ID)
	if links := strings.Join(own.Links(), " "); !strings.Contains(links, check) {
		t.Errorf("the head finds no way to the own check in %s", links)
	}
	foreign := app.As(access.UnitLead).Get("/units/a2").MustStatus(200)
	foreign.MustContain("In Vorbereitung").MustNotContain("/de/checks/")
	app.As(access.Admin).Get("/units/a1").MustStatus(200).MustNotContain("Checks über die Runden")
	app.As(access.Coordinator).Get("/units/nowhere").MustStatus(404)
}

func TestImportShowsThenChanges(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Coordinator)
	shown := hand(t, who, map[string][2]string{"units": {"Gliederung 2026.csv", newUnits}}).MustStatus(200)
	shown.MustContain("Das würde sich ändern", "neu 1", "umbenannt 1", "verschoben 1", "beendet 1", "vorher: Bürgerservice",
		"von Bereich Bürger und Ordnung nach Dezernat Bürgerdienste", "Stadtbücherei")
	who.Get("/units/a9").MustStatus(404)
	done := again(t, who, shown).MustStatus(200)
	if got := done.Path(); got != "/units?done=organisation.import" {
		t.Fatalf("the import leads to %s", got)
	}
	done.MustContain("Die Tabellen sind übernommen.", "Standesamt", "Bürgerbüro", "Frühere Abteilungen")
	who.Get("/units/a3").MustContain("seit dem 17. März 2026 nicht mehr")
	who.Get("/audit").MustContain("Tabellen eingelesen", "units.csv", "Anke Sommer")
	hand(t, who, map[string][2]string{"units": {"Gliederung 2026.csv", newUnits}}).MustStatus(200).MustContain("Es gibt nichts zu ändern")
}

func TestImportOfAllTablesIsAllOrNothing(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Coordinator)
	files := map[string][2]string{
		"units":    {"units.csv", newUnits},
		"services": {"services.csv", "id,unit,name\ns91,a9,Eheschließung\ns92,gibtesnicht,Urkunden\n"},
		"people":   {"people.csv", "id\trole\tname\tunit\nlead9\tLeitung\tNora Weiß\ta9\ncoordinator\tKoordination\tAnke Sommer\t\n"},
	}
	wrong := hand(t, who, files).MustStatus(422)
	wrong.MustContain("Eine Stelle stimmt noch nicht", "Wir haben nichts übernommen", "services.csv", "gibtesnicht", "Diese Einheit gibt es nicht.")
	files["services"] = [2]string{"services.csv", "id,unit,name\ns91,a9,Eheschließung\ns92,a9,Urkunden\n"}
	shown := hand(t, who, files).MustStatus(200)
	shown.MustContain("Nora Weiß", "Leitung, Standesamt", "Aufgaben, die nicht mehr in der Tabelle stehen")
	again(t, who, shown).MustStatus(200)
	who.Get("/units/a9").MustContain("Eheschließung", "Urkunden")
	parts, err := app.Site.Store.Memberships(context.Background(), "beispielstadt", "lead9")
	if err != nil || len(parts) != 1 || parts[0].Unit != "a9" || parts[0].Role != access.UnitLead {
		t.Errorf("parts %v, %v", parts, err)
	}
}

// TestATableTakesNobodyOver: what a coordinator may not do by hand is refused in
// the preview, with its place.
func TestATableTakesNobodyOver(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who, boss := app.As(access.Coordinator), app.Scene.People[access.Admin]
	table := "id,role,name,unit,E-Mail\ncoordinator,Koordination,Anke Sommer,,\n" +
		string(boss.ID) + ",Leitung," + boss.Name + ",a1,mine@beispielstadt.example\nx9,Leitung,Eva Neu,a1," + boss.Email + "\n"
	shown := hand(t, who, map[string][2]string{"people": {"people.csv", table}}).MustStatus(http.StatusUnprocessableEntity)
	shown.MustContain("people.csv", "E-Mail", "gehört schon zu "+boss.Name, "Wir haben nichts übernommen").MustNotContain("Das würde sich ändern")
	if now, err := app.Site.Store.Person(t.Context(), app.Scene.Org.ID, boss.ID); err != nil || now.Email != boss.Email {
		t.Errorf("the administrator is %+v, %v", now, err)
	}
}

func TestImportChangesOnlyWhatWasShown(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Coordinator)
	shown := hand(t, who, map[string][2]string{"units": {"units.csv", newUnits}}).MustStatus(200)
	err := app.Site.Store.PutUnits(context.Background(), []organisation.Unit{
		{Org: "beispielstadt", ID: "a9", Parent: "b1", Level: "department", Name: "Jemand war schneller"},
	})
	if err != nil {
		t.Fatal(err)
	}
	shown = again(t, who, shown).MustStatus(409).MustContain("Inzwischen hat jemand etwas geändert", "vorher: Jemand war schneller")
	again(t, who, shown).MustStatus(200).MustContain("Standesamt")
}

func TestImportAsksWhenMuchWouldEnd(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Coordinator)
	part := "id;name;level\nd1;Dezernat Bürgerdienste;Dezernat\n"
	hand(t, who, map[string][2]string{"units": {"units.csv", part}}).MustStatus(200).MustContain("4 Einträge würden enden", "Ist die Tabelle vollständig?")
	p := hand(t, who, map[string][2]string{"units": {"units.csv", newUnits}})
	p.MustStatus(200).MustNotContain("Ist die Tabelle vollständig?")
}

func TestImportRefusesWhatIsNoTable(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Coordinator)
	utf16 := "\xff\xfe"
	for _, r := range newUnits {
		utf16 += string([]byte{byte(r), byte(r >> 8)})
	}
	cases := []struct {
		name, content string
		status        int
		want          string
	}{
		{"a renamed workbook", "PK\x03\x04\x14\x00xl/workbook.xml", 422, "Das ist eine Tabelle von Excel oder LibreOffice"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", 422, "Das ist keine Textdatei"},
		{"nothing in it", "", 422, "Die Datei ist leer"},
		{"11 MB", "id;name\n" + strings.Repeat("a;B\n", 11<<18), 422, "größer als 10 MB"},
		{"another table", "Ort;Straße\nA;B\n", 422, "Die Spalte „id“ fehlt"},
		{"UTF-16", utf16, 200, "Das würde sich ändern"},
		{"a formula", strings.Replace(newUnits, "Standesamt", "=HYPERLINK(1)", 1), 200, "Das sieht aus wie eine Formel"},
		{"a circle", "id;parent;level;name\na;b;Dezernat;A\nb;a;Dezernat;B\n", 422, "im Kreis übergeordnet: a > b > a"},
	}
	for _, c := range cases {
		if p := hand(t, who, map[string][2]string{"units": {"units.csv", c.content}}); p.Status != c.status || !strings.Contains(p.Text(), c.want) {
			t.Errorf("%s: %d %.300s, want %d %q", c.name, p.Status, p.Main(), c.status, c.want)
		}
	}
	hand(t, who, map[string][2]string{"plan": {"", ""}}).MustStatus(422).MustContain("Wählen Sie mindestens eine Datei.")
	hand(t, who, map[string][2]string{"units-name": {"", "u.csv"}, "units-packed": {"", "bm90IGd6aXA="}}).MustStatus(422).MustContain("nicht vollständig angekommen")
	who.PostForm("/import", url.Values{"units": {"x"}}).MustStatus(422).MustContain("nicht vollständig angekommen")
}

func TestImportOfHundredMegabytes(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	content := strings.Repeat("0123456789abcde\n", 100<<16)
	p := hand(t, app.As(access.Coordinator).In("en"), map[string][2]string{"units": {"big.csv", content}})
	p.MustStatus(422).MustContain("The files are too large together. 10 MB per table are possible.")
}

func TestTablesComeBackUnchanged(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	who := app.As(access.Admin)
	files := map[string][2]string{}
	for _, table := range []string{"units", "services", "people"} {
		p := who.Get("/import?as=" + table).MustStatus(200)
		if p.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Errorf("%s comes as %s", table, p.Header.Get("Content-Type"))
		}
		files[table] = [2]string{table + ".csv", p.Body}
	}
	hand(t, who, files).MustStatus(200).MustContain("Es gibt nichts zu ändern")
	who.Get("/import?as=sheets").MustStatus(404)
}

func TestAuditNamesPeopleAndThings(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	c := app.Check(scene.Library)
	who := app.As(access.Coordinator)
	who.PostForm("/checks/"+string(c.ID)+"/postpone", url.Values{"reason": {"Umzug im Mai"}}).MustStatus(200)
	who.Get("/audit").MustStatus(200).MustContain("Abteilung verschoben", "Stadtbücherei (ChancenCheck Frühjahr)", "Anke Sommer", "Umzug im Mai",
		"17. März 2026, 10:30 Uhr", "Runde geöffnet")
}

func TestWhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	allowed := map[string][]access.Role{
		"/units":           {access.Admin, access.Coordinator, access.UnitLead, access.Facilitator, access.Approver},
		"/units/a1":        {access.Admin, access.Coordinator, access.UnitLead, access.Facilitator, access.Approver},
		"/import":          {access.Admin, access.Coordinator},
		"/import?as=units": {access.Admin, access.Coordinator},
		"/audit":           {access.Admin, access.Coordinator},
	}
	for path, roles := range allowed {
		may := map[access.Role]bool{}
		for _, role := range roles {
			may[role] = true
		}
		for _, role := range access.Roles {
			want := http.StatusForbidden
			if may[role] {
				want = http.StatusOK
			}
			if got := app.As(role).Get(path).Status; got != want {
				t.Errorf("%s for %s: %d, want %d", path, role, got, want)
			}
		}
		if p := app.Visitor().Get(path); !strings.HasPrefix(p.Path(), "/?done=signin.first") {
			t.Errorf("%s lets a visitor in: %s", path, p.Path())
		}
	}
	for _, role := range access.Roles {
		p := hand(t, app.As(role), map[string][2]string{"units": {"units.csv", newUnits}})
		if may := role == access.Admin || role == access.Coordinator; may != (p.Status == http.StatusOK) {
			t.Errorf("import by %s: %d", role, p.Status)
		}
	}
}

func TestOtherOrganisationsStayOut(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	ctx := context.Background()
	st := app.Site.Store
	err := st.PutOrganisation(ctx, organisation.Organisation{ID: "other", Name: "Anderswo"})
	if err == nil {
		err = st.PutUnits(ctx, []organisation.Unit{{Org: "other", ID: "x1", Name: "Geheimes Amt"}})
	}
	stranger := organisation.Person{Org: "other", ID: "coordinator", Name: "Fremde"}
	if err == nil {
		err = st.PutPeople(ctx, []organisation.Person{stranger}, []organisation.Membership{{Org: "other", Person: "coordinator", Role: access.Coordinator}})
	}
	if err != nil {
		t.Fatal(err)
	}
	app.As(access.Coordinator).Get("/units/x1").MustStatus(404)
	other := app.AsPerson(stranger.Ref())
	other.Get("/units/a1").MustStatus(404)
	other.Get("/units").MustContain("Geheimes Amt").MustNotContain("Bürgerservice")
	other.Get("/audit").MustContain("Noch nichts geschehen")
}
