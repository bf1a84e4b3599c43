package assets

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func fake(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

var css = strings.Repeat(".cc-badge{color:red}", 100)

func built(t *testing.T) *Set {
	t.Helper()
	s, err := load(fake(map[string]string{
		"placeholder.txt":   "run make assets",
		"manifest.json":     `{"staff.css":"staff-AB12.css"}`,
		"staff-AB12.css":    css,
		"icon-info-CD.svg":  "<svg/>",
		"fira-sans-E.woff2": "wOF2",
	}))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"placeholder only": {map[string]string{"placeholder.txt": "x"}, "make assets"},
		"broken manifest":  {map[string]string{"manifest.json": "{"}, "manifest.json"},
		"file missing":     {map[string]string{"manifest.json": `{"a.css":"a-1.css"}`}, "a-1.css"},
		"unknown kind":     {map[string]string{"manifest.json": `{}`, "a.exe": "x"}, "a.exe"},
	} {
		if _, err := load(fake(c.files)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want it to name %q", name, err, c.want)
		}
	}
	if _, err := load(fake(map[string]string{"placeholder.txt": "x"})); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("placeholder only: %v is not ErrNotBuilt", err)
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	s := built(t)
	if got := s.URL("staff.css"); got != "/assets/staff-AB12.css" {
		t.Errorf("URL = %s", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("an unknown name must not pass unnoticed")
		}
	}()
	s.URL("nothing.css")
}

func TestHandler(t *testing.T) {
	t.Parallel()
	s := built(t)
	for _, c := range []struct {
		method, path, accept string
		status               int
		contentType, coding  string
	}{
		{"GET", "/assets/staff-AB12.css", "br, gzip", 200, "text/css; charset=utf-8", "gzip"},
		{"GET", "/assets/staff-AB12.css", "", 200, "text/css; charset=utf-8", ""},
		{"GET", "/assets/staff-AB12.css", "gzip;q=0", 200, "text/css; charset=utf-8", ""},
		{"GET", "/assets/staff-AB12.css", "gzip; q=0.5", 200, "text/css; charset=utf-8", "gzip"},
		{"HEAD", "/assets/staff-AB12.css", "gzip", 200, "text/css; charset=utf-8", "gzip"},
		{"GET", "/assets/icon-info-CD.svg", "gzip", 200, "image/svg+xml", ""},
		{"GET", "/assets/fira-sans-E.woff2", "gzip", 200, "font/woff2", ""},
		{"GET", "/assets/manifest.json", "", 404, "text/plain; charset=utf-8", ""},
		{"GET", "/assets/placeholder.txt", "", 404, "text/plain; charset=utf-8", ""},
		{"GET", "/assets/", "", 404, "text/plain; charset=utf-8", ""},
		{"POST", "/assets/staff-AB12.css", "", 405, "text/plain; charset=utf-8", ""},
	} {
		r := httptest.NewRequest(c.method, c.path, nil)
		r.Header.Set("Accept-Encoding", c.accept)
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		got := w.Result()
		if got.StatusCode != c.status || got.Header.Get("Content-Type") != c.contentType || got.Header.Get("Content-Encoding") != c.coding {
			t.Errorf("%s %s [%s]: %d %q %q", c.method, c.path, c.accept, got.StatusCode, got.Header.Get("Content-Type"), got.Header.Get("Content-Encoding"))
		}
		kept := got.Header.Get("Cache-Control") == "public, max-age=31536000, immutable"
		if kept != (c.status == 200) || got.Header.Get("ETag") != "" {
			t.Errorf("%s %s: Cache-Control %q, ETag %q", c.method, c.path, got.Header.Get("Cache-Control"), got.Header.Get("ETag"))
		}
	}
}

func TestHandlerBodies(t *testing.T) {
	t.Parallel()
	get := func(method, accept string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "/assets/staff-AB12.css", nil)
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		built(t).Handler().ServeHTTP(w, r)
		return w
	}
	if got := get("GET", "").Body.String(); got != css {
		t.Errorf("plain body has %d bytes, want %d", len(got), len(css))
	}
	small := get("GET", "gzip").Body.Bytes()
	zr, err := gzip.NewReader(bytes.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(zr); err != nil || string(text) != css || len(small) >= len(css) {
		t.Errorf("gzipped body: %d bytes, %v", len(small), err)
	}
	if head := get("HEAD", ""); head.Body.Len() != 0 || head.Header().Get("Content-Length") != "2000" {
		t.Errorf("HEAD: %d bytes, Content-Length %s", head.Body.Len(), head.Header().Get("Content-Length"))
	}
}

// TestHandlerMounted makes sure the paths that URL gives out are the ones Handler answers, mounted as Prefix says.
func TestHandlerMounted(t *testing.T) {
	t.Parallel()
	s := built(t)
	mux := http.NewServeMux()
	mux.Handle("GET "+Prefix, s.Handler())
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", s.URL("staff.css"), nil))
	if w.Code != http.StatusOK {
		t.Errorf("GET %s: %d", s.URL("staff.css"), w.Code)
	}
}
