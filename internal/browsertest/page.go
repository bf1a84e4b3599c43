package browsertest

import (
	"context"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long a step may take before the test fails.
const patience = 20 * time.Second

// Page is one tab with cookies and storage of its own. Its methods fail the
// test when a step is not possible; selectors are CSS.
type Page struct {
	t        testing.TB
	ctx      context.Context
	watch    *watch
	expected []*regexp.Regexp
	media    map[string]string
	// scriptless is set while the page's scripts are switched off.
	scriptless bool
}

// Page opens an empty tab, 1440 pixels wide, that closes with the test.
func (b *Browser) Page() *Page {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.t.Cleanup(cancel)
	p := &Page{t: b.t, ctx: ctx, watch: &watch{urls: map[network.RequestID]string{}}, media: map[string]string{}}
	// The first call opens the tab for the life of its context, so it has no time limit.
	if err := chromedp.Listen(ctx, p.watch.event); err != nil {
		b.t.Fatalf("open a page: %v", err)
	}
	p.Size(1440, 900)
	b.t.Cleanup(p.report)
	return p
}

// report fails the test for every problem that was not expected.
func (p *Page) report() {
	p.t.Helper()
	for _, problem := range p.Problems() {
		p.t.Errorf("on the page: %s", problem)
	}
}

// Expect excuses problems whose text matches a regular expression, such as
// "status 404" in a test of the page for what is not there.
func (p *Page) Expect(pattern string) {
	p.expected = append(p.expected, regexp.MustCompile(pattern))
}

// Problems returns what happened so far that must not happen and is not
// expected.
func (p *Page) Problems() []string {
	p.t.Helper()
	// A round trip, so that everything said before is heard.
	Eval[bool](p, "true")
	var left []string
	for _, problem := range p.watch.found() {
		if !p.isExpected(problem) {
			left = append(left, problem)
		}
	}
	return left
}

func (p *Page) isExpected(problem string) bool {
	for _, e := range p.expected {
		if e.MatchString(problem) {
			return true
		}
	}
	return false
}

// do runs steps of which what says the intention.
func (p *Page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// ask runs a step that answers.
func ask[T any](p *Page, what string, step chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, step)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	return v
}

// command is a protocol command as a step.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// Goto opens an address and waits until it is loaded. Its host counts as one
// the page may send requests to.
func (p *Page) Goto(address string) {
	p.t.Helper()
	p.watch.visit(address)
	p.do("go to "+address, chromedp.Navigate(address))
}

// Reload loads the page again, as the user's button does.
func (p *Page) Reload() {
	p.t.Helper()
	p.do("reload", chromedp.Reload())
}

// Back returns to the page before.
func (p *Page) Back() {
	p.t.Helper()
	p.do("go back", chromedp.NavigateBack())
}

// URL returns the address of the page.
func (p *Page) URL() string {
	p.t.Helper()
	return ask(p, "address", chromedp.Location())
}

// Title returns the title of the page.
func (p *Page) Title() string {
	p.t.Helper()
	return ask(p, "title", chromedp.Title())
}

// Click presses the mouse on an element; use it where the page stays.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Follow presses the mouse on a link or button that leads to another page, and
// waits until that is loaded.
func (p *Page) Follow(selector string) {
	p.t.Helper()
	ask(p, "follow "+selector, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.CSS(selector))))
}

// Type sends a text to an element key by key.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.do("type into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Clear empties a text field.
func (p *Page) Clear(selector string) {
	p.t.Helper()
	p.do("clear "+selector, chromedp.Clear(chromedp.CSS(selector)))
}

// Upload chooses files in a file field.
func (p *Page) Upload(selector string, files ...string) {
	p.t.Helper()
	p.do("choose files in "+selector, chromedp.SetUploadFiles(chromedp.CSS(selector), files))
}

// Key presses keys on what has the focus: letters, or a constant of chromedp's
// package kb such as kb.Tab.
func (p *Page) Key(keys string) {
	p.t.Helper()
	p.do("press a key", chromedp.KeyEvent(keys))
}

// Wait returns when an element is visible.
func (p *Page) Wait(selector string) {
	p.t.Helper()
	p.do("wait for "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
}

// WaitGone returns when no element matches any more.
func (p *Page) WaitGone(selector string) {
	p.t.Helper()
	p.do("wait until gone: "+selector, chromedp.WaitNotPresent(chromedp.CSS(selector)))
}

// Text returns the text of an element as a person sees it, once it is visible.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return ask(p, "text of "+selector, chromedp.Text(chromedp.CSS(selector)))
}

// Value returns the value of a form field.
func (p *Page) Value(selector string) string {
	p.t.Helper()
	return ask(p, "value of "+selector, chromedp.Value(chromedp.CSS(selector)))
}

// Count returns how many elements match now.
func (p *Page) Count(selector string) int {
	p.t.Helper()
	return len(ask(p, "count "+selector, chromedp.QueryNodeIDs(chromedp.CSSAll(selector), chromedp.AtLeast(0))))
}

// Exists says whether an element matches now.
func (p *Page) Exists(selector string) bool {
	p.t.Helper()
	return p.Count(selector) > 0
}

// Size sets the size of the window in CSS pixels.
func (p *Page) Size(width, height int) {
	p.t.Helper()
	p.do("set the size", chromedp.EmulateViewport(int64(width), int64(height)))
}

// Screenshot writes what a window of this size shows as a PNG file; a height
// of 0 means the whole page.
func (p *Page) Screenshot(path string, width, height int) {
	p.t.Helper()
	whole := height == 0
	if whole {
		height = 900
	}
	p.Size(width, height)
	shot := ask(p, "screenshot", func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole})
		return r.Data, err
	})
	if err := os.WriteFile(path, shot, 0o644); err != nil {
		p.t.Fatalf("screenshot: %v", err)
	}
}

// Media sets a media feature, such as "prefers-color-scheme" to "dark",
// "prefers-reduced-motion" to "reduce" or "forced-colors" to "active".
func (p *Page) Media(feature, value string) {
	p.t.Helper()
	p.media[feature] = value
	var features []*emulation.MediaFeature
	for name, v := range p.media {
		features = append(features, &emulation.MediaFeature{Name: name, Value: v})
	}
	p.do("set "+feature, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}))
}

// Language sets the language the browser asks pages for.
func (p *Page) Language(tag string) {
	p.t.Helper()
	p.do("set the language", command(network.SetExtraHTTPHeaders,
		network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": tag}}))
}

// JavaScript switches the page's scripts on or off from the next page on.
func (p *Page) JavaScript(on bool) {
	p.t.Helper()
	p.scriptless = !on
	p.do("switch JavaScript", scripts(on))
}

func scripts(on bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// Offline cuts or restores the network. Requests that fail meanwhile are no
// problem.
func (p *Page) Offline(off bool) {
	p.t.Helper()
	p.watch.setOffline(off)
	p.do("switch the network", command(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}},
	}))
}

// Eval returns the value of a JavaScript expression. It runs beside the page's
// own scripts, so it may look at the document but not at their variables.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return ask(p, "evaluate "+expression, beside[T]("eval", expression))
}
