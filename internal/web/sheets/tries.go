package sheets

import (
	"sync"
	"time"

	"chancencheck/fault"
)

// Wrong codes that may be typed in all at once, and again every second. At this
// pace somebody who tries out codes for a city of 130 checks needs decades
// (40 bits); a hall that mistypes notices nothing.
const (
	mostTries      = 300
	triesPerSecond = 5
)

// errTries asks to wait.
var errTries = fault.New(fault.Unavailable, "sheet.tries")

// tries slows down trying out codes. It counts for the whole process and keeps
// no address: an address is a trace of a person.
type tries struct {
	mu   sync.Mutex
	used float64
	at   time.Time
}

// allow answers errTries while too many wrong codes have just been typed.
func (t *tries) allow(now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.used = max(0, t.used-now.Sub(t.at).Seconds()*triesPerSecond)
	t.at = now
	if t.used >= mostTries {
		return errTries
	}
	return nil
}

// wrong counts a wrong code.
func (t *tries) wrong() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.used++
}
