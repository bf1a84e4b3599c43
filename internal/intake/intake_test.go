package intake_test

import (
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/intake"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
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
	if err != nil || len(events) != 1 || events[0].Person != "boss" {
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

// Whoever writes an administrator's address could sign in as her.
func TestACoordinatorsTableReachesNoAdministrator(t *testing.T) {
	t.Parallel()
	db := store(t)
	boss := organisation.Person{Org: "town", ID: "boss", Name: "Gül Stein", Email: "boss@town.example"}
	if err := db.PutPeople(t.Context(), []organisation.Person{boss}, []organisation.Membership{{Org: "town", Person: "boss", Role: access.Admin}}); err != nil {
		t.Fatal(err)
	}
	units := "a1;Eins;Abteilung;counter;6\n"
	for row, want := range map[string]fault.Kind{
		"boss;a1;Gül Stein;mine@town.example;unit_lead\n": fault.Denied,
		"p9;a1;Neu;BOSS@town.example;unit_lead\n":         fault.Conflict,
	} {
		plan, report, err := intake.Read(t.Context(), db, town, tables(units, row), day)
		if err != nil || !report.OK() {
			t.Fatalf("%v %v", err, report)
		}
		if err := plan.Carry(t.Context(), db, act(access.Coordinator)); fault.KindOf(err) != want {
			t.Errorf("%s: %v, want %v", row, err, want)
		}
	}
	people, err := db.People(t.Context(), "town")
	if err != nil || len(people) != 1 || people[0].Email != boss.Email {
		t.Errorf("stored: %v, %v", people, err)
	}
	plan, _, err := intake.Read(t.Context(), db, town, tables(units, "p1;a1;Ada Blum;ada@town.example;unit_lead\n"), day)
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Carry(t.Context(), db, act(access.Coordinator)); err != nil {
		t.Errorf("a coordinator imports a head: %v", err)
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
