package pagebench

import (
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"
)

// nameHeader carries the name under which a request is measured.
const nameHeader = "X-Bench-Page"

// timing collects how long the server took, by page: from the first handler to
// the end of the last, with reading the form and compressing the answer, without
// the network.
type timing struct {
	mu    sync.Mutex
	taken map[string][]time.Duration
}

func newTiming() *timing { return &timing{taken: map[string][]time.Duration{}} }

func (t *timing) measure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		next.ServeHTTP(w, r)
		taken := time.Since(begun)
		name := r.Header.Get(nameHeader)
		if name == "" {
			return
		}
		t.mu.Lock()
		t.taken[name] = append(t.taken[name], taken)
		t.mu.Unlock()
	})
}

// of returns what a page has taken, sorted.
func (t *timing) of(name string) []time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return sortedCopy(t.taken[name])
}

// reset forgets what was measured so far.
func (t *timing) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.taken)
}

// names returns the pages that were measured.
func (t *timing) names() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Collect(maps.Keys(t.taken))
}
