package score

import (
	"errors"
	"math/big"

	"chancencheck/fault"
	"chancencheck/instrument"
)

// Options choose what of an instrument is asked.
type Options struct {
	// Format and UnitKind are ids of the instrument; empty means every question
	// and no variant.
	Format, UnitKind string
}

// Evaluator is an instrument made ready for calculation. It is never changed
// and may be used by many goroutines.
type Evaluator struct {
	rank      instrument.Ranking
	questions []question
	byID      map[string]int
	units     []unit
	plan      []ref // everything in an order in which it can be calculated
}

// ref names a question or unit by position.
type ref struct {
	kind refKind
	i    int
}

type refKind uint8

const (
	absent refKind = iota // known, but not asked in this format or variant
	aQuestion
	aUnit
)

// unit is the compiled form of the total, a node or a group.
type unit struct {
	id      string
	kind    Kind
	rule    instrument.Rule // with defaults; for what is not compiled below
	members []member
	deep    []deep
	scale   rat
	divisor *rat
	factor  *rat
	bounds  *bounds
	cap     *rat
	floor   *rat
	minimum rat // coverage
	least   rat // answers
	deduct  []deduction
	gates   []gate
	lookup  *lookup
	round   rounding
	passOn  bool // the rounded value is what values above are made of
}

// member is one thing a unit's value is made of.
type member struct {
	ref
	weight   rat
	policies policies // of a question
	column   bool     // a question that a table looks at; it needs no points
}

// deep is a question somewhere below a unit, for coverage and points.
type deep struct {
	question int
	column   bool
	policies policies
}

// policies is instrument.Policies by state.
type policies [states]instrument.Policy

// Compile makes an instrument ready. It reports every mistake in the rules at
// once (errors.Join of faults with keys score.…); an instrument that compiles
// never fails to evaluate.
func Compile(ins *instrument.Instrument, opt Options) (*Evaluator, error) {
	c := &compiler{ins: ins, ev: &Evaluator{rank: ins.Score.Rank, byID: map[string]int{}}, names: map[string]ref{}}
	if opt.Format != "" && ins.Format(opt.Format) == nil {
		return nil, fault.New(fault.NotFound, "score.format_unknown", "format", opt.Format)
	}
	c.name(ins.Questions(opt.Format, opt.UnitKind), opt.UnitKind)
	for i := range c.ev.questions {
		c.question(&c.ev.questions[i])
	}
	for i := range c.ev.units {
		c.unit(&c.ev.units[i])
	}
	c.order()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	for i := range c.ev.units {
		c.deepen(i)
	}
	return c.ev, errors.Join(c.errs...)
}

// Questions returns what is asked, in the order of a Sheet.
func (e *Evaluator) Questions() []*instrument.Question {
	out := make([]*instrument.Question, len(e.questions))
	for i := range out {
		out[i] = e.questions[i].src
	}
	return out
}

// Question returns the position of a question in a Sheet.
func (e *Evaluator) Question(id string) (int, bool) {
	i, ok := e.byID[id]
	return i, ok
}

// Len returns how many Values a Result has.
func (e *Evaluator) Len() int { return len(e.units) }

// compiler carries what Compile needs in between.
type compiler struct {
	ins   *instrument.Instrument
	ev    *Evaluator
	names map[string]ref
	at    string // the node or question at hand, for errors
	errs  []error
	nodes []*instrument.Node // by unit; nil for total and groups
}

func (c *compiler) fail(key string, args ...any) {
	c.errs = append(c.errs, fault.New(fault.Invalid, key, append([]any{"at", c.at}, args...)...))
}

// name lists questions, nodes and groups, and what each id stands for.
func (c *compiler) name(asked []*instrument.Question, unitKind string) {
	for _, q := range asked {
		c.names[q.ID] = ref{aQuestion, len(c.ev.questions)}
		c.ev.byID[q.ID] = len(c.ev.questions)
		c.ev.questions = append(c.ev.questions, question{src: q, rule: q.Score})
	}
	for _, v := range c.ins.Variants {
		for _, r := range v.Replace {
			if by, ok := c.names[r.By]; ok && v.UnitKind == unitKind {
				c.names[r.Question] = by
			}
		}
	}
	id := c.ins.Score.TotalID
	if id == "" {
		id = "total"
	}
	c.add(id, Total, c.ins.Score.Total, nil)
	for _, n := range c.ins.Fields {
		c.addNodes(n)
	}
	for _, g := range c.ins.Score.Groups {
		c.add(g.ID, Group, g.Rule, nil)
	}
}

func (c *compiler) addNodes(n *instrument.Node) {
	c.add(n.ID, Node, n.Score, n)
	for _, child := range n.Nodes {
		c.addNodes(child)
	}
}

func (c *compiler) add(id string, kind Kind, rule instrument.Rule, node *instrument.Node) {
	c.at = id
	if _, taken := c.names[id]; taken {
		c.fail("score.id_twice")
	}
	c.names[id] = ref{aUnit, len(c.ev.units)}
	c.ev.units = append(c.ev.units, unit{id: id, kind: kind, rule: rule.Under(c.ins.Score.Defaults)})
	c.nodes = append(c.nodes, node)
}

// resolve finds what an id stands for; an id of nothing is a mistake.
func (c *compiler) resolve(id string) ref {
	r, ok := c.names[id]
	if !ok && c.ins.Question(id) == nil {
		c.fail("score.id_unknown", "id", id)
	}
	return r
}

func (c *compiler) resolveAll(ids []string) []ref {
	out := make([]ref, len(ids))
	for i, id := range ids {
		out[i] = c.resolve(id)
	}
	return out
}

func compilePolicies(p instrument.Policies) policies {
	p = p.Under(instrument.Policies{})
	return policies{
		missing: p.Missing, skipped: p.Skipped, cannotJudge: p.CannotJudge, nobodyKnows: p.NobodyKnows,
		notApplicable: p.NotApplicable, notAsked: p.NotAsked, unscored: p.Unscored,
	}
}

func (c *compiler) rounding(r instrument.Rounding) rounding {
	if !r.Digits.IsSet() {
		return rounding{}
	}
	d := r.Digits.Rat()
	if !d.IsInt() || d.Num().CmpAbs(big.NewInt(maxDigits)) > 0 {
		c.fail("score.digits", "digits", r.Digits.String())
		return rounding{}
	}
	return rounding{on: true, digits: int(d.Num().Int64()), mode: r.Mode}
}
