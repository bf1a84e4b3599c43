package measure_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/measure"
	"chancencheck/organisation"
	"chancencheck/trail"
)

var now = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

const today = organisation.Date("2027-03-01")

func act(person string, role access.Role, path string) access.Act {
	n := 0
	return access.Act{By: access.Actor{Person: person, Org: "o", Grants: []access.Grant{{Role: role, Org: "o", UnitPath: path}}},
		At: now, NewID: func() string { n++; return fmt.Sprint(person, n) }}
}

func boss() access.Act { return act("c", access.Coordinator, "") }

var at = measure.Place{Path: "/d/a", Name: "Bürgerservice", Post: true}

func draft() measure.Draft {
	return measure.Draft{Title: "Dolmetschkarte an jedem Platz", Unit: "a", Post: "t", From: "2027-01-01", Until: "2027-06-30", Resources: measure.Resources{Euros: -1},
		Indicators: []measure.Indicator{{Name: "Gespräche mit Dolmetschen", Unit: "im Monat", Baseline: "4", Target: "20"}}}
}

func made(t *testing.T) *measure.Measure {
	t.Helper()
	m, _, err := measure.Propose(boss(), "o", draft(), at, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func accepted(t *testing.T) *measure.Measure {
	t.Helper()
	m := made(t)
	if _, err := m.Decide(boss(), measure.Decision{Verdict: measure.Accepted}); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestProposing(t *testing.T) {
	t.Parallel()
	denied := fault.New(fault.Denied, "access.denied")
	cases := []struct {
		name   string
		act    access.Act
		change func(*measure.Draft, *measure.Place)
		want   error
	}{
		{"coordination", boss(), func(*measure.Draft, *measure.Place) {}, nil},
		{"head", act("h", access.UnitLead, "/d"), func(*measure.Draft, *measure.Place) {}, nil},
		{"head elsewhere", act("h", access.UnitLead, "/e"), func(*measure.Draft, *measure.Place) {}, denied},
		{"holder of a post", act("h", access.MeasureOwner, "/d/a"), func(*measure.Draft, *measure.Place) {}, denied},
		{"no title", boss(), func(d *measure.Draft, _ *measure.Place) { d.Title = " \t" }, measure.ErrTitle},
		{"no unit", boss(), func(d *measure.Draft, _ *measure.Place) { d.Unit = "" }, measure.ErrUnit},
		{"dissolved unit", boss(), func(_ *measure.Draft, p *measure.Place) { p.Path = "" }, measure.ErrUnit},
		{"unknown post", boss(), func(_ *measure.Draft, p *measure.Place) { p.Post = false }, measure.ErrPost},
		{"due before start", boss(), func(d *measure.Draft, _ *measure.Place) { d.Until = "2026-12-31" }, measure.ErrReversed},
		{"ongoing with an end", boss(), func(d *measure.Draft, _ *measure.Place) { d.Ongoing = true }, measure.ErrOngoing},
		{"ongoing", boss(), func(d *measure.Draft, _ *measure.Place) { d.Ongoing, d.Until = true, "" }, nil},
		{"negative money", boss(), func(d *measure.Draft, _ *measure.Place) { d.Resources.Euros = -7 }, measure.ErrMoney},
		{"impact of nine", boss(), func(d *measure.Draft, _ *measure.Place) { d.Impact = 9 }, measure.ErrScale},
		{"indicator without unit", boss(), func(d *measure.Draft, _ *measure.Place) { d.Indicators[0].Unit = "" }, measure.ErrIndicator},
		{"six indicators", boss(), func(d *measure.Draft, _ *measure.Place) { d.Indicators = make([]measure.Indicator, 6) }, measure.ErrIndicators},
	}
	for _, c := range cases {
		d, p := draft(), at
		c.change(&d, &p)
		m, _, err := measure.Propose(c.act, "o", d, p, nil)
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil && (m.Status != measure.Waiting || m.Decision.Verdict != "" || m.Version != 1 || len(m.History) != 1) {
			t.Errorf("%s: made %+v", c.name, m)
		}
	}
}

func TestDecisionsHaveReasons(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		verdict measure.Verdict
		reason  string
		want    error
	}{{measure.Accepted, "", nil}, {measure.Deferred, "", measure.ErrReason}, {measure.Rejected, " ", measure.ErrReason}, {measure.Deferred, "Haushalt 2028", nil}, {"maybe", "x", measure.ErrDecision}} {
		m := made(t)
		_, err := m.Decide(boss(), measure.Decision{Verdict: c.verdict, Reason: c.reason, Again: "2028-01-01"})
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s %q: %v", c.verdict, c.reason, err)
		}
		if err == nil && (m.Decision.Again != "") != (c.verdict == measure.Deferred) {
			t.Errorf("%s is looked at again on %q", c.verdict, m.Decision.Again)
		}
	}
	if _, err := made(t).Report(boss(), measure.Running, "", ""); !errors.Is(err, measure.ErrNotDecided) {
		t.Errorf("a measure runs that nobody has accepted: %v", err)
	}
}

// TestDoneNeedsEvidenceAndASecondPairOfEyes: neither who says so, nor who holds
// the post, confirms.
func TestDoneNeedsEvidenceAndASecondPairOfEyes(t *testing.T) {
	t.Parallel()
	m := accepted(t)
	owner, head := act("h", access.MeasureOwner, "/d/a"), act("l", access.UnitLead, "/d/a")
	if _, err := m.Report(owner, measure.Running, "Karten sind gedruckt", "2027-1"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Report(owner, measure.Stuck, "", ""); !errors.Is(err, measure.ErrReason) {
		t.Errorf("stuck without a reason: %v", err)
	}
	if _, err := m.Report(owner, measure.Done, "", ""); !errors.Is(err, measure.ErrStatus) {
		t.Errorf("done by a report: %v", err)
	}
	if _, err := m.Confirm(head, "h", ""); !errors.Is(err, measure.ErrNotDone) {
		t.Errorf("confirmed before anybody said so: %v", err)
	}
	if _, err := m.Claim(owner, " ", ""); !errors.Is(err, measure.ErrEvidence) {
		t.Errorf("done without evidence: %v", err)
	}
	if _, err := m.Claim(owner, "Foto der Plätze, Liste der Nummern", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Confirm(owner, "h", ""); fault.KindOf(err) != fault.Denied {
		t.Errorf("the holder confirms: %v", err)
	}
	holderAsHead := act("h", access.UnitLead, "/d/a")
	if _, err := m.Confirm(holderAsHead, "h", ""); !errors.Is(err, measure.ErrSameEyes) {
		t.Errorf("the same eyes in another role: %v", err)
	}
	if _, err := m.HandBack(head, "h", ""); !errors.Is(err, measure.ErrReason) {
		t.Errorf("handed back without a word: %v", err)
	}
	if _, err := m.HandBack(head, "h", "Zwei Plätze fehlen"); err != nil || m.Status != measure.Running {
		t.Errorf("%v, %s", err, m.Status)
	}
	if _, err := m.Claim(owner, "Jetzt alle", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Confirm(head, "h", "gesehen"); err != nil || m.Status != measure.Done || m.Evidence.Confirmed != "l" {
		t.Errorf("%v, %s", err, m.Status)
	}
	if _, err := m.Report(owner, measure.Running, "", ""); !errors.Is(err, measure.ErrOver) {
		t.Errorf("a done measure runs again: %v", err)
	}
	if len(m.History) != 6 {
		t.Errorf("%d entries of history", len(m.History))
	}
}

func TestReadings(t *testing.T) {
	t.Parallel()
	m := accepted(t)
	id := m.Indicators[0].ID
	for _, c := range []struct {
		typed string
		on    organisation.Date
		value string
		want  error
	}{
		{"12", today, "12", nil}, {"12,5", today, "12.5", nil}, {"1.200", today, "1200", nil}, {"0.125", today, "0.125", nil}, {"1 200,50", today, "1200.5", nil},
		{"7 im Monat", today, "7", nil}, {"7 Im monat", today, "7", nil},
		{"7 %", today, "", fault.New(fault.Invalid, "measure.other_unit")}, {"viele", today, "", fault.New(fault.Invalid, "measure.other_unit")},
		{"", today, "", measure.ErrNumber}, {"1e9", "2027-02-01", "", measure.ErrNumber}, {"5", "", "", measure.ErrNumber}, {"5", "2027-03-02", "", measure.ErrFuture},
	} {
		_, err := m.Read(act("h", access.MeasureOwner, "/d/a"), id, c.typed, "", c.on, today)
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%q: %v, want %v", c.typed, err, c.want)
		}
		if err == nil && m.Indicators[0].Readings[len(m.Indicators[0].Readings)-1].Value != c.value {
			t.Errorf("%q was read as %v", c.typed, m.Indicators[0].Readings)
		}
	}
	if len(m.Indicators[0].Readings) != 1 {
		t.Errorf("one day has %d readings", len(m.Indicators[0].Readings))
	}
	if _, err := m.Read(boss(), "nobody", "1", "", today, today); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such indicator: %v", err)
	}
}

func TestCourses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		base, target, now string
		want              measure.Course
	}{
		{"4", "20", "", measure.NoReading}, {"4", "20", "20", measure.Reached}, {"4", "20", "5", measure.Towards}, {"4", "20", "4", measure.Away}, {"4", "20", "1", measure.Away},
		{"30", "10", "9.5", measure.Reached}, {"30", "10", "12", measure.Towards}, {"30", "10", "31", measure.Away}, {"", "10", "5", measure.Plain}, {"5", "5", "5", measure.Plain},
	} {
		i := measure.Indicator{Baseline: c.base, Target: c.target}
		if c.now != "" {
			i.Readings = []measure.Reading{{On: today, Value: c.now}}
		}
		if got := i.Course(); got != c.want {
			t.Errorf("from %s to %s at %s: %q, want %q", c.base, c.target, c.now, got, c.want)
		}
	}
}

// TestEditingLosesNoReading, even if somebody empties the indicator's field.
func TestEditingLosesNoReading(t *testing.T) {
	t.Parallel()
	m := accepted(t)
	if _, err := m.Read(boss(), m.Indicators[0].ID, "7", "", today, today); err != nil {
		t.Fatal(err)
	}
	d := draft()
	d.Indicators = nil
	if _, err := m.Edit(boss(), d, at, m.Version+1); !errors.Is(err, measure.ErrChanged) {
		t.Errorf("an old form: %v", err)
	}
	if _, err := m.Edit(boss(), d, at, m.Version); err != nil || len(m.Indicators) != 1 || len(m.Indicators[0].Readings) != 1 {
		t.Errorf("%v, %+v", err, m.Indicators)
	}
}

func TestGaps(t *testing.T) {
	t.Parallel()
	tree, err := organisation.NewTree([]organisation.Unit{{ID: "d", Name: "D"}, {ID: "a", Parent: "d", Name: "A"}})
	if err != nil {
		t.Fatal(err)
	}
	day := measure.Today{Day: today, Units: tree, Posts: map[organisation.PostID]organisation.Post{"t": {ID: "t", Holder: "h"}, "v": {ID: "v"}}}
	for _, c := range []struct {
		name   string
		change func(*measure.Measure)
		want   []measure.Gap
	}{
		{"nothing", func(*measure.Measure) {}, nil},
		{"its unit is dissolved", func(m *measure.Measure) { m.Unit = "gone" }, []measure.Gap{measure.NoUnit}},
		{"its owner has left", func(m *measure.Measure) { m.Post = "v" }, []measure.Gap{measure.Vacant}},
		{"its post is gone", func(m *measure.Measure) { m.Post = "x" }, []measure.Gap{measure.NoPost}},
		{"late and unfunded", func(m *measure.Measure) { m.Until = "2027-02-28"; m.Resources.Unfunded = true }, []measure.Gap{measure.Overdue, measure.Unfunded}},
		{"its last day is today", func(m *measure.Measure) { m.Until = today }, nil},
		{"deferred until today", func(m *measure.Measure) { m.Decision = measure.Decision{Verdict: measure.Deferred, Again: today} }, []measure.Gap{measure.AgainDue}},
		{"rejected", func(m *measure.Measure) { m.Unit, m.Decision.Verdict = "gone", measure.Rejected }, nil},
		{"half a year on", func(m *measure.Measure) {
			m.History = append(m.History, measure.Change{At: now.AddDate(0, -6, 0), To: measure.Running})
		}, []measure.Gap{measure.CheckInNow}},
		{"a day before", func(m *measure.Measure) {
			m.History = append(m.History, measure.Change{At: now.AddDate(0, -6, 1), To: measure.Running})
		}, nil},
	} {
		m := accepted(t)
		c.change(m)
		if got := day.GapsOf(m); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCheckIns(t *testing.T) {
	t.Parallel()
	m := accepted(t)
	by := act("h", access.MeasureOwner, "/d/a")
	if _, err := m.Talk(by, measure.CheckIn{Users: measure.Better}); !errors.Is(err, measure.ErrReason) {
		t.Errorf("better, and nobody knows how that is known: %v", err)
	}
	if _, err := m.Talk(by, measure.CheckIn{Users: measure.Unsure}); err != nil || len(m.CheckIns) != 1 {
		t.Errorf("not known: %v", err)
	}
}

func TestRequests(t *testing.T) {
	t.Parallel()
	for day, want := range map[organisation.Date]string{"2027-06-30": "2027-1", "2027-07-01": "2027-2", "": ""} {
		if got := measure.PeriodOf(day); got != want {
			t.Errorf("%s belongs to %s", day, got)
		}
	}
	one, other, open, done := accepted(t), accepted(t), made(t), accepted(t)
	done.Status, done.Post = measure.Done, "t2"
	rs, secrets, _, err := measure.Ask(boss(), "o", []*measure.Measure{one, other, open, done}, today, func(s string) string { return "#" + s })
	if err != nil || len(rs) != 1 || rs[0].Post != "t" || rs[0].Hash != "#"+secrets["t"] || rs[0].Period != "2027-1" {
		t.Fatalf("%v, %+v", err, rs)
	}
	if _, _, _, err := measure.Ask(act("l", access.UnitLead, "/d"), "o", nil, today, nil); fault.KindOf(err) != fault.Denied {
		t.Errorf("a head asks everybody: %v", err)
	}
	post := organisation.Post{ID: "t", Holder: "h"}
	holder, err := rs[0].Answering(access.Act{At: now}, post, "/d/a")
	if err != nil || !access.Can(holder.By, access.ReportMeasures, one.Object()) || access.Can(holder.By, access.PlanMeasures, one.Object()) {
		t.Errorf("%v: the link lets its holder do %+v", err, holder.By)
	}
	for name, late := range map[string]access.Act{"too late": {At: now.Add(measure.RequestLasts)}} {
		if _, err := rs[0].Answering(late, post, "/d/a"); !errors.Is(err, measure.ErrRequest) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := rs[0].Answering(access.Act{At: now}, organisation.Post{ID: "x"}, "/d/a"); !errors.Is(err, measure.ErrRequest) {
		t.Errorf("another post answers: %v", err)
	}
}

func TestStepsOfAMeasure(t *testing.T) {
	t.Parallel()
	m := accepted(t)
	m.Findings, m.Goals = append(m.Findings, "f1", "f2"), []string{"g"}
	if _, err := m.Read(boss(), m.Indicators[0].ID, "7", "", today, today); err != nil {
		t.Fatal(err)
	}
	g := trail.NewGraph(m.Steps()...)
	if len(g.Behind(trail.Of(trail.Goal, "g"))) != 3 || len(g.EffectsOf(m.Node())) != 2 {
		t.Errorf("steps %v", m.Steps())
	}
}
