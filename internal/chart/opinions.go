package chart

import "math"

// OpinionMark is a place where people of a group stand; see opinion.Mark.
type OpinionMark struct{ X, Y float64 }

// OpinionGroup is one group of an opinion map.
type OpinionGroup struct {
	Label string
	// Size says how many people: "about 120 people".
	Size string
	// Marks are where its people stand; not looked at if withheld.
	Marks []OpinionMark
	// Typical says in words what the group thinks; only in the table.
	Typical string
	// Withheld says why the group is not shown.
	Withheld string
}

// size returns what is written for the size.
func (g OpinionGroup) size() string {
	if g.Withheld != "" {
		return g.Withheld
	}
	return g.Size
}

// OpinionData is an opinion map. Groups beyond the fifth share shapes with the first.
type OpinionData struct {
	Groups []OpinionGroup
	// You, if set, is where the reader stands, and YouLabel the words for it.
	You      *OpinionMark
	YouLabel string
	// Head names the table's columns: group, people, what is typical.
	Head [3]string
}

// OpinionMap draws where groups stand to each other. Each group has a shape of
// its own; half of the shapes are filled, half are outlines, so that they are told apart in grey.
func OpinionMap(o Options, d OpinionData) Figure {
	c := newCanvas(o)
	y := c.opinionKey(d)
	high := math.Round(min(c.width*0.75, 460))
	c.rect("track", 8, y, c.width-16, high, 6)
	place := d.frame(c.width-56, high-40)
	middle := point{c.width / 2, y + high/2}
	for i, g := range d.Groups {
		if g.Withheld != "" {
			continue
		}
		for _, m := range g.Marks {
			p := place(m)
			c.groupShape(i, point{middle.x + p.x, middle.y - p.y}, 5.5)
		}
	}
	if d.You != nil {
		p := place(*d.You)
		at := point{middle.x + p.x, middle.y - p.y}
		c.circle("you", at, 11)
		c.circle("you", at, 15)
	}
	t := Table{Head: d.Head[:]}
	for _, g := range d.Groups {
		typical := g.Typical
		if g.Withheld != "" {
			typical = ""
		}
		t.Rows = append(t.Rows, []string{g.Label, g.size(), typical})
	}
	return c.figure("opinions", y+high+8, t)
}

// opinionKey names the shapes, one group below the other, and returns the y below.
func (c *canvas) opinionKey(d OpinionData) float64 {
	const size = 15.0
	y := 10.0
	for i, g := range d.Groups {
		words := g.Label
		if s := g.size(); s != "" {
			words += ": " + s
		}
		if g.Withheld != "" {
			c.rect("hatch", 10, y+2, 14, 14, 2)
		} else {
			c.groupShape(i, point{17, y + 9}, 7)
		}
		y = c.lines("ink", point{36, y + size - 1}, size, atStart, false, wrap(words, size, c.width-44, 3)) - size + 8
	}
	if d.You != nil && d.YouLabel != "" {
		c.circle("you", point{17, y + 9}, 4)
		c.circle("you", point{17, y + 9}, 8)
		y = c.lines("ink", point{36, y + size - 1}, size, atStart, true, wrap(d.YouLabel, size, c.width-44, 2)) - size + 8
	}
	return y + 6
}

// frame returns a function from places of the map to places from the middle of
// a picture of this size: both axes at the same scale, the origin of the frame in its middle.
func (d OpinionData) frame(width, height float64) func(OpinionMark) point {
	low, high := OpinionMark{math.Inf(1), math.Inf(1)}, OpinionMark{math.Inf(-1), math.Inf(-1)}
	take := func(m OpinionMark) {
		low = OpinionMark{min(low.X, m.X), min(low.Y, m.Y)}
		high = OpinionMark{max(high.X, m.X), max(high.Y, m.Y)}
	}
	for _, g := range d.Groups {
		if g.Withheld == "" {
			for _, m := range g.Marks {
				take(m)
			}
		}
	}
	if d.You != nil {
		take(*d.You)
	}
	scale := math.Inf(1)
	if w := high.X - low.X; w > 0 {
		scale = width / w
	}
	if h := high.Y - low.Y; h > 0 {
		scale = min(scale, height/h)
	}
	if math.IsInf(scale, 0) || math.IsNaN(scale) {
		scale = 1
	}
	x, y := (low.X+high.X)/2, (low.Y+high.Y)/2
	return func(m OpinionMark) point { return point{(m.X - x) * scale, (m.Y - y) * scale} }
}

// groupShape draws the shape of a group: disc, outline of a square, triangle,
// outline of a diamond, cross.
func (c *canvas) groupShape(group int, at point, r float64) {
	x, y := at.x, at.y
	switch group % 5 {
	case 0:
		c.circle("group0", at, r)
	case 1:
		c.shape("group1", []point{{x - r, y - r}, {x + r, y - r}, {x + r, y + r}, {x - r, y + r}}, true)
	case 2:
		c.shape("group2", []point{{x, y - r - 1}, {x + r + 1, y + r}, {x - r - 1, y + r}}, true)
	case 3:
		c.shape("group3", []point{{x, y - r - 2}, {x + r + 2, y}, {x, y + r + 2}, {x - r - 2, y}}, true)
	default:
		c.shape("group4", []point{{x - r, y - r}, {x + r, y + r}}, false)
		c.shape("group4", []point{{x - r, y + r}, {x + r, y - r}}, false)
	}
}
