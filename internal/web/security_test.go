package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"chancencheck/internal/apptest"
)

func TestSecurityTxt(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.Empty())
	app.Visitor().Get(app.URL + "/.well-known/security.txt").MustStatus(http.StatusNotFound)
	app.Site.SecurityContact = "mailto:security@stadt.example"
	page := app.Visitor().Get(app.URL + "/.well-known/security.txt").MustStatus(http.StatusOK)
	expires := app.Now().AddDate(0, 0, 180).Format(time.RFC3339)
	if !strings.HasPrefix(page.Body, "Contact: mailto:security@stadt.example\nExpires: "+expires+"\n") {
		t.Errorf("it says %s", page.Body)
	}
}
