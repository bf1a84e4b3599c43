package chart

// OverviewRow is one unit and its value per field, in the fields' order.
type OverviewRow struct {
	Label  string
	Values []Value
}

// OverviewGroup is a directorate with its units, in organisation order.
type OverviewGroup struct {
	Label string
	Rows  []OverviewRow
}

// OverviewData is the overview (Überblick): units x fields.
type OverviewData struct {
	Fields []string
	Groups []OverviewGroup
	// Missing explains the hatch: "no value shown".
	Missing string
	// Low and High name the ends of the scale of tones.
	Low, High string
	// Head names the table's first two columns: directorate, unit.
	Head [2]string
}

// Overview draws units as rows and fields as columns. A cell has a tone of one
// hue and its number; a withheld one is hatched. Order is that of the
// organisation: this is no ranking.
func Overview(o Options, d OverviewData) Figure {
	c := newCanvas(o)
	c.b.Grow(d.marks() * markSize)
	y := c.toneKey(8, d)
	g, numbered := grid{}, true
	if c.narrow() {
		g = c.numberedGrid(y+8, len(d.Fields), 8)
	} else {
		g, numbered = c.grid(y+8, d.Fields, 240)
	}
	y = g.top
	for _, group := range d.Groups {
		if group.Label != "" {
			y = c.lines("ink", point{8, y + 20}, 15, atStart, true, wrap(group.Label, 15, c.width-16, 2)) - 10
			c.line("axis", point{8, y}, point{g.right, y})
			y += 4
		}
		for _, row := range group.Rows {
			y = c.overviewRow(g, y, row, len(d.Fields))
		}
		y += 8
	}
	if numbered {
		y = c.numberedNames(y+10, d.Fields)
	}
	return c.figure("overview", y+8, d.table())
}

// markSize is about how many bytes a value takes as a tone with a number.
const markSize = 360

// marks is how many values there are to draw.
func (d OverviewData) marks() int {
	n := 0
	for _, g := range d.Groups {
		n += len(g.Rows) * len(d.Fields)
	}
	return n
}

// toneKey shows the scale of tones from low to high, and the hatch.
func (c *canvas) toneKey(y float64, d OverviewData) float64 {
	x := 8.0
	c.text("quiet", point{x, y + 15}, 13, atStart, false, d.Low)
	x += textWidth(d.Low, 13) + 8
	for i := range 5 {
		t, _ := tone(float64(i)/5 + 0.1)
		c.rect(t, x, y, 26, 20, 2)
		x += 28
	}
	c.text("quiet", point{x + 6, y + 15}, 13, atStart, false, d.High)
	x += 6 + textWidth(d.High, 13) + 24
	if x+32+textWidth(d.Missing, 13) > c.width {
		x, y = 8, y+28
	}
	c.rect("hatch", x, y, 26, 20, 2)
	c.text("quiet", point{x + 34, y + 15}, 13, atStart, false, d.Missing)
	return y + 26
}

// overviewRow draws one unit; in the narrow layout its name stands above its cells.
func (c *canvas) overviewRow(g grid, y float64, row OverviewRow, fields int) float64 {
	const size = 14.0
	high, labels := 30.0, 2
	if c.narrow() {
		y = c.lines("ink", point{8, y + 16}, size, atStart, false, wrap(row.Label, size, c.width-16, labels)) - 10
	} else {
		lines := wrap(row.Label, size, g.left-20, labels)
		high = max(high, float64(len(lines))*size*lineHeight+4)
		c.lines("ink", point{8, y + high/2 + 5 - float64(len(lines)-1)*size*lineHeight/2}, size, atStart, false, lines)
	}
	for i := range fields {
		if i < len(row.Values) {
			c.cell(point{g.column(i), y + high/2}, g.step-3, high-4, row.Values[i])
		}
	}
	return y + high
}

// cell draws one value as a tone with its number.
func (c *canvas) cell(at point, width, height float64, v Value) {
	f, shown := v.fraction()
	x, y := at.x-width/2, at.y-height/2
	if !shown {
		c.rect("hatch", x, y, width, height, 3)
		return
	}
	paint, ink := tone(f)
	size := 13.5
	if textWidth(v.Text, size) > width-2 {
		size = max(9, size*(width-2)/textWidth(v.Text, size))
	}
	c.rect(paint, x, y, width, height, 3)
	c.text(ink, point{at.x, at.y + size*0.36}, size, atMiddle, true, v.Text)
}

func (d OverviewData) table() Table {
	t := Table{Head: append(d.Head[:], d.Fields...)}
	for _, g := range d.Groups {
		for _, r := range g.Rows {
			row := []string{g.Label, r.Label}
			for i := range d.Fields {
				cell := ""
				if i < len(r.Values) {
					cell = r.Values[i].words()
				}
				row = append(row, cell)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
