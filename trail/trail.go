// Package trail (Spur) says where something comes from and what becomes of it:
// from a line in the strategy back to the signed answers and the ideas that
// caused it, and from an idea to what was done.
//
// It decides the names that everybody stores. A [Node] is one place of the trail,
// a [Step] says that one caused another. Steps are stored by those who make them;
// a [Graph] of them is walked in both directions. Nothing here knows a person, and
// the names of units never leave it: the public reads [Graph.Public].
package trail

import (
	"slices"
	"strings"

	"chancencheck/disclosure"
	"chancencheck/fault"
)

// Kind is what stands at a place of the trail. Kinds are stored: add some, never
// rename one.
type Kind string

// The kinds. The first six are origins: nothing lies behind them.
const (
	// Answer is what a team has agreed on and its head has signed: CHECK/ITEM.
	Answer Kind = "answer"
	// Note is a line that a team wrote in its talk: CHECK/NOTE.
	Note Kind = "note"
	// Suggestion is an idea of the questionnaire for an agreed level: CHECK/ITEM/NUMBER,
	// counted from 1.
	Suggestion Kind = "suggestion"
	// OrgAnswer is an answer of a closed organisation check: CHECK/QUESTION.
	OrgAnswer Kind = "orgcheck"
	// Contribution is what somebody said at an event: EVENT/CONTRIBUTION.
	Contribution Kind = "contribution"
	// Typed was written down by somebody of the organisation: an id of its own.
	Typed Kind = "typed"
	// Gathered stands behind a finding that was made of others: an id of its own.
	Gathered Kind = "gathered"

	Finding Kind = "finding"
	Measure Kind = "measure"
	// Goal is a goal of the strategy.
	Goal Kind = "goal"
	// Reading is what an indicator of a measure showed: MEASURE/INDICATOR/DAY.
	Reading Kind = "reading"
	// Round is a later round that asks the same questions again.
	Round Kind = "round"
)

var kinds = []Kind{Answer, Note, Suggestion, OrgAnswer, Contribution, Typed, Gathered, Finding, Measure, Goal, Reading, Round}

// ErrNode says that a text names no place of the trail.
var ErrNode = fault.New(fault.Invalid, "trail.node")

// Node is one place of the trail: what it is, and its textual id.
type Node struct {
	Kind Kind
	ID   string
}

// Of names a place whose id has several parts.
func Of(k Kind, parts ...string) Node { return Node{k, strings.Join(parts, "/")} }

// String is the node as it is stored, "answer:CHECK/ITEM".
func (n Node) String() string {
	if n == (Node{}) {
		return ""
	}
	return string(n.Kind) + ":" + n.ID
}

// Part returns the part of the id with a number, counted from 0, or "". The last
// part that the kind has takes the rest: ids of items may contain a slash.
func (n Node) Part(i int) string {
	parts := strings.SplitN(n.ID, "/", n.parts())
	if i < 0 || i >= len(parts) {
		return ""
	}
	return parts[i]
}

func (n Node) parts() int {
	switch n.Kind {
	case Answer, Note, OrgAnswer, Contribution:
		return 2
	case Suggestion, Reading:
		return 3
	}
	return 1
}

// Parse reads what String wrote.
func Parse(s string) (Node, error) {
	kind, id, ok := strings.Cut(s, ":")
	n := Node{Kind(kind), id}
	if !ok || id == "" || !slices.Contains(kinds, n.Kind) {
		return Node{}, ErrNode
	}
	return n, nil
}

// Step says that From caused To.
type Step struct{ From, To Node }

// Graph are steps, to be walked in both directions.
type Graph struct{ causes, effects map[Node][]Node }

// NewGraph makes a graph of steps; the order of steps is kept.
func NewGraph(steps ...Step) *Graph {
	g := &Graph{map[Node][]Node{}, map[Node][]Node{}}
	for _, s := range steps {
		if slices.Contains(g.effects[s.From], s.To) {
			continue
		}
		g.effects[s.From] = append(g.effects[s.From], s.To)
		g.causes[s.To] = append(g.causes[s.To], s.From)
	}
	return g
}

// CausesOf returns what directly caused a node.
func (g *Graph) CausesOf(n Node) []Node { return slices.Clone(g.causes[n]) }

// EffectsOf returns what a node directly caused.
func (g *Graph) EffectsOf(n Node) []Node { return slices.Clone(g.effects[n]) }

// Behind returns everything that lies behind a node, the nearest first and each
// once, without the node itself.
func (g *Graph) Behind(n Node) []Node { return reach(n, g.causes) }

// After returns everything that has become of a node, the nearest first and each
// once, without the node itself.
func (g *Graph) After(n Node) []Node { return reach(n, g.effects) }

func reach(start Node, next map[Node][]Node) []Node {
	seen := map[Node]bool{start: true}
	queue, out := []Node{start}, []Node(nil)
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, to := range next[n] {
			if !seen[to] {
				seen[to] = true
				queue, out = append(queue, to), append(out, to)
			}
		}
	}
	return out
}

// Origins returns the origins of a node: what lies behind it and has nothing
// behind itself.
func (g *Graph) Origins(n Node) []Node {
	return slices.DeleteFunc(g.Behind(n), func(o Node) bool { return len(g.causes[o]) > 0 || o.Kind == Gathered })
}

// Backing is what the public may know of what lies behind something.
type Backing struct {
	// Units is from how many units it comes, withheld below disclosure.Floor.
	Units disclosure.Shown
	// Ideas is how many contributions of events lie behind it; those were made in
	// public, and are counted as they are.
	Ideas int
}

// Public returns what the public may know of what lies behind a node: "from 23
// departments". UnitOf names the unit that an origin comes from, "" for none. A
// trail ends there: neither a unit nor its words are in it.
func (g *Graph) Public(n Node, unitOf func(Node) string) (Backing, error) {
	p, err := disclosure.NewPolicy(disclosure.AnonymousAnswers, disclosure.Floor)
	if err != nil {
		return Backing{}, err
	}
	units, b := map[string]bool{}, Backing{}
	for _, o := range g.Origins(n) {
		if o.Kind == Contribution {
			b.Ideas++
		} else if u := unitOf(o); u != "" {
			units[u] = true
		}
	}
	f := disclosure.Figure{Value: float64(len(units)), N: len(units), Coverage: disclosure.Answered(len(units), len(units))}
	b.Units = p.Show(f, disclosure.Standing{Entitled: true, Closed: true, Signed: true})
	return b, nil
}
