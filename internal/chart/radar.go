package chart

import (
	"math"
	"strconv"
)

// Axis is one field of a radar chart.
type Axis struct {
	Label string
	Now   Value
	// Last is the value of the last round; nil if there is none.
	Last *Value
}

// RadarData are the fields of one result, in the instrument's order.
type RadarData struct {
	Axes []Axis
	// Now and Last name the two series; without any Axis.Last the second is not drawn.
	Now, Last string
	// Head names the table's columns: field, value, coverage, last round.
	Head [4]string
}

// radar is a radar chart in the making.
type radar struct {
	*canvas
	center point
	radius float64
	axes   []Axis
}

// at is the place of a fraction on an axis; the first axis points up.
func (r radar) at(axis int, fraction float64) point {
	turn := 2*math.Pi*float64(axis)/float64(len(r.axes)) - math.Pi/2
	return point{r.center.x + math.Cos(turn)*r.radius*fraction, r.center.y + math.Sin(turn)*r.radius*fraction}
}

// Radar draws one axis per field. A withheld value is a dotted axis with a
// hatched end and interrupts the outline; it is never drawn as nothing. The
// narrow layout numbers the axes and lists the fields below.
func Radar(o Options, d RadarData) Figure {
	c := newCanvas(o)
	r := radar{canvas: c, axes: d.Axes, center: point{c.width / 2, 150}, radius: 116}
	if !c.narrow() {
		r.center, r.radius = point{c.width / 2, 230}, 160
	}
	r.web()
	now := make([]Value, len(d.Axes))
	last, hasLast := make([]Value, len(d.Axes)), false
	for i, a := range d.Axes {
		now[i], last[i] = a.Now, Value{Withheld: "-"}
		if a.Last != nil {
			last[i], hasLast = *a.Last, true
		}
	}
	if hasLast {
		r.outline("last", "dot-last", last)
	}
	r.area(now)
	r.outline("line", "dot", now)
	r.missing(now)
	y := r.labels()
	if hasLast {
		y = r.key(y, d)
	}
	return c.figure("radar", y+6, d.table(hasLast))
}

// web draws rings at the quarters of the scale, and the axes.
func (r radar) web() {
	for ring := 1; ring <= 4; ring++ {
		points := make([]point, len(r.axes))
		for i := range r.axes {
			points[i] = r.at(i, float64(ring)/4)
		}
		r.shape(map[bool]role{true: "axis", false: "grid"}[ring == 4], points, true)
	}
	for i, a := range r.axes {
		look := role("grid")
		if a.Now.Withheld != "" {
			look = "gap"
		}
		r.line(look, r.center, r.at(i, 1))
	}
}

// area fills the wedges between neighbours that both have a value.
func (r radar) area(values []Value) {
	r.neighbours(values, func(a, b point) { r.shape("area", []point{r.center, a, b}, true) })
}

// outline joins neighbours that both have a value, and marks every value.
func (r radar) outline(stroke, dot role, values []Value) {
	r.neighbours(values, func(a, b point) { r.shape(stroke, []point{a, b}, false) })
	for i, v := range values {
		if f, ok := v.fraction(); ok {
			r.circle(dot, r.at(i, f), 4)
		}
	}
}

func (r radar) neighbours(values []Value, draw func(a, b point)) {
	if len(values) < 3 {
		return
	}
	for i := range values {
		next := (i + 1) % len(values)
		f, ok := values[i].fraction()
		g, too := values[next].fraction()
		if ok && too {
			draw(r.at(i, f), r.at(next, g))
		}
	}
}

// missing marks the axes without a value at their end.
func (r radar) missing(values []Value) {
	for i, v := range values {
		if _, ok := v.fraction(); !ok {
			r.circle("hatch", r.at(i, 1), 8)
		}
	}
}

// labels names the axes and gives the y below everything.
func (r radar) labels() float64 {
	if r.narrow() {
		return r.numbered()
	}
	const size = 14.0
	bottom := r.center.y + r.radius
	for i, a := range r.axes {
		at := r.at(i, 1.1)
		side, room := atMiddle, 220.0
		switch dx := at.x - r.center.x; {
		case dx > 12:
			side, room = atStart, r.width-at.x-6
		case dx < -12:
			side, room = atEnd, at.x-6
		}
		lines := wrap(a.Label, size, room, 3)
		note := wrap(a.Now.words(), size, room, 2)
		height := float64(len(lines)+len(note)) * size * lineHeight
		y := at.y - height/2 + size
		if side == atMiddle && at.y < r.center.y {
			y = at.y - height + size*0.6
		} else if side == atMiddle {
			y = at.y + size
		}
		y = r.lines("ink", point{at.x, y}, size, side, false, lines)
		bottom = max(bottom, r.lines("ink", point{at.x, y}, size, side, a.Now.Withheld == "", note))
	}
	return bottom
}

// numbered writes numbers at the axes and a list of fields and values below.
func (r radar) numbered() float64 {
	const size = 15.0
	for i := range r.axes {
		at := r.at(i, 1.13)
		if r.axes[i].Now.Withheld != "" {
			at = r.at(i, 1.19) // beside the hatched end
		}
		r.text("ink", point{at.x, at.y + 5}, size, atMiddle, true, strconv.Itoa(i+1))
	}
	y := r.center.y + r.radius + 54
	for i, a := range r.axes {
		value, room := a.Now.words(), r.width-44
		below := a.Now.Withheld != ""
		r.text("quiet", point{30, y}, size, atEnd, true, strconv.Itoa(i+1))
		if !below {
			room -= textWidth(value, size) + 14
			r.text("ink", point{r.width - 8, y}, size, atEnd, true, value)
		}
		y = r.lines("ink", point{38, y}, size, atStart, false, wrap(a.Label, size, room, 3))
		if below {
			y = r.lines("quiet", point{38, y}, 13, atStart, false, wrap(value, 13, r.width-44, 2))
		}
		y += 5
	}
	return y - size
}

// key tells the two series apart by their strokes.
func (r radar) key(y float64, d RadarData) float64 {
	y += 26
	x := 8.0
	for _, s := range []struct {
		line, dot role
		name      string
	}{{"line", "dot", d.Now}, {"last", "dot-last", d.Last}} {
		if x > 8 && x+44+textWidth(s.name, 14) > r.width {
			x, y = 8, y+24
		}
		r.line(s.line, point{x, y - 5}, point{x + 34, y - 5})
		r.circle(s.dot, point{x + 17, y - 5}, 4)
		r.text("ink", point{x + 42, y}, 14, atStart, false, s.name)
		x += 42 + textWidth(s.name, 14) + 26
	}
	return y
}

func (d RadarData) table(hasLast bool) Table {
	t := Table{Head: d.Head[:3]}
	if hasLast {
		t.Head = d.Head[:]
	}
	for _, a := range d.Axes {
		row := []string{a.Label, a.Now.words(), a.Now.coverage()}
		if hasLast && a.Last != nil {
			row = append(row, a.Last.words())
		} else if hasLast {
			row = append(row, "")
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
