package disclosure

import (
	"encoding/json"
	"fmt"

	"chancencheck/fault"
)

// Cell says how many people answered in a node itself, not below it.
type Cell struct {
	Node, Column string
	// N is the number of people who answered as members of this node and whose
	// answers flow into the column.
	N int
}

// Table is a report before disclosure control: tree x columns.
type Table struct {
	Tree Tree
	// Columns are the fields or questions of the report, in order.
	Columns []string
	// Linked is true when one column can be computed from others, such as an
	// overall value from its fields. Linked columns are hidden together.
	Linked bool
	// Cells are the people per node and column; a missing cell is nobody.
	Cells []Cell
}

// Pattern says which cells of a report are shown. It is computed once, at
// close, stored, and the same for everybody. It contains no numbers of people.
type Pattern struct {
	threshold int
	states    map[cellKey]Reason
	order     []cellKey
}

type cellKey struct{ node, column string }

// shownState is what a pattern stores for a cell that may be shown; a cell
// that is not in the pattern is withheld.
const shownState Reason = "shown"

// Compute decides for every node and column whether it is shown.
//
// Call the people who are in a shown node but in no shown node below it its
// remainder: subtraction can find figures about remainders and their unions,
// and about nothing else, because shown nodes are nested or apart. So the
// pattern is safe when every remainder is empty or at least the threshold.
// Compute hides every node under the threshold (TooFew); then, where a
// remainder is too small, the nearest and smallest node below it, ties by
// position (Complementary); then it shows again what was hidden without need.
//
// Only anonymous answers are suppressed. Unknown nodes or columns, repeated
// cells and negative numbers are refused with fault.Invalid.
func Compute(p Policy, t Table) (Pattern, error) {
	if p.class != AnonymousAnswers {
		return Pattern{}, fault.New(fault.Invalid, "disclosure.pattern_needs_anonymous", "class", string(p.class))
	}
	own, err := t.own()
	if err != nil {
		return Pattern{}, fmt.Errorf("pattern: %w", err)
	}
	out := Pattern{threshold: p.threshold, states: make(map[cellKey]Reason)}
	groups := make([][]int, 0, len(t.Columns))
	for c := range t.Columns {
		if t.Linked && c > 0 {
			groups[0] = append(groups[0], c)
			continue
		}
		groups = append(groups, []int{c})
	}
	order := t.Tree.bottomUp()
	for _, columns := range groups {
		g := newGroup(t.Tree, order, own, columns, p.threshold)
		g.suppress()
		for i, c := range columns {
			for n, node := range t.Tree.nodes {
				out.add(node.ID, t.Columns[c], g.state(n, i))
			}
		}
	}
	return out, nil
}

// own gives the people per column and node, checked.
func (t Table) own() ([][]int, error) {
	column := make(map[string]int, len(t.Columns))
	own := make([][]int, len(t.Columns))
	for i, c := range t.Columns {
		if _, again := column[c]; again {
			return nil, fault.New(fault.Invalid, "disclosure.column_repeated", "column", c)
		}
		column[c], own[i] = i, make([]int, len(t.Tree.nodes))
	}
	seen := make(map[cellKey]bool, len(t.Cells))
	for _, c := range t.Cells {
		node, okNode := t.Tree.index[c.Node]
		col, okColumn := column[c.Column]
		key := cellKey{c.Node, c.Column}
		if !okNode || !okColumn || seen[key] || c.N < 0 {
			return nil, fault.New(fault.Invalid, "disclosure.cell_invalid", "node", c.Node, "column", c.Column)
		}
		seen[key] = true
		own[col][node] = c.N
	}
	return own, nil
}

func (p *Pattern) add(node, column string, state Reason) {
	k := cellKey{node, column}
	p.states[k] = state
	p.order = append(p.order, k)
}

// Threshold returns the least number of people the pattern was computed for.
func (p Pattern) Threshold() int { return p.threshold }

// Reason returns why a cell is withheld, "" if it may be shown. A cell outside
// the frozen tree is NotEntitled: there are no other cuts through the answers.
func (p Pattern) Reason(node, column string) Reason {
	switch state, known := p.states[cellKey{node, column}]; {
	case !known:
		return NotEntitled
	case state == shownState:
		return ""
	default:
		return state
	}
}

// Show decides about the figure of one cell. The pattern comes on top of the
// policy's own rules; f.N counts the people of the node and everything below.
func (p Pattern) Show(node, column string, f Figure, s Standing) Shown {
	policy := Policy{class: AnonymousAnswers, threshold: p.threshold}
	if !s.Entitled || !s.Closed {
		return policy.Show(f, s)
	}
	if r := p.Reason(node, column); r != "" {
		return Withhold(r)
	}
	return policy.Show(f, s)
}

type patternJSON struct {
	Threshold int           `json:"threshold"`
	Cells     []patternCell `json:"cells"`
}

type patternCell struct {
	Node   string `json:"node"`
	Column string `json:"column"`
	State  Reason `json:"state"`
}

// MarshalJSON writes the pattern for freezing; the same pattern gives the same bytes.
func (p Pattern) MarshalJSON() ([]byte, error) {
	out := patternJSON{Threshold: p.threshold, Cells: make([]patternCell, 0, len(p.order))}
	for _, k := range p.order {
		out.Cells = append(out.Cells, patternCell{k.node, k.column, p.states[k]})
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads a frozen pattern. A threshold below the floor, an unknown
// state or a repeated cell is refused with fault.Invalid.
func (p *Pattern) UnmarshalJSON(data []byte) error {
	var in patternJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("read pattern: %w", err)
	}
	if in.Threshold < Floor {
		return fault.New(fault.Invalid, "disclosure.threshold_below_floor", "threshold", in.Threshold, "floor", Floor)
	}
	out := Pattern{threshold: in.Threshold, states: make(map[cellKey]Reason, len(in.Cells))}
	for _, c := range in.Cells {
		_, again := out.states[cellKey{c.Node, c.Column}]
		if again || (c.State != shownState && c.State != TooFew && c.State != Complementary) {
			return fault.New(fault.Invalid, "disclosure.pattern_damaged", "node", c.Node, "column", c.Column)
		}
		out.add(c.Node, c.Column, c.State)
	}
	*p = out
	return nil
}
