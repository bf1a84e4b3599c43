// Package browsertest walks through pages with a real browser.
//
// New gives a test the Chromium of this test binary: one process for all
// tests, started at the first use. Every Page is a tab with cookies and storage of
// its own, so two pages are two people. Input goes through the browser's own
// event queue, as a mouse and a keyboard do: a click that the page's content
// security policy would block is blocked here too.
//
// A page is watched while it is open. A breach of the content security policy,
// an error on the console, a failed request, or a request that leaves the
// hosts the test visits fails the test at its end, unless the test expects it
// with Expect.
//
// A machine without Chromium fails the test; it is never skipped.
package browsertest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// errMissing says that there is no browser to start.
var errMissing = errors.New("no Chromium on this machine: run `make deps`")

// Browser is the browser of a test.
type Browser struct {
	t   testing.TB
	ctx context.Context
}

// process is the one browser of this test binary. It ends with it.
var process = sync.OnceValues(start)

// New returns the browser for a test and starts it if this test is the first.
func New(t testing.TB) *Browser {
	t.Helper()
	ctx, err := process()
	if err != nil {
		t.Fatalf("no browser to test with: %v", err)
	}
	return &Browser{t: t, ctx: ctx}
}

func start() (context.Context, error) {
	path, err := find()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		return nil, fmt.Errorf("profile folder: %w", err)
	}
	if err := removeWhenDone(profile); err != nil {
		return nil, errors.Join(err, os.RemoveAll(profile))
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		// A page that still glides to the field last typed in moves away under a click.
		chromedp.Flag("disable-smooth-scrolling", true),
		chromedp.Flag("lang", "de"),
		// Going back loads the page again, so that Back has a load to wait for.
		chromedp.Flag("disable-features", "Translate,BackForwardCache"),
	)
	ctx, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ = chromedp.NewContext(ctx)
	if err := chromedp.Do(ctx); err != nil {
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return ctx, nil
}

func find() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errMissing
}

// held keeps the other end of the cleaner's standard input open.
var held []io.Closer

// removeWhenDone leaves a small process behind that removes the profile once
// this one is gone, however it went; Chromium dies with this one and writes
// for a moment longer.
func removeWhenDone(profile string) error {
	cleaner := exec.Command("/bin/sh", "-c", `cat >/dev/null; sleep 1; rm -rf "$1" || { sleep 5; rm -rf "$1"; }`, "sh", profile)
	stdin, err := cleaner.StdinPipe()
	if err != nil {
		return fmt.Errorf("profile folder: %w", err)
	}
	held = append(held, stdin)
	if err := cleaner.Start(); err != nil {
		return fmt.Errorf("profile folder: %w", err)
	}
	return nil
}
