package score

import (
	"slices"
	"strings"

	"chancencheck/instrument"
)

// lookup is a compiled instrument.Lookup.
type lookup struct {
	of        []ref
	rows      []row
	otherwise *rat
}

type row struct {
	cells  []cell
	points *rat
}

// cell holds alternatives; none means anything fits.
type cell []alternative

// alternative is an option, a state or a comparison.
type alternative struct {
	kind   byte // 'o' option, 's' state, or the comparison: '<' '>' '=' 'l' (<=) 'g' (>=)
	option int16
	state  state
	value  rat
}

func (c *compiler) lookup(l *instrument.Lookup) *lookup {
	if l == nil {
		return nil
	}
	out := &lookup{of: c.resolveAll(l.Of), otherwise: optional(l.Otherwise)}
	for _, r := range l.Rows {
		if len(r.Cells) != len(l.Of) {
			c.fail("score.row_length", "cells", len(r.Cells), "columns", len(l.Of))
			continue
		}
		n := row{points: optional(r.Points)}
		for i, text := range r.Cells {
			n.cells = append(n.cells, c.cell(out.of[i], text))
		}
		out.rows = append(out.rows, n)
	}
	if len(l.Of) == 0 || len(l.Rows) == 0 {
		c.fail("score.lookup_empty")
	}
	return out
}

func (c *compiler) cell(column ref, text string) cell {
	if text == "*" {
		return nil
	}
	out := cell{}
	for word := range strings.SplitSeq(text, "|") {
		if a, ok := c.alternative(column, strings.TrimSpace(word)); ok {
			out = append(out, a)
		} else if column.kind != absent {
			c.fail("score.cell", "cell", text)
		}
	}
	return out
}

func (c *compiler) alternative(column ref, word string) (alternative, bool) {
	if column.kind == aQuestion {
		if i := c.ev.questions[column.i].src.Scale.Position(word); i >= 0 {
			return alternative{kind: 'o', option: int16(i)}, true
		}
		if s, ok := stateOf[word]; ok {
			return alternative{kind: 's', state: s}, true
		}
	}
	kind := byte('=')
	for _, op := range []struct {
		text string
		kind byte
	}{{"<=", 'l'}, {">=", 'g'}, {"<", '<'}, {">", '>'}, {"=", '='}} {
		if rest, ok := strings.CutPrefix(word, op.text); ok {
			word, kind = rest, op.kind
			break
		}
	}
	n, err := instrument.ParseNumber(strings.TrimSpace(word))
	return alternative{kind: kind, value: number(n)}, err == nil
}

// span is the range of a table's points.
func (l *lookup) span() (lo, hi rat, ok bool) {
	var points []rat
	for _, r := range l.rows {
		if r.points != nil {
			points = append(points, *r.points)
		}
	}
	if l.otherwise != nil {
		points = append(points, *l.otherwise)
	}
	if len(points) == 0 {
		return zero, zero, false
	}
	return slices.MinFunc(points, rat.cmp), slices.MaxFunc(points, rat.cmp), true
}

// find returns the points of the first row that fits, nil and the reason if
// there are none. A row without points is a row: its reason is HasValue.
func (l *lookup) find(r *run) (*rat, Reason) {
	for i := range l.rows {
		if l.rows[i].fits(l.of, r) {
			return l.rows[i].points, HasValue
		}
	}
	for _, column := range l.of {
		if !present(column, r) {
			return nil, NoAnswers
		}
	}
	if l.otherwise == nil {
		return nil, NoRow
	}
	return l.otherwise, HasValue
}

func present(column ref, r *run) bool {
	switch column.kind {
	case aUnit:
		return r.up[column.i].ok
	case aQuestion:
		return r.out[column.i].state != notAsked && r.sheet[column.i].state == answered
	}
	return false
}

func (w *row) fits(of []ref, r *run) bool {
	for i, c := range w.cells {
		if c != nil && !c.fits(of[i], r) {
			return false
		}
	}
	return true
}

func (c cell) fits(column ref, r *run) bool {
	for i := range c {
		if c[i].fits(column, r) {
			return true
		}
	}
	return false
}

func (a *alternative) fits(column ref, r *run) bool {
	if column.kind == aUnit {
		v := &r.up[column.i]
		return v.ok && a.compares(v.value)
	}
	if column.kind == absent {
		return false
	}
	o, m := r.out[column.i], r.sheet[column.i]
	switch a.kind {
	case 'o':
		return o.state != notAsked && m.state == answered && m.has(a.option)
	case 's':
		return stateNow(o, m) == a.state
	}
	return o.given && a.compares(o.raw)
}

func (a *alternative) compares(v rat) bool {
	n := v.cmp(a.value)
	switch a.kind {
	case '<':
		return n < 0
	case '>':
		return n > 0
	case 'l':
		return n <= 0
	case 'g':
		return n >= 0
	}
	return n == 0
}
