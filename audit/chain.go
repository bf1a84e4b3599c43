package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// Sealed is an event in its place in its organisation's chain. Each hash covers
// the event and the hash before it, so that nobody can change, leave out, add or
// exchange an event without changing every hash that follows.
//
// Whoever can write the database can write the whole chain anew. Against that
// helps only what stands elsewhere: note the last [Link] outside of the program
// from time to time, and give it to [Verify] as a witness.
type Sealed struct {
	Event
	// Seq numbers the events of an organisation from 1, without gaps.
	Seq  int64
	Hash string
}

// Link is a place in a chain: the number of an event and its hash. The zero
// Link is the place before the first event.
type Link struct {
	Seq  int64
	Hash string
}

// String writes a link as people note it down: "417:9f86…".
func (l Link) String() string { return fmt.Sprintf("%d:%s", l.Seq, l.Hash) }

// ParseLink reads what String wrote, with spaces around it at most.
func ParseLink(s string) (Link, error) {
	seq, sum, ok := strings.Cut(strings.TrimSpace(s), ":")
	var l Link
	if _, err := fmt.Sscanf(seq, "%d", &l.Seq); !ok || err != nil || l.Seq < 1 || len(sum) != sha256.Size*2 {
		return Link{}, fmt.Errorf("%q is no place in a record, such as 417:9f86… with 64 digits", s)
	}
	l.Hash = strings.ToLower(sum)
	return l, nil
}

// atLayout is how the time of an event enters its hash: UTC in milliseconds,
// which is what databases keep.
const atLayout = "2006-01-02T15:04:05.000Z"

// Seal returns the link of an event that follows another place.
func Seal(before Link, e Event) Link {
	h := sha256.New()
	write(h, before.Hash)
	var seq [8]byte
	binary.BigEndian.PutUint64(seq[:], uint64(before.Seq+1))
	h.Write(seq[:])
	for _, part := range []string{e.Org, e.At.UTC().Format(atLayout), e.Person, e.Verb, e.Object, e.Detail} {
		write(h, part)
	}
	return Link{before.Seq + 1, hex.EncodeToString(h.Sum(nil))}
}

// write adds a text with its length, so that no two lists of texts look alike.
func write(h hash.Hash, text string) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(text)))
	h.Write(n[:])
	h.Write([]byte(text))
}

// Chain is what is stored of an organisation's record.
type Chain struct {
	// Begin is the place before the oldest event that is kept.
	Begin Link
	// Events follow each other from Begin.
	Events []Sealed
	// End is where the record says that it ends.
	End Link
}

// Fault says what is wrong with a chain.
type Fault string

// The faults a chain can have.
const (
	// Whole: nothing is wrong.
	Whole Fault = ""
	// Gap: an event is missing, or one too many is there.
	Gap Fault = "gap"
	// Altered: an event is not what was recorded.
	Altered Fault = "altered"
	// Cut: the last events are missing.
	Cut Fault = "cut"
	// Rewritten: a place that was noted elsewhere is another one now.
	Rewritten Fault = "rewritten"
	// Empty: nothing is kept. Making an organisation is recorded, and so is the
	// end of a period: a record that was used is never empty.
	Empty Fault = "empty"
	// Unseen: every place that was noted elsewhere lies before what is kept, so
	// that nothing from outside speaks for it.
	Unseen Fault = "unseen"
)

// Finding is what verifying came to.
type Finding struct {
	Fault Fault
	// At is the number of the event where the fault shows, 0 for none.
	At int64
	// Events is how many are kept, From the number of the oldest.
	Events int
	From   int64
	End    Link
	// Witnessed is how many of the witnesses lie within what is kept and agree.
	Witnessed int
	// Older is how many of them lie before what is kept.
	Older int
}

// Verify computes the chain again and compares it with itself and with places
// that were noted elsewhere. A witness speaks for all that was recorded before it;
// one that is older than what is kept says nothing, and Verify says so.
func Verify(c Chain, witnesses ...Link) Finding {
	f := Finding{Events: len(c.Events), From: c.Begin.Seq + 1, End: c.End}
	at := c.Begin
	places := map[int64]string{at.Seq: at.Hash}
	for _, e := range c.Events {
		next := Seal(at, e.Event)
		switch {
		case e.Seq != next.Seq:
			return f.broken(Gap, next.Seq)
		case e.Hash != next.Hash:
			return f.broken(Altered, e.Seq)
		}
		at = next
		places[at.Seq] = at.Hash
	}
	if at != c.End {
		return f.broken(Cut, at.Seq+1)
	}
	for _, w := range witnesses {
		sum, there := places[w.Seq]
		switch {
		case w.Seq > c.End.Seq:
			return f.broken(Cut, c.End.Seq+1)
		case there && sum != w.Hash:
			return f.broken(Rewritten, w.Seq)
		case there:
			f.Witnessed++
		default:
			f.Older++
		}
	}
	switch {
	case len(c.Events) == 0:
		return f.broken(Empty, c.End.Seq)
	case f.Older > 0 && f.Witnessed == 0:
		return f.broken(Unseen, c.Begin.Seq)
	}
	return f
}

func (f Finding) broken(what Fault, at int64) Finding {
	f.Fault, f.At = what, at
	return f
}
