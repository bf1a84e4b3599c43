package organisation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancencheck/fault"
	. "chancencheck/organisation"
)

// keys writes mistakes as "index field key".
func keys(m []Mistake) []string {
	var out []string
	for _, x := range m {
		out = append(out, fmt.Sprint(x.Index, " ", x.Field, " ", x.Err.Key))
	}
	return out
}

func TestCheckUnits(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		units []Unit
		want  []string
	}{
		{"none", nil, nil},
		{"good", city(), nil},
		{"repeated", []Unit{unit("a", "", 0), unit("a", "", 1)}, []string{"1 id unit.twice"}},
		{"no id", []Unit{unit("", "", 0)}, []string{"0 id organisation.id_missing"}},
		{"slash", []Unit{unit("5/1", "", 0)}, []string{"0 id organisation.id_invalid"}},
		{"orphan", []Unit{unit("a", "x", 0)}, []string{"0 parent unit.parent_unknown"}},
		{"own parent", []Unit{unit("a", "a", 0)}, []string{"0 parent unit.circle"}},
		{"circle below", []Unit{unit("c", "a", 0), unit("a", "b", 0), unit("b", "a", 0)}, []string{"1 parent unit.circle"}},
		{"two circles", []Unit{unit("a", "a", 0), unit("b", "b", 0)}, []string{"0 parent unit.circle", "1 parent unit.circle"}},
		{"no name", []Unit{{ID: "a"}}, []string{"0 name organisation.name_missing"}},
		{"long name", []Unit{{ID: "a", Name: strings.Repeat("ü", 301)}}, []string{"0 name organisation.name_long"}},
		{"numbers", []Unit{{ID: "a", Name: "A", Headcount: -1}}, []string{"0 headcount unit.headcount_negative"}},
		{"dates", []Unit{{ID: "a", Name: "A", ValidFrom: "2026-02-01", ValidUntil: "2026-01-01"}}, []string{"0 valid_until unit.dates_reversed"}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, keys(CheckUnits(c.units))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestCircleNamesItsUnits(t *testing.T) {
	t.Parallel()
	m := CheckUnits([]Unit{unit("c", "a", 0), unit("a", "b", 0), unit("b", "a", 0)})
	if got, want := m[0].Err.Error(), "unit.circle units=a > b > a"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCheckLevels(t *testing.T) {
	t.Parallel()
	o := Organisation{Levels: []Level{{"d", "Dezernat"}, {"b", "Bereich"}, {"a", "Abteilung"}}}
	units := []Unit{
		{ID: "1", Level: "d"}, {ID: "2", Level: "a", Parent: "1"},
		{ID: "3", Level: "b", Parent: "2"}, {ID: "4", Level: "Amt"},
	}
	want := []string{"2 level unit.level_order", "3 level unit.level_unknown"}
	if diff := cmp.Diff(want, keys(CheckLevels(o, units))); diff != "" {
		t.Error(diff)
	}
	if m := CheckLevels(Organisation{}, units); m != nil {
		t.Errorf("an organisation without levels refuses %v", m)
	}
}

func TestCheckServices(t *testing.T) {
	t.Parallel()
	known := func(id UnitID) bool { return id == "a" }
	services := []Service{
		{ID: "s1", Unit: "a", Name: "Wohngeld", LeiKa: "99107023037000", Languages: []string{"de", "de-x-leicht"}},
		{ID: "s1", Unit: "b", Name: "", LeiKa: "9910702303700", Languages: []string{"Deutsch"}, Visits: -1},
	}
	want := []string{
		"1 id service.twice", "1 unit service.unit_unknown", "1 name organisation.name_missing",
		"1 languages language.invalid", "1 leika service.leika_invalid", "1 visits service.visits_negative",
	}
	if diff := cmp.Diff(want, keys(CheckServices(services, known))); diff != "" {
		t.Error(diff)
	}
}

func TestCheckPeople(t *testing.T) {
	t.Parallel()
	people := []Person{
		{ID: "p1", Name: "Ayşe Kaya", Email: "a.kaya@musterhafen.example", Language: "de"},
		{ID: "p1", Name: "B", Email: "A.Kaya@musterhafen.example"},
		{ID: "p2", Name: "C", Email: "C <c@musterhafen.example>", Language: "deutsch-"},
		{ID: "p3", Name: "D"},
	}
	want := []string{
		"1 id person.twice", "1 email person.email_twice", "2 language language.invalid", "2 email person.email_invalid",
	}
	if diff := cmp.Diff(want, keys(CheckPeople(people))); diff != "" {
		t.Error(diff)
	}
}

func TestOrganisationCheck(t *testing.T) {
	t.Parallel()
	good := Organisation{
		ID: "mh", Name: "Stadt", ARS: "073140000000", AGS: "07314000", Languages: []string{"de"},
		Levels: []Level{{"d", "Dezernat"}, {"b", "Bereich"}}, Terms: map[string]string{"unit": "Amt"},
	}
	if m := good.Check(); m != nil {
		t.Errorf("refused: %v", m)
	}
	if good.Term("unit", "Abteilung") != "Amt" || good.Term("round", "Runde") != "Runde" {
		t.Error("own words are not used, or standard words are lost")
	}
	bad := Organisation{ID: "m h", ARS: "7314", Languages: []string{"x"}, Levels: []Level{{"d", "Amt"}, {"b", "amt"}}}
	want := []string{
		"-1 id organisation.id_invalid", "-1 name organisation.name_missing", "-1 ars organisation.ars_invalid",
		"-1 languages language.invalid", "-1 levels organisation.level_twice",
	}
	if diff := cmp.Diff(want, keys(bad.Check())); diff != "" {
		t.Error(diff)
	}
}

func TestKeysOfOtherRegisters(t *testing.T) {
	t.Parallel()
	cases := []struct {
		ars, ags, want string
	}{
		{"", "", ""},
		{"073140000000", "07314000", ""},
		{"073385001004", "07338004", ""},
		{"173140000000", "", "organisation.ars_invalid"},
		{"07314000000a", "", "organisation.ars_invalid"},
		{"", "0731400", "organisation.ags_invalid"},
		{"073140000000", "07315000", "organisation.ars_ags_differ"},
	}
	for _, c := range cases {
		if got := keyOf(CheckRegion(c.ars, c.ags)); got != c.want {
			t.Errorf("ARS %q AGS %q: got %q, want %q", c.ars, c.ags, got, c.want)
		}
	}
	for key, want := range map[string]string{
		"": "", "99107023037000": "", "89107023037000": "service.leika_invalid", "9910702303700٠": "service.leika_invalid",
	} {
		if got := keyOf(CheckLeiKa(key)); got != want {
			t.Errorf("LeiKa %q: got %q", key, got)
		}
	}
}

func keyOf(err *fault.Error) string {
	if err == nil {
		return ""
	}
	return err.Key
}

func TestDates(t *testing.T) {
	t.Parallel()
	for s, ok := range map[string]bool{"": true, "2026-02-28": true, "2026-02-30": false, "1.2.2026": false, "2026-2-1": false} {
		if d, err := ParseDate(s); (err == nil) != ok || ok && string(d) != s {
			t.Errorf("%q: %q, %v", s, d, err)
		}
	}
	berlin := time.FixedZone("CET", 3600)
	if d := DateOf(time.Date(2025, 12, 31, 23, 30, 0, 0, time.UTC).In(berlin)); d != "2026-01-01" {
		t.Errorf("got %s", d)
	}
}

func TestRefNamesTheOrganisationFirst(t *testing.T) {
	t.Parallel()
	refs := []Ref{
		Unit{Org: "mh", ID: "x"}.Ref(), Service{Org: "mh", ID: "x"}.Ref(),
		Person{Org: "mh", ID: "x"}.Ref(), Post{Org: "mh", ID: "x"}.Ref(),
	}
	for _, r := range refs {
		if r != (Ref{Org: "mh", ID: "x"}) {
			t.Errorf("got %v", r)
		}
	}
}
