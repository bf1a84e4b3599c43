package check

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/organisation"
	"chancencheck/round"
)

// SheetKey names a sheet in the store. It is made from the secret that only the
// sheet's author has, and cannot be turned back into it.
type SheetKey string

// Sheet (Meine Notizen) is what one person prepares for one check. It has no
// person, no time and no order. Name is filled in named mode only, by the
// author.
type Sheet struct {
	Key   SheetKey
	Org   organisation.OrgID
	Check ID
	Mode  round.Mode
	Name  string
	// Sealed says that the entries can be read with the author's secret alone.
	Sealed bool
}

// CheckRef names the check the sheet belongs to.
func (s *Sheet) CheckRef() Ref { return Ref{s.Org, s.Check} }

// Entry is what a person notes for one item.
type Entry struct {
	Item   ItemID
	Answer instrument.Answer
	// Note is a reminder for oneself; in named mode it is the stated reason.
	Note string
	// Hand: "I want to talk about this."
	Hand bool
}

// MostNote is the length of a note in characters.
const MostNote = 2000

// ErrNote refuses a note that is too long.
var ErrNote = fault.New(fault.Invalid, "sheet.note_long", "most", MostNote)

// Validate checks what does not depend on the question; the answer was checked
// against its question when it was made.
func (e Entry) Validate() error {
	if utf8.RuneCountInString(e.Note) > MostNote {
		return ErrNote
	}
	return nil
}

// Card returns the card the entry lays. Who gave no answer, or passed, lays one
// only to say that she wants to talk about it.
func (e Entry) Card() (Card, bool) {
	face := e.Answer.Option()
	if e.Answer.State() != instrument.Answered {
		face = e.Answer.State().String()
	}
	if face == "" {
		face = instrument.Answered.String()
	}
	passed := e.Answer.State() == instrument.Unanswered || e.Answer.State() == instrument.Skipped
	laid := !passed || e.Hand
	return Card{Item: e.Item, Face: face, Hand: e.Hand}, laid
}

// storedEntry is the frozen form in which entries are kept, because sheets
// outlive a change of Entry.
type storedEntry struct {
	Answer []byte `json:"a,omitempty"`
	Note   string `json:"n,omitempty"`
	Hand   bool   `json:"h,omitempty"`
}

// Encode gives the entry for the store. It is the one way out of an entry.
func (e Entry) Encode() ([]byte, error) {
	b, err := json.Marshal(storedEntry{e.Answer.Encode(), strings.TrimSpace(e.Note), e.Hand})
	if err != nil {
		return nil, fmt.Errorf("encode entry: %w", err)
	}
	return b, nil
}

// DecodeEntry reads what Encode wrote.
func DecodeEntry(item ItemID, b []byte) (Entry, error) {
	var s storedEntry
	if err := json.Unmarshal(b, &s); err != nil {
		return Entry{}, fmt.Errorf("decode entry: %w", err)
	}
	a, err := instrument.DecodeAnswer(s.Answer)
	if err != nil {
		return Entry{}, fmt.Errorf("decode entry: %w", err)
	}
	return Entry{Item: item, Answer: a, Note: s.Note, Hand: s.Hand}, nil
}
