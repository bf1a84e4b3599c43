package pagebench

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// browser is a client that keeps its connection and takes compressed pages, as
// browsers do.
func browser() *http.Client {
	return &http.Client{
		Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// open opens a page under the name it is measured with and answers its size as
// it was sent. Anything but the page is an error.
func (w *world) open(ctx context.Context, c *http.Client, v visit) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+"/de"+v.path, nil)
	if err != nil {
		return 0, err
	}
	if v.cookie != nil {
		req.AddCookie(v.cookie)
	}
	req.Header.Set(nameHeader, v.name)
	req.Header.Set("Accept-Encoding", "gzip")
	return w.send(c, req)
}

// save sends one answer, as the script of the page does the moment it is given.
func (w *world) save(ctx context.Context, c *http.Client, s sheet, at int) error {
	item := s.items[at%len(s.items)]
	options := item.Question.Scale.Options
	form := url.Values{"field": {string(item.ID)}, string(item.ID): {options[at%len(options)].ID}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url+"/de/s/"+s.secret+"/answer", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set(nameHeader, saving)
	_, err = w.send(c, req)
	return err
}

// saving is the name under which a saved answer is measured.
const saving = "save an answer"

func (w *world) send(c *http.Client, req *http.Request) (int64, error) {
	res, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s answers %d", req.Method, req.URL.Path, res.StatusCode)
	}
	return n, err
}

// answer lets the team save answers until ctx ends, each after thinking: no two
// at the same moment but by chance. It returns the first thing that went wrong.
func (w *world) answer(ctx context.Context, think time.Duration) error {
	var everybody sync.WaitGroup
	wrong := make(chan error, len(w.team))
	c := browser()
	for i, s := range w.team {
		everybody.Go(func() {
			dice := rand.New(rand.NewPCG(uint64(i), 1))
			first := time.Duration(dice.Int64N(int64(think)))
			for n, wait := 0, first; ; n++ {
				select {
				case <-ctx.Done():
					return
				case <-time.After(wait):
				}
				if err := w.save(ctx, c, s, n); err != nil {
					if ctx.Err() == nil {
						wrong <- err
					}
					return
				}
				wait = think*3/4 + time.Duration(dice.Int64N(int64(think)/2))
			}
		})
	}
	everybody.Wait()
	c.CloseIdleConnections()
	select {
	case err := <-wrong:
		return err
	default:
		return nil
	}
}
