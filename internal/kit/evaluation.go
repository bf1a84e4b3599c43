package kit

import (
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"chancencheck/check"
	"chancencheck/instrument"
)

// errKind says that a part has no file of a kind.
var errKind = errors.New("no such file of this part")

// Evaluation is the table that computes: somebody types in how many cards lie on
// each level and what was agreed, and reads what to talk about and the value of
// each field, as packages check and score compute them. It asks for no person.
type Evaluation struct {
	Kit
	// Format is nil for all questions.
	Format *instrument.Format
	rows   []row
	units  []unit
	// levels is the longest scale's number of levels.
	levels int
}

// row is one item: what the table asks about it and what it knows of it.
type row struct {
	q     *instrument.Question
	place string
	field string
	// node is the question's own node; nil for situations.
	node *instrument.Node
	// options are the answers a team can agree on, levels first, lowest first;
	// only those are cards on the scale.
	options []option
	levels  int
	// lo and hi are the range of points; nil without points.
	lo, hi *big.Rat
}

// option is one answer and what it is worth; nil for nothing.
type option struct {
	label  string
	points *big.Rat
}

// Evaluation makes the table of a format; nil takes all questions.
func (k Kit) Evaluation(f *instrument.Format) *Evaluation {
	e := &Evaluation{Kit: k, Format: f}
	format := ""
	if f != nil {
		format = f.ID
	}
	for i, q := range k.Instrument.Questions(format, k.Kind) {
		e.add(q, strconv.Itoa(i+1), k.text(k.Instrument.Field(q).Title), k.Instrument.Parent(q))
	}
	if s := k.Instrument.Situations; s != nil {
		for i, one := range s.List {
			q := k.Instrument.Question(string(check.SituationItem(one.ID)))
			e.add(q, "M"+strconv.Itoa(i+1), k.T("kit.card_situation"), nil)
		}
	}
	e.arrange()
	return e
}

// evaluations are one table per format, because a format asks other questions.
func (k Kit) evaluations() []*Evaluation {
	if len(k.Instrument.Formats) == 0 {
		return []*Evaluation{k.Evaluation(nil)}
	}
	var out []*Evaluation
	for i := range k.Instrument.Formats {
		out = append(out, k.Evaluation(&k.Instrument.Formats[i]))
	}
	return out
}

// id names the part.
func (e *Evaluation) id() string {
	if e.Format == nil {
		return "evaluation"
	}
	return "evaluation-" + e.Format.ID
}

func (e *Evaluation) add(q *instrument.Question, place, field string, node *instrument.Node) {
	r := row{q: q, place: place, field: field, node: node}
	item := check.Item{Question: q}
	ids := item.Levels()
	r.levels = len(ids)
	if q.Scale.Kind.HasOptions() && q.Scale.Kind != instrument.Multi {
		for _, o := range q.Scale.Options {
			if !slices.Contains(ids, o.ID) {
				ids = append(ids, o.ID)
			}
		}
	}
	for _, id := range ids {
		o := option{label: e.text(q.Scale.Option(id).Label)}
		if p := q.PointsOf(id); p.IsSet() {
			o.points = p.Rat()
			r.widen(o.points)
		}
		r.options = append(r.options, o)
	}
	e.levels = max(e.levels, r.levels)
	e.rows = append(e.rows, r)
}

func (r *row) widen(p *big.Rat) {
	if r.lo == nil || p.Cmp(r.lo) < 0 {
		r.lo = p
	}
	if r.hi == nil || p.Cmp(r.hi) > 0 {
		r.hi = p
	}
}

// legend says which number stands for which answer: "0 = noch kein Thema · …".
func (r row) legend() string {
	var out []string
	for i, o := range r.options {
		out = append(out, strconv.Itoa(i)+" = "+o.label)
	}
	return strings.Join(out, " · ")
}

// most is the highest number of the legend.
func (r row) most() int { return len(r.options) - 1 }

// topics are the rows as package check sees them.
func (r row) topic() check.Topic { return check.Item{Question: r.q}.Topic() }

// common is a whole number that turns all shares and points into whole numbers
// when multiplied with: a sum of them is then divided once, and ties are ties.
func (e *Evaluation) common() *big.Int {
	m := big.NewInt(1)
	for _, r := range e.rows {
		for i := range r.options {
			for _, x := range []*big.Rat{r.share(i), r.options[i].points} {
				if x != nil {
					m = lcm(m, x.Denom())
				}
			}
		}
	}
	return m
}

func lcm(a, b *big.Int) *big.Int {
	g := new(big.Int).GCD(nil, nil, a, b)
	return new(big.Int).Mul(a, new(big.Int).Quo(b, g))
}

// share is the place of an option in the range of points, from 0 to 1; nil if
// it has none.
func (r row) share(i int) *big.Rat {
	p := r.options[i].points
	if p == nil || r.lo.Cmp(r.hi) == 0 {
		return nil
	}
	return new(big.Rat).Quo(new(big.Rat).Sub(p, r.lo), new(big.Rat).Sub(r.hi, r.lo))
}
