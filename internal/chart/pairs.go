package chart

// Pair is one thing seen from two sides.
type Pair struct {
	Label string
	// Below marks a part of the thing above it: a theme of a field.
	Below       bool
	Left, Right Value
	// Distance says in words how far the two lie apart.
	Distance string
}

// PairsData are two views side by side, in the order given: never sorted by
// distance.
type PairsData struct {
	Rows []Pair
	// Left and Right name the two sides.
	Left, Right string
	// Head names the table's columns: what, left, right, distance.
	Head [4]string
}

// Pairs draws per row a scale with a full mark for the left side, a hollow one
// for the right side, and a line between them. A side that is not shown has no
// mark; the row says why in words.
func Pairs(o Options, d PairsData) Figure {
	c := newCanvas(o)
	l := c.barLayout()
	y := c.pairKey(8, d)
	for _, row := range d.Rows {
		y = c.pair(l, y, row)
	}
	t := Table{Head: d.Head[:]}
	for _, row := range d.Rows {
		t.Rows = append(t.Rows, []string{row.Label, row.Left.words(), row.Right.words(), row.Distance})
	}
	return c.figure("pairs", y+4, t)
}

// pairKey says which mark is which side.
func (c *canvas) pairKey(y float64, d PairsData) float64 {
	x := 14.0
	for i, name := range []string{d.Left, d.Right} {
		c.sideMark(i == 0, point{x, y + 9})
		c.text("ink", point{x + 14, y + 14}, 14, atStart, false, name)
		if c.narrow() {
			y += 22
		} else {
			x += 40 + textWidth(name, 14)
		}
	}
	if !c.narrow() {
		y += 22
	}
	return y + 10
}

// sideMark draws the mark of a side: they differ in shape, not only in colour.
func (c *canvas) sideMark(left bool, at point) {
	const r = 6.5
	if left {
		c.circle("dot", at, r)
		return
	}
	c.shape("dot-last", []point{{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}}, true)
}

// pair draws a row and returns the y below it.
func (c *canvas) pair(l barLayout, y float64, p Pair) float64 {
	indent := 0.0
	if p.Below {
		indent = 12
	}
	top := y
	if l.above {
		top = c.lines("ink", point{l.start + indent, y + l.size}, l.size, atStart, !p.Below, wrap(p.Label, l.size, l.label-indent, 3)) - l.size + 4
	} else {
		c.lines("ink", point{l.label, y + l.size}, l.size, atEnd, !p.Below, wrap(p.Label, l.size, l.label-indent, 3))
	}
	middle := top + 10
	c.rect("track", l.start, middle-4, l.width, 8, 2)
	left, hasLeft := p.Left.fraction()
	right, hasRight := p.Right.fraction()
	at := func(f float64) point { return point{l.start + f*l.width, middle} }
	if hasLeft && hasRight {
		c.line("axis", at(left), at(right))
	}
	if hasRight {
		c.sideMark(false, at(right))
	}
	if hasLeft {
		c.sideMark(true, at(left))
	}
	bottom := c.lines("quiet", point{l.start, middle + 24}, 13, atStart, false, wrap(p.sentence(), 13, l.width, 3)) - 13
	if !l.above {
		bottom = max(bottom, y+float64(len(wrap(p.Label, l.size, l.label-indent, 3)))*l.size*lineHeight)
	}
	return bottom + 14
}

// sentence says both figures and their distance, or why one is missing.
func (p Pair) sentence() string {
	s := p.Left.words() + " · " + p.Right.words()
	if p.Distance != "" {
		s += " · " + p.Distance
	}
	return s
}
