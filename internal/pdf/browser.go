package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browser is one running Chromium.
type browser struct {
	ctx  context.Context
	stop func()
}

// start runs the browser until stop, whatever becomes of ctx, which only
// limits the start. A caller that gives up does not wait: a browser that is
// just starting sometimes does not notice that nobody wants it any more.
func start(ctx context.Context, path string) (*browser, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), flags(path)...)
	b, cancel := chromedp.NewContext(alloc, chromedp.WithErrorf(quiet), chromedp.WithLogf(quiet))
	all := func() { cancel(); stop() }
	started := make(chan error, 1)
	go func() { started <- chromedp.Do(b) }()
	var err error
	select {
	case err = <-started:
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	if err != nil {
		go all()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return &browser{ctx: b, stop: all}, nil
}

func quiet(string, ...any) {}

// flags closes every way out: a proxy that does not exist for all addresses,
// loopback included, and an environment without our settings.
func flags(path string) []chromedp.ExecAllocatorOption {
	o := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("proxy-server", "http://127.0.0.1:1"),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.NoInheritEnv,
		chromedp.Env("PATH="+os.Getenv("PATH"), "HOME="+os.TempDir(), "TMPDIR="+os.TempDir(), "LANG=C.UTF-8"),
	)
	if os.Geteuid() == 0 || os.Getenv(SandboxVariable) == "off" {
		o = append(o, chromedp.NoSandbox)
	}
	return o
}

// print opens a tab for one page and closes it again.
func (b *browser) print(ctx context.Context, html []byte) ([]byte, error) {
	tab, cancel := chromedp.NewContext(b.ctx)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	if err := chromedp.Do(tab, locked, content(html)); err != nil {
		return nil, fmt.Errorf("load page: %w", err)
	}
	file, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4),
		chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground(), chromedp.PDFOutlineAndTagged(), chromedp.PDFStream()))
	if err != nil {
		return nil, fmt.Errorf("print page: %w", err)
	}
	return file, nil
}

// locked switches scripts off and refuses every request of the tab.
func locked(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	if err == nil {
		_, err = cdp.Call(ctx, t, network.Enable, network.EnableParams{})
	}
	if err == nil {
		_, err = cdp.Call(ctx, t, network.SetBlockedURLs, network.SetBlockedURLsParams{
			URLPatterns: []*network.BlockPattern{{URLPattern: "*://*:*/*", Block: true}}})
	}
	return chromedp.Void{}, err
}

// content replaces the empty page and waits until it is loaded.
func content(html []byte) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return chromedp.Void{}, err
		}
		loaded := chromedp.Events(ctx, page.LoadEventFired)
		if _, err := cdp.Call(ctx, t, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: string(html)}); err != nil {
			return chromedp.Void{}, err
		}
		for _, err := range loaded {
			if err == nil { // no refresh may lead away from the page
				_, err = cdp.Call(ctx, t, page.StopLoading, cdp.Empty{})
			}
			return chromedp.Void{}, err
		}
		return chromedp.Void{}, errors.New("page did not load")
	}
}
