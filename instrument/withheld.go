package instrument

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// Withheld is what an answer prints instead of itself.
const Withheld = "[answer withheld]"

// ErrWithheld is returned wherever an answer is about to be marshalled.
var ErrWithheld = errors.New("instrument: an answer is not marshalled; use Encode in the store and package disclosure elsewhere")

// String prints that the answer is withheld.
func (a Answer) String() string { return Withheld }

// GoString prints that the answer is withheld.
func (a Answer) GoString() string { return Withheld }

// Format prints that the answer is withheld, whatever the verb.
func (a Answer) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, Withheld) }

// LogValue logs that the answer is withheld.
func (a Answer) LogValue() slog.Value { return slog.StringValue(Withheld) }

// MarshalJSON refuses.
func (a Answer) MarshalJSON() ([]byte, error) { return nil, ErrWithheld }

// MarshalText refuses; it also keeps XML, YAML and CSV encoders out.
func (a Answer) MarshalText() ([]byte, error) { return nil, ErrWithheld }

// MarshalBinary refuses; it also keeps gob out.
func (a Answer) MarshalBinary() ([]byte, error) { return nil, ErrWithheld }

// stored is the shape of an encoded answer. Its field names are stored in
// databases: add fields, never rename them.
type stored struct {
	State     string   `json:"state"`
	Options   []string `json:"options,omitempty"`
	Number    string   `json:"number,omitempty"`
	PDCA      []string `json:"pdca,omitempty"`
	Text      string   `json:"text,omitempty"`
	Reference string   `json:"reference,omitempty"`
	Need      bool     `json:"need,omitempty"`
}

// Encode returns the answer's content for the store, and for nothing else:
// what it returns is as confidential as the answer. The bytes are JSON.
func (a Answer) Encode() []byte {
	s := stored{State: a.state.String(), Options: a.options, Number: a.number.String(),
		Text: a.text, Reference: a.reference, Need: a.need}
	if (a.pdca != PDCAValues{}) {
		s.PDCA = []string{a.pdca.Plan.String(), a.pdca.Do.String(), a.pdca.Check.String(), a.pdca.Act.String()}
	}
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings and bools always marshal
	}
	return b
}

// errStored hides the content of a damaged answer from error texts.
var errStored = errors.New("instrument: stored answer is damaged")

// DecodeAnswer reads what Encode wrote. The answer is not checked against a
// question; call Fits where the question may have changed.
func DecodeAnswer(b []byte) (Answer, error) {
	var s stored
	if json.Unmarshal(b, &s) != nil {
		return Answer{}, errStored
	}
	state, known := ParseAnswerState(s.State)
	if !known {
		return Answer{}, errStored
	}
	a := Answer{state: state, options: s.Options, text: s.Text, reference: s.Reference, need: s.Need}
	numbers := append([]string{s.Number}, s.PDCA...)
	into := []*Number{&a.number, &a.pdca.Plan, &a.pdca.Do, &a.pdca.Check, &a.pdca.Act}
	if len(numbers) != 1 && len(numbers) != len(into) {
		return Answer{}, errStored
	}
	for i, text := range numbers {
		if text == "" {
			continue
		}
		n, err := ParseNumber(text)
		if err != nil {
			return Answer{}, errStored
		}
		*into[i] = n
	}
	return a, nil
}
