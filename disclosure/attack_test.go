package disclosure_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"chancencheck/disclosure"

	"pgregory.net/rapid"
)

// An attacker knows the tree, the pattern and every shown figure, and may add
// and subtract them with any factors. The unknowns are the sums of the answers
// given in each node itself, per column; a shown cell is a linear equation
// about them. A figure is found if its unknowns are a linear combination of
// equations: a question of rank, decided here exactly, over the rationals.
type attacker struct {
	unknowns int
	rows     [][]*big.Rat // reduced: each row has a leading 1 alone in its column
	lead     []int
}

func (a *attacker) learn(equation []int64) {
	row := a.reduce(equation)
	lead := -1
	for i, x := range row {
		if x.Sign() != 0 {
			lead = i
			break
		}
	}
	if lead < 0 {
		return
	}
	inverse := new(big.Rat).Inv(row[lead])
	for _, x := range row {
		x.Mul(x, inverse)
	}
	for _, other := range a.rows {
		subtract(other, row, lead)
	}
	a.rows, a.lead = append(a.rows, row), append(a.lead, lead)
}

func (a *attacker) reduce(equation []int64) []*big.Rat {
	row := make([]*big.Rat, a.unknowns)
	for i := range row {
		row[i] = big.NewRat(equation[i], 1)
	}
	for i, known := range a.rows {
		subtract(row, known, a.lead[i])
	}
	return row
}

func subtract(row, known []*big.Rat, lead int) {
	if row[lead].Sign() == 0 {
		return
	}
	factor := new(big.Rat).Set(row[lead])
	for i := range row {
		row[i] = new(big.Rat).Sub(row[i], new(big.Rat).Mul(factor, known[i]))
	}
}

// finds tells whether the figure with these factors can be computed.
func (a *attacker) finds(figure []int64) bool {
	for _, x := range a.reduce(figure) {
		if x.Sign() != 0 {
			return false
		}
	}
	return true
}

// report is what the attack needs to know about a table.
type report struct {
	nodes   []string
	columns []string
	parent  map[string]string
	people  map[[2]string]int
	// weights, if given, make the last column the weighted sum of the others.
	weights []int64
}

func (r report) fields() int {
	if r.weights != nil {
		return len(r.columns) - 1
	}
	return len(r.columns)
}

func (r report) at(node, field int) int { return field*len(r.nodes) + node }

// equation is the sum over a set of nodes, in one column. Nodes where nobody
// answered are no unknowns.
func (r report) equation(column int, in func(node string) bool) []int64 {
	e := make([]int64, len(r.nodes)*r.fields())
	for n, id := range r.nodes {
		for f := range r.fields() {
			if !in(id) || r.people[[2]string{id, r.columns[f]}] == 0 {
				continue
			}
			switch {
			case column < r.fields() && f == column:
				e[r.at(n, f)] = 1
			case column == r.fields():
				e[r.at(n, f)] = r.weights[f]
			}
		}
	}
	return e
}

func (r report) below(id string) func(string) bool {
	return func(node string) bool {
		for ; node != ""; node = r.parent[node] {
			if node == id {
				return true
			}
		}
		return false
	}
}

func (r report) total(id, column string) int {
	in, n := r.below(id), 0
	for _, node := range r.nodes {
		if in(node) {
			n += r.people[[2]string{node, column}]
		}
	}
	return n
}

func (r report) attack(shown func(node, column string) bool) *attacker {
	a := &attacker{unknowns: len(r.nodes) * r.fields()}
	for _, id := range r.nodes {
		for c, column := range r.columns {
			if shown(id, column) {
				a.learn(r.equation(c, r.below(id)))
			}
		}
	}
	return a
}

func drawReport(t *rapid.T, maxNodes, columns int, linked bool) (report, disclosure.Pattern) {
	table := drawTable(t, maxNodes, columns)
	table.Linked = linked
	r := report{columns: table.Columns, parent: map[string]string{}, people: map[[2]string]int{}}
	if linked {
		for range columns - 1 {
			r.weights = append(r.weights, rapid.Int64Range(1, 4).Draw(t, "weight"))
		}
	}
	last := table.Columns[columns-1]
	for i, c := range table.Cells {
		if linked && c.Column == last { // the overall value rests on those who answered the first field
			table.Cells[i].N = r.people[[2]string{c.Node, table.Columns[0]}]
		}
		r.people[[2]string{c.Node, c.Column}] = table.Cells[i].N
		if c.Column == table.Columns[0] {
			r.nodes = append(r.nodes, c.Node)
		}
	}
	p, err := disclosure.NewPolicy(disclosure.AnonymousAnswers, 7)
	if err != nil {
		t.Fatal(err)
	}
	pattern, err := disclosure.Compute(p, table)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range r.nodes {
		r.parent[id] = parentOf(t, table, id)
	}
	return r, pattern
}

func parentOf(t *rapid.T, table disclosure.Table, id string) string {
	parent, ok := table.Tree.Parent(id)
	if !ok {
		t.Fatalf("node %s is not in the tree", id)
	}
	return parent
}

func (r report) shownBy(p disclosure.Pattern) func(node, column string) bool {
	return func(node, column string) bool { return p.Reason(node, column) == "" }
}

func TestAttackerFindsNoHiddenCell(t *testing.T) {
	t.Parallel()
	for _, linked := range []bool{false, true} {
		rapid.Check(t, func(t *rapid.T) {
			r, p := drawReport(t, 14, 3, linked)
			shown := r.shownBy(p)
			a := r.attack(shown)
			for _, id := range r.nodes {
				for c, column := range r.columns {
					n := r.total(id, column)
					if n > 0 && n < 7 && shown(id, column) {
						t.Fatalf("%s/%s with %d people is shown", id, column, n)
					}
					// Linked columns are hidden together, so one of them may hide
					// a large cell that is the same as one shown below it.
					if secret := n > 0 && (n < 7 || !linked); secret && !shown(id, column) && a.finds(r.equation(c, r.below(id))) {
						t.Fatalf("%s/%s with %d people is found by subtraction", id, column, n)
					}
				}
			}
		})
	}
}

// Not only cells: no set of nodes whatever with fewer people than the
// threshold may be computed, for example "the staff of the office itself" or
// "the three small units together".
func TestAttackerFindsNoSmallGroup(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, p := drawReport(t, 8, 2, rapid.Bool().Draw(t, "linked"))
		a := r.attack(r.shownBy(p))
		for set := 1; set < 1<<len(r.nodes); set++ {
			member := map[string]bool{}
			for i, id := range r.nodes {
				member[id] = set>>i&1 == 1
			}
			for c, column := range r.columns {
				n := 0
				for id := range member {
					if member[id] {
						n += r.people[[2]string{id, column}]
					}
				}
				if n > 0 && n < 7 && a.finds(r.equation(c, func(id string) bool { return member[id] })) {
					t.Fatalf("%v in %s: %d people found", member, column, n)
				}
			}
		}
	})
}

// The attack itself must be able to succeed, or the tests above prove nothing.
func TestAttackerSucceedsAgainstPrimarySuppressionAlone(t *testing.T) {
	t.Parallel()
	r := report{
		nodes: []string{"city", "a", "b", "c"}, columns: []string{"f"},
		parent: map[string]string{"a": "city", "b": "city", "c": "city"},
		people: map[[2]string]int{{"a", "f"}: 3, {"b", "f"}: 20, {"c", "f"}: 9},
	}
	a := r.attack(func(node, _ string) bool { return node != "a" })
	if !a.finds(r.equation(0, r.below("a"))) {
		t.Error("total minus siblings does not find the hidden cell")
	}
	if a = r.attack(func(node, _ string) bool { return node != "a" && node != "c" }); a.finds(r.equation(0, r.below("a"))) {
		t.Error("two hidden siblings are told apart")
	}
}

// Nothing is hidden without need: showing any one complementary cell again
// would let the attacker find a group that is too small.
func TestEveryComplementaryCellIsNeeded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, p := drawReport(t, 9, 1, false)
		column := r.columns[0]
		for _, id := range r.nodes {
			if p.Reason(id, column) != disclosure.Complementary {
				continue
			}
			if !r.hasSmallRemainder(column, func(node string) bool { return node == id || p.Reason(node, column) == "" }) {
				b, _ := json.Marshal(p)
				t.Fatalf("%s is hidden without need in %s", id, b)
			}
		}
	})
}

// hasSmallRemainder says whether some shown node minus the shown nodes below it
// leaves between 1 and 6 people.
func (r report) hasSmallRemainder(column string, shown func(string) bool) bool {
	rest := map[string]int{}
	for _, id := range r.nodes {
		home := id
		for home != "" && !shown(home) {
			home = r.parent[home]
		}
		rest[home] += r.people[[2]string{id, column}]
	}
	for home, n := range rest {
		if home != "" && n > 0 && n < 7 {
			return true
		}
	}
	return false
}
