package browsertest

import (
	"fmt"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"

// site serves pages by path under the product's kind of policy.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		switch {
		case r.URL.Path == "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
			return
		case r.Method == http.MethodPost:
			body = document("Sent", "<p id=sent>"+r.FormValue("name")+"</p>")
		case r.URL.Path == "/language":
			body = document("Language", "<p id=language>"+r.Header.Get("Accept-Language")+"</p>")
		case !ok:
			http.NotFound(w, r)
			return
		case strings.HasSuffix(r.URL.Path, ".js"):
			w.Header().Set("Content-Type", "text/javascript")
		case strings.HasSuffix(r.URL.Path, ".css"):
			w.Header().Set("Content-Type", "text/css")
		}
		w.Header().Set("Content-Security-Policy", policy)
		io.WriteString(w, body)
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func document(title, body string) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>%s</title><link rel="stylesheet" href="/a.css"><script src="/a.js" defer></script></head><body><main><h1>%s</h1>%s</main></body></html>`, title, title, body)
}

// pages is a small site without mistakes.
func pages() map[string]string {
	return map[string]string{
		"/": document("Start", `<p id="mode">no script</p><p id="dark">dark</p><p id="keys"></p>
<form method="post" action="/send"><label for="name">Name</label> <input id="name" name="name"><button>Send</button></form>
<button id="more" type="button">More</button> <a href="/second">Second</a>`),
		"/second": document("Second", "<p>There</p>"),
		"/a.css":  "#dark { display: none } @media (prefers-color-scheme: dark) { body { background: #000; color: #fff } #dark { display: block } }",
		"/a.js": `document.getElementById('mode') && (document.getElementById('mode').textContent = 'script')
addEventListener('keydown', e => { document.getElementById('keys').textContent += e.key + ' ' })
document.getElementById('more')?.addEventListener('click', e => { e.target.insertAdjacentHTML('afterend', '<p id="added">trusted ' + e.isTrusted + '</p>') })`,
	}
}

func TestWalkThroughPages(t *testing.T) {
	t.Parallel()
	start := site(t, pages())
	p := New(t).Page()
	p.Goto(start + "/")
	if p.Exists("#added") {
		t.Error("#added is there before the click")
	}
	p.Click("#more")
	p.Wait("#added")
	if got := p.Text("#added"); got != "trusted true" {
		t.Errorf("the click is no real input: %q", got)
	}
	p.Key(kb.Tab)
	if got := p.Text("#keys"); got != "Tab" {
		t.Errorf("keys: %q", got)
	}
	p.Type("#name", "Öz & Söhne")
	if got := p.Value("#name"); got != "Öz & Söhne" {
		t.Errorf("value: %q", got)
	}
	p.Follow("form button")
	if got := p.Text("#sent"); got != "Öz & Söhne" {
		t.Errorf("sent: %q", got)
	}
	p.Back()
	p.Follow("a[href='/second']")
	if got, want := p.Title()+" "+p.URL(), "Second "+start+"/second"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := p.Count("h1"); n != 1 {
		t.Errorf("%d headings", n)
	}
}

func TestClickHitsBelowALongPage(t *testing.T) {
	t.Parallel()
	s := pages()
	s["/a.js"] = ""
	s["/"] = document("Long", strings.Repeat("<p>Line</p>", 400)+`<form method="post" action="/send"><label for="name">Name</label> <textarea id="name" name="name"></textarea>`+
		strings.Repeat("<br>", 4)+`<button>Send</button></form>`)
	start := site(t, s)
	p := New(t).Page()
	for range 5 {
		p.Goto(start + "/")
		p.Type("#name", "far below")
		p.Follow("form button")
		if got := p.Text("#sent"); got != "far below" {
			t.Errorf("sent: %q", got)
		}
	}
}

func TestUploadClearAndGone(t *testing.T) {
	t.Parallel()
	s := pages()
	s["/"] = document("Files", `<label for="f">File</label><input id="f" type="file"><label for="n">Name</label><input id="n" value="x"><p id="more">here</p>`)
	s["/a.js"] = `document.getElementById('f').addEventListener('change', e => { document.getElementById('more').remove() })`
	file := filepath.Join(t.TempDir(), "units.csv")
	if err := os.WriteFile(file, []byte("a;b\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	start := site(t, s)
	p := New(t).Page()
	p.Goto(start)
	p.Upload("#f", file)
	p.WaitGone("#more")
	p.Clear("#n")
	if got := p.Value("#n"); got != "" {
		t.Errorf("cleared field holds %q", got)
	}
}

func TestEmulation(t *testing.T) {
	t.Parallel()
	start := site(t, pages())
	p := New(t).Page()
	p.Goto(start + "/")
	if got := Eval[bool](p, "getComputedStyle(document.querySelector('#dark')).display === 'none'"); !got {
		t.Error("dark before it is asked for")
	}
	p.Media("prefers-color-scheme", "dark")
	p.Wait("#dark")
	p.Size(320, 640)
	if got := Eval[int](p, "innerWidth"); got != 320 {
		t.Errorf("window is %d wide", got)
	}
	p.Language("ar")
	p.Goto(start + "/language")
	if got := p.Text("#language"); got != "ar" {
		t.Errorf("asks for language %q", got)
	}
	p.JavaScript(false)
	p.Goto(start + "/")
	if got := p.Text("#mode"); got != "no script" {
		t.Errorf("scripts still run: %q", got)
	}
	p.Follow("form button")
	p.Wait("#sent")
	p.Axe(t)
	p.JavaScript(true)
	p.Goto(start + "/")
	if got := p.Text("#mode"); got != "script" {
		t.Errorf("scripts do not run again: %q", got)
	}
}

func TestOfflineIsNoProblemAndEnds(t *testing.T) {
	t.Parallel()
	s := pages()
	s["/a.js"] = `document.getElementById('more').addEventListener('click', () => fetch('/second').then(() => 'there', () => 'away').then(x => { document.getElementById('keys').textContent = x }))`
	start := site(t, s)
	p := New(t).Page()
	p.Goto(start + "/")
	p.Offline(true)
	p.Click("#more")
	p.Wait("#keys:not(:empty)")
	if got := p.Text("#keys"); got != "away" {
		t.Errorf("offline, yet the answer is %q", got)
	}
	p.Offline(false)
	p.Reload()
	p.Click("#more")
	p.Wait("#keys:not(:empty)")
	if got := p.Text("#keys"); got != "there" {
		t.Errorf("online again, yet the answer is %q", got)
	}
}

func TestPagesShareNothing(t *testing.T) {
	t.Parallel()
	s := pages()
	s["/a.js"] = `localStorage.seen = (localStorage.seen || '') + 'x'; document.cookie = 'c=' + localStorage.seen; document.title = document.cookie`
	b, start := New(t), site(t, s)
	one, two := b.Page(), b.Page()
	one.Goto(start + "/")
	one.Reload()
	two.Goto(start + "/")
	if diff := cmp.Diff([]string{"c=xx", "c=x"}, []string{one.Title(), two.Title()}); diff != "" {
		t.Error(diff)
	}
}

func TestScreenshot(t *testing.T) {
	t.Parallel()
	s := pages()
	s["/a.css"] = "body { margin: 0; height: 2000px }"
	start := site(t, s)
	p := New(t).Page()
	p.Goto(start + "/")
	for _, want := range [][2]int{{320, 500}, {640, 0}} {
		path := filepath.Join(t.TempDir(), "shot.png")
		p.Screenshot(path, want[0], want[1])
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		c, err := png.DecodeConfig(f)
		if err != nil {
			t.Fatal(err)
		}
		if c.Width != want[0] || (want[1] > 0 && c.Height != want[1]) || (want[1] == 0 && c.Height < 2000) {
			t.Errorf("asked for %v, got %dx%d", want, c.Width, c.Height)
		}
	}
}

func TestProblemsAreSeen(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, body, script, want string }{
		{"inline style", `<p style="color: red">red</p>`, "", "Content Security Policy directive 'style-src"},
		{"inline script", `<script>document.title = 'x'</script>`, "", "Content Security Policy directive 'script-src"},
		{"inline handler", `<button id="b" onclick="document.title = 'x'">Go</button>`, "", "Content Security Policy directive 'script-src"},
		{"external image", `<img src="https://example.org/a.png" alt="a">`, "", "request leaves the host: https://example.org/a.png"},
		{"external request", "", "fetch('https://example.org/').catch(() => {})", "Content Security Policy directive: \"connect-src"},
		{"missing file", `<img src="/missing.png" alt="a">`, "", "status 404"},
		{"console error", "", "console.error('no', 3)", `console: "no" 3`},
		{"exception", "", "throw new Error('broken here')", "exception: Error: broken here"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s := pages()
			s["/"], s["/a.js"] = document("Bad", tc.body), tc.script
			start := site(t, s)
			p := New(t).Page()
			p.Goto(start + "/")
			if p.Exists("#b") {
				p.Click("#b")
			}
			found := strings.Join(p.Problems(), "\n")
			if !strings.Contains(found, tc.want) {
				t.Errorf("found\n%s\nwant\n%s", found, tc.want)
			}
			rec := &recorder{TB: t}
			p.t = rec
			p.report()
			if len(rec.errors) == 0 {
				t.Error("the test would not have failed")
			}
			p.Expect(".")
			if left := p.Problems(); len(left) > 0 {
				t.Errorf("expected, yet reported: %q", left)
			}
		})
	}
}

// recorder is a test that notes its errors instead of failing.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestAxe(t *testing.T) {
	t.Parallel()
	s := pages()
	s["/bad"] = document("Bad", `<img src="/favicon.ico" id="nameless"><p class="pale">pale</p>`)
	s["/a.css"] += " .pale { color: #aaa; background: #bbb }"
	start := site(t, s)
	p := New(t).Page()
	p.Goto(start + "/second")
	p.Axe(t)
	p.Goto(start + "/bad")
	rec := &recorder{TB: t}
	p.Axe(rec)
	found := strings.Join(rec.errors, "\n")
	for _, want := range []string{"image-alt", "#nameless", `<img src="/favicon.ico"`, "color-contrast", `<p class="pale">`} {
		if !strings.Contains(found, want) {
			t.Errorf("no %s in\n%s", want, found)
		}
	}
	if len(rec.errors) != 2 {
		t.Errorf("%d rules broken:\n%s", len(rec.errors), found)
	}
}
