package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Violation is one breach of an accessibility rule that axe-core found.
type Violation struct {
	// Rule is axe-core's name of the rule, Help what it asks for.
	Rule, Help string
	// Places are the elements that break it.
	Places []Place
}

// Place is an element that breaks a rule.
type Place struct {
	// Target is its selector, HTML its beginning, Why what to correct.
	Target, HTML, Why string
}

// String lists the rule and its places, one per line.
func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", v.Rule, v.Help)
	for _, p := range v.Places {
		fmt.Fprintf(&b, "\n  %s\n    %s\n    %s", p.Target, p.HTML, strings.ReplaceAll(p.Why, "\n", "\n    "))
	}
	return b.String()
}

// axeRun asks for the rules of WCAG 2.0 to 2.2, levels A and AA, and what
// axe-core calls best practice.
const axeRun = `axe.run(document, {
	runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
	resultTypes: ['violations'],
	preload: false,
}).then(result => JSON.stringify(result.violations.map(v => ({
	Rule: v.id, Help: v.help,
	Places: v.nodes.map(n => ({Target: n.target.join(' '), HTML: n.html, Why: n.failureSummary})),
}))))`

// Axe fails the test for every accessibility rule the page breaks as it is
// now.
func (p *Page) Axe(t testing.TB) {
	t.Helper()
	for _, v := range p.Violations() {
		t.Errorf("accessibility: %s", v)
	}
}

// Violations returns what axe-core finds wrong with the page as it is now.
func (p *Page) Violations() []Violation {
	p.t.Helper()
	source, err := axeSource()
	if err != nil {
		p.t.Fatal(err)
	}
	if p.scriptless { // axe-core needs timers; scripts of the page that were not run stay so
		p.do("check accessibility", scripts(true))
		defer p.do("check accessibility", scripts(false))
	}
	found := ask(p, "check accessibility", beside[string]("axe", source+";\n"+axeRun))
	var violations []Violation
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		p.t.Fatalf("result of axe-core: %v", err)
	}
	return violations
}

// axeSource reads axe-core from the front-end packages of this checkout.
func axeSource() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find axe-core: %w", err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("find axe-core: no go.mod above the working directory")
		}
	}
	source, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		return "", fmt.Errorf("axe-core is not installed, run `make assets`: %w", err)
	}
	return string(source), nil
}

// beside evaluates an expression in a world of its own: the same document, but
// neither the page's variables nor its content security policy.
func beside[T any](world, expression string) chromedp.Action[T] {
	return func(ctx context.Context, t *chromedp.Target) (T, error) {
		var none T
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return none, err
		}
		w, err := cdp.Call(ctx, t, page.CreateIsolatedWorld,
			page.CreateIsolatedWorldParams{FrameID: tree.FrameTree.Frame.ID, WorldName: world})
		if err != nil {
			return none, err
		}
		return chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise, func(p *runtime.EvaluateParams) {
			p.ContextID = w.ExecutionContextID
		})(ctx, t)
	}
}
