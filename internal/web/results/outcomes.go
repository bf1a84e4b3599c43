package results

import (
	"crypto/sha256"
	"sync"

	"chancencheck/result"
)

// outcomes remembers outcomes that were read before, by the hash of their
// document: what was computed when a check was finished is stored once and shown
// often. Outcomes are read-only.
type outcomes struct {
	mu    sync.Mutex
	known map[[sha256.Size]byte]result.Outcome
}

// mostOutcomes bounds how many are remembered: some rounds of a large city, a few
// megabytes. When there are more, remembering begins anew.
const mostOutcomes = 600

// decode is result.Decode with a memory.
func (m *outcomes) decode(doc []byte) (result.Outcome, error) {
	key := sha256.Sum256(doc)
	m.mu.Lock()
	o, ok := m.known[key]
	m.mu.Unlock()
	if ok {
		return o, nil
	}
	o, err := result.Decode(doc)
	if err != nil {
		return o, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= mostOutcomes {
		m.known = map[[sha256.Size]byte]result.Outcome{}
	}
	m.known[key] = o
	return o, nil
}
