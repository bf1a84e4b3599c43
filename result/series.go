package result

import (
	"reflect"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/round"
)

// Occasion is one signed check of a unit.
type Occasion struct {
	Round      *round.Round
	Check      *check.Check
	Instrument *instrument.Instrument
	Outcome    Outcome
	Lineage    Lineage
	Viewing    Viewing
}

// BreakReason is why a value cannot be compared with the one before.
type BreakReason string

// The reasons, the weightiest first.
const (
	OtherUnit       BreakReason = "unit"       // the unit was joined or parted
	OtherService    BreakReason = "service"    // the team looked at something else
	OtherInstrument BreakReason = "instrument" // other questions altogether
	NotMapped       BreakReason = "version"    // nobody has said how the versions belong together
	OtherScoring    BreakReason = "scoring"    // values are made in another way
	OtherQuestions  BreakReason = "questions"  // some of the questions are new
)

// Break (Bruch in der Reihe) says that a line must not be drawn from the value
// before.
type Break struct {
	Reason BreakReason
	// Common of Of questions are the same; only with OtherQuestions.
	Common, Of int
	// Lineage says how the unit of the value before belongs to that of the
	// youngest one; only with OtherUnit.
	Lineage Lineage
}

// Point is the value of one field in one round.
type Point struct {
	Round *round.Round
	Check *check.Check
	Value disclosure.Shown
	// Break is nil where the value can be compared with the one before, and for
	// the first.
	Break *Break
}

// FieldSeries is one field over the rounds, the oldest first.
type FieldSeries struct {
	Node   *instrument.Node
	Points []Point
}

// Series follows the fields of a unit from round to round, the oldest first, in
// the order of the youngest instrument. A changed value is what people said at
// another time; it is no effect of anything. Source: practice, section 1, S8.
func Series(occasions []Occasion) ([]FieldSeries, error) {
	if len(occasions) == 0 {
		return nil, nil
	}
	var out []FieldSeries
	for _, node := range occasions[len(occasions)-1].Instrument.Fields {
		line := FieldSeries{Node: node}
		var before *Occasion
		for i := range occasions {
			now := &occasions[i]
			v, asked := now.value(node.ID)
			if !asked {
				continue
			}
			policy, standing, err := gate(now.Check, now.Viewing)
			if err != nil {
				return nil, err
			}
			p := Point{Round: now.Round, Check: now.Check, Value: v.Show(policy, standing)}
			if before != nil {
				p.Break = broken(before, now, node.ID)
			}
			line.Points, before = append(line.Points, p), now
		}
		out = append(out, line)
	}
	return out, nil
}

// value returns the value of a field that was asked.
func (o *Occasion) value(node string) (Value, bool) {
	for _, v := range o.Outcome.Fields {
		if v.Node == node {
			return v, v.Of > 0
		}
	}
	return Value{}, false
}

// broken says why a field cannot be compared between two occasions, nil if it can.
func broken(then, now *Occasion, node string) *Break {
	switch {
	case then.Lineage != now.Lineage:
		return &Break{Reason: OtherUnit, Lineage: then.Lineage}
	case then.Check.Unit != now.Check.Unit:
		return &Break{Reason: OtherUnit, Lineage: Beside}
	case then.Check.Service != now.Check.Service:
		return &Break{Reason: OtherService}
	case then.Instrument.ID != now.Instrument.ID:
		return &Break{Reason: OtherInstrument}
	}
	was, is := then.counted(node), now.counted(node)
	common := 0
	for _, q := range is {
		if old := now.Instrument.Continued(then.Instrument, q.ID); old != nil && was[old.ID] != nil {
			common++
		}
	}
	switch {
	case common == 0:
		return &Break{Reason: NotMapped}
	case common < len(is) || common < len(was):
		return &Break{Reason: OtherQuestions, Common: common, Of: max(len(is), len(was))}
	case !sameRules(then.Instrument, now.Instrument, node):
		return &Break{Reason: OtherScoring}
	}
	return nil
}

// counted are the questions of a field that its value is made of.
func (o *Occasion) counted(node string) map[string]*instrument.Question {
	out := map[string]*instrument.Question{}
	for _, q := range o.Instrument.Questions(o.Round.Format, string(o.Check.UnitKind)) {
		if f := o.Instrument.Field(q); f != nil && f.ID == node && q.Scored {
			out[q.ID] = q
		}
	}
	return out
}

// sameRules reports whether a field's value is made in the same way.
func sameRules(then, now *instrument.Instrument, node string) bool {
	a, b := then.Node(node), now.Node(node)
	return a != nil && b != nil && reflect.DeepEqual(a.Score, b.Score) && reflect.DeepEqual(then.Score, now.Score)
}
