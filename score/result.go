package score

import "math/big"

// Kind tells what a value belongs to.
type Kind uint8

const (
	// Total is the value of the whole instrument.
	Total Kind = iota
	// Node is a field or a node below one.
	Node
	// Group is an extra grouping (instrument.Group).
	Group
)

// Reason says why there is no value.
type Reason string

const (
	// HasValue: there is a value.
	HasValue Reason = ""
	// NoAnswers: nothing that counts was answered.
	NoAnswers Reason = "no_answers"
	// NotApplicable: no question applies here.
	NotApplicable Reason = "not_applicable"
	// LowCoverage: fewer answers than the instrument wants for a value.
	LowCoverage Reason = "low_coverage"
	// Void: an answer or a gate takes the value away (instrument.Void).
	Void Reason = "void"
	// Undefined: the rule has no result here, such as a division by zero.
	Undefined Reason = "undefined"
	// NoRow: no row of the lookup table fits.
	NoRow Reason = "no_row"
)

// Coverage says how many questions a value rests on: "answered: 20 of 25".
type Coverage struct {
	// Answered were answered with something that counts.
	Answered int
	// Of is how many apply: all but NotApplicable.
	Of int
	// NotApplicable were left out because they do not apply, were not asked
	// after a condition, or were answered by an option without points.
	NotApplicable int
}

// Share returns Answered / Of, and false where nothing applies.
func (c Coverage) Share() (*big.Rat, bool) {
	if c.Of == 0 {
		return nil, false
	}
	return big.NewRat(int64(c.Answered), int64(c.Of)), true
}

// Value is the value of one node, grouping or the total.
type Value struct {
	// ID is the node's or group's id, or the total's (instrument.Scoring.TotalID).
	ID   string
	Kind Kind
	// Reason is HasValue, or why there is none.
	Reason   Reason
	Coverage Coverage
	exact    rat
	shown    rat
	points   rat
	most     rat
}

// OK tells whether there is a value.
func (v *Value) OK() bool { return v.Reason == HasValue }

// Exact returns the value before rounding; nil if there is none.
func (v *Value) Exact() *big.Rat { return v.fraction(v.exact) }

// Rounded returns the value as published; nil if there is none.
func (v *Value) Rounded() *big.Rat { return v.fraction(v.shown) }

func (v *Value) fraction(x rat) *big.Rat {
	if !v.OK() {
		return nil
	}
	return new(big.Rat).Set(x.toBig())
}

// AppendText appends the rounded value as a decimal without trailing zeros, at
// most 10 digits after the point; nothing if there is none.
func (v *Value) AppendText(dst []byte) []byte {
	if !v.OK() {
		return dst
	}
	return v.shown.appendDecimal(dst)
}

// Text is AppendText as a string.
func (v *Value) Text() string { return string(v.AppendText(nil)) }

// Points returns the sum of the points of the questions below that count, and
// the most they could have been, both without weights.
func (v *Value) Points() (points, most *big.Rat) {
	return new(big.Rat).Set(v.points.toBig()), new(big.Rat).Set(v.most.toBig())
}

// Result is what one Sheet of answers comes to. It may be used again for the
// next sheet, which saves its memory; then the Values are overwritten.
type Result struct {
	// Values holds the total, then the nodes in the order of the tree, then the
	// groups: always the same for one Evaluator.
	Values []Value
	run
}

// Value returns the value of a node, group or the total; nil for an unknown id.
func (r *Result) Value(id string) *Value {
	for i := range r.Values {
		if r.Values[i].ID == id {
			return &r.Values[i]
		}
	}
	return nil
}
