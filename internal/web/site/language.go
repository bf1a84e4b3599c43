package site

import (
	"context"
	"net/http"
	"strings"

	"chancencheck/internal/i18n"
)

type languageKey struct{}

// languageOf returns the language in the request's path.
func languageOf(r *http.Request) i18n.Tag {
	lang, _ := r.Context().Value(languageKey{}).(i18n.Tag)
	return lang
}

// Languages takes the language out of the path (/de/rounds) and sends readers
// without one to the language their browser asks for. The language lives in the
// path, so that visitors need no cookie and a link can be passed on.
func (s *Site) Languages(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		first, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if lang := i18n.Tag(first); s.Catalog.Serves(lang) {
			r2 := r.WithContext(context.WithValue(r.Context(), languageKey{}, lang))
			u := *r.URL
			u.Path, u.RawPath = "/"+rest, ""
			r2.URL = &u
			next.ServeHTTP(w, r2)
			return
		}
		lang := s.Catalog.MatchParticipant(r.Header.Get("Accept-Language"))
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			target := "/" + string(lang) + r.URL.EscapedPath()
			if r.URL.RawQuery != "" {
				target += "?" + r.URL.RawQuery
			}
			http.Redirect(w, r, target, http.StatusFound)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), languageKey{}, lang)))
	})
}
