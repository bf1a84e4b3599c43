package disclosure_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"chancencheck/disclosure"
	"chancencheck/fault"

	"pgregory.net/rapid"
)

// outline makes a tree and its cells from lines "id people", indented by one
// tab per level, in one column "f".
func outline(t testing.TB, text string) disclosure.Table {
	t.Helper()
	table := disclosure.Table{Columns: []string{"f"}}
	var nodes []disclosure.Node
	path := make([]string, 9)
	for line := range strings.Lines(strings.TrimSpace(text)) {
		depth := strings.Count(line, "\t")
		var id string
		var n int
		if _, err := fmt.Sscan(line, &id, &n); err != nil {
			t.Fatal(err)
		}
		path[depth+1] = id
		nodes = append(nodes, disclosure.Node{ID: id, Parent: path[depth]})
		table.Cells = append(table.Cells, disclosure.Cell{Node: id, Column: "f", N: n})
	}
	tree, err := disclosure.NewTree(nodes)
	if err != nil {
		t.Fatal(err)
	}
	table.Tree = tree
	return table
}

func TestComputeCases(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, tree, hidden string }{
		{"nothing small, nothing hidden", "city 0\n\ta 8\n\tb 9", ""},
		{"a small one takes its smallest sibling along", "city 0\n\ta 3\n\tb 20\n\tc 9", "a:too_few c:complementary"},
		{"ties go to the first", "city 0\n\ta 9\n\tb 9\n\tc 3", "a:complementary c:too_few"},
		{"two small ones together are enough", "city 0\n\ta 3\n\tb 4\n\tc 9", "a:too_few b:too_few"},
		{"two small ones together are still small", "city 0\n\ta 3\n\tb 3\n\tc 9\n\td 8", "a:too_few b:too_few d:complementary"},
		{"the people of the office itself count", "city 0\n\ta 3\n\t\ta1 8\n\t\ta2 9\n\tb 30", "a1:complementary"},
		{"an only child takes its parent along", "city 0\n\td1 0\n\t\ta 3\n\td2 30\n\td3 40", "d1:too_few a:too_few d2:complementary"},
		{"nobody answered is too few and no riddle", "city 0\n\ta 0\n\tb 9", "a:too_few"},
		{"across levels", "city 0\n\td1 0\n\t\ta 3\n\t\tb 20\n\td2 0\n\t\tc 30\n\t\td 31", "a:too_few b:complementary"},
		{"everything small up to the top", "city 0\n\ta 3\n\tb 3", "city:too_few a:too_few b:too_few"},
		{"the office itself covers its only small child", "city 0\n\td1 5\n\t\ta 3\n\td2 9", "a:too_few"},
	}
	for _, c := range cases {
		table := outline(t, c.tree)
		p, err := disclosure.Compute(policy(t, disclosure.AnonymousAnswers, 7), table)
		if err != nil {
			t.Fatal(err)
		}
		var hidden []string
		for _, cell := range table.Cells {
			if r := p.Reason(cell.Node, "f"); r != "" {
				hidden = append(hidden, cell.Node+":"+string(r))
			}
		}
		if got := strings.Join(hidden, " "); got != c.hidden {
			t.Errorf("%s: %q, want %q", c.name, got, c.hidden)
		}
	}
}

func TestLinkedColumnsAreHiddenTogether(t *testing.T) {
	t.Parallel()
	table := outline(t, "city 0\n\ta 9\n\tb 20\n\tc 30")
	table.Columns, table.Linked = []string{"f", "overall", "unasked"}, true
	for node, n := range map[string]int{"a": 6, "b": 20, "c": 30} {
		table.Cells = append(table.Cells, disclosure.Cell{Node: node, Column: "overall", N: n})
	}
	p, err := disclosure.Compute(policy(t, disclosure.AnonymousAnswers, 7), table)
	if err != nil {
		t.Fatal(err)
	}
	want := map[[2]string]disclosure.Reason{
		{"a", "overall"}: disclosure.TooFew, {"a", "f"}: disclosure.Complementary,
		{"b", "overall"}: disclosure.Complementary, {"b", "f"}: disclosure.Complementary,
		{"c", "overall"}: "", {"c", "f"}: "", {"city", "f"}: "", {"c", "unasked"}: disclosure.TooFew,
	}
	for cell, reason := range want {
		if got := p.Reason(cell[0], cell[1]); got != reason {
			t.Errorf("%v: %q, want %q", cell, got, reason)
		}
	}
}

func TestComputeRefuses(t *testing.T) {
	t.Parallel()
	good := outline(t, "city 0\n\ta 9")
	bad := map[string]func(*disclosure.Table){
		"unknown node":    func(t *disclosure.Table) { t.Cells[0].Node = "x" },
		"unknown column":  func(t *disclosure.Table) { t.Cells[0].Column = "x" },
		"negative":        func(t *disclosure.Table) { t.Cells[0].N = -1 },
		"repeated cell":   func(t *disclosure.Table) { t.Cells[0].Node = "a" },
		"repeated column": func(t *disclosure.Table) { t.Columns = []string{"f", "f"} },
	}
	p := policy(t, disclosure.AnonymousAnswers, 0)
	for name, spoil := range bad {
		table := good
		table.Cells = append([]disclosure.Cell(nil), good.Cells...)
		spoil(&table)
		if _, err := disclosure.Compute(p, table); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := disclosure.Compute(policy(t, disclosure.Named, 0), good); fault.KindOf(err) != fault.Invalid {
		t.Error("a pattern for named contributions was computed")
	}
}

func TestNewTreeRefuses(t *testing.T) {
	t.Parallel()
	type N = disclosure.Node
	for name, nodes := range map[string][]N{
		"circle":  {{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}},
		"self":    {{ID: "a", Parent: "a"}},
		"unknown": {{ID: "a", Parent: "x"}},
		"twice":   {{ID: "a"}, {ID: "a"}},
		"no id":   {{ID: ""}},
	} {
		if _, err := disclosure.NewTree(nodes); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPatternShow(t *testing.T) {
	t.Parallel()
	table := outline(t, "city 0\n\ta 3\n\tb 20\n\tc 9")
	p, err := disclosure.Compute(policy(t, disclosure.AnonymousAnswers, 7), table)
	if err != nil {
		t.Fatal(err)
	}
	f := disclosure.Figure{Value: 50, N: 20}
	cases := []struct {
		node string
		f    disclosure.Figure
		s    disclosure.Standing
		want disclosure.Reason
	}{
		{"b", f, open, ""},
		{"a", f, open, disclosure.TooFew},
		{"c", f, open, disclosure.Complementary},
		{"elsewhere", f, open, disclosure.NotEntitled},
		{"b", f, disclosure.Standing{Closed: true}, disclosure.NotEntitled},
		{"a", f, disclosure.Standing{Entitled: true}, disclosure.NotClosed},
		{"b", disclosure.Figure{Value: 50, N: 6}, open, disclosure.TooFew},
	}
	for _, c := range cases {
		if got := p.Show(c.node, "f", c.f, c.s); got.Reason() != c.want {
			t.Errorf("%s %+v: %q, want %q", c.node, c.s, got.Reason(), c.want)
		}
	}
	if got := (disclosure.Pattern{}).Show("b", "f", f, open); !got.Withheld() {
		t.Error("the zero pattern shows something")
	}
}

func TestPatternIsFrozenAsItIs(t *testing.T) {
	t.Parallel()
	p, err := disclosure.Compute(policy(t, disclosure.AnonymousAnswers, 8), outline(t, "city 0\n\ta 48\n\tb 3\n\tc 62"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(b); strings.Contains(s, "48") || strings.Contains(s, "62") {
		t.Errorf("the pattern contains numbers of people: %s", s)
	}
	var back disclosure.Pattern
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(back); string(again) != string(b) || back.Threshold() != 8 {
		t.Errorf("%s became %s", b, again)
	}
	for _, damaged := range []string{
		`{"threshold":3,"cells":[]}`, `{"threshold":7,"cells":[{"node":"a","column":"f","state":"visible"}]}`,
		`{"threshold":7,"cells":[{"node":"a","column":"f","state":"shown"},{"node":"a","column":"f","state":"too_few"}]}`, `[]`,
	} {
		if err := json.Unmarshal([]byte(damaged), &back); err == nil {
			t.Errorf("accepted %s", damaged)
		}
	}
}

func TestOrderOfCellsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		table := drawTable(t, 20, 3)
		first := mustCompute(t, table)
		for range 2 {
			seed := rapid.Uint64().Draw(t, "seed")
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(table.Cells), func(i, j int) {
				table.Cells[i], table.Cells[j] = table.Cells[j], table.Cells[i]
			})
			if again := mustCompute(t, table); again != first {
				t.Fatalf("%s\n%s", first, again)
			}
		}
	})
}

func mustCompute(t *rapid.T, table disclosure.Table) string {
	p, err := disclosure.NewPolicy(disclosure.AnonymousAnswers, 7)
	if err != nil {
		t.Fatal(err)
	}
	pattern, err := disclosure.Compute(p, table)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// drawTable makes a random tree with random numbers of people in columns.
func drawTable(t *rapid.T, maxNodes, columns int) disclosure.Table {
	var nodes []disclosure.Node
	var table disclosure.Table
	for i := range rapid.IntRange(1, maxNodes).Draw(t, "nodes") {
		parent := ""
		if i > 0 {
			parent = fmt.Sprint("n", rapid.IntRange(0, i-1).Draw(t, "parent"))
		}
		nodes = append(nodes, disclosure.Node{ID: fmt.Sprint("n", i), Parent: parent})
	}
	for c := range columns {
		table.Columns = append(table.Columns, fmt.Sprint("c", c))
		for _, n := range nodes {
			people := rapid.SampledFrom([]int{0, 0, 1, 2, 3, 4, 6, 7, 8, 12, 30}).Draw(t, "people")
			table.Cells = append(table.Cells, disclosure.Cell{Node: n.ID, Column: table.Columns[c], N: people})
		}
	}
	tree, err := disclosure.NewTree(nodes)
	if err != nil {
		t.Fatal(err)
	}
	table.Tree = tree
	return table
}

// city is 130 departments in four levels with ten fields.
func city(tb testing.TB, linked bool) disclosure.Table {
	r := rand.New(rand.NewPCG(7, 7))
	nodes := []disclosure.Node{{ID: "city"}}
	table := disclosure.Table{Linked: linked}
	for c := range 10 {
		table.Columns = append(table.Columns, fmt.Sprint("field", c))
	}
	for d := range 5 {
		nodes = append(nodes, disclosure.Node{ID: fmt.Sprint("d", d), Parent: "city"})
		for v := range 5 {
			nodes = append(nodes, disclosure.Node{ID: fmt.Sprint("d", d, "v", v), Parent: fmt.Sprint("d", d)})
		}
	}
	for i := range 130 {
		id := fmt.Sprint("unit", i)
		nodes = append(nodes, disclosure.Node{ID: id, Parent: fmt.Sprint("d", i%5, "v", i/5%5)})
		for _, c := range table.Columns {
			table.Cells = append(table.Cells, disclosure.Cell{Node: id, Column: c, N: r.IntN(16)})
		}
	}
	tree, err := disclosure.NewTree(nodes)
	if err != nil {
		tb.Fatal(err)
	}
	table.Tree = tree
	return table
}

func BenchmarkCompute(b *testing.B) {
	for _, linked := range []bool{false, true} {
		b.Run(fmt.Sprintf("130x10,linked=%v", linked), func(b *testing.B) {
			table, p := city(b, linked), policy(b, disclosure.AnonymousAnswers, 7)
			for b.Loop() {
				if _, err := disclosure.Compute(p, table); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
