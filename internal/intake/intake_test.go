package intake_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/intake"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/signin"
)

var (
	town = organisation.Organisation{ID: "town", Name: "Beispielstadt", Levels: []organisation.Level{{ID: "department", Name: "Abteilung"}}}
	day  = organisation.Date("2026-03-17")
)

func store(t *testing.T) *sqlstore.DB {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.PutOrganisation(t.Context(), town); err != nil {
		t.Fatal(err)
	}
	return db
}

func tables(units, people string) fstest.MapFS {
	return fstest.MapFS{
		"units.csv":  {Data: []byte("id;name;level;kind;headcount\n" + units)},
		"people.csv": {Data: []byte("id;unit;name;email;role\n" + people)},
	}
}

func act(role access.Role) access.Act {
	return access.Act{
		At: time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC),
		By: access.Actor{Person: "boss", Org: "town", Grants: []access.Grant{{Role: role, Org: "town"}}},
	}
}

func carry(t *testing.T, db *sqlstore.DB, dir fstest.MapFS) *intake.Plan {
	t.Helper()
	plan, report, err := intake.Read(t.Context(), db, town, dir, day)
	if err != nil || !report.OK() {
		t.Fatalf("%v %v", err, report)
	}
	if err := plan.Carry(t.Context(), db, act(access.Admin)); err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestTheSameTablesAgainChangeNothing(t *testing.T) {
	t.Parallel()
	db := store(t)
	dir := tables("a1;Bürgerbüro;Abteilung;counter;6\n", "p1;a1;Ada Blum;ada@town.example;unit_lead\n")
	if !carry(t, db, dir).Changes() {
		t.Error("the first import changes nothing")
	}
	if carry(t, db, dir).Changes() {
		t.Error("the same tables again change something")
	}
	events, err := db.Events(t.Context(), "town", 10)
	if err != nil || len(events) != 3 || events[0].Person != "boss" {
		t.Errorf("recorded %v, %v", events, err)
	}
}

func TestWhoIsNotListedIsClosedButNoAdministrator(t *testing.T) {
	t.Parallel()
	db := store(t)
	boss := organisation.Person{Org: "town", ID: "boss", Name: "Gül Stein", Email: "boss@town.example"}
	if err := db.PutPeople(t.Context(), []organisation.Person{boss}, []organisation.Membership{{Org: "town", Person: "boss", Role: access.Admin}}); err != nil {
		t.Fatal(err)
	}
	carry(t, db, tables("a1;Eins;Abteilung;counter;6\na2;Zwei;Abteilung;counter;4\n", "p1;a1;Ada Blum;ada@town.example;unit_lead\n"))
	carry(t, db, tables("a1;Eins;Abteilung;counter;6\n", "p2;a1;Ben Kurz;ben@town.example;unit_lead\n"))
	closed := map[string]bool{}
	people, err := db.People(t.Context(), "town")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		closed[string(p.ID)] = p.ValidUntil != ""
	}
	units, err := db.Units(t.Context(), "town")
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		closed[string(u.ID)] = u.ValidUntil != ""
	}
	for id, want := range map[string]bool{"a1": false, "a2": true, "p1": true, "p2": false, "boss": false} {
		if closed[id] != want {
			t.Errorf("%s closed: %v, want %v", id, closed[id], want)
		}
	}
}

// TestACoordinatorTakesNobodyOver: whoever writes an administrator's address
// could sign in as her. It is said with its place, and nothing is stored.
func TestACoordinatorTakesNobodyOver(t *testing.T) {
	t.Parallel()
	db := store(t)
	boss := organisation.Person{Org: "town", ID: "boss", Name: "Gül Stein", Email: "boss@town.example"}
	if err := db.PutPeople(t.Context(), []organisation.Person{boss}, []organisation.Membership{{Org: "town", Person: "boss", Role: access.Admin}}); err != nil {
		t.Fatal(err)
	}
	units, ada := "a1;Eins;Abteilung;counter;6\n", "p1;a1;Ada Blum;ada@town.example;unit_lead\n"
	for people, want := range map[string]string{
		"boss;a1;Gül Stein;mine@town.example;unit_lead\n": "access.denied  3",
		"p9;a1;Neu;BOSS@town.example;unit_lead\n":         "person.email_taken email 3",
		"p1;a1;Ada Blum;ada@town.example;approver\n":      "access.denied role 3",
	} {
		plan, report, err := intake.Read(t.Context(), db, town, tables(units, ada+people), day)
		if err != nil || !report.OK() {
			t.Fatalf("%v %v", err, report)
		}
		plan.Refuse(act(access.Coordinator), report)
		if len(report.Problems) == 0 {
			t.Fatalf("%q is not refused in the preview", people)
		}
		p := report.Problems[0]
		if got := fmt.Sprintf("%s %s %d", p.Key, p.Column, p.Row); p.File != "people.csv" || got != want {
			t.Errorf("%q: %s in %s, want %s", people, got, p.File, want)
		}
		if err := plan.Carry(t.Context(), db, act(access.Coordinator)); fault.KeyOf(err) != p.Key {
			t.Errorf("%q: %v, want %s", people, err, p.Key)
		}
	}
	if now, err := db.Person(t.Context(), "town", "boss"); err != nil || now != boss {
		t.Errorf("the administrator is %+v, %v", now, err)
	}
	if units, err := db.Units(t.Context(), "town"); err != nil || len(units) != 0 {
		t.Errorf("half of the tables is stored: %v %v", units, err)
	}
	plan, report, err := intake.Read(t.Context(), db, town, tables(units, ada), day)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Refuse(act(access.Coordinator), report); !report.OK() {
		t.Errorf("a coordinator imports a head: %v", report.Problems)
	}
	if err := plan.Carry(t.Context(), db, act(access.Coordinator)); err != nil {
		t.Errorf("a coordinator imports a head: %v", err)
	}
}

// TestAPlanDoesNotOverwriteWhatCameLater: what somebody has changed since the
// preview stays.
func TestAPlanDoesNotOverwriteWhatCameLater(t *testing.T) {
	t.Parallel()
	db := store(t)
	carry(t, db, tables("a1;Eins;Abteilung;counter;6\n", "p1;a1;Ada Blum;ada@town.example;unit_lead\n"))
	plan, _, err := intake.Read(t.Context(), db, town, tables("a1;Eins;Abteilung;counter;8\n", "p1;a1;Ada Blüm;ada@town.example;unit_lead\n"), day)
	if err != nil {
		t.Fatal(err)
	}
	later := organisation.Person{Org: "town", ID: "p1", Name: "Ada Blum", Email: "blum@town.example"}
	if err := db.PutPeople(t.Context(), []organisation.Person{later}, nil); err != nil {
		t.Fatal(err)
	}
	if err := plan.Carry(t.Context(), db, act(access.Admin)); !errors.Is(err, intake.ErrStale) {
		t.Errorf("carried out: %v", err)
	}
	if now, err := db.Person(t.Context(), "town", "p1"); err != nil || now != later {
		t.Errorf("now she is %+v, %v", now, err)
	}
	if units, err := db.Units(t.Context(), "town"); err != nil || units[0].Headcount != 6 {
		t.Errorf("now there are %+v, %v", units, err)
	}
}

// TestWhoIsClosedByATableIsSignedOut: at once, and no link lets her in again.
func TestWhoIsClosedByATableIsSignedOut(t *testing.T) {
	t.Parallel()
	db := store(t)
	carry(t, db, tables("a1;Eins;Abteilung;counter;6\n", "p1;a1;Ada Blum;ada@town.example;unit_lead\np2;a1;Bo Ahorn;;respondent\n"))
	now, ada := act(access.Admin).At, organisation.Ref{Org: "town", ID: "p1"}
	if err := db.PutSession(t.Context(), signin.Begin("s", "s", ada, signin.ByLink, now)); err != nil {
		t.Fatal(err)
	}
	if err := db.PutLink(t.Context(), "l", ada, true, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	carry(t, db, tables("a1;Eins;Abteilung;counter;6\n", "p2;a1;Bo Ahorn;;respondent\n"))
	if _, err := db.Session(t.Context(), "s", now); fault.KindOf(err) != fault.NotFound {
		t.Errorf("she is still signed in: %v", err)
	}
	if _, _, err := db.Link(t.Context(), "l", now); fault.KindOf(err) != fault.Denied {
		t.Errorf("her link still lets her in: %v", err)
	}
}

func TestImportIsRefused(t *testing.T) {
	t.Parallel()
	db := store(t)
	good := tables("a1;Eins;Abteilung;counter;6\n", "p1;a1;Ada Blum;ada@town.example;unit_lead\n")
	plan, _, err := intake.Read(t.Context(), db, town, good, day)
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Carry(t.Context(), db, act(access.Reader)); fault.KindOf(err) != fault.Denied {
		t.Errorf("a reader imports: %v", err)
	}
	plan, report, err := intake.Read(t.Context(), db, town, tables("a1;;Abteilung;counter;6\n", ""), day)
	if err != nil || report.OK() || plan != nil {
		t.Errorf("a table with a mistake is planned: %v %v", plan, err)
	}
	if units, err := db.Units(t.Context(), "town"); err != nil || len(units) != 0 {
		t.Errorf("something was stored: %v %v", units, err)
	}
}
