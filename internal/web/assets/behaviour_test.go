package assets_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancencheck/internal/browsertest"
	"chancencheck/internal/web/assets"
)

// desk is a server with one page, which tests fill, and a list of what was posted to it.
type desk struct {
	*httptest.Server
	t *testing.T

	mu     sync.Mutex
	page   string
	posts  []url.Values
	answer func(n int, w http.ResponseWriter) // of the nth post, from 1
	events chan string
}

func newDesk(t *testing.T, page string) *desk {
	t.Helper()
	d := &desk{t: t, page: page, events: make(chan string, 8), answer: func(_ int, w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) }}
	set := loaded(t)
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, set.Handler())
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		defer d.mu.Unlock()
		html(t, w, set, d.page)
	})
	mux.HandleFunc("POST /save", d.save)
	mux.HandleFunc("GET /events", d.stream)
	d.Server = httptest.NewServer(mux)
	t.Cleanup(func() { d.CloseClientConnections(); d.Close() })
	return d
}

func (d *desk) save(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		d.t.Errorf("post: %v", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.posts = append(d.posts, r.PostForm)
	d.answer(len(d.posts), w)
}

func (d *desk) stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	_ = http.NewResponseController(w).Flush()
	for {
		select {
		case <-r.Context().Done():
			return
		case e := <-d.events:
			_, _ = fmt.Fprintf(w, "data: %s\n\n", e)
			_ = http.NewResponseController(w).Flush()
		}
	}
}

// show changes the page and tells those who look at it.
func (d *desk) show(page string) {
	d.mu.Lock()
	d.page = page
	d.mu.Unlock()
	d.events <- "1"
}

func (d *desk) posted() []url.Values {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]url.Values(nil), d.posts...)
}

func page(side, body string) string {
	return `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Test</title><link rel="icon" href="mark.svg"><link rel="stylesheet" href="` + side +
		`.css"><script type="module" src="` + side + `.js"></script></head><body><main>` + body + `</main></body></html>`
}

const sheet = `<form method="post" action="/whole" data-autosave="/save" data-text-saving="speichert" data-text-saved="gespeichert"
	data-text-waiting="nicht gespeichert" data-text-conflict="geändert" data-text-conflict-link="beide ansehen">
	<input type="hidden" name="version" value="3"><input type="hidden" name="csrf" value="abc">
	<fieldset><legend>Frage</legend>
	<label><input type="radio" name="q1" value="0" data-key="0" id="r0">0</label><label><input type="radio" name="q1" value="2" data-key="2" id="r2">2</label></fieldset>
	<label><input type="checkbox" name="talk" value="1" id="talk">sprechen</label>
	<label>Grund <textarea name="why" id="why"></textarea></label>
	<div data-together><label>Planen <input name="q2:plan" id="plan"></label><label>Tun <input name="q2:do" id="do"></label></div>
	<p role="status" data-save-status class="cc-saved"></p></form>`

// saved waits until the form says that everything has arrived.
func saved(p *browsertest.Page) { p.Wait(`form[data-save-state="saved"]`) }

func TestAutosave(t *testing.T) {
	t.Parallel()
	for _, side := range []string{"staff", "participant"} {
		t.Run(side, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, page(side, sheet))
			d.answer = func(n int, w http.ResponseWriter) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = fmt.Fprintf(w, `{"version":"%d"}`, 3+n)
			}
			p := browsertest.New(t).Page()
			p.Goto(d.URL)
			p.Click("#r2")
			saved(p)
			if got := p.Text("[data-save-status]"); got != "gespeichert" {
				t.Errorf("status %q", got)
			}
			p.Key("0") // the focus is in the question
			saved(p)
			p.Click("#talk")
			saved(p)
			p.Click("#talk")
			saved(p)
			waitFor(t, "four posts", func() bool { return len(d.posted()) == 4 })
			want := []string{"csrf=abc&field=q1&q1=2&version=3", "csrf=abc&field=q1&q1=0&version=4", "csrf=abc&field=talk&talk=1&version=5", "csrf=abc&field=talk&version=6"}
			for i, post := range d.posted() {
				if post.Encode() != want[i] {
					t.Errorf("post %d: %s, want %s", i, post.Encode(), want[i])
				}
			}
		})
	}
}

// Controls that make one answer arrive together, whichever of them changed.
func TestAutosaveSendsWhatBelongsTogether(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("participant", sheet))
	p := browsertest.New(t).Page()
	p.Goto(d.URL)
	p.Type("#plan", "10")
	p.Type("#do", "20")
	p.Click("#r2") // typing ends where the next control begins
	saved(p)
	waitFor(t, "both numbers", func() bool {
		for _, post := range d.posted() {
			if post.Get("q2:plan") == "10" && post.Get("q2:do") == "20" && slices.Equal(post["field"], []string{"q2:plan", "q2:do"}) {
				return true
			}
		}
		return false
	})
}

// TestAutosaveKeepsTrying loses no answer while the server or the network is away, and sends only the newest of each.
func TestAutosaveKeepsTrying(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("participant", sheet))
	d.answer = func(n int, w http.ResponseWriter) {
		if n == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}
	p := browsertest.New(t).Page()
	p.Expect("503|INTERNET_DISCONNECTED")
	p.Goto(d.URL)
	p.Click("#r2")
	p.Wait(`form[data-save-state="waiting"]`)
	if got := p.Text("[data-save-status]"); got != "nicht gespeichert" {
		t.Errorf("status %q", got)
	}
	saved(p)
	p.Offline(true)
	p.Click("#talk")
	p.Wait(`form[data-save-state="waiting"]`)
	p.Click("#r0")
	p.Click("#r2")
	p.Click("#r0")
	p.Offline(false)
	saved(p)
	var got []string
	for _, post := range d.posted() {
		got = append(got, post.Get("field")+"="+post.Get(post.Get("field")))
	}
	if strings.Join(got, " ") != "q1=2 q1=2 talk=1 q1=0" {
		t.Errorf("posts: %v", got)
	}
}

func TestAutosaveConflict(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("staff", sheet))
	d.answer = func(_ int, w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusConflict)
		_, _ = w.Write([]byte(`{"url":"/both"}`))
	}
	p := browsertest.New(t).Page()
	p.Expect("409")
	p.Goto(d.URL)
	p.Click("#r2")
	p.Wait(`[data-save-status] a[href="/both"]`)
	if got := p.Text("[data-save-status]"); got != "geändert beide ansehen" {
		t.Errorf("status %q", got)
	}
	if !browsertest.Eval[bool](p, `document.querySelector("#r2").checked`) {
		t.Error("the answer is gone from the page")
	}
}

// TestAutosaveRefused stops trying when trying cannot help, and keeps the answer in the page.
func TestAutosaveRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("participant", strings.Replace(sheet, "data-text-saving", `data-text-refused="geschlossen" data-text-saving`, 1)))
	d.answer = func(_ int, w http.ResponseWriter) { w.WriteHeader(http.StatusGone) }
	p := browsertest.New(t).Page()
	p.Expect("410")
	p.Goto(d.URL)
	p.Click("#r2")
	p.Wait(`form[data-save-state="refused"]`)
	if got := p.Text("[data-save-status]"); got != "geschlossen" {
		t.Errorf("status %q", got)
	}
	p.Click("#talk")
	if n := len(d.posted()); n != 1 {
		t.Errorf("%d posts after the refusal, want 1", n)
	}
}

// TestAutosaveGoesOnAfterAnIncompleteAnswer drops what is not complete yet and saves what comes next.
func TestAutosaveGoesOnAfterAnIncompleteAnswer(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("participant", strings.Replace(sheet, "data-text-saving", `data-text-refused="unvollständig" data-text-saving`, 1)))
	d.answer = func(n int, w http.ResponseWriter) {
		if n == 1 {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
	}
	p := browsertest.New(t).Page()
	p.Expect("422")
	p.Goto(d.URL)
	p.Click("#r2")
	p.Wait(`form[data-save-state="refused"]`)
	p.Click("#talk")
	p.Wait(`form[data-save-state="saved"]`)
	if n := len(d.posted()); n != 2 {
		t.Errorf("%d posts, want 2", n)
	}
}

// TestAutosaveTyped saves what somebody types without leaving the field.
func TestAutosaveTyped(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("staff", sheet))
	p := browsertest.New(t).Page()
	p.Goto(d.URL)
	p.Type("#why", "weil 0 und 2")
	saved(p)
	if posts := d.posted(); len(posts) != 1 || posts[0].Get("why") != "weil 0 und 2" || posts[0].Has("q1") {
		t.Errorf("posts: %v", posts)
	}
}

// TestAutosaveSignedOut does not take the sign-in page for a saved answer.
func TestAutosaveSignedOut(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("staff", sheet))
	d.answer = func(n int, w http.ResponseWriter) {
		if n == 1 {
			w.Header().Set("Location", "/sign-in")
			w.WriteHeader(http.StatusSeeOther)
		}
	}
	p := browsertest.New(t).Page()
	p.Goto(d.URL)
	p.Click("#r2")
	p.Wait(`form[data-save-state="waiting"]`)
	saved(p)
	if n := len(d.posted()); n != 2 {
		t.Errorf("%d posts, want 2", n)
	}
}

func circle(cards int, announce string) string {
	return `<div data-live="/events"><p data-live-announce aria-live="polite">` + announce + `</p><section id="circle" data-live-region><p id="count">` +
		fmt.Sprint(cards) + `</p><details id="why"><summary id="sum">Warum</summary><p id="because">darum</p></details><button id="b">Karte</button></section>
		<section id="notes" data-live-region><label>Notiz <input id="note" name="note"></label></section></div>`
}

func TestLive(t *testing.T) {
	t.Parallel()
	for _, side := range []string{"staff", "projector", "participant"} {
		t.Run(side, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, page(side, circle(1, "")))
			p := browsertest.New(t).Page()
			p.Goto(d.URL)
			p.Click("#sum")
			p.Type("#note", "mitten im Satz")
			browsertest.Eval[bool](p, `(document.querySelector("#b").focus(), true)`)
			d.show(page(side, circle(2, "Alle Karten liegen.")))
			waitFor(t, "the new count", func() bool { return browsertest.Eval[string](p, `document.querySelector("#count").textContent`) == "2" })
			if got := p.Text("[data-live-announce]"); got != "Alle Karten liegen." {
				t.Errorf("announced %q", got)
			}
			if got := p.Value("#note"); got != "mitten im Satz" {
				t.Errorf("typed text is %q", got)
			}
			if !browsertest.Eval[bool](p, `document.querySelector("#why").open`) {
				t.Error("the open details closed")
			}
			if got := browsertest.Eval[string](p, `document.activeElement.id`); got != "b" {
				t.Errorf("focus went to %q", got)
			}
		})
	}
}

func TestTimer(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(time.RFC3339) }
	d := newDesk(t, page("projector", `<p id="left" data-timer="`+at(7*time.Minute)+`" data-timer-text="noch {minutes} Minuten" data-text-over="Ende">bis 11:30 Uhr</p>
		<p id="say" aria-live="polite" data-timer-say></p><button data-timer-pause hidden id="pause">anhalten</button>`))
	p := browsertest.New(t).Page()
	p.Goto(d.URL)
	text := func(id string) string {
		return browsertest.Eval[string](p, `document.querySelector("#`+id+`").textContent`)
	}
	waitFor(t, "the seventh minute", func() bool { return text("left") == "noch 7 Minuten" })
	if got := text("say"); got != "" {
		t.Errorf("spoken at seven minutes: %q", got)
	}
	end := func(d time.Duration) {
		browsertest.Eval[string](p, `document.querySelector("#left").dataset.timer = "`+at(d)+`"`)
	}
	end(4*time.Minute + 50*time.Second)
	waitFor(t, "the fifth minute", func() bool { return text("left") == "noch 5 Minuten" && text("say") == "noch 5 Minuten" })
	p.Click("#pause")
	end(2 * time.Minute)
	waitFor(t, "the pause", func() bool {
		return browsertest.Eval[string](p, `document.querySelector("#pause").getAttribute("aria-pressed")`) == "true"
	})
	if got := text("left"); got != "noch 5 Minuten" {
		t.Errorf("the paused display went on to %q", got)
	}
	end(-time.Second)
	p.Click("#pause")
	waitFor(t, "the end", func() bool { return text("left") == "Ende" })
}

func TestRemember(t *testing.T) {
	t.Parallel()
	offer := `<section id="offer" data-remembered="k" hidden><a data-remembered-link href="/">weiter</a><button id="forget" data-forget-now="k" hidden>vergessen</button></section><p id="end">Ende</p>`
	d := newDesk(t, page("participant", offer))
	p := browsertest.New(t).Page()
	visit := func(body string) {
		d.mu.Lock()
		d.page = page("participant", body)
		d.mu.Unlock()
		p.Goto(d.URL)
		p.Wait("#end")
	}
	shown := func() string {
		return browsertest.Eval[string](p, `document.querySelector("#offer").hidden ? "" : document.querySelector("#offer a").getAttribute("href")`)
	}
	visit(offer)
	if got := shown(); got != "" {
		t.Errorf("offered %s before anything was kept", got)
	}
	visit(`<p id="end" data-remember="k" data-remember-link="/s/abc">Blatt</p>`)
	visit(offer)
	if got := shown(); got != "/s/abc" {
		t.Errorf("offered %q, want /s/abc", got)
	}
	visit(`<p id="end" data-forget="k">geschlossen</p>`)
	visit(offer)
	if got := shown(); got != "" {
		t.Errorf("offered %s after the end", got)
	}
	for _, foreign := range []string{"https://example.org/", "//example.org/", `/\example.org`, "javascript:alert(1)"} {
		visit(`<p id="end" data-remember="k" data-remember-link="` + foreign + `">Blatt</p>`)
		visit(offer)
		if got := shown(); got != "" {
			t.Errorf("offered the foreign link %s", got)
		}
	}
	visit(`<p id="end" data-remember="k" data-remember-link="/s/abc">Blatt</p>`)
	visit(offer)
	p.Click("#forget")
	if n := browsertest.Eval[int](p, `localStorage.length`); n != 0 || shown() != "" {
		t.Errorf("%d entries left after forgetting", n)
	}
}

func TestErrorSummaryGetsFocus(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("staff", `<div class="cc-errors" id="errors" role="alert" tabindex="-1"><h2>Fehler</h2></div><p id="end">Ende</p>`))
	p := browsertest.New(t).Page()
	p.Goto(d.URL)
	p.Wait("#end")
	if got := browsertest.Eval[string](p, `document.activeElement.id`); got != "errors" {
		t.Errorf("focus is on %q", got)
	}
}

// waitFor polls until something is so; half a minute is far more than any page needs.
func waitFor(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("still waiting for %s", what)
		}
	}
}
