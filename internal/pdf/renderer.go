// Package pdf prints a complete HTML page to a tagged, accessible PDF with a
// Chromium found on the machine.
//
// No PDF library written in Go makes tagged files, so the printer is a separate
// program: looked for at start (Find), started at the first document, kept warm
// for the next and stopped when idle. Where there is none, Find returns
// ErrNoRenderer and pages offer the print view instead.
//
// The printed page can run nothing and fetch nothing: scripts are off, every
// network request goes to a closed door, the browser's environment holds no
// secret of ours, and its sandbox is on unless the server runs as root.
//
// The result carries title, language, headings, table headers, alternative
// texts and an outline. It does not claim PDF/UA: Chromium leaves the foot of the
// page outside the structure, and list items without a body element.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"chancencheck/fault"
)

// Variable names the environment variable with the browser's path or name.
const Variable = "CHANCENCHECK_CHROMIUM"

// SandboxVariable switches the browser's sandbox off when set to "off", for
// containers that forbid user namespaces.
const SandboxVariable = "CHANCENCHECK_CHROMIUM_SANDBOX"

var (
	// ErrNoRenderer says that this machine has no Chromium: offer the print view.
	ErrNoRenderer = fault.New(fault.Unavailable, "pdf.no_renderer")
	// ErrFailed says that the renderer did not deliver; trying again may help.
	ErrFailed = fault.New(fault.Unavailable, "pdf.failed")
)

const (
	atOnce    = 2                // documents printed at the same time
	patience  = 30 * time.Second // for one document, start of the browser included
	idleAfter = 2 * time.Minute  // a waiting browser holds some 400 MB
)

// Renderer prints pages; it is safe for concurrent use.
type Renderer struct {
	path      string
	slots     chan struct{}
	idleAfter time.Duration

	mu      sync.Mutex
	browser *browser
	users   int
	idle    *time.Timer
	closed  bool
}

// Options are the properties of the PDF, all of them needed.
type Options struct {
	// Title is the document's title, shown in the window's title bar.
	Title string
	// Lang is the document's language tag.
	Lang string
	// Made is the only time written into the file: the same page gives the same bytes.
	Made time.Time
}

// Find looks for a Chromium: the one named in CHANCENCHECK_CHROMIUM, else the
// usual names. It starts nothing. The error is ErrNoRenderer.
func Find() (*Renderer, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}
	if own := os.Getenv(Variable); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return New(path), nil
		}
	}
	return nil, ErrNoRenderer
}

// New makes a renderer of the Chromium at path.
func New(path string) *Renderer {
	return &Renderer{path: path, slots: make(chan struct{}, atOnce), idleAfter: idleAfter}
}

// Path returns the browser's program file.
func (r *Renderer) Path() string { return r.path }

// Render prints a complete HTML page; size and margins come from its @page
// rule. Errors are ErrFailed, or the context's own when the caller gave up.
func (r *Renderer) Render(ctx context.Context, html []byte, o Options) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, ErrFailed)
	defer cancel()
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	file, err := r.attempt(ctx, html)
	if err != nil && ctx.Err() == nil {
		file, err = r.attempt(ctx, html) // the waiting browser may have died
	}
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrFailed, err)
	}
	return finish(file, o)
}

// attempt prints with the running browser or a new one; a browser that fails
// is not used again.
func (r *Renderer) attempt(ctx context.Context, html []byte) ([]byte, error) {
	b, err := r.acquire(ctx)
	if err != nil {
		return nil, err
	}
	file, err := b.print(ctx, html)
	r.release(b, err != nil && ctx.Err() == nil)
	return file, err
}

var errClosed = errors.New("pdf: renderer closed")

func (r *Renderer) acquire(ctx context.Context) (*browser, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, errClosed
	}
	if r.idle != nil {
		r.idle.Stop()
	}
	if r.browser == nil {
		b, err := start(ctx, r.path)
		if err != nil {
			return nil, err
		}
		r.browser = b
	}
	r.users++
	return r.browser, nil
}

func (r *Renderer) release(b *browser, broken bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.users--
	if broken && r.browser == b {
		r.browser = nil
		go b.stop() // others still printing with it try again with a new one
	}
	if r.users == 0 && r.browser != nil {
		r.idle = time.AfterFunc(r.idleAfter, r.stopIdle)
	}
}

func (r *Renderer) stopIdle() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.users == 0 && r.browser != nil {
		r.browser.stop()
		r.browser = nil
	}
}

// Close stops the browser; documents being printed fail.
func (r *Renderer) Close() {
	r.mu.Lock()
	b := r.browser
	r.browser, r.closed = nil, true
	r.mu.Unlock()
	if b != nil {
		b.stop()
	}
}
