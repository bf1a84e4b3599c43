package pagebench

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/finding"
	"chancencheck/measure"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/trail"
)

// The size of a plan that pages must bear, and how long half of the openings may
// take at most. Source: the requirements on speed of findings and measures.
const (
	manyFindings   = 5000
	manyMeasures   = 500
	mostPlanMedian = 50 * time.Millisecond
)

// BenchmarkPlan opens the pages of findings and measures in a city with 5,000 of
// the one and 500 of the other, and fails beyond the limit.
//
//	go test ./internal/pagebench -run '^$' -bench Plan
func BenchmarkPlan(b *testing.B) {
	w, err := newWorld(b.Context(), filepath.Join(b.TempDir(), "plan.db"), 1)
	if err != nil {
		b.Fatal(err)
	}
	defer w.close()
	one, err := w.plan(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	cookie, err := w.session(b.Context(), w.People[access.Coordinator].Ref())
	if err != nil {
		b.Fatal(err)
	}
	for _, at := range []string{"/findings", "/findings?page=100", "/findings?q=dolmetsch&state=open", "/findings/next", "/measures", "/measures?view=board", "/measures?view=time", one} {
		b.Run(at, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/de"+at, nil)
				req.AddCookie(cookie)
				rec, begun := httptest.NewRecorder(), time.Now()
				w.app.Handler().ServeHTTP(rec, req)
				times = append(times, time.Since(begun))
				if rec.Code != http.StatusOK {
					b.Fatalf("%s answers %d", at, rec.Code)
				}
			}
			slices.Sort(times)
			median := times[len(times)/2]
			b.ReportMetric(float64(median)/float64(time.Millisecond), "median-ms")
			if len(times) > 20 && median > mostPlanMedian {
				b.Errorf("%s takes %s at the median, more than %s", at, median, mostPlanMedian)
			}
		})
	}
}

// plan fills the city with findings, a tenth of them gathered, and measures that
// answer some; it returns the page of the measure that answers the most.
func (w *world) plan(ctx context.Context) (string, error) {
	org := w.Org.ID
	questions := w.Items(w.checks[0])
	words := []string{"Niemand dolmetscht am Schalter", "Der Brief ist zu lang", "Die Sprechzeit passt nicht zur Schicht", "Der Antrag verlangt ein Konto", "Wir zählen die Rückfragen nicht"}
	var fs []*finding.Finding
	for i := range manyFindings {
		c, q := w.checks[i%len(w.checks)], questions[i%len(questions)]
		f := &finding.Finding{Ref: finding.Ref{Org: org, ID: finding.ID(w.NewID())}, Kind: finding.Need, Text: fmt.Sprintf("%s, Fall %d", words[i%len(words)], i),
			Origin: trail.Of(trail.Answer, string(c.ID), fmt.Sprint(i)), Round: c.Round, Unit: c.Unit, UnitPath: c.UnitPath, UnitName: c.UnitName,
			Instrument: round.InstrumentKey{ID: w.Instrument.ID, Version: w.Instrument.Version}, Question: string(q.ID), Who: check.We, At: w.Now, Version: 1}
		if q.Field != nil {
			f.Field = q.Field.ID
		}
		fs = append(fs, f)
	}
	var links []finding.Membership
	for i := range 50 {
		id := finding.ID(w.NewID())
		fs = append(fs, &finding.Finding{Ref: finding.Ref{Org: org, ID: id}, Kind: finding.Need, Text: words[i%len(words)], Origin: trail.Of(trail.Gathered, string(id)), At: w.Now, Version: 1})
		for n := range 10 {
			links = append(links, finding.Membership{Whole: id, Part: fs[i*10+n].ID})
		}
	}
	if _, err := w.Store.CreateFindings(ctx, org, fs, links); err != nil {
		return "", err
	}
	var ms []*measure.Measure
	for i := range manyMeasures {
		c := w.checks[i%len(w.checks)]
		m := &measure.Measure{Ref: measure.Ref{Org: org, ID: measure.ID(w.NewID())}, UnitPath: c.UnitPath, UnitName: c.UnitName, Status: measure.Statuses[i%len(measure.Statuses)],
			Decision: measure.Decision{Verdict: measure.Accepted, At: w.Now}, MadeAt: w.Now, Version: 1, History: []measure.Change{{At: w.Now, To: measure.Waiting}, {At: w.Now, To: measure.Running}},
			Draft: measure.Draft{Title: fmt.Sprintf("Maßnahme %d: Karte an jeden Platz legen", i), Goal: "Gespräche gelingen.", Unit: c.Unit, Post: "t1", From: "2026-01-01",
				Until: organisation.DateOf(w.Now.AddDate(0, i%24, 0)), Indicators: []measure.Indicator{{ID: "i", Name: "Gespräche", Unit: "im Monat", Baseline: "4", Target: "20"}}}}
		m.Findings = []finding.ID{fs[i*7].ID}
		if i == 0 {
			m.Findings = append(m.Findings, fs[manyFindings].ID)
		}
		ms = append(ms, m)
	}
	_, err := w.Store.CreateMeasures(ctx, org, ms)
	return "/measures/" + string(ms[0].ID), err
}
