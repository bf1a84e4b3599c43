package instrument

import "math/big"

// SituationPrefix begins the ids of the questions made of situations. Ids in
// files cannot contain a slash, so they never meet.
const SituationPrefix = "situation/"

// index finds things by id; it is built at the first lookup.
type index struct {
	questions  map[string]*Question // also extra and situation questions
	nodes      map[string]*Node
	fieldOf    map[string]*Node // question id -> root of the tree it is in
	nodeOf     map[string]*Node // question id -> the node that lists it
	scales     map[string]*Scale
	formats    map[string]*Format
	variants   map[string]*Variant // by unit kind
	situations map[string]*Situation
	inTree     []*Question // in the order asked
}

// lookup returns the index, built once.
func (ins *Instrument) lookup() *index {
	ins.once.Do(func() {
		x := &ins.index
		*x = index{
			questions: map[string]*Question{}, nodes: map[string]*Node{}, fieldOf: map[string]*Node{},
			nodeOf: map[string]*Node{}, scales: map[string]*Scale{}, formats: map[string]*Format{},
			variants: map[string]*Variant{}, situations: map[string]*Situation{},
		}
		for _, f := range ins.Fields {
			x.addNode(f, f)
		}
		x.addParts(ins)
		x.addExtra(ins)
	})
	return &ins.index
}

// addNode enters a node and everything below it; field is the root above it.
func (x *index) addNode(field, n *Node) {
	x.nodes[n.ID] = n
	for _, q := range n.Questions {
		x.questions[q.ID], x.fieldOf[q.ID], x.nodeOf[q.ID] = q, field, n
		x.inTree = append(x.inTree, q)
	}
	for _, child := range n.Nodes {
		x.addNode(field, child)
	}
}

// addParts enters scales, formats, variants and situations.
func (x *index) addParts(ins *Instrument) {
	for _, s := range ins.Scales {
		x.scales[s.ID] = s
	}
	for i := range ins.Formats {
		x.formats[ins.Formats[i].ID] = &ins.Formats[i]
	}
	for i := range ins.Variants {
		x.variants[ins.Variants[i].UnitKind] = &ins.Variants[i]
	}
	if ins.Situations == nil {
		return
	}
	for i := range ins.Situations.List {
		s := &ins.Situations.List[i]
		x.situations[s.ID] = s
		q := &Question{ID: SituationPrefix + s.ID, Text: s.Title, Scale: ins.Situations.Scale}
		x.questions[q.ID] = q
	}
}

// addExtra enters the extra questions at the place of what they replace.
func (x *index) addExtra(ins *Instrument) {
	for _, q := range ins.ExtraQuestions {
		x.questions[q.ID] = q
	}
	for _, v := range ins.Variants {
		for _, r := range v.Replace {
			x.fieldOf[r.By], x.nodeOf[r.By] = x.fieldOf[r.Question], x.nodeOf[r.Question]
		}
	}
}

// Question returns the question with this id: of the tree, an extra one, or
// one made of a situation (SituationPrefix + situation id); nil if there is none.
func (ins *Instrument) Question(id string) *Question { return ins.lookup().questions[id] }

// Node returns the node with this id at any depth, or nil.
func (ins *Instrument) Node(id string) *Node { return ins.lookup().nodes[id] }

// Scale returns the scale with this id, or nil.
func (ins *Instrument) Scale(id string) *Scale { return ins.lookup().scales[id] }

// Format returns the format with this id, or nil.
func (ins *Instrument) Format(id string) *Format { return ins.lookup().formats[id] }

// Situation returns the situation with this id, or nil.
func (ins *Instrument) Situation(id string) *Situation { return ins.lookup().situations[id] }

// ForTeams reports whether teams look at themselves with it. An instrument with
// desks is answered by the whole organisation, each desk its part.
func (ins *Instrument) ForTeams() bool { return len(ins.Desks) == 0 }

// Desk returns the desk with this id, or nil.
func (ins *Instrument) Desk(id string) *Desk {
	for i := range ins.Desks {
		if ins.Desks[i].ID == id {
			return &ins.Desks[i]
		}
	}
	return nil
}

// Field returns the field (root of the tree) that a question belongs to; an
// extra question belongs where the question it replaces does. Nil for a
// question of a situation.
func (ins *Instrument) Field(q *Question) *Node { return ins.lookup().fieldOf[q.ID] }

// Parent returns the node that lists the question, with the same rule for
// extra questions as Field.
func (ins *Instrument) Parent(q *Question) *Node { return ins.lookup().nodeOf[q.ID] }

// DefaultFormat returns the format marked as default, else the first; nil if
// the instrument has no formats.
func (ins *Instrument) DefaultFormat() *Format {
	for i := range ins.Formats {
		if ins.Formats[i].Default {
			return &ins.Formats[i]
		}
	}
	if len(ins.Formats) == 0 {
		return nil
	}
	return &ins.Formats[0]
}

// Offers reports whether a person may choose this state instead of answering.
func (ins *Instrument) Offers(s AnswerState) bool {
	for _, offered := range ins.AnswerStates {
		if offered == s {
			return true
		}
	}
	return false
}

// DefaultSituations returns the situations that a service of this kind of unit
// starts with, in order and at most Situations.Most.
func (ins *Instrument) DefaultSituations(unitKind string) []Situation {
	var out []Situation
	if ins.Situations == nil {
		return nil
	}
	for _, s := range ins.Situations.List {
		if anyIn(s.DefaultFor, []string{unitKind}) && (ins.Situations.Most == 0 || len(out) < ins.Situations.Most) {
			out = append(out, s)
		}
	}
	return out
}

// Band returns the appraisal of a node's value: the band with the highest lower
// bound not above it. The empty node id asks for the whole instrument. False if
// there is no such node or no band that low.
func (ins *Instrument) Band(nodeID string, value *big.Rat) (Band, bool) {
	bands := ins.Bands
	if nodeID != "" {
		n := ins.Node(nodeID)
		if n == nil {
			return Band{}, false
		}
		bands = n.Bands
	}
	for i := len(bands) - 1; i >= 0; i-- {
		if bands[i].From.Rat().Cmp(value) <= 0 {
			return bands[i], true
		}
	}
	return Band{}, false
}
