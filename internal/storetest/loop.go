package storetest

import (
	"fmt"
	"testing"
	"time"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/internal/sqlstore"
	"chancencheck/measure"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/trail"
)

// someFinding has every field filled.
func someFinding(id, path string) *finding.Finding {
	return &finding.Finding{
		Ref: finding.Ref{Org: "o", ID: finding.ID(id)}, Kind: finding.Need, Text: "Österreich: 100 % \"fehlt\"", Origin: trail.Of(trail.Answer, "c", id),
		Round: "r", Unit: "u", UnitPath: path, UnitName: "Straße „Süd“", Service: "s", ServiceName: "Dienst", Instrument: round.InstrumentKey{ID: "i", Version: "1"},
		Field: "4", Question: "q" + id, Situation: "poor", Who: check.Centrally, Aside: "", At: Now, By: "p", Version: 1,
	}
}

func findings(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	a, b := someFinding("a", "/d/a"), someFinding("b", "/d/b")
	n, err := db.CreateFindings(w.ctx, "o", []*finding.Finding{a, b}, nil, audit.Event{Org: "o", At: Now, Verb: "taken"})
	w.must(err)
	w.is(2, n)
	same := someFinding("again", "/d/a")
	same.Origin, same.Text = a.Origin, "other words"
	n, err = db.CreateFindings(w.ctx, "o", []*finding.Finding{same}, nil)
	w.must(err)
	w.is(0, n) // one origin, one finding
	got, err := db.Finding(w.ctx, a.Ref)
	w.must(err)
	w.is(a, got)
	_, err = db.Finding(w.ctx, finding.Ref{Org: "other", ID: "a"})
	fails(t, fault.NotFound, err)

	whole := someFinding("w", "")
	whole.Origin = trail.Of(trail.Gathered, "w")
	links := []finding.Membership{{Whole: "w", Part: "a"}, {Whole: "w", Part: "b"}}
	_, err = db.CreateFindings(w.ctx, "o", []*finding.Finding{whole}, links)
	w.must(err)
	_, err = db.CreateFindings(w.ctx, "o", nil, []finding.Membership{{Whole: "w", Part: "none"}})
	fails(t, fault.NotFound, err)
	parts, err := db.FindingParts(w.ctx, "o", "a")
	w.must(err)
	w.is(links[:1], parts)
	w.must(db.UpdateFinding(w.ctx, a.Ref, func(f *finding.Finding) ([]audit.Event, error) {
		f.Who, f.Aside = check.ByLaw, "Gesetz"
		return nil, nil
	}))
	got, err = db.Finding(w.ctx, a.Ref)
	w.must(err)
	a.Who, a.Aside, a.Version, a.Gathered = check.ByLaw, "Gesetz", 2, true
	w.is(a, got)
	w.must(db.TakeOutFinding(w.ctx, "o", links[0]))
	parts, err = db.FindingParts(w.ctx, "o", "")
	w.must(err)
	w.is(links[1:], parts)
	fails(t, fault.NotFound, db.UpdateFinding(w.ctx, finding.Ref{Org: "o", ID: "none"}, func(*finding.Finding) ([]audit.Event, error) { return nil, nil }))
}

// findingFilters: what a filter chooses and counts is what finding.State says.
func findingFilters(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	var all []*finding.Finding
	for i := range 8 {
		f := someFinding(fmt.Sprint(i), []string{"/d/a", "/d/a/x", "/d/ab", "/d_a"}[i%4])
		if i == 1 || i == 5 {
			f.Aside = "warum"
		}
		all = append(all, f)
	}
	all[7].Kind, all[7].Who, all[7].Text, all[7].Field = finding.Idea, "", "ÄNDERN: 50%_", "5"
	whole := someFinding("w", "")
	whole.Origin = trail.Of(trail.Gathered, "w")
	_, err := db.CreateFindings(w.ctx, "o", append(all, whole), []finding.Membership{{Whole: "w", Part: "4"}, {Whole: "w", Part: "5"}})
	w.must(err)
	_, err = db.CreateMeasures(w.ctx, "o", []*measure.Measure{{Ref: measure.Ref{Org: "o", ID: "m"}, Findings: []finding.ID{"5", "6"}}})
	w.must(err)
	for _, c := range []struct {
		f    finding.Filter
		want []finding.ID
	}{
		{finding.Filter{State: finding.Open}, []finding.ID{"w", "0", "2", "3", "7"}}, {finding.Filter{State: finding.Part}, []finding.ID{"4"}},
		{finding.Filter{State: finding.Aside}, []finding.ID{"1"}}, {finding.Filter{State: finding.Answered}, []finding.ID{"5", "6"}},
		{finding.Filter{Paths: []string{"/d/a"}}, []finding.ID{"0", "4", "1", "5"}}, {finding.Filter{Paths: []string{}}, nil}, {finding.Filter{Own: []string{"/d/a"}}, []finding.ID{"0", "4"}},
		{finding.Filter{Paths: []string{"/d/ab", "/d_a"}}, []finding.ID{"2", "6", "3", "7"}}, {finding.Filter{Kind: finding.Idea}, []finding.ID{"7"}},
		{finding.Filter{WhoOpen: true}, []finding.ID{"7"}}, {finding.Filter{Who: check.ByLaw}, nil}, {finding.Filter{Words: "ändern: 50%_"}, []finding.ID{"7"}},
		{finding.Filter{Words: "50_"}, nil}, {finding.Filter{Field: "5"}, []finding.ID{"7"}}, {finding.Filter{Question: "q2"}, []finding.ID{"2"}},
		{finding.Filter{Wholes: true}, []finding.ID{"w"}}, {finding.Filter{Singles: true, State: finding.Open}, []finding.ID{"0", "2", "3", "7"}}, {finding.Filter{Round: "none"}, nil}, {finding.Filter{Situation: "poor", State: finding.Part}, []finding.ID{"4"}},
	} {
		got, n, err := db.Findings(w.ctx, "o", c.f)
		w.must(err)
		ids := map[finding.ID]bool{}
		for _, f := range got {
			ids[f.ID] = true
			if c.f.State != "" && f.State() != c.f.State {
				t.Errorf("%s is %s and was found among %s", f.ID, f.State(), c.f.State)
			}
		}
		w.is(len(c.want), n)
		for _, id := range c.want {
			if !ids[id] || len(ids) != len(c.want) {
				t.Errorf("%+v chooses %v, want %v", c.f, ids, c.want)
				break
			}
		}
	}
	count, err := db.CountFindings(w.ctx, "o", finding.Filter{State: finding.Aside})
	w.must(err)
	w.is(finding.Count{finding.Open: 5, finding.Part: 1, finding.Aside: 1, finding.Answered: 2}, count)
	page, n, err := db.Findings(w.ctx, "o", finding.Filter{Skip: 2, Most: 3})
	w.must(err)
	w.is([]int{3, 9}, []int{len(page), n})
}

func someMeasure(id string) *measure.Measure {
	return &measure.Measure{
		Ref: measure.Ref{Org: "o", ID: measure.ID(id)}, UnitPath: "/d/a", UnitName: "A", Status: measure.Waiting, MadeAt: Now, Version: 1,
		Draft: measure.Draft{Title: "Karte " + id, Goal: "Ziel", Unit: "a", Post: "t", From: "2027-01-01", Impact: 2, Resources: measure.Resources{Staff: "2 h", Euros: 80, Unfunded: true},
			Indicators: []measure.Indicator{{ID: "i", Name: "n", Unit: "%", Baseline: "1.5", Readings: []measure.Reading{{On: "2027-02-01", Value: "2", By: "p"}}}}},
		History: []measure.Change{{At: Now, By: "p", To: measure.Waiting, Text: "ä"}},
	}
}

func measures(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	_, err := db.CreateFindings(w.ctx, "o", []*finding.Finding{someFinding("a", "/d/a"), someFinding("b", "/d/b")}, nil)
	w.must(err)
	m := someMeasure("m")
	m.Findings = []finding.ID{"a", "b"}
	n, err := db.CreateMeasures(w.ctx, "o", []*measure.Measure{m}, audit.Event{Org: "o", At: Now, Verb: "proposed"})
	w.must(err)
	w.is(1, n)
	got, err := db.Measure(w.ctx, m.Ref)
	w.must(err)
	w.is(m, got)
	row := someMeasure("row")
	row.Row, row.UnitPath, row.Post = "plan.csv:7", "/d/b", "t2"
	for _, want := range []int{1, 0} {
		n, err = db.CreateMeasures(w.ctx, "o", []*measure.Measure{row})
		w.must(err)
		w.is(want, n) // a row of a file is taken once
		row.ID = "row2"
	}
	w.must(db.UpdateMeasure(w.ctx, m.Ref, func(m *measure.Measure) ([]audit.Event, error) {
		m.Status, m.Decision.Verdict, m.Findings, m.Title = measure.Running, measure.Accepted, m.Findings[:1], "Ärztehaus"
		return []audit.Event{{Org: "o", At: Now, Verb: "changed"}}, nil
	}))
	for _, c := range []struct {
		f    measure.Filter
		want int
	}{
		{measure.Filter{}, 2}, {measure.Filter{Status: measure.Running}, 1}, {measure.Filter{Verdict: measure.Accepted}, 1}, {measure.Filter{Open: true}, 1},
		{measure.Filter{Path: "/d"}, 2}, {measure.Filter{Path: "/d/b"}, 1}, {measure.Filter{Post: "t2"}, 1}, {measure.Filter{Finding: "a"}, 1}, {measure.Filter{Finding: "b"}, 0},
		{measure.Filter{Words: "ärzte"}, 1}, {measure.Filter{Words: "%"}, 0},
	} {
		list, err := db.Measures(w.ctx, "o", c.f)
		w.must(err)
		if len(list) != c.want {
			t.Errorf("%+v chooses %d measures, want %d", c.f, len(list), c.want)
		}
	}
	got, err = db.Measure(w.ctx, m.Ref)
	w.must(err)
	w.is([]any{2, []finding.ID{"a"}}, []any{got.Version, got.Findings})
	_, err = db.Measure(w.ctx, measure.Ref{Org: "other", ID: "m"})
	fails(t, fault.NotFound, err)
	bad := someMeasure("bad")
	bad.Findings = []finding.ID{"none"}
	_, err = db.CreateMeasures(w.ctx, "o", []*measure.Measure{bad})
	fails(t, fault.NotFound, err)
	fails(t, fault.NotFound, db.UpdateMeasure(w.ctx, measure.Ref{Org: "o", ID: "none"}, func(*measure.Measure) ([]audit.Event, error) { return nil, nil }))
}

func requests(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	ask := func(hash, post string) measure.Request {
		return measure.Request{Org: "o", Period: "2027-1", Post: organisation.PostID(post), Hash: hash, SentAt: Now, Until: Now.Add(time.Hour)}
	}
	w.must(db.PutRequests(w.ctx, []measure.Request{ask("h1", "t1"), ask("h2", "t2")}))
	w.must(db.AnswerRequest(w.ctx, "h2", Now))
	w.must(db.PutRequests(w.ctx, []measure.Request{ask("h3", "t1"), ask("h4", "t2")}, audit.Event{Org: "o", At: Now, Verb: "asked"}))
	got, err := db.Requests(w.ctx, "o", "2027-1")
	w.must(err)
	answered := ask("h2", "t2")
	answered.AnsweredAt = Now
	w.is([]measure.Request{ask("h3", "t1"), answered}, got)
	_, err = db.Request(w.ctx, "h1")
	fails(t, fault.NotFound, err) // the newer link counts
	one, err := db.Request(w.ctx, "h3")
	w.must(err)
	w.is(ask("h3", "t1"), one)
	fails(t, fault.NotFound, db.AnswerRequest(w.ctx, "none", Now))
	none, err := db.Requests(w.ctx, "other", "2027-1")
	w.must(err)
	w.is(0, len(none))
}
