// Package web serves the product to browsers.
package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"chancencheck/internal/web/assets"
	"chancencheck/internal/web/site"
)

// policy allows what comes from this host and nothing else: no foreign script,
// style, picture or font, no frame, no form that leads away.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// How much of a request is read at most, in bytes: MostForm of what anybody can
// send, MostDesk of the forms of people who are signed in, MostUpload of files.
const (
	MostForm   = 256 << 10
	MostDesk   = 2 << 20
	MostUpload = 32 << 20
)

// twoYears is how long browsers come back over an encrypted connection only.
const twoYears = "max-age=63072000"

// Handler answers every request of the product.
func Handler(s *site.Site) (http.Handler, error) {
	all := http.NewServeMux()
	routes(s, all)
	pages := http.NewCrossOriginProtection().Handler(all)
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1400), gzhttp.ExceptContentTypes([]string{"text/event-stream"}))
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, s.Assets.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /.well-known/security.txt", securityTxt(s))
	mux.HandleFunc("GET /live/", pages.ServeHTTP)
	mux.Handle("/", compress(s.Languages(pages)))
	return secure(mux, strings.HasPrefix(s.BaseURL, "https://")), nil
}

// secure sets what browsers enforce, on every answer.
func secure(next http.Handler, encrypted bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if encrypted {
			h.Set("Strict-Transport-Security", twoYears)
		}
		if !strings.HasPrefix(r.URL.Path, assets.Prefix) {
			h.Set("Cache-Control", "no-store")
		}
		r.Body = http.MaxBytesReader(w, r.Body, MostUpload)
		next.ServeHTTP(w, r)
	})
}

// securityValid is how long a contact may be relied on. Source: RFC 9116, 2.5.5,
// asks for less than a year.
const securityValid = 180 * 24 * time.Hour

// securityTxt says whom to tell of a weakness (RFC 9116).
func securityTxt(s *site.Site) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if s.SecurityContact == "" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = fmt.Fprintf(w, "Contact: %s\nExpires: %s\nPreferred-Languages: de, en\nCanonical: %s/.well-known/security.txt\n",
			s.SecurityContact, s.Now().Add(securityValid).UTC().Format(time.RFC3339), s.BaseURL)
	}
}
