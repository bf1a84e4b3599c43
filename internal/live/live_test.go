package live

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

// received counts the messages that wait on a channel.
func received(c <-chan struct{}) int {
	n := 0
	for {
		select {
		case <-c:
			n++
		default:
			return n
		}
	}
}

func TestManyChangesAreOneMessage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b Broker
		b.Changed("nobody watches")
		one, stopOne, _ := b.Watch("a")
		two, stopTwo, _ := b.Watch("a")
		other, stopOther, _ := b.Watch("b")
		defer stopTwo()
		defer stopOther()
		for range 100 {
			b.Changed("a")
		}
		time.Sleep(MostOften - time.Millisecond)
		synctest.Wait()
		if n := received(one); n != 0 {
			t.Errorf("%d messages at once", n)
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if a, b, c := received(one), received(two), received(other); a != 1 || b != 1 || c != 0 {
			t.Errorf("messages: %d, %d, %d on the other topic", a, b, c)
		}
		stopOne()
		stopOne() // twice is no harm
		b.Changed("a")
		time.Sleep(MostOften)
		synctest.Wait()
		if a, b := received(one), received(two); a != 0 || b != 1 {
			t.Errorf("after stopping: %d and %d", a, b)
		}
	})
}

func TestAtMostFiveMessagesASecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b Broker
		c, stop, _ := b.Watch("a")
		defer stop()
		n := 0
		for range 1000 {
			b.Changed("a")
			time.Sleep(time.Millisecond)
			synctest.Wait()
			n += received(c)
		}
		if n != 5 {
			t.Errorf("%d messages in a second", n)
		}
	})
}

// The last change always arrives, however busy it was before.
func TestNoChangeIsForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b Broker
		c, stop, _ := b.Watch("a")
		defer stop()
		b.Changed("a")
		time.Sleep(MostOften)
		synctest.Wait()
		b.Changed("a") // while the first message still lies there unread
		time.Sleep(MostOften)
		synctest.Wait()
		if n := received(c); n != 1 {
			t.Errorf("%d messages wait, want one", n)
		}
		b.Changed("a")
		time.Sleep(MostOften)
		synctest.Wait()
		if n := received(c); n != 1 {
			t.Errorf("the last change is lost")
		}
	})
}

func TestTopicsGoWithTheirWatchers(t *testing.T) {
	t.Parallel()
	var b Broker
	_, stopOne, _ := b.Watch("a")
	_, stopTwo, _ := b.Watch("a")
	stopOne()
	if len(b.topics) != 1 {
		t.Error("the topic went with the first watcher")
	}
	stopTwo()
	if len(b.topics) != 0 {
		t.Errorf("%d topics are left", len(b.topics))
	}
}

func TestServe(t *testing.T) {
	t.Parallel()
	var b Broker
	ended := make(chan error, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { ended <- b.Serve(w, r, "a") }))
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type") + " " + res.Header.Get("Cache-Control"); got != "text/event-stream no-store" {
		t.Errorf("headers: %s", got)
	}
	lines := bufio.NewScanner(res.Body)
	for _, want := range []string{": open", "", "data: changed", ""} {
		if !lines.Scan() || lines.Text() != want {
			t.Fatalf("got %q, want %q", lines.Text(), want)
		}
		if want == ": open" {
			b.Changed("a") // the watcher is there before the first line
		}
	}
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the stream does not end with its reader")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.topics) != 0 {
		t.Error("the watcher is still there")
	}
}

// TestStreamsAreBounded: one topic cannot take the streams of all, and all
// together do not fill the process.
func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	var b Broker
	var stops []func()
	for range MostOfTopic {
		_, stop, err := b.Watch("a")
		if err != nil {
			t.Fatal(err)
		}
		stops = append(stops, stop)
	}
	w := httptest.NewRecorder()
	if err := b.Serve(w, httptest.NewRequest(http.MethodGet, "/live/a", nil), "a"); !errors.Is(err, ErrBusy) || w.Header().Get("Retry-After") == "" {
		t.Errorf("one too many on a topic: %v", err)
	}
	for i := MostOfTopic; i < MostStreams; i++ {
		if _, _, err := b.Watch(strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := b.Watch("other"); !errors.Is(err, ErrBusy) {
		t.Errorf("one too many of all: %v", err)
	}
	stops[0]()
	stops[0]() // twice is no harm
	if _, _, err := b.Watch("other"); err != nil {
		t.Errorf("after one has gone: %v", err)
	}
	if _, _, err := b.Watch("another"); !errors.Is(err, ErrBusy) {
		t.Errorf("stopped twice counts twice: %v", err)
	}
}
