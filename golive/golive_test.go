package golive_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/golive"
	"chancencheck/organisation"
)

const today organisation.Date = "2027-03-01"

func complete() golive.Legal {
	return golive.Legal{
		Address: "Rathausplatz 1", Represented: "Die Oberbürgermeisterin", Email: "rathaus@musterhafen.example", Officer: "Datenschutz, Rathausplatz 1",
		Authority: "Landesbeauftragter", Basis: "Art. 6 Abs. 1 Buchst. e DSGVO", Land: "rp", LandChecked: today, Evaluated: "2027-02-01", EvaluatedBy: "self",
		Reviewed: "2027-02-01", Barriers: "Stelle für Barrierefreiheit", Easy: "Das ist der ChancenCheck.", Sign: "https://video.example/dgs",
		Council: "2027-02-01", Consulted: "2027-02-01", Deletion: "2027-02-01",
	}
}

func TestChecklist(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		change  func(*golive.Legal)
		missing []golive.Point
	}{
		{"complete", func(*golive.Legal) {}, nil},
		{"blank address", func(l *golive.Legal) { l.Address = "  " }, []golive.Point{golive.Imprint}},
		{"no officer", func(l *golive.Legal) { l.Officer = "" }, []golive.Point{golive.Privacy}},
		{"body never compared", func(l *golive.Legal) { l.LandChecked = "" }, []golive.Point{golive.LandPoint}},
		{"evaluated tomorrow", func(l *golive.Legal) { l.Evaluated = "2027-03-02" }, []golive.Point{golive.Statement}},
		{"reviewed a year ago to the day", func(l *golive.Legal) { l.Reviewed = "2026-03-01" }, nil},
		{"reviewed longer ago", func(l *golive.Legal) { l.Reviewed = "2026-02-28" }, []golive.Point{golive.Statement}},
		{"no easy language, promised", func(l *golive.Legal) { l.Easy, l.EasyUntil = "", "2027-03-02" }, nil},
		{"promise is due", func(l *golive.Legal) { l.Easy, l.EasyUntil = "", today }, []golive.Point{golive.Easy}},
		{"no video", func(l *golive.Legal) { l.Sign = "" }, []golive.Point{golive.Sign}},
		{"no video, no duty", func(l *golive.Legal) { l.Sign, l.Land = "", "by" }, nil},
		{"no video, duty unclear", func(l *golive.Legal) { l.Sign, l.Land = "", "sh" }, []golive.Point{golive.Sign}},
		{"unknown Land", func(l *golive.Legal) { l.Land = "xx" }, []golive.Point{golive.LandPoint}},
		{"council not asked", func(l *golive.Legal) { l.Council = "" }, []golive.Point{golive.Council}},
		{"nothing", func(l *golive.Legal) { *l = golive.Legal{} }, []golive.Point{golive.Imprint, golive.Privacy, golive.LandPoint, golive.Statement,
			golive.Barriers, golive.Easy, golive.Sign, golive.Council, golive.Consulted, golive.Deletion}},
	}
	for _, tc := range cases {
		l := complete()
		tc.change(&l)
		var missing []golive.Point
		for _, line := range golive.Checklist(l, today) {
			if !line.Done {
				missing = append(missing, line.Point)
			}
		}
		if fmt.Sprint(missing) != fmt.Sprint(tc.missing) {
			t.Errorf("%s: missing %v, want %v", tc.name, missing, tc.missing)
		}
		if err := golive.Require(l, today); (err == nil) != (len(tc.missing) == 0) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

func TestCheckNamesTheField(t *testing.T) {
	t.Parallel()
	for field, l := range map[string]golive.Legal{
		"email": {Email: "rathaus"}, "sign": {Sign: "javascript:alert(1)"}, "land": {Land: "xx"}, "reviewed": {Reviewed: "gestern"},
		"address": {Address: strings.Repeat("ä", golive.MostLine+1)}, "easy": {Easy: strings.Repeat("ä", golive.MostText+1)},
		"privacy_de": {Privacy: map[string]string{"de": strings.Repeat("ä", golive.MostText+1)}},
	} {
		if got := l.Check(); len(got) != 1 || got[0].Field != field {
			t.Errorf("%s: %v", field, got)
		}
	}
	if l := complete(); len(l.Check()) != 0 {
		t.Errorf("refused: %v", l.Check())
	}
}

// TestSixteenLaender: each has what its statement needs, and no address twice.
func TestSixteenLaender(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, l := range golive.Lands {
		if l.ID == "" || l.Name == "" || l.Law == "" || l.Body == "" || !strings.Contains(l.Email, "@") || seen[l.ID] || seen[l.Email] || l.Simple == "" {
			t.Errorf("incomplete or twice: %+v", l)
		}
		seen[l.ID], seen[l.Email] = true, true
		if got, ok := golive.LandOf(l.ID); !ok || got != l || got.Months() < 1 {
			t.Errorf("%s is not found", l.ID)
		}
	}
	if len(golive.Lands) != 16 {
		t.Errorf("%d Länder", len(golive.Lands))
	}
}

func TestMonthsEndWithTheMonth(t *testing.T) {
	t.Parallel()
	for day, want := range map[organisation.Date]organisation.Date{"2027-01-31": "2027-02-28", "2028-01-31": "2028-02-29", "2027-03-01": "2027-04-01", "2026-12-15": "2027-01-15", "x": ""} {
		if got := golive.Months(day, 1); got != want {
			t.Errorf("a month after %s is %s, want %s", day, got, want)
		}
	}
}

func act(role access.Role) access.Act {
	n := 0
	return access.Act{At: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), NewID: func() string { n++; return fmt.Sprint("id", n) },
		By: access.Actor{Person: "p", Org: "o", Grants: []access.Grant{{Role: role, Org: "o"}}}}
}

func TestReports(t *testing.T) {
	t.Parallel()
	r, err := golive.NewReport(access.Act{NewID: act(access.Admin).NewID}, golive.Report{Org: "o", Text: " Zu klein ", Page: "/de/s/GEHEIMGEHEIM/3?x=1", Answer: "x"}, complete(), []golive.Report{{Number: 6}}, today)
	want := golive.Report{Org: "o", ID: "id1", Number: 7, On: today, Due: "2027-04-01", Page: "/de/s/…", Text: "Zu klein"}
	if err != nil || r != want {
		t.Errorf("%+v, %v", r, err)
	}
	full := make([]golive.Report, golive.MostPerDay)
	for i := range full {
		full[i].On = today
	}
	for _, tc := range []struct {
		r      golive.Report
		before []golive.Report
		want   error
	}{
		{golive.Report{Text: " "}, nil, golive.ErrNoText}, {golive.Report{Text: strings.Repeat("ä", golive.MostReport+1)}, nil, golive.ErrLong},
		{golive.Report{Text: "x", Contact: strings.Repeat("ä", golive.MostContact+1)}, nil, golive.ErrContact}, {golive.Report{Text: "x"}, full, golive.ErrTooMany},
	} {
		if _, err := golive.NewReport(act(access.Admin), tc.r, complete(), tc.before, today); !errors.Is(err, tc.want) {
			t.Errorf("got %v, want %v", err, tc.want)
		}
	}
	if r.Late("2027-04-01") || !r.Late("2027-04-02") {
		t.Error("late on the wrong day")
	}
	if _, err := r.Reply(act(access.Respondent), "x", today); fault.KindOf(err) != fault.Denied {
		t.Errorf("anybody answers: %v", err)
	}
	if _, err := r.Reply(act(access.Coordinator), " ", today); !errors.Is(err, golive.ErrNoText) {
		t.Error(err)
	}
	if events, err := r.Reply(act(access.Coordinator), "Behoben", today); err != nil || len(events) != 1 || r.Answer != "Behoben" || r.Late("2028-01-01") {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := r.Reply(act(access.Coordinator), "Anders", today); !errors.Is(err, golive.ErrAnswered) {
		t.Errorf("answered twice: %v", err)
	}
	open := golive.Open([]golive.Report{r, {Number: 2, Due: "2027-05-01"}, {Number: 3, Due: "2027-04-01"}})
	if len(open) != 2 || open[0].Number != 3 {
		t.Errorf("open: %+v", open)
	}
}

func TestNoSecretInAPage(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"/rounds/abc": "/rounds/abc", "/s/ABC/answer": "/s/…", "/de/j/CODE": "/de/j/…", "/in/token": "/in/…", "/p/CODE/SECRET/f1": "/p/…", "/signin/mail/TOKEN": "/signin/…", "/new/SECRET": "/new/…", "/setup/t": "/setup/…", "": "", "/s": "/s"} {
		if got := golive.WithoutSecret(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

func TestConformityIsHonest(t *testing.T) {
	t.Parallel()
	steps := func(results ...string) (out []golive.Step) {
		for _, r := range results {
			out = append(out, golive.Step{Result: r})
		}
		return out
	}
	for _, tc := range []struct {
		steps []golive.Step
		want  golive.Conformity
	}{
		{steps(golive.Met, golive.NotNeeded), golive.Full}, {steps(golive.Met, golive.NotChecked), golive.Partly}, {steps(golive.Met, golive.PartlyMet), golive.Partly},
		{steps(golive.NotMet, golive.NotMet), golive.None}, {nil, golive.None}, {steps("x"), golive.Partly},
	} {
		if got := golive.Count(tc.steps).Conformity(); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.steps, got, tc.want)
		}
	}
}
