package app_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancencheck/internal/app"
)

// open starts the program on an empty database.
func open(t *testing.T, s app.Settings) *app.App {
	t.Helper()
	s.DSN = filepath.Join(t.TempDir(), "app.db")
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	a, err := app.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestServeEndsStreamsAndFinishesPages(t *testing.T) {
	t.Parallel()
	a := open(t, app.Settings{})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, ln, nil) }()
	res, err := http.Get("http://" + ln.Addr().String() + "/live/a-check")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	first := make([]byte, 1)
	if _, err := io.ReadFull(res.Body, first); err != nil {
		t.Fatalf("the stream (%d) says nothing: %v", res.StatusCode, err)
	}
	begin := time.Now()
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if waited := time.Since(begin); waited > 5*time.Second {
		t.Errorf("an open stream held the program up for %v", waited)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

func TestSetUpLinkWorksOnAnEmptyDatabaseOnly(t *testing.T) {
	t.Parallel()
	a := open(t, app.Settings{BaseURL: "https://chancen.example/"})
	defer a.Close()
	link, err := a.SetUpLink(t.Context())
	if err != nil || !strings.HasPrefix(link, "https://chancen.example/setup/") {
		t.Fatalf("%q, %v", link, err)
	}
}

func TestTextsOfTheOperator(t *testing.T) {
	t.Parallel()
	_, err := app.Catalog(app.Settings{LocalesDir: t.TempDir()})
	if err != nil {
		t.Errorf("an empty folder of texts: %v", err)
	}
}

func TestPanicTellsNobodysSecret(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	h := app.Recovering(slog.New(slog.NewJSONHandler(&log, nil)), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("lost") }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, request("/de/s/ABCDEFGHIJKLMNOP", "203.0.113.7:999"))
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "lost") {
		t.Errorf("answers %d %q", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "lost") || strings.Contains(log.String(), "ABCDEFGHIJKLMNOP") || strings.Contains(log.String(), "203.0.113.7") {
		t.Errorf("the log says %s", log.String())
	}
}

func TestOnlyTrustedProxiesNameTheHost(t *testing.T) {
	t.Parallel()
	for remote, want := range map[string]string{"10.0.0.5:1": "public.example", "203.0.113.7:1": "inside.example"} {
		var host, claimed string
		h := app.Behind([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			host, claimed = r.Host, r.Header.Get("X-Forwarded-For")
		}))
		r := request("/", remote)
		r.Host = "inside.example"
		r.Header.Set("X-Forwarded-Host", "public.example, other.example")
		r.Header.Set("X-Forwarded-For", "198.51.100.1")
		h.ServeHTTP(httptest.NewRecorder(), r)
		if host != want || claimed != "" {
			t.Errorf("from %s the host is %s and somebody's address %q", remote, host, claimed)
		}
	}
}

func request(path, remote string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr = remote
	return r
}
