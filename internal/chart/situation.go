package chart

// Fit says how well a service works for people in one situation.
type Fit int

const (
	// NotAsked: the situation is not one of this service's.
	NotAsked Fit = iota
	// Works (klappt): a filled circle.
	Works
	// Detours (mit Umwegen): a half-filled circle.
	Detours
	// OftenNot (oft nicht): a cross.
	OftenNot
	// Unknown (wissen wir nicht): a question mark in a dashed ring.
	Unknown
)

// ServiceRow is one service and its fit for every situation, in their order.
type ServiceRow struct {
	Label string
	Fits  []Fit
	// Withheld says why the row is not shown; then Fits is not looked at.
	Withheld string
}

// SituationData is the services x situations picture.
type SituationData struct {
	Situations []string
	Services   []ServiceRow
	// Levels are the words for NotAsked, Works, Detours, OftenNot and Unknown.
	Levels [5]string
	// Head names the table's first column.
	Head string
}

// fit returns the level of a service for a situation.
func (s ServiceRow) fit(situation int) Fit {
	if s.Withheld != "" || situation >= len(s.Fits) || s.Fits[situation] < NotAsked || s.Fits[situation] > Unknown {
		return NotAsked
	}
	return s.Fits[situation]
}

// SituationPicture draws for whom each service works. The narrow layout, and
// any picture of a single service, is a list of situations per service.
func SituationPicture(o Options, d SituationData) Figure {
	c := newCanvas(o)
	y := c.fitKey(d)
	if c.narrow() || len(d.Services) == 1 {
		y = c.fitLists(y, d)
	} else {
		y = c.fitMatrix(y, d)
	}
	t := Table{Head: append([]string{d.Head}, d.Situations...)}
	for _, s := range d.Services {
		row := []string{s.Label}
		for i := range d.Situations {
			if s.Withheld != "" {
				row = append(row, s.Withheld)
			} else {
				row = append(row, d.Levels[s.fit(i)])
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return c.figure("situations", y, t)
}

// fitKey names the four shapes in a flowing line and returns the y below it.
func (c *canvas) fitKey(d SituationData) float64 {
	x, y := 8.0, 22.0
	for f := Works; f <= Unknown; f++ {
		w := 36 + textWidth(d.Levels[f], 14)
		if x > 8 && x+w > c.width {
			x, y = 8, y+28
		}
		c.fit(f, point{x + 9, y - 5}, 8)
		c.text("ink", point{x + 25, y}, 14, atStart, false, d.Levels[f])
		x += w + 12
	}
	return y + 20
}

// fit draws one of the four shapes; each is told apart without colour.
func (c *canvas) fit(f Fit, at point, r float64) {
	switch f {
	case Works:
		c.circle("works", at, r)
	case Detours:
		c.half(at, r)
	case OftenNot:
		k := r * 0.8
		c.line("oftennot", point{at.x - k, at.y - k}, point{at.x + k, at.y + k})
		c.line("oftennot", point{at.x - k, at.y + k}, point{at.x + k, at.y - k})
	case Unknown:
		c.circle("unknown", at, r)
		c.text("quiet", point{at.x, at.y + r*0.55}, r*1.5, atMiddle, true, "?")
	default:
		c.line("grid", point{at.x - 4, at.y}, point{at.x + 4, at.y})
	}
}

// half is a ring whose lower half is filled.
func (c *canvas) half(at point, r float64) {
	x := c.x(at.x)
	c.b.WriteString(`<g` + c.o.attributes("detours") + `><circle cx="` + num(x) + `" cy="` + num(at.y) + `" r="` + num(r) + `" fill="none"/>` +
		`<path d="M` + num(x-r) + ` ` + num(at.y) + `A` + num(r) + ` ` + num(r) + ` 0 0 0 ` + num(x+r) + ` ` + num(at.y) + `Z" stroke="none"/></g>`)
}

// fitLists writes one block per service: its name, then a line per situation.
func (c *canvas) fitLists(y float64, d SituationData) float64 {
	const size = 15.0
	for _, s := range d.Services {
		y = c.lines("ink", point{8, y + 14}, size+1, atStart, true, wrap(s.Label, size+1, c.width-16, 3)) - 8
		if s.Withheld != "" {
			c.rect("hatch", 8, y, c.width-16, 12, 3)
			y = c.lines("quiet", point{8, y + 28}, 13, atStart, false, wrap(s.Withheld, 13, c.width-16, 3)) + 6
			continue
		}
		for i, name := range d.Situations {
			if s.fit(i) == NotAsked {
				continue
			}
			c.line("grid", point{8, y}, point{c.width - 8, y})
			lines := wrap(name, size, c.width-56, 3)
			c.fit(s.fit(i), point{22, y + 18 + float64(len(lines)-1)*size*lineHeight/2}, 9)
			y = c.lines("ink", point{46, y + 23}, size, atStart, false, lines) - 6
		}
		y += 18
	}
	return y
}

// fitMatrix draws services as rows and situations as columns; few services
// with many situations the other way round, because situations have long names.
func (c *canvas) fitMatrix(y float64, d SituationData) float64 {
	const few = 5
	rows, columns, turned := len(d.Services), len(d.Situations), false
	if rows <= few && columns > few {
		rows, columns, turned = columns, rows, true
	}
	heads, names := d.Situations, make([]string, len(d.Services))
	for i, s := range d.Services {
		names[i] = s.Label
	}
	left := 230.0
	if turned {
		heads, names, left = names, heads, 320
	}
	g, numbered := c.grid(y, heads, left)
	y = g.top
	for r := range rows {
		y = c.fitRow(g, y, names[r], func(column int) (Fit, string) {
			if turned {
				return d.Services[column].fit(r), d.Services[column].Withheld
			}
			return d.Services[r].fit(column), d.Services[r].Withheld
		}, columns)
	}
	c.line("grid", point{8, y}, point{g.right, y})
	if numbered {
		y = c.numberedNames(y+10, heads)
	}
	return c.withheldServices(y+8, d.Services)
}

// fitRow draws one line of the matrix with a hatch where a service is withheld.
func (c *canvas) fitRow(g grid, y float64, name string, at func(column int) (Fit, string), columns int) float64 {
	const size = 14.0
	lines := wrap(name, size, g.left-20, 3)
	high := max(34, float64(len(lines))*size*lineHeight+12)
	c.line("grid", point{8, y}, point{g.right, y})
	c.lines("ink", point{8, y + high/2 + 5 - float64(len(lines)-1)*size*lineHeight/2}, size, atStart, false, lines)
	for i := range columns {
		fit, withheld := at(i)
		middle := point{g.column(i), y + high/2}
		if withheld != "" {
			c.rect("hatch", middle.x-min(g.step, 28)/2+2, middle.y-10, min(g.step, 28)-4, 20, 3)
		} else {
			c.fit(fit, middle, min(10, g.step*0.36))
		}
	}
	return y + high
}

// withheldServices says in words which services are hatched, and why.
func (c *canvas) withheldServices(y float64, services []ServiceRow) float64 {
	for _, s := range services {
		if s.Withheld != "" {
			c.rect("hatch", 8, y+4, 24, 16, 3)
			y = c.lines("quiet", point{40, y + 17}, 13.5, atStart, false, wrap(s.Label+": "+s.Withheld, 13.5, c.width-48, 3)) - 11
		}
	}
	return y + 6
}
