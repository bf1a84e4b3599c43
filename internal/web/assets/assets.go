// Package assets holds the style sheets, scripts, icons and fonts of the pages, and serves them.
//
// They are built into dist/ by `make assets` from src/ and embedded in the program. Every file name carries a hash of
// its content, so a browser may keep a file for a year and never asks again; manifest.json tells which file a stable
// name such as "staff.css" stands for today. Nothing here is ever loaded from another host.
package assets

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Prefix is the path below which Handler expects to be mounted.
const Prefix = "/assets/"

// ErrNotBuilt is returned by Load when dist/ holds only its placeholder.
var ErrNotBuilt = errors.New("the style sheets and scripts are not built yet: run `make assets`")

//go:embed all:dist
var dist embed.FS

// types are the kinds of files the build makes; anything else is a mistake in the build.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// Set is one build of the assets. It is read-only and safe for concurrent use.
type Set struct {
	urls  map[string]string
	files map[string]file
}

type file struct {
	contentType string
	plain       []byte
	gzipped     []byte // nil where compressing gains nothing
}

// Load reads the embedded build. It returns ErrNotBuilt when there is none.
func Load() (*Set, error) {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, err
	}
	return load(sub)
}

func load(fsys fs.FS) (*Set, error) {
	names, err := manifest(fsys)
	if err != nil {
		return nil, err
	}
	s := &Set{urls: map[string]string{}, files: map[string]file{}}
	if err := s.readAll(fsys); err != nil {
		return nil, err
	}
	for stable, name := range names {
		if _, ok := s.files[name]; !ok {
			return nil, fmt.Errorf("assets: the manifest names %s, which is missing: run `make assets`", name)
		}
		s.urls[stable] = Prefix + name
	}
	return s, nil
}

func manifest(fsys fs.FS) (map[string]string, error) {
	data, err := fs.ReadFile(fsys, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	var names map[string]string
	if err := json.Unmarshal(data, &names); err != nil {
		return nil, fmt.Errorf("assets: manifest.json: %w", err)
	}
	return names, nil
}

func (s *Set) readAll(fsys fs.FS) error {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return fmt.Errorf("assets: %w", err)
	}
	for _, e := range entries {
		if e.Name() == "manifest.json" || e.Name() == "placeholder.txt" {
			continue
		}
		data, err := fs.ReadFile(fsys, e.Name())
		if err != nil {
			return fmt.Errorf("assets: %w", err)
		}
		if s.files[e.Name()], err = prepare(e.Name(), data); err != nil {
			return err
		}
	}
	return nil
}

func prepare(name string, data []byte) (file, error) {
	contentType, ok := types[path.Ext(name)]
	if !ok {
		return file{}, fmt.Errorf("assets: no content type for %s", name)
	}
	f := file{contentType: contentType, plain: data}
	if path.Ext(name) == ".woff2" {
		return f, nil // compressed already; trying again is most of the time to load
	}
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return file{}, err
	}
	if _, err := w.Write(data); err != nil {
		return file{}, err
	}
	if err := w.Close(); err != nil {
		return file{}, err
	}
	if buf.Len() < len(data)*9/10 {
		f.gzipped = buf.Bytes()
	}
	return f, nil
}

// URL returns the address of the file that a stable name such as "staff.css" stands for. It panics on a name the build
// does not know: names are constants in templates, and a page without its style sheet must not pass a test.
func (s *Set) URL(name string) string {
	url, ok := s.urls[name]
	if !ok {
		panic(fmt.Sprintf("assets: nothing is called %q", name))
	}
	return url
}

// Handler serves the files below Prefix. A file never changes under its name, so browsers keep it for a year.
func (s *Set) Handler() http.Handler {
	return http.HandlerFunc(s.serve)
}

func (s *Set) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	f, ok := s.files[strings.TrimPrefix(r.URL.Path, Prefix)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	body := f.plain
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	if f.gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = f.gzipped
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // the reader went away; there is nobody to tell
	}
}

// takesGzip reads an Accept-Encoding header: gzip is named, and not with quality zero (RFC 9110, 12.5.3).
func takesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		q := strings.TrimPrefix(strings.ReplaceAll(quality, " ", ""), "q=")
		return strings.Trim(q, "0.") != "" || q == ""
	}
	return false
}
