package scene

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"sync/atomic"
)

// idLength is the length of the ids of crypto/rand.Text, in characters A-Z2-7.
const idLength = 26

// Seeded returns a source of ids that look like those of crypto/rand.Text and
// are the same for the same seed. Whoever knows the seed knows the ids: they are
// for tests and made-up data only. It may be used by many goroutines.
func Seeded(seed string) func() string {
	var n atomic.Uint64
	return func() string {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", seed, n.Add(1)))
		return base32.StdEncoding.EncodeToString(sum[:])[:idLength]
	}
}
