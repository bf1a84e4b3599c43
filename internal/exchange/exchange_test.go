package exchange_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"chancencheck/access"
	"chancencheck/internal/exchange"
	"chancencheck/organisation"
)

var city = organisation.Organisation{ID: "mh", Name: "Musterhafen", Levels: []organisation.Level{
	{ID: "d", Name: "Dezernat"}, {ID: "a", Name: "Abteilung"},
}}

func file(name, text string) *exchange.File {
	return &exchange.File{Name: name, Data: strings.NewReader(text)}
}

func read(t *testing.T, files exchange.Files) (exchange.Content, *exchange.Report) {
	t.Helper()
	known := []organisation.Unit{{Org: "mh", ID: "a1", Name: "Known"}}
	c, report, err := exchange.Read(city, known, files)
	if err != nil {
		t.Fatal(err)
	}
	return c, report
}

// places writes problems as "row column key".
func places(list []exchange.Problem) []string {
	var out []string
	for _, p := range list {
		out = append(out, fmt.Sprintf("%d %s %s", p.Row, p.Column, p.Key))
	}
	return out
}

func TestReadsATableAsAGermanCityKeepsIt(t *testing.T) {
	t.Parallel()
	text := "Personen;Kennung;Übergeordnet;Ebene;Name;Kurzname;Art\r\n" +
		";d1;;Dezernat;Bürgerdienste;Dez. 1;\r\n;;;;;;\r\n12;a1;d1;ABTEILUNG;\"Wohngeld\r\nund Mieten\";;Publikum\r\n"
	windows, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	c, report := read(t, exchange.Files{Units: file("einheiten.csv", windows)})
	if !report.OK() || len(report.Warnings) > 0 {
		t.Fatal(report)
	}
	want := []organisation.Unit{
		{Org: "mh", ID: "d1", Level: "d", Name: "Bürgerdienste", Short: "Dez. 1", Position: 1},
		{Org: "mh", ID: "a1", Parent: "d1", Level: "a", Name: "Wohngeld\nund Mieten", Kind: "counter", Headcount: 12, Position: 2},
	}
	if diff := cmp.Diff(want, c.Units); diff != "" {
		t.Error(diff)
	}
}

func TestReadsServicesOfKnownUnits(t *testing.T) {
	t.Parallel()
	c, report := read(t, exchange.Files{Services: file("s.csv",
		"id,Einheit,Angebot,Für wen,Zugang,Sprachen,LeiKa,Produkt,Besuche pro Jahr\n"+
			"s1,a1,Wohngeld,Mieter*innen,\"Schalter, E-Mail / Online\",\"Deutsch, Leichte Sprache, tr\",99107023037000,52.1,12.500\n")})
	if !report.OK() {
		t.Fatal(report.Problems)
	}
	want := []organisation.Service{{
		Org: "mh", ID: "s1", Unit: "a1", Name: "Wohngeld", ForWhom: "Mieter*innen", Visits: 12500,
		Channels: []organisation.Channel{"counter", "email", "online"}, Languages: []string{"de", "de-x-leicht", "tr"},
		LeiKa: "99107023037000", BudgetProduct: "52.1",
	}}
	if diff := cmp.Diff(want, c.Services); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfOnePersonAreGathered(t *testing.T) {
	t.Parallel()
	c, report := read(t, exchange.Files{People: file("p.csv", "Kennung;Einheit;Name;E-Mail;Rolle;Sprache\n"+
		"p1;a1;Ayşe Kaya;a.kaya@mh.example;Leitung;\np1;;Ayşe Kaya;a.kaya@mh.example;Moderation;\np2;;Rat;;Lesen;Englisch\n")})
	if !report.OK() {
		t.Fatal(report.Problems)
	}
	people := []organisation.Person{
		{Org: "mh", ID: "p1", Name: "Ayşe Kaya", Email: "a.kaya@mh.example"}, {Org: "mh", ID: "p2", Name: "Rat", Language: "en"},
	}
	member := func(p organisation.PersonID, u organisation.UnitID, r access.Role) organisation.Membership {
		return organisation.Membership{Org: "mh", Person: p, Unit: u, Role: r}
	}
	members := []organisation.Membership{member("p1", "a1", access.UnitLead), member("p1", "", access.Facilitator), member("p2", "", access.Reader)}
	if diff := cmp.Diff(people, c.People); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(members, c.Memberships); diff != "" {
		t.Error(diff)
	}
}

func TestEveryMistakeIsReportedAtOnceAndNothingIsApplied(t *testing.T) {
	t.Parallel()
	c, report := read(t, exchange.Files{
		Units: file("units.csv", "id,parent,level,name,kind,headcount\n"+
			"d1,,Dezernat,Good,,\n"+ // 2
			"a/1,d1,Amt,Bad id and level,,\n"+ // 3
			"a2,x,Abteilung,Orphan,Behörde,viele\n"+ // 4
			"a2,d1,Abteilung,,,-3\n"+ // 5
			"d2,a3,Dezernat,Below,,\n"+ // 6
			"a3,d1,Abteilung,Fine,,1.5\n"), // 7
		Services: file("services.csv", "id,unit,name,channel,leika,languages\ns1,a9,Lost,Rohrpost,9.91E+13,Klingonisch\ns1,a3,Twice,,,\n"),
		People: file("people.csv", "id,unit,name,email,role,language\np1,a9,A,a@x,admin,\np2,,B,B,reader,\n"+
			"p2,,Other,B,reader,\np3,,C,A@x,reader,\n"),
	})
	if diff := cmp.Diff(exchange.Content{}, c); diff != "" {
		t.Errorf("content was handed out: %s", diff)
	}
	want := []string{
		"4 kind unit.kind_unknown", "4 headcount cell.number", "5 name cell.missing", "7 headcount cell.number",
		"3 id organisation.id_invalid", "5 id unit.twice", "5 headcount unit.headcount_negative", "4 parent unit.parent_unknown",
		"3 level unit.level_unknown", "6 level unit.level_order",
		"2 channel service.channel_unknown", "2 unit service.unit_unknown", "2 languages language.invalid",
		"2 leika service.leika_invalid", "3 id service.twice",
		"2 role person.role_unknown", "2 unit person.unit_unknown", "3 email person.email_invalid",
		"4 id person.rows_differ", "5 email person.email_twice",
	}
	if diff := cmp.Diff(want, places(report.Problems)); diff != "" {
		t.Error(diff)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	_, report := read(t, exchange.Files{
		Units:    file("units.csv", "Einheit;Farbe;Leitung\nd1;rot;x\n"),
		Services: file("services.csv", "id;unit;name;Bezeichnung\ns1;elsewhere;A;B\n"),
	})
	if diff := cmp.Diff([]string{"0  column.missing", "0  column.missing", "1 Bezeichnung column.twice"}, places(report.Problems)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"1 Farbe column.unknown", "1 Leitung column.unknown"}, places(report.Warnings)); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnreadableUnitsTableDoesNotBlameTheOthers(t *testing.T) {
	t.Parallel()
	_, report := read(t, exchange.Files{
		Units: file("units.csv", "PK\x03\x04"), Services: file("services.csv", "id;unit;name\ns1;new;A\n"),
	})
	if diff := cmp.Diff([]string{"0  table.spreadsheet"}, places(report.Problems)); diff != "" {
		t.Error(diff)
	}
}

func TestFormulasAreTextWithAWarning(t *testing.T) {
	t.Parallel()
	c, report := read(t, exchange.Files{Units: file("units.csv", "id;level;name\na;Dezernat;=HYPERLINK(\"x\")\n")})
	if !report.OK() || len(report.Warnings) != 1 || c.Units[0].Name != `=HYPERLINK("x")` {
		t.Errorf("%v %v %v", c.Units, report.Problems, report.Warnings)
	}
}

func TestListOfProblemsEnds(t *testing.T) {
	t.Parallel()
	_, report := read(t, exchange.Files{Units: file("units.csv", "id;level;name;headcount\n"+strings.Repeat("a b;;;x\n", 100))})
	if len(report.Problems) != 50 || report.More == 0 {
		t.Errorf("%d problems, %d more", len(report.Problems), report.More)
	}
}

func TestAnUploadThatBreaksOffIsAnError(t *testing.T) {
	t.Parallel()
	broken := io.MultiReader(strings.NewReader("id;name\n"), errReader{})
	for _, files := range []exchange.Files{
		{Units: &exchange.File{Data: broken}}, {Services: &exchange.File{Data: errReader{}}}, {People: &exchange.File{Data: errReader{}}},
	} {
		if _, _, err := exchange.Read(city, nil, files); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("got %v", err)
		}
	}
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestReadDirTakesWhatIsThere(t *testing.T) {
	t.Parallel()
	dir := fstest.MapFS{
		"units.csv":  {Data: []byte("id;name\na1;A\n")},
		"people.csv": {Data: []byte("id;unit;name;role\np1;a1;P;lead\n")},
	}
	c, report, err := exchange.ReadDir(organisation.Organisation{ID: "mh"}, nil, dir)
	if err != nil || !report.OK() || len(c.Units) != 1 || len(c.Services) != 0 || len(c.People) != 1 {
		t.Errorf("%v %v %v", c, report, err)
	}
}

// FuzzRead looks for tables that panic, and for content handed out beside
// problems or against the subject's own rules.
func FuzzRead(f *testing.F) {
	f.Add("id;parent;name\na;b;A\nb;a;B\n", "id;unit;name\ns;a;S\n", "id;name;role\np;P;lead\n")
	f.Add("id,level,name\n=1,Amt,\"x\n", "", "id;name;role\n;;\n1;2;3\n")
	f.Fuzz(func(t *testing.T, units, services, people string) {
		c, report, err := exchange.Read(city, nil, exchange.Files{
			Units: file("u", units), Services: file("s", services), People: file("p", people),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range append(report.Problems, report.Warnings...) {
			if strings.Contains(p.Message("de"), "{") && !strings.Contains(units+services+people, "{") {
				t.Fatalf("unfilled message %q", p.Message("de"))
			}
		}
		if _, err := organisation.NewTree(c.Units); err != nil || !report.OK() && len(c.Units)+len(c.Services)+len(c.People) > 0 {
			t.Fatalf("handed out %v with %v, %v", c, report.Problems, err)
		}
	})
}
