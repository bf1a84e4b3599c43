package chart

// Moment is one round in the life of a value.
type Moment struct {
	// When names the round: "Autumn 2026".
	When  string
	Value Value
	// Break, if set, says why this value cannot be compared with the one before:
	// "new version of the questions".
	Break string
}

// TimelineData are the values of one unit across rounds, oldest first.
type TimelineData struct {
	Moments []Moment
	// Low and High name the ends of the scale.
	Low, High string
	// Head names the table's columns: round, value, coverage, remark.
	Head [4]string
}

// Timeline draws one value across rounds. Where values cannot be compared the
// line is interrupted and the reason written below; a withheld value is hatched.
func Timeline(o Options, d TimelineData) Figure {
	c := newCanvas(o)
	const top, height = 34.0, 150.0
	left, right := 44.0, c.width-44
	c.scale(left-24, right+24, top, height, d)
	step := (right - left) / float64(max(len(d.Moments)-1, 1))
	bottom := top + height
	var before *point
	for i, m := range d.Moments {
		x := left + float64(i)*step
		if len(d.Moments) == 1 {
			x = (left + right) / 2
		}
		if m.Break != "" && i > 0 {
			c.line("gap", point{x - step/2, top - 12}, point{x - step/2, top + height})
			before = nil
		}
		before = c.moment(point{x, top + height}, height, m.Value, before)
		bottom = max(bottom, c.when(point{x, top + height + 22}, step, i, m.When))
	}
	return c.figure("timeline", c.breaks(bottom, d), d.table())
}

// scale draws the quarters of the scale and names its ends.
func (c *canvas) scale(left, right, top, height float64, d TimelineData) {
	for i := range 5 {
		y := top + height*float64(i)/4
		c.line(map[bool]role{true: "axis", false: "grid"}[i == 4], point{left, y}, point{right, y})
	}
	c.text("quiet", point{8, top + 13}, 12.5, atStart, false, d.High)
	c.text("quiet", point{8, top + height - 5}, 12.5, atStart, false, d.Low)
}

// when names a round below its foot; where rounds stand close, every second
// name is written lower down.
func (c *canvas) when(at point, step float64, i int, name string) float64 {
	const size = 13.5
	room := min(step, 88) - 6
	if step < 70 {
		room = min(2*step, 88) - 6
		at.y += float64(i%2) * 2 * size * lineHeight
	}
	return c.lines("ink", at, size, atMiddle, false, wrap(name, size, room, 2))
}

// moment draws a value above its foot and the line from the value before it;
// it returns where the next line starts, nil if there is no value.
func (c *canvas) moment(foot point, height float64, v Value, before *point) *point {
	f, ok := v.fraction()
	if !ok {
		c.rect("hatch", foot.x-8, foot.y-height, 16, height, 3)
		return nil
	}
	at := point{foot.x, foot.y - height*f}
	if before != nil {
		c.line("line", *before, at)
	}
	c.circle("dot", at, 5)
	c.text("ink", point{at.x, at.y - 11}, 15, atMiddle, true, v.Text)
	return &at
}

// breaks writes below the drawing what could not be compared or shown, and why.
func (c *canvas) breaks(y float64, d TimelineData) float64 {
	for _, m := range d.Moments {
		if s := m.remark(); s != "" {
			y = c.lines("quiet", point{8, y + 10}, 13, atStart, false, wrap(m.When+": "+s, 13, c.width-16, 3)) - 6
		}
	}
	return y + 4
}

// remark is the reason for a break, or for a missing value.
func (m Moment) remark() string {
	if m.Break != "" && m.Value.Withheld != "" {
		return m.Break + "; " + m.Value.Withheld
	}
	return m.Break + m.Value.Withheld
}

func (d TimelineData) table() Table {
	t := Table{Head: d.Head[:]}
	for _, m := range d.Moments {
		t.Rows = append(t.Rows, []string{m.When, m.Value.words(), m.Value.coverage(), m.Break})
	}
	return t
}
