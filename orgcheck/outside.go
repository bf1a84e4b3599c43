package orgcheck

import (
	"fmt"
	"math"
	"math/big"

	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/score"
)

// AllPartners stands for all groups together where a group is named.
const AllPartners GroupID = "all"

// Outside is the partners' view, counted when the check closed. It holds no
// figure that may not be shown: the sheets it was made from are deleted.
type Outside struct {
	Groups []Group `json:"groups"`
	// Patterns say by field which figures of which group may be shown.
	Patterns map[string]disclosure.Pattern `json:"patterns"`
	Figures  []Figure                      `json:"figures"`
	// Most is the upper end of the values.
	Most float64 `json:"most"`
}

// Figure is the mean of what a group's members think of a node.
type Figure struct {
	Group GroupID `json:"group"`
	Node  string  `json:"node"`
	Mean  float64 `json:"mean"`
	N     int     `json:"n"`
}

// tally adds up what members of a group think of nodes.
type tally struct {
	sum map[cell]*big.Rat
	n   map[cell]int
}

type cell struct {
	group GroupID
	node  string
}

func (t tally) add(c cell, v *big.Rat) {
	if t.sum[c] == nil {
		t.sum[c] = new(big.Rat)
	}
	t.sum[c].Add(t.sum[c], v)
	t.n[c]++
}

// outside counts the sheets: the mean of each person's value, per group and for
// all together. A field and its themes are hidden together, because one can be
// computed from the others.
func (r *Record) outside(ins *instrument.Instrument, sheets []PartnerSheet) (*Outside, error) {
	ev, err := score.Compile(ins, score.Options{Format: PartnersFormat, UnitKind: PartnersFormat})
	if err != nil {
		return nil, fmt.Errorf("score partners: %w", err)
	}
	t := tally{map[cell]*big.Rat{}, map[cell]int{}}
	for _, s := range sheets {
		if err := t.sheet(ev, ins, s); err != nil {
			return nil, err
		}
	}
	out := &Outside{Groups: r.GroupsInOrder(), Patterns: map[string]disclosure.Pattern{}, Most: most(ins)}
	policy, err := disclosure.NewPolicy(disclosure.AnonymousAnswers, r.Check.Threshold)
	if err != nil {
		return nil, err
	}
	for _, f := range ins.Fields {
		if err := out.freeze(policy, f, t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (t tally) sheet(ev *score.Evaluator, ins *instrument.Instrument, s PartnerSheet) error {
	marks, err := ev.Sheet(s.Answers)
	if err != nil {
		return fmt.Errorf("score a sheet of partners: %w", err)
	}
	var res score.Result
	if err := ev.Evaluate(marks, &res); err != nil {
		return fmt.Errorf("score a sheet of partners: %w", err)
	}
	for _, n := range Nodes(ins) {
		if v := res.Value(n.ID); v != nil && v.OK() {
			t.add(cell{s.Group, n.ID}, v.Exact())
			t.add(cell{AllPartners, n.ID}, v.Exact())
		}
	}
	return nil
}

// freeze decides for one field what may be shown, and keeps only that.
func (o *Outside) freeze(policy disclosure.Policy, f *instrument.Node, t tally) error {
	nodes := []disclosure.Node{{ID: string(AllPartners)}}
	for _, g := range o.Groups {
		nodes = append(nodes, disclosure.Node{ID: string(g.ID), Parent: string(AllPartners)})
	}
	tree, err := disclosure.NewTree(nodes)
	if err != nil {
		return fmt.Errorf("groups of partners: %w", err)
	}
	table := disclosure.Table{Tree: tree, Linked: true}
	for _, n := range asked(f, t) {
		table.Columns = append(table.Columns, n)
		for _, g := range o.Groups {
			table.Cells = append(table.Cells, disclosure.Cell{Node: string(g.ID), Column: n, N: t.n[cell{g.ID, n}]})
		}
	}
	if len(table.Columns) == 0 {
		return nil
	}
	pattern, err := disclosure.Compute(policy, table)
	if err != nil {
		return fmt.Errorf("what partners say on %s: %w", f.ID, err)
	}
	o.Patterns[f.ID] = pattern
	for _, n := range table.Columns {
		for _, g := range nodes {
			c := cell{GroupID(g.ID), n}
			if pattern.Reason(g.ID, n) != "" || t.n[c] == 0 {
				continue
			}
			mean, _ := new(big.Rat).Quo(t.sum[c], big.NewRat(int64(t.n[c]), 1)).Float64()
			o.Figures = append(o.Figures, Figure{c.group, n, mean, t.n[c]})
		}
	}
	return nil
}

// asked returns the field and those of its themes on which anybody has a value.
func asked(f *instrument.Node, t tally) []string {
	var out []string
	for _, n := range append([]*instrument.Node{f}, f.Nodes...) {
		if t.n[cell{AllPartners, n.ID}] > 0 {
			out = append(out, n.ID)
		}
	}
	return out
}

// most is the upper end of an instrument's values.
func most(ins *instrument.Instrument) float64 {
	if !ins.Score.Defaults.Scale.IsSet() {
		return 100
	}
	m, _ := ins.Score.Defaults.Scale.Rat().Float64()
	return m
}

// Show decides about what a group thinks of a node, the only way to a figure
// that can be displayed. A nil Outside has none.
func (o *Outside) Show(ins *instrument.Instrument, g GroupID, node string, entitled bool) disclosure.Shown {
	if o == nil {
		return disclosure.Withhold(disclosure.NotClosed)
	}
	pattern, ok := o.Patterns[fieldOf(ins, node)]
	if !ok {
		return disclosure.Withhold(disclosure.NoAnswers)
	}
	f := disclosure.Figure{High: o.Most}
	for _, have := range o.Figures {
		if have.Group == g && have.Node == node {
			f.Value, f.N = have.Mean, have.N
		}
	}
	return pattern.Show(string(g), node, f, disclosure.Standing{Entitled: entitled, Closed: true})
}

// fieldOf returns the field a node belongs to.
func fieldOf(ins *instrument.Instrument, node string) string {
	for _, f := range ins.Fields {
		if f.ID == node {
			return f.ID
		}
		for _, n := range f.Nodes {
			if n.ID == node {
				return f.ID
			}
		}
	}
	return ""
}

// Distance is how far the offices' value lies above that of all partners, in
// whole points as both are written, negative below it; false where one of them
// is not shown.
func Distance(self, partners disclosure.Shown) (float64, bool) {
	a, ok := self.Value()
	b, also := partners.Value()
	return math.Round(a) - math.Round(b), ok && also
}
