package tries

import (
	"sync"
	"time"

	"chancencheck/fault"
)

// Mails that may be asked for at once for addresses of one domain, and again
// every second; and for all domains together. A city of 3,000 people that signs
// in within an hour stays below; whoever goes through a list of addresses to
// fill their mailboxes does not.
const (
	mailsAtOnce, mailsPerSecond = 300, 1
	allAtOnce, allPerSecond     = 3000, 10
	// mostDomains is how many domains are told apart; beyond, the longest idle
	// are forgotten.
	mostDomains = 1000
)

// errBusy asks to wait.
var errBusy = fault.New(fault.Unavailable, "signin.busy")

// Mails slows down asking for mails. It counts by the domain that was typed,
// known or not, so that nobody learns who is known; it lives in memory and keeps
// no address.
type Mails struct {
	mu      sync.Mutex
	domains map[string]*bucket
	all     bucket
}

// bucket is how much was used, and when that was counted.
type bucket struct {
	used float64
	at   time.Time
}

// take uses one up, if there is one left.
func (b *bucket) take(now time.Time, most, perSecond float64) bool {
	b.used = max(0, b.used-now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if b.used+1 > most {
		return false
	}
	b.used++
	return true
}

// Allow counts a mail for an address of a domain, or answers a fault.
func (m *Mails) Allow(domain string, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.domains == nil {
		m.domains = map[string]*bucket{}
	}
	one := m.domains[domain]
	if one == nil {
		m.forget()
		one = &bucket{}
		m.domains[domain] = one
	}
	if !one.take(now, mailsAtOnce, mailsPerSecond) || !m.all.take(now, allAtOnce, allPerSecond) {
		return errBusy
	}
	return nil
}

// forget makes room for another domain.
func (m *Mails) forget() {
	if len(m.domains) < mostDomains {
		return
	}
	oldest := ""
	for domain, b := range m.domains {
		if oldest == "" || b.at.Before(m.domains[oldest].at) {
			oldest = domain
		}
	}
	delete(m.domains, oldest)
}
