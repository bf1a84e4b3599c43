package pagebench

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"chancencheck/internal/pgtest"
)

// BenchmarkPage opens every page without network and without anybody else and
// reports the processor time of one opening, garbage collection included
// ("cpu-ms/op"): the figure to look at while making a page faster, because it
// hardly depends on what else the machine does.
//
//	go test ./internal/pagebench -run '^$' -bench Page/overview -cpuprofile cpu.out
func BenchmarkPage(b *testing.B) {
	w, err := newWorld(b.Context(), filepath.Join(b.TempDir(), "city.db"), 1)
	if err != nil {
		b.Fatal(err)
	}
	defer w.close()
	sheets, err := w.sheets(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	visits, err := w.allVisits(b.Context(), sheets[0])
	if err != nil {
		b.Fatal(err)
	}
	for _, v := range visits {
		b.Run(v.name, func(b *testing.B) {
			b.ReportAllocs()
			req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/de"+v.path, nil)
			req.Header.Set("Accept-Encoding", "gzip")
			if v.cookie != nil {
				req.AddCookie(v.cookie)
			}
			begun := used(b)
			for b.Loop() {
				rec := httptest.NewRecorder()
				w.app.Handler().ServeHTTP(rec, req)
				if rec.Code != http.StatusOK {
					b.Fatalf("%s answers %d", v.path, rec.Code)
				}
			}
			b.ReportMetric(float64(used(b)-begun)/float64(b.N)/float64(time.Millisecond), "cpu-ms/op")
		})
	}
}

// BenchmarkCrowd prints what pages of one organisation cost beside 0, 99 and 999
// others on PostgreSQL; chancencheck bench crowd does so on SQLite.
func BenchmarkCrowd(b *testing.B) {
	s := Usual()
	s.Progress = func(what string) { b.Log(what) }
	for b.Loop() {
		if err := CrowdIn(b.Context(), s, "PostgreSQL", func(string) string { return pgtest.DSN(b) }); err != nil {
			b.Fatal(err)
		}
	}
}

// used is the processor time of this process so far.
func used(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
