// Package result says what a check, a round and an organisation have come to:
// what works, what is missing, for whom, and what recurs.
//
// It composes: the team's agreements from check, values from score, and the
// decision what may be shown from disclosure. Values are computed once, when a
// check is finished, and kept with it as its Outcome. There is no order of
// units by value anywhere in this package.
package result

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/score"
)

// Value is the value of a field, or of the whole, as it was computed.
type Value struct {
	// Node is the field's id, or the id of the total.
	Node string `json:"node"`
	// Decimal is the rounded value, "" if there is none.
	Decimal string `json:"value,omitempty"`
	// Reason says why there is none.
	Reason score.Reason `json:"reason,omitempty"`
	// Answered of Of questions count.
	Answered int `json:"answered"`
	Of       int `json:"of"`
}

// Standing says where an item ended up.
type Standing string

// The standings of an item.
const (
	Strong    Standing = "strong"    // was gelingt
	Middle    Standing = "middle"    // unterwegs
	Weak      Standing = "weak"      // was noch fehlt
	Unknown   Standing = "unknown"   // weiß bei uns niemand
	Differing Standing = "differing" // wir sehen es verschieden
	Unrated   Standing = "unrated"   // not on an ordered scale, skipped, not applicable, or for others to decide
)

// Outcome is what a finished check has come to. It is stored in this form.
type Outcome struct {
	Check  check.ID `json:"check"`
	Total  Value    `json:"total"`
	Fields []Value  `json:"fields"`
	// Items holds the standing of everything the team has agreed on.
	Items map[check.ItemID]Standing `json:"items"`
	// Situations holds the agreed level of each situation.
	Situations map[string]string `json:"situations,omitempty"`
	// Upward are the needs passed to those who can change them.
	Upward []Passed `json:"upward,omitempty"`
}

// Passed is a need that a team passes upward.
type Passed struct {
	Who  check.Who `json:"who"`
	Text string    `json:"text"`
}

// Compute makes the outcome of a record.
func Compute(ins *instrument.Instrument, format string, rec *check.Record) (Outcome, error) {
	c := rec.Check
	items := check.Items(ins, format, c.UnitKind, c.Situations)
	o := Outcome{Check: c.ID, Items: map[check.ItemID]Standing{}, Situations: map[string]string{}, Upward: passed(rec.Notes)}
	answers := map[string]instrument.Answer{}
	for _, i := range items {
		a := rec.Agreements[i.ID]
		o.Items[i.ID] = StandingOf(i, a)
		counted, ok := a.Counted()
		if !ok {
			continue
		}
		if s, is := i.ID.Situation(); is {
			o.Situations[s] = counted.Option()
			continue
		}
		answers[string(i.ID)] = counted
	}
	res, err := score.Evaluate(ins, score.Options{Format: format, UnitKind: string(c.UnitKind)}, answers)
	if err != nil {
		return o, fmt.Errorf("score check %s: %w", c.ID, err)
	}
	o.Total = valueOf(&res.Values[0])
	for _, f := range ins.Fields {
		o.Fields = append(o.Fields, valueOf(res.Value(f.ID)))
	}
	return o, nil
}

func passed(notes []check.Note) []Passed {
	var out []Passed
	for _, n := range notes {
		if n.Kind == check.Upward {
			out = append(out, Passed{n.Who, n.Text})
		}
	}
	return out
}

func valueOf(v *score.Value) Value {
	return Value{Node: v.ID, Decimal: v.Text(), Reason: v.Reason, Answered: v.Coverage.Answered, Of: v.Coverage.Of}
}

// StandingOf says where an agreement leaves its item: the lower half of the
// levels is weak, the upper half strong, a middle level neither.
func StandingOf(i check.Item, a check.Agreement) Standing {
	switch {
	case a.Differing:
		return Differing
	case a.Answer.State() == instrument.NobodyKnows:
		return Unknown
	}
	if o := elsewhere(i, a); o != nil {
		return Unrated
	}
	levels := i.Levels()
	for n, id := range levels {
		if id != a.Answer.Option() || id == "" {
			continue
		}
		switch {
		case n < len(levels)/2:
			return Weak
		case n >= len(levels)-len(levels)/2:
			return Strong
		}
		return Middle
	}
	if a.Answer.Option() != "" && len(levels) > 0 {
		return Unknown // a level without points: "we don't know"
	}
	return Unrated
}

// elsewhere returns the agreed option if it says that others decide; else nil.
func elsewhere(i check.Item, a check.Agreement) *instrument.Option {
	if a.Answer.State() != instrument.Answered || !i.Question.Scale.Kind.HasOptions() {
		return nil
	}
	if o := i.Question.Scale.Option(a.Answer.Option()); o != nil && o.Elsewhere {
		return o
	}
	return nil
}

// Finish freezes a check with its outcome.
func Finish(ctx context.Context, st check.Stores, act access.Act, ref check.Ref, ins *instrument.Instrument, format string) error {
	return check.Finish(ctx, st, act, ref, func(rec *check.Record) ([]byte, error) {
		o, err := Compute(ins, format, rec)
		if err != nil {
			return nil, err
		}
		return json.Marshal(o)
	})
}

// Decode reads a stored outcome.
func Decode(b []byte) (Outcome, error) {
	var o Outcome
	if err := json.Unmarshal(b, &o); err != nil {
		return o, fmt.Errorf("decode outcome: %w", err)
	}
	return o, nil
}

// Show decides whether the value may be seen, and is the only way to a figure
// that can be displayed.
func (v Value) Show(p disclosure.Policy, s disclosure.Standing) disclosure.Shown {
	if v.Decimal == "" {
		if hidden := p.Show(disclosure.Figure{N: 1}, s); hidden.Withheld() {
			return hidden // why there is no value is itself a result
		}
		if v.Reason == score.LowCoverage {
			return disclosure.Withhold(disclosure.BelowCoverage)
		}
		return disclosure.Withhold(disclosure.NoAnswers)
	}
	f, _ := v.rat().Float64()
	return p.Show(disclosure.Figure{Value: f, N: v.Answered, Coverage: disclosure.Answered(v.Answered, v.Of)}, s)
}

func (v Value) rat() *big.Rat {
	r, ok := new(big.Rat).SetString(v.Decimal)
	if !ok {
		return new(big.Rat)
	}
	return r
}
