// Package tries slows down trying out codes.
package tries

import (
	"sync"
	"time"

	"chancencheck/fault"
)

// Wrong codes that may be typed in all at once, and again every second. At this
// pace somebody who tries out codes for a city of 130 checks needs decades
// (40 bits); a hall that mistypes notices nothing.
const (
	most      = 300
	perSecond = 5
)

// errTries asks to wait.
var errTries = fault.New(fault.Unavailable, "sheet.tries")

// Limit counts wrong codes for the whole process and keeps no address: an
// address is a trace of a person, and a hall shares one.
type Limit struct {
	mu   sync.Mutex
	used float64
	at   time.Time
}

// Allow answers a fault while too many wrong codes have just been typed.
func (t *Limit) Allow(now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.used = max(0, t.used-now.Sub(t.at).Seconds()*perSecond)
	t.at = now
	if t.used >= most {
		return errTries
	}
	return nil
}

// Wrong counts a wrong code.
func (t *Limit) Wrong() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.used++
}
