package results_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/app"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/internal/web/site"
	"chancencheck/signin"
)

// BenchmarkCity measures the server's time for the pages of a round in which
// the 130 departments of the city have taken part.
func BenchmarkCity(b *testing.B) {
	opened, err := app.Open(b.Context(), app.Settings{DSN: filepath.Join(b.TempDir(), "city.db"), BaseURL: "http://127.0.0.1", NewID: scene.Seeded("bench")})
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close()
	s, err := scene.City(b.Context(), scene.Stage{Store: opened.Site.Store, Instruments: opened.Site.Instruments, NewID: opened.Site.NewID, Now: apptest.Moment})
	if err != nil {
		b.Fatal(err)
	}
	rounds, err := s.Past(b.Context(), 2)
	if err != nil {
		b.Fatal(err)
	}
	opened.Site.Now = func() time.Time { return apptest.Moment }
	rd := rounds[len(rounds)-1]
	checks, err := s.Store.Checks(b.Context(), rd.Ref)
	if err != nil {
		b.Fatal(err)
	}
	result := ""
	for _, c := range checks {
		if c.State == check.Signed {
			result = "/checks/" + string(c.ID) + "/result"
		}
	}
	who := s.People[access.Coordinator].Ref()
	if err := s.Store.PutSession(b.Context(), signin.Begin(site.HashToken("bench"), "bench", who, signin.ByLink, apptest.Moment)); err != nil {
		b.Fatal(err)
	}
	handler := opened.Handler()
	for name, path := range map[string]string{"result": result, "needs": "/rounds/" + string(rd.ID) + "/needs", "overview": "/rounds/" + string(rd.ID) + "/overview"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "/de"+path, nil)
				r.AddCookie(&http.Cookie{Name: "chancencheck", Value: "bench"})
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("%s answers %d", path, w.Code)
				}
				b.ReportMetric(float64(w.Body.Len())/1000, "kB/page")
			}
		})
	}
}
