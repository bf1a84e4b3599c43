package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/browsertest"
	"chancencheck/internal/scene"
)

// town has its three checks at three different steps of their life, so that
// every kind of page state is somewhere.
func town(t *testing.T) *apptest.App {
	t.Helper()
	app := apptest.New(t)
	app.Bring(scene.Counter, scene.Signed)
	app.Bring(scene.Enforcement, scene.Talking)
	app.Bring(scene.Library, scene.Noted)
	return app
}

// id is a random id in a path; pages that differ only in ids are one shape.
var id = regexp.MustCompile(`/[A-Z2-7]{16,26}(/|$|\?)`)

// shape is the address of a page without its ids and without its query's values.
func shape(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	keys := make([]string, 0, len(u.Query()))
	for k := range u.Query() {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	at := u.Path
	if before, part, ok := strings.Cut(at, "/kit/"); ok { // the parts of a kit are made alike
		at = before + "/kit/part" + path.Ext(part)
	}
	return id.ReplaceAllString(at, "/ID$1") + "?" + strings.Join(keys, "&")
}

// file reports whether an address is a download and no page.
func file(address string) bool {
	u, err := url.Parse(address)
	return err != nil || path.Ext(u.Path) != "" && !strings.HasSuffix(u.Path, ".html") || u.Query().Get("as") != ""
}

// perShape is how many pages of one shape a walk opens: states differ.
const perShape = 3

// stop is a page that a walk has opened.
type stop struct{ at, state string }

// skeleton is what a page is built of, without its words: every kind of element
// with its classes and what it tells assistive technology. Two pages of one shape
// with the same skeleton are one state.
func skeleton(root *html.Node) string {
	kinds := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		kind := n.Data
		for _, a := range n.Attr {
			switch {
			case a.Key == "class", a.Key == "role", a.Key == "type", a.Key == "aria-current", a.Key == "scope":
				kind += " " + a.Key + "=" + a.Val
			default:
				kind += " " + a.Key
			}
		}
		kinds[kind] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(kinds)), "\n")
}

// walk follows every link from the start and returns the pages it opened. A
// page that fails, or that links to one that is refused, is an error.
func walk(t *testing.T, client *apptest.Client, start string) []stop {
	t.Helper()
	queue, seen, shapes, opened := []string{start}, map[string]bool{start: true}, map[string]int{}, []stop(nil)
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if s := shape(at); shapes[s] >= perShape {
			continue
		} else {
			shapes[s]++
		}
		page := client.Get(at)
		if page.Status != http.StatusOK {
			t.Errorf("%s answers %d", at, page.Status)
			continue
		}
		if file(at) {
			continue
		}
		opened = append(opened, stop{at, shape(at) + "\n" + skeleton(page.Root)})
		for _, link := range page.Links() {
			link = ours(link)
			if link == "" || seen[link] {
				continue
			}
			seen[link] = true
			queue = append(queue, link)
		}
	}
	return opened
}

// ours returns a link to a page of ours without the language, "" for others.
func ours(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Path == "" || strings.HasPrefix(u.Path, "/live/") || strings.HasPrefix(u.Path, "/assets/") {
		return ""
	}
	rest, ok := strings.CutPrefix(u.Path, "/de/")
	if !ok {
		return ""
	}
	u.Scheme, u.Host, u.Fragment, u.Path = "", "", "", "/"+rest
	return u.String()
}

// TestEveryLinkLeadsSomewhere walks the product as every role: no page offers a
// way that is refused.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Parallel()
	app := town(t)
	if _, err := app.Scene.KickOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, role := range access.Roles {
		t.Run(string(role), func(t *testing.T) {
			if n := len(walk(t, app.As(role), "/home")); n < 5 {
				t.Errorf("only %d pages were reached", n)
			}
		})
	}
	if n := len(walk(t, app.Visitor(), "/")); n < 5 {
		t.Errorf("a visitor reaches only %d pages", n)
	}
}

// TestEveryPageIsAccessible opens every distinct state of every page of every
// role in a real browser, in light from left to right on a wide screen and in
// dark from right to left on a narrow one.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	app := town(t)
	if _, err := app.Scene.KickOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := app.Scene.Plan(t.Context(), app.Scene.Round.Ref); err != nil {
		t.Fatal(err)
	}
	browser := browsertest.New(t)
	looked := map[string]bool{}
	for _, role := range access.Roles {
		pages := walk(t, app.As(role), "/home")
		p := browser.Page()
		p.Goto(app.SignInURL(role))
		for _, page := range pages {
			if looked[page.state] {
				continue
			}
			looked[page.state] = true
			at := page.at
			p.Media("prefers-color-scheme", "light")
			p.Size(1440, 900)
			p.Goto(app.URL + "/de" + at)
			p.Axe(t)
			p.Media("prefers-color-scheme", "dark")
			p.Size(320, 640)
			p.Goto(app.URL + "/ar" + at)
			p.Axe(t)
			if wide := browsertest.Eval[int](p, "document.documentElement.scrollWidth"); wide > 320 {
				t.Errorf("%s scrolls sideways at 320 pixels: %d wide", at, wide)
			}
		}
	}
}

func TestSkeletonsTellStatesApart(t *testing.T) {
	t.Parallel()
	of := func(s string) string {
		root, err := html.Parse(strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		return skeleton(root)
	}
	plain := of(`<p class="a">Guten Tag</p>`)
	if of(`<p class="a">Good day</p><p class="a">Once more</p>`) != plain {
		t.Error("other words are another state")
	}
	for _, other := range []string{`<p class="b">Guten Tag</p>`, `<p class="a">Guten Tag</p><button></button>`, `<p class="a" aria-live="polite">Guten Tag</p>`} {
		if of(other) == plain {
			t.Errorf("%s is the same state", other)
		}
	}
}
