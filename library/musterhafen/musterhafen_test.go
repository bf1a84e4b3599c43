package musterhafen_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"chancencheck/access"
	"chancencheck/internal/exchange"
	"chancencheck/internal/tabular"
	"chancencheck/library/musterhafen"
	"chancencheck/organisation"
)

// city reads the tables as users' files are read.
func city(t *testing.T) exchange.Content {
	t.Helper()
	c, report, err := exchange.ReadDir(musterhafen.Organisation(), nil, musterhafen.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(report.Problems, report.Warnings...) {
		t.Error(p.Message("de"))
	}
	return c
}

func departments(c exchange.Content) []organisation.Unit {
	var out []organisation.Unit
	for _, u := range c.Units {
		if u.Level == "department" {
			out = append(out, u)
		}
	}
	return out
}

func TestSizeOfTheCity(t *testing.T) {
	t.Parallel()
	c := city(t)
	levels, kinds := map[string]int{}, map[organisation.UnitKind]int{}
	for _, u := range c.Units {
		levels[u.Level]++
	}
	small, staff := 0, 0
	for _, u := range departments(c) {
		kinds[u.Kind]++
		staff += u.Headcount
		if u.Headcount < 3 || u.Headcount > 40 {
			t.Errorf("%s has %d people", u.Name, u.Headcount)
		}
		if u.Headcount < 8 {
			small++
		}
	}
	if diff := cmp.Diff(map[string]int{"directorate": 5, "division": 38, "department": 130}, levels); diff != "" {
		t.Error(diff)
	}
	want := map[organisation.UnitKind]int{"counter": 50, "enforcement": 13, "facility": 25, "infrastructure": 19, "internal": 23}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
	if small != 49 || staff != 1675 || len(c.Services) != 600 {
		t.Errorf("%d small departments, %d people, %d services", small, staff, len(c.Services))
	}
}

func TestTheCityHoldsTogether(t *testing.T) {
	t.Parallel()
	c := city(t)
	tree, err := organisation.NewTree(c.Units)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range departments(c) {
		if path := tree.Path(u.ID); len(path) != 3 {
			t.Errorf("%s hangs at %v", u.Name, path)
		}
	}
	if m := musterhafen.Organisation().Check(); m != nil {
		t.Error(m)
	}
	if organisation.Changes(organisation.PlanUnits(c.Units, city(t).Units, "2026-01-01")) {
		t.Error("importing the city twice changes it")
	}
}

func TestServicesAreFitToBeShown(t *testing.T) {
	t.Parallel()
	c := city(t)
	perUnit, names := map[organisation.UnitID]int{}, map[string]bool{}
	for _, s := range c.Services {
		perUnit[s.Unit]++
		if key := string(s.Unit) + s.Name; names[key] {
			t.Errorf("%s offers %s twice", s.Unit, s.Name)
		} else {
			names[key] = true
		}
		if s.ForWhom == "" || len(s.Channels) == 0 || len(s.Languages) == 0 || s.Visits < 1 || s.BudgetProduct == "" {
			t.Errorf("%s is incomplete: %+v", s.ID, s)
		}
		if strings.ContainsAny(s.Name, "0123456789") && !strings.Contains("Behördenrufnummer 115, Notruf 112, Hausbesuche ab 80, Begleitetes Fahren ab 17, Verkehrszeichen und Tempo 30, Betreuung bis 18 Uhr", s.Name) {
			t.Errorf("%s looks like a placeholder", s.Name)
		}
	}
	for _, u := range departments(c) {
		if n := perUnit[u.ID]; n < 2 || n > 9 {
			t.Errorf("%s offers %d services", u.Name, n)
		}
	}
}

func TestPeopleWithANamedPart(t *testing.T) {
	t.Parallel()
	c := city(t)
	roles, leads := map[access.Role]int{}, map[organisation.UnitID]int{}
	for _, m := range c.Memberships {
		roles[m.Role]++
		if m.Role == access.UnitLead {
			leads[m.Unit]++
		}
	}
	want := map[access.Role]int{access.Coordinator: 2, access.UnitLead: 130, access.Facilitator: 8, access.Reader: 3, access.Evaluator: 1}
	if diff := cmp.Diff(want, roles); diff != "" {
		t.Error(diff)
	}
	for _, u := range departments(c) {
		if leads[u.ID] != 1 {
			t.Errorf("%s has %d leads", u.Name, leads[u.ID])
		}
	}
	names := map[string]bool{}
	for _, p := range c.People {
		if names[p.Name] || !strings.HasSuffix(p.Email, "@musterhafen.example") {
			t.Errorf("%s <%s>", p.Name, p.Email)
		}
		names[p.Name] = true
	}
}

// What is exported must come back as it was, also through a German Excel.
func TestTheCitySurvivesExportAndImport(t *testing.T) {
	t.Parallel()
	c, o := city(t), musterhafen.Organisation()
	var units, services, people bytes.Buffer
	f := tabular.Format{BOM: true}
	for _, err := range []error{
		exchange.WriteUnits(&units, o, c.Units, f), exchange.WriteServices(&services, c.Services, f),
		exchange.WritePeople(&people, c.People, c.Memberships, f),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	again, report, err := exchange.Read(o, nil, exchange.Files{
		Units:    &exchange.File{Name: "units.csv", Data: &units},
		Services: &exchange.File{Name: "services.csv", Data: &services},
		People:   &exchange.File{Name: "people.csv", Data: &people},
	})
	if err != nil || !report.OK() {
		t.Fatal(err, report.Problems)
	}
	if diff := cmp.Diff(c, again, cmpopts.IgnoreFields(exchange.Content{}, "Origin")); diff != "" {
		t.Error(diff)
	}
}
