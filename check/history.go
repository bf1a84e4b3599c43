package check

import (
	"encoding/json"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

// Version (Fassung) is what a finished check said before it was opened again.
// It is kept, so that a correction leaves a trace.
type Version struct {
	// Number counts from 1.
	Number     int
	Agreements map[ItemID]Agreement
	Notes      []Note
	FinishedAt time.Time
	// SignedBy is "" if the check had not been signed, or by somebody whose
	// account is gone.
	SignedBy organisation.PersonID
	SignedAt time.Time
	Comment  string
	// ReopenedBy opened it again, for Reason; "" if her account is gone.
	ReopenedBy organisation.PersonID
	ReopenedAt time.Time
	Reason     string
}

// versionOf keeps what a record says now, before c is opened again.
func versionOf(rec *Record, act access.Act, reason string) Version {
	c := rec.Check
	return Version{
		Number: c.Reopened + 1, Agreements: rec.Agreements, Notes: rec.Notes, FinishedAt: c.FinishedAt,
		SignedBy: c.SignedBy, SignedAt: c.SignedAt, Comment: c.Comment,
		ReopenedBy: organisation.PersonID(act.By.Person), ReopenedAt: act.At, Reason: reason,
	}
}

// Forget takes a person out of a version; that it was signed, and when, stays.
// It reports whether she was in it.
func (v *Version) Forget(id organisation.PersonID) bool {
	named := false
	for _, who := range []*organisation.PersonID{&v.SignedBy, &v.ReopenedBy} {
		if *who == id {
			*who, named = "", true
		}
	}
	return named
}

// Correction is one item on which two versions differ.
type Correction struct {
	Item          ItemID
	Before, After Agreement
}

// Corrections are what changed from one version to the next.
type Corrections struct {
	Items []Correction
	// Added and Removed are notes; a note with other words is both.
	Added, Removed []Note
}

// Any reports whether anything changed.
func (c Corrections) Any() bool { return len(c.Items)+len(c.Added)+len(c.Removed) > 0 }

// Corrected returns what changed between two versions, items in the order given.
func Corrected(order []ItemID, before, after Version) Corrections {
	var out Corrections
	for _, id := range order {
		b, a := before.Agreements[id], after.Agreements[id]
		if !sameWords(a, b) {
			out.Items = append(out.Items, Correction{id, b, a})
		}
	}
	out.Removed = missingFrom(before.Notes, after.Notes)
	out.Added = missingFrom(after.Notes, before.Notes)
	return out
}

// sameWords reports whether two agreements say the same.
func sameWords(a, b Agreement) bool {
	return a.Answer.Equal(b.Answer) && a.Reason == b.Reason && a.Differing == b.Differing &&
		a.OtherAnswer.Equal(b.OtherAnswer) && a.OtherReason == b.OtherReason
}

// missingFrom returns the notes that stand in one list and not in the other.
func missingFrom(these, those []Note) []Note {
	there := map[Note]bool{}
	for _, n := range those {
		n.Version = 0
		there[n] = true
	}
	var out []Note
	for _, n := range these {
		n.Version = 0
		if !there[n] {
			out = append(out, n)
		}
	}
	return out
}

// storedVersion is how a version is stored: answers cannot be marshalled.
type storedVersion struct {
	Version
	Agreements []storedAgreement
}

type storedAgreement struct {
	Item          ItemID
	Answer, Other []byte
	Reason        string
	OtherReason   string `json:",omitempty"`
	Differing     bool   `json:",omitempty"`
	Adopted       bool   `json:",omitempty"`
}

// Encode writes a version for the store.
func (v Version) Encode() ([]byte, error) {
	s := storedVersion{Version: v}
	s.Version.Agreements = nil
	for _, a := range v.Agreements {
		s.Agreements = append(s.Agreements, storedAgreement{a.Item, a.Answer.Encode(), a.OtherAnswer.Encode(), a.Reason, a.OtherReason, a.Differing, a.Adopted})
	}
	b, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encode version %d: %w", v.Number, err)
	}
	return b, nil
}

// DecodeVersion reads what Encode wrote.
func DecodeVersion(b []byte) (Version, error) {
	var s storedVersion
	if err := json.Unmarshal(b, &s); err != nil {
		return Version{}, fmt.Errorf("decode version: %w", err)
	}
	v := s.Version
	v.Agreements = map[ItemID]Agreement{}
	for _, a := range s.Agreements {
		answer, err := instrument.DecodeAnswer(a.Answer)
		if err != nil {
			return Version{}, fmt.Errorf("decode version: %w", err)
		}
		other, err := instrument.DecodeAnswer(a.Other)
		if err != nil {
			return Version{}, fmt.Errorf("decode version: %w", err)
		}
		v.Agreements[a.Item] = Agreement{Item: a.Item, Answer: answer, Reason: a.Reason, Differing: a.Differing,
			OtherAnswer: other, OtherReason: a.OtherReason, Adopted: a.Adopted}
	}
	return v, nil
}
