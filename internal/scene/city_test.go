package scene_test

import (
	"path/filepath"
	"testing"
	"time"

	"chancencheck/internal/published"
	"chancencheck/internal/scene"
	"chancencheck/internal/sqlstore"
)

var now = time.Date(2026, time.March, 17, 9, 30, 0, 0, time.UTC)

func stage(t testing.TB) scene.Stage {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), filepath.Join(t.TempDir(), "city.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return scene.Stage{Store: db, Instruments: published.New(db), NewID: scene.Seeded("city"), Now: now}
}

func TestCity(t *testing.T) {
	start := time.Now()
	s, err := scene.City(t.Context(), stage(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("founded after %v", time.Since(start))
	err = s.Years(t.Context(), func(title string) { t.Logf("%s after %v", title, time.Since(start)) })
	if err != nil {
		t.Fatal(err)
	}
}
