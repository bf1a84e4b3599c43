package chart

// Bar is one row of a bar chart.
type Bar struct {
	Label string
	Value Value
}

// Band is a part of the scale with a name, such as "agreed, mostly works".
type Band struct {
	// From is where the band begins, 0 to 1; it ends where the next one begins.
	From  float64
	Label string
}

// BarsData are values side by side, in the order given: never sorted by size.
type BarsData struct {
	Rows []Bar
	// Bands are marked on every bar and named below; may be empty.
	Bands []Band
	// Head names the table's columns: field, value, coverage.
	Head [3]string
}

// barLayout says where label, bar and value are. In the narrow layout the
// label stands above its bar, in the wide one before it.
type barLayout struct {
	label, start, width, size float64
	above                     bool
}

func (c *canvas) barLayout() barLayout {
	if c.narrow() {
		return barLayout{label: c.width - 16, start: 8, width: c.width - 16, size: 15, above: true}
	}
	start := c.width * 0.4
	return barLayout{label: start - 24, start: start, width: c.width - start - 110, size: 15}
}

// Bars draws one horizontal bar per row with value and coverage written at it.
func Bars(o Options, d BarsData) Figure {
	c := newCanvas(o)
	l := c.barLayout()
	y := 8.0
	for _, row := range d.Rows {
		y = c.bar(l, y, row, d.Bands)
	}
	y = c.bandNames(l, y, d.Bands)
	t := Table{Head: d.Head[:]}
	for _, row := range d.Rows {
		t.Rows = append(t.Rows, []string{row.Label, row.Value.words(), row.Value.coverage()})
	}
	return c.figure("bars", y+4, t)
}

// bar draws a row and returns the y below it.
func (c *canvas) bar(l barLayout, y float64, row Bar, bands []Band) float64 {
	const thick = 14.0
	value := row.Value.words()
	_, shown := row.Value.fraction()
	if l.above {
		room := l.label
		if shown {
			room -= textWidth(value, l.size) + 12
			c.text("ink", point{c.width - 8, y + l.size}, l.size, atEnd, true, value)
		}
		y = c.lines("ink", point{l.start, y + l.size}, l.size, atStart, false, wrap(row.Label, l.size, room, 3)) - l.size + 4
		c.track(l, y, thick, row.Value, bands)
		return c.note(l, y+thick, row.Value) + 14
	}
	label := wrap(row.Label, l.size, l.label, 3)
	under := row.Value.coverage() + row.Value.Withheld
	high := max(float64(len(label))*l.size*lineHeight, thick+6)
	top := y + (float64(min(len(label), 1))*l.size*lineHeight-thick)/2
	c.lines("ink", point{l.label, y + l.size}, l.size, atEnd, false, label)
	c.track(l, top, thick, row.Value, bands)
	if shown {
		c.text("ink", point{l.start + l.width + 12, top + thick - 1}, l.size+1, atStart, true, value)
	}
	if under != "" {
		high = max(high, c.note(l, top+thick, row.Value)-y)
	}
	return y + high + 12
}

// note writes coverage, or why there is no value, under a bar.
func (c *canvas) note(l barLayout, y float64, v Value) float64 {
	s := v.coverage() + v.Withheld
	if s == "" {
		return y
	}
	return c.lines("quiet", point{l.start, y + 16}, 13, atStart, false, wrap(s, 13, l.width, 2)) - 13
}

// track draws the whole length of the scale in one segment per band, with
// gaps where a band begins, and the bar on it.
func (c *canvas) track(l barLayout, y, thick float64, v Value, bands []Band) {
	f, shown := v.fraction()
	if !shown {
		c.rect("hatch", l.start, y, l.width, thick, 3)
		return
	}
	const gap = 3.0
	from := 0.0
	for _, to := range append(inner(bands), 1) {
		x, end := l.start+from*l.width, l.start+to*l.width
		if to < 1 {
			end -= gap
		}
		c.rect("track", x, y, end-x, thick, 2)
		if f > from {
			c.rect("bar", x, y, max(min(l.start+f*l.width, end)-x, 2), thick, 2)
		}
		from = to
	}
}

// inner lists where bands begin inside the scale, in ascending order.
func inner(bands []Band) []float64 {
	var out []float64
	for _, b := range bands {
		if from := clamp(b.From); from > 0 && from < 1 && (len(out) == 0 || from > out[len(out)-1]) {
			out = append(out, from)
		}
	}
	return out
}

// bandNames writes the bands under the last bar, each in its own part of the
// scale; if one does not fit, all of them as a list.
func (c *canvas) bandNames(l barLayout, y float64, bands []Band) float64 {
	if len(bands) == 0 {
		return y
	}
	const size = 12.5
	widths, fits := make([]float64, len(bands)), true
	for i, b := range bands {
		end := 1.0
		if i+1 < len(bands) {
			end = clamp(bands[i+1].From)
		}
		widths[i] = (end - clamp(b.From)) * l.width
		fits = fits && textWidth(b.Label, size) <= widths[i]-6
	}
	c.line("axis", point{l.start, y}, point{l.start + l.width, y})
	for i, b := range bands {
		x := l.start + clamp(b.From)*l.width
		c.line("axis", point{x, y - 4}, point{x, y + 4})
		if fits {
			c.text("quiet", point{x + widths[i]/2, y + 18}, size, atMiddle, false, b.Label)
		} else {
			c.text("quiet", point{x + widths[i]/2, y + 17}, size, atMiddle, true, num(float64(i+1)))
		}
	}
	if fits {
		return y + 26
	}
	y += 38
	for i, b := range bands {
		y = c.lines("quiet", point{l.start, y}, size, atStart, false, wrap(num(float64(i+1))+"  "+b.Label, size, l.width, 2))
	}
	return y - 8
}
