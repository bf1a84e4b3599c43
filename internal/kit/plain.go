package kit

import (
	"math/big"
	"reflect"
	"slices"

	"chancencheck/instrument"
)

// unit is a value the table computes: a node, a group or the total.
type unit struct {
	id    string
	title instrument.Text
	depth int
	rule  instrument.Rule
	total bool
	// questions and units are what the value is made of, with weights.
	questions []part
	units     []part
	// below are the rows of all questions below, each once.
	below []int
	// beyond says that only the program can compute it.
	beyond bool
}

// part is one member: the place of a row or of a unit, and its weight.
type part struct {
	at     int
	weight *big.Rat
}

// units arranges the instrument's values so that each comes after what it is
// made of. Rules a table cannot express are marked; package score knows more.
func (e *Evaluation) arrange() {
	known := map[string]int{}
	var node func(n *instrument.Node, depth int) int
	node = func(n *instrument.Node, depth int) int {
		u := unit{id: n.ID, title: n.Title, depth: depth, rule: n.Score.Under(e.defaults())}
		var children []string
		for _, c := range n.Nodes {
			if at := node(c, depth+1); at >= 0 {
				children = append(children, c.ID)
			}
		}
		e.members(&u, n, children, known)
		if len(u.questions)+len(u.units) == 0 {
			return -1
		}
		known[n.ID] = len(e.units)
		e.units = append(e.units, u)
		return known[n.ID]
	}
	var fields []string
	for _, n := range e.Instrument.Fields {
		if node(n, 0) >= 0 {
			fields = append(fields, n.ID)
		}
	}
	for _, g := range e.Instrument.Score.Groups {
		u := unit{id: g.ID, title: g.Title, rule: g.Rule.Under(e.defaults())}
		e.members(&u, nil, nil, known)
		known[g.ID] = len(e.units)
		e.units = append(e.units, u)
	}
	u := unit{id: "total", total: true, rule: e.Instrument.Score.Total.Under(e.defaults())}
	e.members(&u, nil, fields, known)
	e.units = append(e.units, u)
}

func (e *Evaluation) defaults() instrument.Rule { return e.Instrument.Score.Defaults }

// members finds what a unit is made of, as score does; children are the nodes
// below that have a value.
func (e *Evaluation) members(u *unit, n *instrument.Node, children []string, known map[string]int) {
	u.beyond = !plain(u.rule)
	switch {
	case len(u.rule.Members) > 0:
		for _, m := range u.rule.Members {
			e.member(u, m.ID, m.Weight, true, known)
		}
	case u.rule.Over == instrument.Questions:
		for _, r := range e.rows {
			if r.node != nil && (u.total || within(n, r.node)) {
				e.member(u, r.q.ID, instrument.Number{}, false, known)
			}
		}
	default:
		for _, r := range e.rows {
			if n != nil && r.node == n {
				e.member(u, r.q.ID, instrument.Number{}, false, known)
			}
		}
		for _, id := range children {
			e.member(u, id, instrument.Number{}, false, known)
		}
	}
}

func (e *Evaluation) member(u *unit, id string, weight instrument.Number, listed bool, known map[string]int) {
	if at, ok := known[id]; ok {
		of := e.units[at]
		if n := e.Instrument.Node(id); n != nil {
			weight = weight.Or(n.Weight)
		}
		u.units = append(u.units, part{at, weightOf(weight)})
		u.beyond = u.beyond || of.beyond
		for _, row := range of.below {
			u.add(row)
		}
		return
	}
	at := slices.IndexFunc(e.rows, func(r row) bool { return r.q.ID == id })
	if at < 0 || !listed && !e.rows[at].q.Scored {
		return
	}
	u.questions = append(u.questions, part{at, weightOf(weight.Or(e.rows[at].q.Weight))})
	u.beyond = u.beyond || !e.rows[at].scorable(u.rule.Measure)
	u.add(at)
}

func (u *unit) add(row int) {
	if !slices.Contains(u.below, row) {
		u.below = append(u.below, row)
	}
}

func weightOf(n instrument.Number) *big.Rat {
	if !n.IsSet() {
		return big.NewRat(1, 1)
	}
	return n.Rat()
}

// within reports whether a node is root or below it.
func within(root, n *instrument.Node) bool {
	if root == nil || root == n {
		return root != nil
	}
	return slices.ContainsFunc(root.Nodes, func(c *instrument.Node) bool { return within(c, n) })
}

// plain reports whether a rule is one a table expresses: a mean or a sum, with
// coverage and rounding, where what is not answered is left out.
func plain(r instrument.Rule) bool {
	answers := instrument.Policies{}
	for _, p := range []*instrument.Policy{&r.Answers.Missing, &r.Answers.Skipped, &r.Answers.CannotJudge, &r.Answers.NobodyKnows, &r.Answers.NotApplicable, &r.Answers.NotAsked, &r.Answers.Unscored} {
		if *p == instrument.Exclude {
			*p = ""
		}
	}
	special := instrument.Rule{Divisor: r.Divisor, Factor: r.Factor, Bounds: r.Bounds, Invert: r.Invert, Cap: r.Cap, Floor: r.Floor,
		Deductions: r.Deductions, Gates: r.Gates, Lookup: r.Lookup}
	return r.Answers == answers && reflect.DeepEqual(special, instrument.Rule{}) &&
		slices.Contains([]instrument.Method{"", instrument.Mean, instrument.Sum}, r.Method) &&
		(r.NoValue == "" || r.NoValue == instrument.Exclude) && roundings[r.Round.Mode] != ""
}

// roundings are the functions of a spreadsheet that round as a mode says.
var roundings = map[instrument.RoundMode]string{"": "ROUND", instrument.HalfUp: "ROUND", instrument.Down: "ROUNDDOWN", instrument.Up: "ROUNDUP"}

// scorable reports whether a table can score the question: one option, whose
// points need no rule.
func (r row) scorable(m instrument.Measure) bool {
	span := false
	for _, o := range r.options {
		span = span || o.points != nil
	}
	ranged := m == instrument.Points || r.hi != nil && r.lo.Cmp(r.hi) < 0
	return span && ranged && reflect.DeepEqual(r.q.Score, instrument.QuestionRule{})
}
