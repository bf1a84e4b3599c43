package orgcheck

import (
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"chancencheck/instrument"
	"chancencheck/result"
	"chancencheck/score"
)

// Outcome is what an organisation check has come to. It is computed while
// offices answer, and stored in this form when the check closes.
type Outcome struct {
	Total result.Value `json:"total"`
	// Nodes are the fields and the themes below them, in the instrument's order.
	Nodes []result.Value `json:"nodes"`
	// Comparable holds the same values from only those questions that partners
	// are asked, too: only like is compared with like.
	Comparable []result.Value `json:"comparable,omitempty"`
	// Partners is the view from outside; nil before close and without partners.
	Partners *Outside `json:"partners,omitempty"`
	// Left is what was not settled at close.
	Left Leftovers `json:"left"`
}

// Leftovers lists questions that a close leaves as they are.
type Leftovers struct {
	Contradictory []string `json:"contradictory,omitempty"`
	Unconfirmed   []string `json:"unconfirmed,omitempty"`
	Open          []string `json:"open,omitempty"`
	Passed        []string `json:"passed,omitempty"`
	// Homeless questions were asked of units that no longer exist.
	Homeless []string `json:"homeless,omitempty"`
}

// Left says what is not settled.
func (r *Record) Left(ins *instrument.Instrument, merged []Merged, at time.Time) Leftovers {
	var l Leftovers
	for _, m := range merged {
		id := m.Question.ID
		switch {
		case m.Ending == Unasked:
		case m.Ending == Contradictory:
			l.Contradictory = append(l.Contradictory, id)
		case m.Ending == Open:
			l.Open = append(l.Open, id)
		case m.Ending == Passed:
			l.Passed = append(l.Passed, id)
		case !m.Confirmed():
			l.Unconfirmed = append(l.Unconfirmed, id)
		}
	}
	for _, d := range r.Homeless(ins, at) {
		l.Homeless = append(l.Homeless, d.Question)
	}
	return l
}

// Compute makes the outcome of a record; sheets are those of partners, nil
// before close.
func (r *Record) Compute(ins *instrument.Instrument, at time.Time, sheets []PartnerSheet) (Outcome, error) {
	merged := r.Merge(ins, at)
	o := Outcome{Left: r.Left(ins, merged, at)}
	set := AnswerSet(merged)
	res, err := score.Evaluate(ins, score.Options{Format: r.Check.Format}, set)
	if err != nil {
		return o, fmt.Errorf("score organisation check %s: %w", r.Check.ID, err)
	}
	o.Total, o.Nodes = valueOf(&res.Values[0]), valuesOf(ins, res)
	if ins.Format(PartnersFormat) == nil {
		return o, nil
	}
	common, err := score.Evaluate(ins, score.Options{Format: PartnersFormat}, set)
	if err != nil {
		return o, fmt.Errorf("score organisation check %s beside partners: %w", r.Check.ID, err)
	}
	o.Comparable = valuesOf(ins, common)
	if len(r.Groups) > 0 && sheets != nil {
		o.Partners, err = r.outside(ins, sheets)
	}
	return o, err
}

// Nodes returns the fields with the themes directly below them, in order.
func Nodes(ins *instrument.Instrument) []*instrument.Node {
	var out []*instrument.Node
	for _, f := range ins.Fields {
		out = append(append(out, f), f.Nodes...)
	}
	return out
}

func valuesOf(ins *instrument.Instrument, res *score.Result) []result.Value {
	var out []result.Value
	for _, n := range Nodes(ins) {
		if v := res.Value(n.ID); v != nil {
			out = append(out, valueOf(v))
		} else {
			out = append(out, result.Value{Node: n.ID, Reason: score.NoAnswers})
		}
	}
	return out
}

func valueOf(v *score.Value) result.Value {
	return result.Value{Node: v.ID, Decimal: v.Text(), Reason: v.Reason, Answered: v.Coverage.Answered, Of: v.Coverage.Of}
}

// Value returns the value of a node, or of the whole for "".
func (o Outcome) Value(node string) result.Value { return pick(o.Nodes, o.Total, node) }

// Beside returns the value to compare with that of partners.
func (o Outcome) Beside(node string) result.Value { return pick(o.Comparable, result.Value{}, node) }

func pick(list []result.Value, whole result.Value, node string) result.Value {
	if node == "" {
		return whole
	}
	for _, v := range list {
		if v.Node == node {
			return v
		}
	}
	return result.Value{Node: node, Reason: score.NoAnswers}
}

// BandOf is the appraisal of a node's value, false while there is none.
func (o Outcome) BandOf(ins *instrument.Instrument, node string) (instrument.Band, bool) {
	v := o.Value(node)
	r, ok := new(big.Rat).SetString(v.Decimal)
	if !ok {
		return instrument.Band{}, false
	}
	return ins.Band(node, r)
}

// Encode writes the outcome for the store.
func (o Outcome) Encode() ([]byte, error) { return json.Marshal(o) }

// Decode reads a stored outcome.
func Decode(b []byte) (Outcome, error) {
	var o Outcome
	if err := json.Unmarshal(b, &o); err != nil {
		return o, fmt.Errorf("decode outcome: %w", err)
	}
	return o, nil
}
