package orgcheck

import (
	"math/big"

	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/result"
)

// Side is a field or a theme seen from both sides.
type Side struct {
	Node *instrument.Node
	// Self is the offices' value over what partners are asked, too; Partners is
	// the mean of all partners, Groups by group in the order of Outside.Groups.
	Self, Partners disclosure.Shown
	Groups         []disclosure.Shown
}

// Field is one field of the evaluation: texts first, then figures.
type Field struct {
	Node  *instrument.Node
	Value disclosure.Shown
	// Last is the value of the last organisation check.
	Last disclosure.Shown
	// Band is the appraisal, nil while there is no value.
	Band *instrument.Band
	Progress
	// Worked is what offices say worked; Appraisal what somebody outside says.
	Worked, Appraisal Words
	// Strong works; Needs are weak, unknown or marked as needing action; Push are
	// others' competence; Disputed are seen differently.
	Strong, Needs, Push, Disputed []Merged
	// All is everything asked in the field.
	All []Merged
	// Views are the field and its themes from both sides, as far as partners are
	// asked; empty without partners.
	Views []Side
}

// Report is what an organisation check has come to.
type Report struct {
	Check  *Check
	Total  disclosure.Shown
	Fields []Field
	// Groups are the groups of partners whose views are there.
	Groups []Group
	Left   Leftovers
	// Last is the organisation check compared with, nil if there is none.
	Last *Last
}

// Last is the organisation check before this one with the same instrument.
type Last struct {
	Check   *Check
	Outcome Outcome
}

// Broken reports whether the questions have changed since: values of different
// versions stand in no series.
func (l *Last) Broken(now *Check) bool { return l.Check.Instrument.Version != now.Instrument.Version }

// LastOf returns which check of a list is the last closed one before this with
// the same instrument, nil if there is none.
func LastOf(now *Check, all []*Check) *Check {
	var last *Check
	for _, c := range all {
		if c.ID == now.ID || c.State != Closed || c.Instrument.ID != now.Instrument.ID || !c.OpenedAt.Before(now.OpenedAt) {
			continue
		}
		if last == nil || c.ClosedAt.After(last.ClosedAt) {
			last = c
		}
	}
	return last
}

// ReportOf composes the evaluation. Entitled says that access lets the reader
// see it.
func ReportOf(ins *instrument.Instrument, r *Record, merged []Merged, o Outcome, last *Last, entitled bool) (Report, error) {
	policy, err := disclosure.NewPolicy(disclosure.Named, 0)
	if err != nil {
		return Report{}, err
	}
	standing := disclosure.Standing{Entitled: entitled, Closed: r.Check.State == Closed}
	rep := Report{Check: r.Check, Total: o.Total.Show(policy, standing), Left: o.Left, Last: last}
	if o.Partners != nil {
		rep.Groups = o.Partners.Groups
	}
	for _, node := range ins.Fields {
		f := Field{Node: node, Value: o.Value(node.ID).Show(policy, standing), Worked: r.Worked[node.ID], Appraisal: r.Appraisals[node.ID]}
		if last != nil {
			f.Last = last.Outcome.Value(node.ID).Show(policy, standing)
		}
		if b, ok := o.BandOf(ins, node.ID); ok && !f.Value.Withheld() {
			f.Band = &b
		}
		for _, m := range merged {
			if m.Field != nil && m.Field.ID == node.ID && m.Ending != Unasked {
				f.add(m)
			}
		}
		if o.Partners != nil {
			f.Views = views(ins, node, o, policy, standing)
		}
		rep.Fields = append(rep.Fields, f)
	}
	return rep, nil
}

// add puts a question where it belongs.
func (f *Field) add(m Merged) {
	f.All = append(f.All, m)
	f.Progress.Add(m)
	switch s := m.Standing(); {
	case m.Ending == Contradictory:
		f.Disputed = append(f.Disputed, m)
	case m.Elsewhere():
		f.Push = append(f.Push, m)
	case s == result.Weak, s == result.Unknown, m.NeedForAction():
		f.Needs = append(f.Needs, m)
	case s == result.Strong:
		f.Strong = append(f.Strong, m)
	}
}

// views are a field and its themes from both sides.
func views(ins *instrument.Instrument, field *instrument.Node, o Outcome, p disclosure.Policy, s disclosure.Standing) []Side {
	var out []Side
	for _, n := range append([]*instrument.Node{field}, field.Nodes...) {
		if !partnersAsked(ins, n) {
			continue
		}
		side := Side{Node: n, Self: o.Beside(n.ID).Show(p, s), Partners: o.Partners.Show(ins, AllPartners, n.ID, s.Entitled)}
		for _, g := range o.Partners.Groups {
			side.Groups = append(side.Groups, o.Partners.Show(ins, g.ID, n.ID, s.Entitled))
		}
		out = append(out, side)
	}
	return out
}

// partnersAsked reports whether partners are asked anything below a node.
func partnersAsked(ins *instrument.Instrument, n *instrument.Node) bool {
	for _, q := range PartnerQuestions(ins) {
		if ins.Parent(q) == n || below(n, q) {
			return true
		}
		for _, c := range n.Nodes {
			if ins.Parent(q) == c {
				return true
			}
		}
	}
	return false
}

// Change is how far a value has moved since the last check, false where one of
// the two is not there or the series is broken.
func (f Field) Change(last *Last, now *Check) (*big.Rat, bool) {
	if last == nil || last.Broken(now) {
		return nil, false
	}
	a, ok := f.Value.Value()
	b, also := f.Last.Value()
	if !ok || !also {
		return nil, false
	}
	return new(big.Rat).Sub(new(big.Rat).SetFloat64(a), new(big.Rat).SetFloat64(b)), true
}
