package pagebench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/sheetbox"
)

// leastShare is the share of the bare handler's responses that the product has
// to reach. Source: the requirements on speed.
const leastShare = 0.4

// Responses measures how many whole responses the product takes in, each of
// them opening the page and sending answers one by one, and compares it with a
// handler that does nothing but serve a ready page and insert the same rows.
// Both run in processes of their own, and have their turns one after the other.
func Responses(ctx context.Context, s Settings) error {
	return inDirectory(ctx, func(ctx context.Context, dir string) error {
		file, page := filepath.Join(dir, "product.db"), filepath.Join(dir, "page.html.gz")
		s.Progress("building a city and opening sheets")
		work, err := s.prepare(ctx, file, page)
		if err != nil {
			return err
		}
		var results []*flood
		for _, kind := range []string{product, naked} {
			db := file
			if kind == naked {
				db = filepath.Join(dir, "bare.db")
			}
			server, err := start(ctx, kind, db, page)
			if err != nil {
				return err
			}
			defer func() { _ = server.stop() }()
			results = append(results, &flood{kind: kind, server: server, work: work, answers: s.Answers})
		}
		return s.floods(ctx, results)
	})
}

// prepare builds a city, stores the page that the bare handler serves and
// returns the sheets of people who are about to answer.
func (s Settings) prepare(ctx context.Context, file, page string) ([]sheet, error) {
	w, err := newWorld(ctx, file, 1)
	if err != nil {
		return nil, err
	}
	defer w.close()
	work, err := w.manySheets(ctx, mostResponses)
	if err != nil {
		return nil, err
	}
	ready, err := w.page(ctx, work[0].path())
	if err != nil {
		return nil, err
	}
	return work, os.WriteFile(page, ready, 0o600)
}

// mostResponses is how many sheets are opened: more than one measurement fills.
const mostResponses = 6000

// manySheets begins sheets of private checks, many in one transaction.
func (w *world) manySheets(ctx context.Context, how int) ([]sheet, error) {
	c, err := w.at(check.Preparing)
	if err != nil {
		return nil, err
	}
	if err := w.seat(ctx, c, how); err != nil {
		return nil, err
	}
	items, act := w.rated(c), access.Act{At: w.Now, NewID: w.NewID}
	out := make([]sheet, 0, how)
	err = w.Store.InTx(ctx, func(tx check.Tx) error {
		box := sheetbox.New(together{tx})
		for range how {
			secret, err := box.Begin(ctx, act, c, "")
			if err != nil {
				return err
			}
			out = append(out, sheet{secret.Path(), c, items})
		}
		return nil
	})
	return out, err
}

// together lets verbs that ask for a transaction of their own share one.
type together struct{ check.Tx }

// InTx runs f in the transaction that is going on.
func (t together) InTx(_ context.Context, f func(check.Tx) error) error { return f(t.Tx) }

// page returns a page as it is sent, compressed.
func (w *world) page(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := browser().Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Encoding") != "gzip" {
		return nil, fmt.Errorf("the page of a sheet answers %d, %q", res.StatusCode, res.Header.Get("Content-Encoding"))
	}
	return io.ReadAll(res.Body)
}

// path is the page a response opens: the questions of the first field.
func (s sheet) path() string { return "/de/s/" + s.secret + "/" + s.items[0].Field.ID }

// flood sends whole responses to one server.
type flood struct {
	kind    string
	server  *child
	work    []sheet
	answers int
	client  *http.Client

	mu    sync.Mutex
	next  int
	taken []time.Duration
	spent time.Duration // processor time of the server
	wall  time.Duration
}

func (s Settings) floods(ctx context.Context, fs []*flood) error {
	for _, f := range fs {
		f.client = browser()
		if err := f.run(ctx, s.Connections, s.Flood/5); err != nil { // warm up
			return err
		}
		f.taken, f.spent, f.wall = nil, 0, 0
	}
	for n := range s.Turns {
		s.Progress(fmt.Sprintf("measuring responses, turn %d of %d", n+1, s.Turns))
		for _, f := range fs {
			if err := f.run(ctx, s.Connections, s.Flood); err != nil {
				return err
			}
		}
		slices.Reverse(fs)
	}
	s.printFloods(fs)
	return nil
}

// run sends responses over several connections for some time. A response that
// has begun is finished.
func (f *flood) run(ctx context.Context, connections int, during time.Duration) error {
	before, _ := cpu(f.server.cmd.Process.Pid)
	begun := time.Now()
	wrong := make([]error, connections)
	var all sync.WaitGroup
	for i := range connections {
		all.Go(func() {
			for wrong[i] == nil && time.Since(begun) < during {
				wrong[i] = f.respond(ctx)
			}
		})
	}
	all.Wait()
	after, _ := cpu(f.server.cmd.Process.Pid)
	f.spent += after - before
	f.wall += time.Since(begun)
	return errors.Join(wrong...)
}

// respond is one whole response.
func (f *flood) respond(ctx context.Context) error {
	f.mu.Lock()
	s := f.work[f.next%len(f.work)]
	f.next++
	f.mu.Unlock()
	begun := time.Now()
	if err := f.ask(ctx, http.MethodGet, s.path(), nil); err != nil {
		return err
	}
	for n := range f.answers {
		item := s.items[n%len(s.items)]
		options := item.Question.Scale.Options
		form := url.Values{"field": {string(item.ID)}, string(item.ID): {options[n%len(options)].ID}}
		if err := f.ask(ctx, http.MethodPost, "/de/s/"+s.secret+"/answer", form); err != nil {
			return err
		}
	}
	f.mu.Lock()
	f.taken = append(f.taken, time.Since(begun))
	f.mu.Unlock()
	return nil
}

func (f *flood) ask(ctx context.Context, method, path string, form url.Values) error {
	req, err := http.NewRequestWithContext(ctx, method, f.server.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	res, err := f.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s answers %d", method, f.kind, res.StatusCode)
	}
	return nil
}

// rate is how many responses a server took in per second.
func (f *flood) rate() float64 { return float64(len(f.taken)) / f.wall.Seconds() }

func (s Settings) printFloods(fs []*flood) {
	fmt.Fprintf(s.Out, "%s; load %s. %d connections; a response opens one page and sends %d answers, each acknowledged when it is on the disk.\n\n",
		Machine(), Load(), s.Connections, s.Answers)
	fmt.Fprintf(s.Out, "| server | responses | per second | p50 ms | p99 ms | CPU ms per response | cores busy |\n|---|--:|--:|--:|--:|--:|--:|\n")
	rates := map[string]float64{}
	for _, f := range fs {
		rates[f.kind] = f.rate()
		taken := sortedCopy(f.taken)
		fmt.Fprintf(s.Out, "| %s | %d | %.1f | %s | %s | %s | %.2f |\n", f.kind, len(taken), f.rate(), ms(quantile(taken, 0.5)),
			ms(quantile(taken, 0.99)), ms(f.spent/time.Duration(max(1, len(taken)))), f.spent.Seconds()/f.wall.Seconds())
	}
	share := rates[product] / rates[naked]
	verdict := "reached"
	if share < leastShare {
		verdict = "missed"
	}
	fmt.Fprintf(s.Out, "\n%s : %s = %.2f (at least %.1f: %s).\n", product, naked, share, leastShare, verdict)
}
