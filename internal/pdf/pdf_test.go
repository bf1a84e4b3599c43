package pdf

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/report"
)

// renderer is one browser for all tests; TestMain stops it.
var renderer *Renderer

func TestMain(m *testing.M) {
	r, err := Find()
	if err != nil {
		panic("the tests need Chromium (apt-get install chromium): " + err.Error())
	}
	renderer = r
	code := m.Run()
	r.Close()
	os.Exit(code)
}

var options = Options{Title: "Prüfung (ä) العربية", Lang: "de", Made: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}

func document() *report.Document {
	d := report.New("Prüfung", "de")
	d.Heading(1, "Überblick")
	d.Para("Größe, Maß und Süßigkeit.")
	d.Paragraph(report.In("ar", "أهلاً وسهلاً"))
	d.Table(report.Table{Caption: "Stand", Header: []string{"Feld", "Wert"}, RowHeads: true, Rows: []report.Row{report.Cells("Sprache", "42")}})
	d.Figure(report.Figure{SVG: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>`, Alt: "Quadrat"})
	d.PageBreak()
	d.Para("Zweite Seite")
	return d
}

func render(t *testing.T, r *Renderer, html string) []byte {
	t.Helper()
	file, err := r.Render(t.Context(), []byte(html), options)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// tool runs a program on a PDF file and returns what it says.
func tool(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestAccessibleFile(t *testing.T) {
	t.Parallel()
	file := render(t, renderer, report.HTMLPage(document()))
	checks := []struct {
		name string
		args []string
		want []string
	}{
		{"pdfinfo", []string{"FILE"}, []string{`Tagged: +yes`, `Title: +Prüfung \(ä\) العربية\n`, `Pages: +2\n`, `\(A4\)`, `JavaScript: +no`, `CreationDate: +Sun Nov 22 10:00:00 2026`}},
		{"pdfinfo", []string{"-meta", "FILE"}, []string{`Prüfung \(ä\) العربية`, `<rdf:li>de</rdf:li>`}},
		{"pdfinfo", []string{"-struct-text", "FILE"}, []string{`H1`, `"Prüfung"`, `H2`, `TH[^\n]*:\s+/Scope /Column`, `TH[^\n]*:\s+/Scope /Row`, `/Headers \[`, `Figure`, `Caption`}},
		{"pdftotext", []string{"FILE", "-"}, []string{`Größe, Maß und Süßigkeit\.`, `Sprache`, `Seite 1 von 2`}},
		{"qpdf", []string{"--check", "FILE"}, []string{`No syntax or stream encoding errors`}},
		{"qpdf", []string{"--qdf", "--object-streams=disable", "FILE", "-"}, []string{`/DisplayDocTitle true`, `/Lang <feff00640065>|/Lang \(de\)`, `/Lang \(ar\)`, `/Alt \(Quadrat\)`, `/Outlines`, `/Marked true`}},
	}
	for _, c := range checks {
		got := tool(t, file, c.name, c.args...)
		for _, want := range c.want {
			if !regexp.MustCompile(want).MatchString(got) {
				t.Errorf("%s %v: no %q in\n%.3000s", c.name, c.args, want, got)
			}
		}
	}
	if bytes.Contains(file, []byte("pdfuaid")) {
		t.Error("the file claims PDF/UA")
	}
}

// Arabic comes back as its letters, in their order, whatever shapes were drawn.
func TestArabicText(t *testing.T) {
	t.Parallel()
	d := report.New("مكتب", "ar")
	d.Para("مرحبا بكم في مدينتنا")
	got := tool(t, render(t, renderer, report.HTMLPage(d)), "pdftotext", "FILE", "-")
	if !strings.Contains(got, "مرحبا بكم في مدينتنا") {
		t.Errorf("text is %q", got)
	}
}

func TestSamePageSameBytes(t *testing.T) {
	t.Parallel()
	page := report.HTMLPage(document())
	if !bytes.Equal(render(t, renderer, page), render(t, renderer, page)) {
		t.Error("two files of one page differ")
	}
}

// A page can fetch nothing and run nothing.
func TestPageIsLockedIn(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	local := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	page := `<html lang="de"><head><title>T</title><link rel="stylesheet" href="URL/css"><link rel="preconnect" href="URL">
<link rel="prefetch" href="URL/pre"><meta http-equiv="refresh" content="0;url=URL/refresh"></head><body>
<img src="URL/img"><iframe src="URL/frame"></iframe><object data="URL/object"></object><video src="URL/video" autoplay></video>
<iframe src="file:///etc/hostname"></iframe><iframe srcdoc="<img src='URL/inner'>"></iframe>
<style>@import "URL/import"; body { background: url(URL/bg) }</style><p id="p">unberührt</p>
<script>document.getElementById("p").textContent = "verändert"; fetch("URL/script")</script></body></html>`
	for _, url := range []string{server.URL, local} {
		file := render(t, renderer, strings.ReplaceAll(page, "URL", url))
		text := tool(t, file, "pdftotext", "FILE", "-")
		if !strings.Contains(text, "unberührt") {
			t.Errorf("a script ran: %q", text)
		}
		if host, err := os.Hostname(); err == nil && strings.Contains(text, host) {
			t.Error("the page read a local file")
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the page made %d requests", n)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if _, err := renderer.Render(t.Context(), []byte(report.HTMLPage(document())), options); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestNoRenderer(t *testing.T) {
	t.Setenv(Variable, filepath.Join(t.TempDir(), "nothing-here"))
	_, err := Find()
	if !errors.Is(err, ErrNoRenderer) || fault.KindOf(err) != fault.Unavailable {
		t.Errorf("error is %v", err)
	}
}

func TestNamedRenderer(t *testing.T) {
	t.Setenv(Variable, renderer.Path())
	r, err := Find()
	if err != nil || r.Path() != renderer.Path() {
		t.Errorf("found %v, %v", r, err)
	}
}

func TestProgramThatIsNoBrowser(t *testing.T) {
	t.Parallel()
	r := New("/bin/true")
	defer r.Close()
	if _, err := r.Render(t.Context(), []byte("<p>"), options); !errors.Is(err, ErrFailed) {
		t.Errorf("error is %v", err)
	}
}

func TestCallerGivesUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := renderer.Render(ctx, []byte("<p>"), options); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

// A browser that died while waiting is replaced; one that waits too long is stopped.
func TestBrowserIsReplacedAndStopped(t *testing.T) {
	t.Parallel()
	r := New(renderer.Path())
	defer r.Close()
	render(t, r, "<html lang=de><title>T</title><p>eins")
	r.mu.Lock()
	first := r.browser
	r.mu.Unlock()
	first.stop()
	render(t, r, "<html lang=de><title>T</title><p>zwei")
	r.mu.Lock()
	second := r.browser
	r.mu.Unlock()
	if second == first || second == nil {
		t.Error("the dead browser is still in use")
	}
	r.stopIdle()
	if second.ctx.Err() == nil || r.browser != nil {
		t.Error("an idle browser is kept")
	}
	r.Close()
	if _, err := r.Render(t.Context(), []byte("<p>"), options); !errors.Is(err, ErrFailed) {
		t.Errorf("a closed renderer prints: %v", err)
	}
}
