package assets_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancencheck/internal/browsertest"
	"chancencheck/internal/web/assets"
)

// policy is the content security policy the product sends with every page.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"

var link = regexp.MustCompile(`(href|src)="((?:staff|participant|projector|print)\.(?:css|js)|mark\.svg)"`)

// html answers with a page of the product: the policy, and stable names of assets replaced by their addresses.
func html(t *testing.T, w http.ResponseWriter, set *assets.Set, page string) {
	t.Helper()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	page = link.ReplaceAllStringFunc(page, func(m string) string {
		parts := link.FindStringSubmatch(m)
		return parts[1] + `="` + set.URL(parts[2]) + `"`
	})
	if _, err := w.Write([]byte(page)); err != nil {
		t.Errorf("write page: %v", err)
	}
}

func loaded(t *testing.T) *assets.Set {
	t.Helper()
	set, err := assets.Load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// sheets serves the pages that show every part.
func sheets(t *testing.T) *httptest.Server {
	t.Helper()
	set := loaded(t)
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, set.Handler())
	mux.HandleFunc("GET /{name}", func(w http.ResponseWriter, r *http.Request) {
		text, err := os.ReadFile(filepath.Join("src", filepath.Base(r.PathValue("name"))))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		html(t, w, set, string(text))
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

// small lists what is pressed and too small for it: answers under 44 px, anything else under 24 px (WCAG 2.5.8) unless it
// stands in a sentence.
const small = `[...document.querySelectorAll('a, button, input, select, textarea, summary, .cc-level')]
	.filter((e) => e.getClientRects().length > 0 && !e.closest('p, .cc-skip') && !(e.matches('input') && e.closest('.cc-level')))
	.map((e) => [e, e.getBoundingClientRect().height, e.matches('.cc-level, .cc-vote, .cc-play') ? 44 : 23.5])
	.filter(([, height, least]) => height < least)
	.map(([e, height]) => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30) + ': ' + height)`

// spaced sets the distances of WCAG 1.4.12 with a style sheet the policy has no say in.
const spaced = `(() => {
	const s = new CSSStyleSheet()
	s.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }')
	document.adoptedStyleSheets = [s]
	return document.documentElement.scrollWidth <= innerWidth
})()`

func TestSheetsOfParts(t *testing.T) {
	t.Parallel()
	srv := sheets(t)
	for _, sheet := range []string{"components", "components-participant", "components-projector", "components-document"} {
		for theme, dir := range map[string]string{"light": "ltr", "dark": "rtl"} {
			t.Run(sheet+"/"+theme, func(t *testing.T) {
				t.Parallel()
				p := browsertest.New(t).Page()
				p.Media("prefers-color-scheme", theme)
				p.Goto(srv.URL + "/" + sheet + ".html")
				browsertest.Eval[string](p, `document.documentElement.dir = "`+dir+`"`)
				for _, width := range []int{320, 1440} {
					p.Size(width, 900)
					p.Axe(t)
					if !browsertest.Eval[bool](p, `document.documentElement.scrollWidth <= innerWidth`) {
						t.Errorf("%d px: the page scrolls sideways", width)
					}
					for _, s := range browsertest.Eval[[]string](p, small) {
						t.Errorf("%d px: too small: %s", width, s)
					}
				}
				p.Size(320, 900)
				if !browsertest.Eval[bool](p, spaced) {
					t.Error("with wide text spacing the page scrolls sideways at 320 px")
				}
			})
		}
	}
}

// TestForcedTheme makes sure that html[data-theme] wins over the reader's system, in both directions.
func TestForcedTheme(t *testing.T) {
	t.Parallel()
	srv := sheets(t)
	for _, system := range []string{"light", "dark"} {
		p := browsertest.New(t).Page()
		p.Media("prefers-color-scheme", system)
		p.Goto(srv.URL + "/components.html")
		ground := func(forced string) string {
			return browsertest.Eval[string](p, `(document.documentElement.dataset.theme = "`+forced+`", getComputedStyle(document.body).backgroundColor)`)
		}
		if light, dark := ground("light"), ground("dark"); light != "rgb(250, 247, 242)" || dark != "rgb(21, 22, 29)" {
			t.Errorf("system %s: forced light %s, forced dark %s", system, light, dark)
		}
	}
}

// TestPaper makes sure a dark screen prints dark on white, without the frame.
func TestPaper(t *testing.T) {
	t.Parallel()
	srv := sheets(t)
	p := browsertest.New(t).Page()
	p.Media("prefers-color-scheme", "dark")
	p.Goto(srv.URL + "/components.html")
	printed := browsertest.Eval[bool](p, `[...document.styleSheets[0].cssRules].some((r) => r.media?.mediaText === 'print' && r.cssText.includes('.cc-header'))`)
	dark := browsertest.Eval[int](p, `[...document.styleSheets[0].cssRules].filter((r) => r.media && r.cssText.includes('--cc-page') && !r.media.mediaText.startsWith('screen')).length`)
	if !printed || dark != 0 {
		t.Errorf("frame hidden on paper: %v; dark colours that reach paper: %d", printed, dark)
	}
}

// TestOldBrowsers looks for what Chrome 73, Safari 12.1 and Firefox 68 cannot read outside of an @supports rule.
func TestOldBrowsers(t *testing.T) {
	text := body(t, loaded(t), "participant.css")
	text = regexp.MustCompile(`@supports selector\(:has\(a\)\)\{(?:[^{}]*\{[^{}]*\})*\}`).ReplaceAllString(text, "")
	for _, modern := range []string{":has(", ":is(", ":where(", "oklch(", "color-mix(", "inset:", "inset-inline", "margin-inline:", "padding-inline:", "margin-block", "clamp(", "min(", "aspect-ratio", "&", "{gap:", ";gap:"} {
		if strings.Contains(text, modern) {
			t.Errorf("participant.css uses %q", modern)
		}
	}
}

func body(t *testing.T, set *assets.Set, name string) string {
	t.Helper()
	w := httptest.NewRecorder()
	set.Handler().ServeHTTP(w, httptest.NewRequest("GET", set.URL(name), nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", name, w.Code)
	}
	return w.Body.String()
}

// TestBuild holds the promises of the build: nothing but our own files, nothing physical, and sizes for slow networks
// (pages without fonts: staff 150 kB, participants 100 kB, of which 20 kB are left for the page itself).
func TestBuild(t *testing.T) {
	set := loaded(t)
	weight := 0
	for _, name := range []string{"staff.css", "print.css", "projector.css", "participant.css", "staff.js", "projector.js", "participant.js"} {
		text := body(t, set, name)
		for _, bad := range []string{"data:", "https://", "//cdn", "eval(", "<style"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s contains %q", name, bad)
			}
		}
		if strings.HasPrefix(name, "staff") {
			weight += len(text)
		}
	}
	if weight > 130_000 {
		t.Errorf("style sheet and script of a staff page have %d bytes", weight)
	}
	if n := len(body(t, set, "participant.css")) + len(body(t, set, "participant.js")); n > 40_000 {
		t.Errorf("style sheet and script of a participant page have %d bytes", n)
	}
}

// TestLogicalProperties finds left and right in our own style sheets.
func TestLogicalProperties(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("src/css/*.css")
	if err != nil || len(files) == 0 {
		t.Fatalf("no style sheets: %v", err)
	}
	physical := regexp.MustCompile(`(?m)(?:^|[;{\s])((?:margin|padding|border)-(?:left|right)[a-z-]*|left|right|float|text-align)\s*:\s*([^;}]*)`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range physical.FindAllStringSubmatch(string(text), -1) {
			if m[1] == "text-align" && !strings.Contains(m[2], "left") && !strings.Contains(m[2], "right") || m[2] == "none" {
				continue
			}
			t.Errorf("%s: %s: %s", file, m[1], m[2])
		}
	}
}
