package web_test

import (
	"strings"
	"testing"

	"chancencheck/golive"
	"chancencheck/internal/web"
	"chancencheck/internal/web/site"
)

// TestReportedPagesKeepNoSecret goes through all routes: what opens something for
// whoever knows it never stands in a reported barrier, and pages of the staff
// are named in full.
func TestReportedPagesKeepNoSecret(t *testing.T) {
	t.Parallel()
	opens := func(path string) bool {
		for _, m := range parameter.FindAllStringSubmatch(path, -1) {
			if secrets[m[1]] || m[1] == "id" && strings.HasPrefix(path, "/barrier") {
				return true
			}
		}
		return false
	}
	first := func(path string) string { return strings.Split(path, "/")[1] }
	var pages []string
	hides := map[string]bool{}
	for _, pattern := range web.Patterns(&site.Site{}) {
		_, path, ok := strings.Cut(pattern, " ")
		path = strings.TrimSuffix(path, "{$}")
		if !ok || path == "/" {
			continue
		}
		pages = append(pages, path)
		hides[first(path)] = hides[first(path)] || opens(path)
	}
	for _, path := range pages {
		for _, before := range []string{"", "/de", "/ar", "https://check.example.org/en", "/", "/x/..", "/rounds/.."} {
			asked := before + parameter.ReplaceAllString(path, "GEHEIM")
			got := golive.WithoutSecret(asked + "?x=GEHEIM")
			if opens(path) && strings.Contains(got, "GEHEIM") {
				t.Errorf("a report on %s keeps %s", asked, got)
			}
			if !hides[first(path)] && (before == "" || before == "/de") && got != asked {
				t.Errorf("a report on %s keeps only %s", asked, got)
			}
		}
	}
	if len(pages) < 100 {
		t.Errorf("only %d routes", len(pages))
	}
}
