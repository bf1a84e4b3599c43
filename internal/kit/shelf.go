package kit

import (
	"context"
	"sync"
	"time"
)

// Shelf keeps the last kits that were made, in memory: they are made again in
// seconds, from what is stored anyway. The zero Shelf is ready; it is safe for
// concurrent use.
type Shelf struct {
	mu     sync.Mutex
	made   map[string]*Making
	recent []string
}

// mostKept is how many kits are kept; one takes some four megabytes.
const mostKept = 6

// patience is how long one kit may take.
const patience = 3 * time.Minute

// Making is a kit that is being made, or was.
type Making struct {
	// Done of Of files are ready.
	Done, Of int
	// Files is nil until all are ready.
	Files []File
	// Failed says why nothing came of it; nil while all is well.
	Failed error
}

// Ready reports whether everything is there.
func (m Making) Ready() bool { return m.Files != nil }

// Running reports whether files are being made at the moment.
func (m Making) Running() bool { return m.Files == nil && m.Failed == nil }

// Look returns how far the kit under a key is, and whether there is one.
func (s *Shelf) Look(key string) (Making, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.made[key]
	if m == nil {
		return Making{}, false
	}
	return *m, true
}

// Start makes a kit in the background unless it is being made or there already.
// It calls changed after every step. The kit is finished even if nobody waits.
func (s *Shelf) Start(key string, k Kit, printer Printer, changed func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.made[key]; m != nil && m.Failed == nil {
		return
	}
	m := &Making{Of: k.count(printer != nil)}
	s.put(key, m)
	go s.run(m, k, printer, changed)
}

// put keeps a kit and forgets the oldest.
func (s *Shelf) put(key string, m *Making) {
	if s.made == nil {
		s.made = map[string]*Making{}
	}
	if s.made[key] == nil {
		s.recent = append(s.recent, key)
	}
	s.made[key] = m
	if len(s.recent) > mostKept {
		delete(s.made, s.recent[0])
		s.recent = s.recent[1:]
	}
}

func (s *Shelf) run(m *Making, k Kit, printer Printer, changed func()) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	files, err := k.Make(ctx, printer, func(done, _ int) {
		s.mu.Lock()
		m.Done = done
		s.mu.Unlock()
		changed()
	})
	s.mu.Lock()
	if m.Failed = err; err == nil {
		m.Files = files
	}
	s.mu.Unlock()
	changed()
}

// count is how many files a kit has.
func (k Kit) count(printer bool) int {
	n := 0
	for _, p := range k.Parts() {
		n += len(p.Kinds(printer))
	}
	return n
}
