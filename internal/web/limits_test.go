package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chancencheck/internal/apptest"
	"chancencheck/internal/web"
)

// TestNobodySendsMoreThanAForm: a visitor's request is read up to its limit and
// no further.
func TestNobodySendsMoreThanAForm(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Site.BaseURL = "https://check.example.org"
	h, err := web.Handler(app.Site)
	if err != nil {
		t.Fatal(err)
	}
	for size, want := range map[int]bool{web.MostForm - 100: true, web.MostForm + 100: false} {
		body := strings.NewReader("code=ZZZZZZZZ&x=" + strings.Repeat("x", size))
		r := httptest.NewRequest(http.MethodPost, "/de/join", body)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if read := body.Len() == 0; read != want {
			t.Errorf("of %d bytes %d were left, status %d", size, body.Len(), w.Code)
		}
		if w.Header().Get("Strict-Transport-Security") == "" {
			t.Error("browsers may come back without encryption")
		}
	}
}
