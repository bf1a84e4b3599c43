package disclosure

import "chancencheck/fault"

// Node is one row of a report: an organisation, directorate, division, department.
type Node struct {
	ID string
	// Parent is empty at the top.
	Parent string
}

// Tree is the fixed tree of a report, in organisation order. Every figure of a
// node covers the people of the node itself and of everything below it.
type Tree struct {
	nodes    []Node
	index    map[string]int
	parent   []int // -1 at the top
	children [][]int
}

// NewTree checks and keeps the nodes. Order is kept and breaks ties. Empty or
// repeated IDs, unknown parents and circles are refused with fault.Invalid.
func NewTree(nodes []Node) (Tree, error) {
	t := Tree{
		nodes: append([]Node(nil), nodes...), index: make(map[string]int, len(nodes)),
		parent: make([]int, len(nodes)), children: make([][]int, len(nodes)),
	}
	for i, n := range nodes {
		if _, again := t.index[n.ID]; again || n.ID == "" {
			return Tree{}, fault.New(fault.Invalid, "disclosure.node_repeated", "node", n.ID)
		}
		t.index[n.ID] = i
	}
	for i, n := range nodes {
		t.parent[i] = -1
		if n.Parent == "" {
			continue
		}
		p, ok := t.index[n.Parent]
		if !ok {
			return Tree{}, fault.New(fault.Invalid, "disclosure.parent_unknown", "node", n.ID, "parent", n.Parent)
		}
		t.parent[i] = p
		t.children[p] = append(t.children[p], i)
	}
	return t, t.circle()
}

// circle finds a node that is not below any top.
func (t Tree) circle() error {
	if order := t.bottomUp(); len(order) != len(t.nodes) {
		return fault.New(fault.Invalid, "disclosure.tree_circle")
	}
	return nil
}

// bottomUp lists the nodes reachable from the tops, children before parents.
func (t Tree) bottomUp() []int {
	var order []int
	for i, p := range t.parent {
		if p == -1 {
			order = append(order, i)
		}
	}
	for at := 0; at < len(order); at++ {
		order = append(order, t.children[order[at]]...)
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// Parent returns the parent of a node ("" at the top), and whether the node is in the tree.
func (t Tree) Parent(id string) (string, bool) {
	i, ok := t.index[id]
	if !ok {
		return "", false
	}
	return t.nodes[i].Parent, true
}
