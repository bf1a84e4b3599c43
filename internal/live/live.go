// Package live tells open pages that something has changed, and nothing else:
// a message is the word "changed", never content. A page that hears it fetches
// what its reader may see.
package live

import (
	"net/http"
	"sync"
	"time"

	"chancencheck/fault"
)

// MostOften is the shortest time between two messages on one topic.
const MostOften = 200 * time.Millisecond

// keepAlive is how often a silent stream shows that it is still there, so that
// proxies do not cut it.
const keepAlive = 25 * time.Second

// MostStreams is how many streams are open at once in the whole process,
// MostOfTopic on one topic: a team's pages and the wall, many times over.
const (
	MostStreams = 2_000
	MostOfTopic = 200
	// MostOfHall is how many phones in a hall listen at once; see ServeHall.
	MostOfHall = 6_000
)

// ErrBusy asks to come back: too many streams are open.
var ErrBusy = fault.New(fault.Unavailable, "live.busy")

// Broker connects those who change with those who watch. The zero Broker is
// ready. It is safe for concurrent use.
type Broker struct {
	mu     sync.Mutex
	topics map[string]*topic
	all    int // streams that are open, without those of halls
	halls  int // streams of halls
}

type topic struct {
	watchers map[chan struct{}]bool
	pending  bool // a message is on its way; further changes ride along
}

// Changed tells the watchers of a topic, at most five times a second.
func (b *Broker) Changed(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.topics[name]
	if t == nil || t.pending {
		return
	}
	t.pending = true
	time.AfterFunc(MostOften, func() { b.tell(name) })
}

func (b *Broker) tell(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.topics[name]
	if t == nil {
		return
	}
	t.pending = false
	for w := range t.watchers {
		select {
		case w <- struct{}{}:
		default: // it has a message waiting already
		}
	}
}

// Watch returns a channel that gets a message after changes, and a function
// that ends watching. It answers ErrBusy when too many watch.
func (b *Broker) Watch(name string) (changes <-chan struct{}, stop func(), err error) {
	return b.watch(name, &b.all, MostStreams, MostOfTopic)
}

// watch is Watch within bounds: open counts the streams that share a bound.
func (b *Broker) watch(name string, open *int, most, mostOfTopic int) (changes <-chan struct{}, stop func(), err error) {
	w := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if t := b.topics[name]; *open >= most || t != nil && len(t.watchers) >= mostOfTopic {
		return nil, nil, ErrBusy
	}
	if b.topics == nil {
		b.topics = map[string]*topic{}
	}
	t := b.topics[name]
	if t == nil {
		t = &topic{watchers: map[chan struct{}]bool{}}
		b.topics[name] = t
	}
	t.watchers[w] = true
	*open++
	return w, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if !t.watchers[w] {
			return
		}
		*open--
		delete(t.watchers, w)
		if len(t.watchers) == 0 && b.topics[name] == t {
			delete(b.topics, name)
		}
	}, nil
}

// Serve streams a topic as server-sent events until the reader goes away.
func (b *Broker) Serve(w http.ResponseWriter, r *http.Request, name string) error {
	changes, stop, err := b.Watch(name)
	return stream(w, r, changes, stop, err)
}

// ServeHall is Serve for the phones of a hall, which are many. Callers let only
// those listen who have joined.
func (b *Broker) ServeHall(w http.ResponseWriter, r *http.Request, name string) error {
	changes, stop, err := b.watch(name, &b.halls, MostOfHall, MostOfHall)
	return stream(w, r, changes, stop, err)
}

func stream(w http.ResponseWriter, r *http.Request, changes <-chan struct{}, stop func(), err error) error {
	if err != nil {
		w.Header().Set("Retry-After", "30")
		return err
	}
	defer stop()
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	alive := time.NewTicker(keepAlive)
	defer alive.Stop()
	message := ": open\n\n"
	for {
		if err := out.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil {
			return err
		}
		if _, err := w.Write([]byte(message)); err != nil {
			return nil // the reader has gone
		}
		if err := out.Flush(); err != nil {
			return nil
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-changes:
			message = "data: changed\n\n"
		case <-alive.C:
			message = ": alive\n\n"
		}
	}
}
