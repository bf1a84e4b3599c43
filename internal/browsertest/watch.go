package browsertest

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// watch collects what must not happen on a page.
type watch struct {
	mu       sync.Mutex
	hosts    []string
	urls     map[network.RequestID]string
	offline  bool
	problems []string
}

func (w *watch) visit(address string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u, err := url.Parse(address); err == nil {
		w.hosts = append(w.hosts, u.Host)
	}
}

func (w *watch) setOffline(offline bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.offline = offline
}

func (w *watch) found() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.problems)
}

func (w *watch) add(format string, args ...any) {
	w.problems = append(w.problems, fmt.Sprintf(format, args...))
}

// event is called by the browser connection for everything that happens.
func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		w.request(ev)
	case *network.EventResponseReceived:
		if ev.Response.Status >= 400 {
			w.add("status %d: %s", ev.Response.Status, ev.Response.URL)
		}
	case *network.EventLoadingFailed:
		// A breach of the policy is reported below; a cancelled request is one
		// the page itself gave up, as at every change of page.
		if !w.offline && !ev.Canceled && ev.BlockedReason != network.BlockedReasonCsp {
			w.add("request failed: %s: %s", w.urls[ev.RequestID], ev.ErrorText)
		}
	case *log.EventEntryAdded:
		// Failed requests are reported above.
		if e := ev.Entry; e.Level == log.EntryLevelError && e.Source != log.EntrySourceNetwork {
			w.add("%s: %s (%s)", e.Source, e.Text, e.URL)
		}
	case *runtime.EventExceptionThrown:
		w.add("exception: %s", exception(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeAssert {
			w.add("console: %s", arguments(ev.Args))
		}
	}
}

func (w *watch) request(ev *network.EventRequestWillBeSent) {
	w.urls[ev.RequestID] = ev.Request.URL
	u, err := url.Parse(ev.Request.URL)
	if err != nil {
		w.add("request to an address that cannot be read: %s", ev.Request.URL)
		return
	}
	if u.Host != "" && !slices.Contains(w.hosts, u.Host) {
		w.add("request leaves the host: %s", ev.Request.URL)
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func arguments(args []*runtime.RemoteObject) string {
	var texts []string
	for _, a := range args {
		if a.Description != "" {
			texts = append(texts, a.Description)
		} else {
			texts = append(texts, string(a.Value))
		}
	}
	return strings.Join(texts, " ")
}
