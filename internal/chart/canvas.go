package chart

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// canvas collects the marks of a drawing. Callers draw from left to right; in
// a right-to-left drawing the canvas mirrors every position.
type canvas struct {
	o       Options
	b       strings.Builder
	width   float64
	hatched bool
}

type anchor string

const (
	atStart  anchor = "start"
	atMiddle anchor = "middle"
	atEnd    anchor = "end"
)

type point struct{ x, y float64 }

func newCanvas(o Options) *canvas {
	if o.Width <= 0 {
		o.Width = Narrow
		if o.Standalone {
			o.Width = Wide
		}
	}
	return &canvas{o: o, width: float64(o.Width)}
}

func (c *canvas) narrow() bool { return c.width < narrowBelow }

func (c *canvas) x(x float64) float64 {
	if c.o.RTL {
		return c.width - x
	}
	return x
}

func num(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func escape(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// plain reports whether a text needs no escaping; most labels are figures.
func plain(s string) bool {
	for i := range len(s) {
		if b := s[i]; b < ' ' || b > '~' || strings.IndexByte(`"'&<>`, b) >= 0 {
			return false
		}
	}
	return true
}

// write appends parts. An overview has thousands of marks, so nothing is parsed
// to format one.
func (c *canvas) write(parts ...string) {
	for _, p := range parts {
		c.b.WriteString(p)
	}
}

func (c *canvas) rect(r role, x, y, w, h, radius float64) {
	if c.o.RTL {
		x = c.width - x - w
	}
	c.write(`<rect`, c.paint(r), ` x="`, num(x), `" y="`, num(y), `" width="`, num(w), `" height="`, num(h), `" rx="`, num(radius), `"/>`)
}

// paint gives a role's attributes; the hatch is a pattern and not a colour.
func (c *canvas) paint(r role) string {
	if r != "hatch" {
		return c.o.attributes(r)
	}
	c.hatched = true
	attributes := c.o.attributes("hatch")
	return ` fill="url(#` + escape(c.o.ID) + `-hatch)"` + attributes
}

func (c *canvas) line(r role, a, b point) {
	fmt.Fprintf(&c.b, `<line%s x1="%s" y1="%s" x2="%s" y2="%s"/>`, c.o.attributes(r), num(c.x(a.x)), num(a.y), num(c.x(b.x)), num(b.y))
}

func (c *canvas) circle(r role, at point, radius float64) {
	fmt.Fprintf(&c.b, `<circle%s cx="%s" cy="%s" r="%s"/>`, c.paint(r), num(c.x(at.x)), num(at.y), num(radius))
}

// shape draws straight lines through points, closed or open.
func (c *canvas) shape(r role, points []point, closed bool) {
	var d strings.Builder
	for i, p := range points {
		d.WriteString(map[bool]string{true: "M", false: "L"}[i == 0] + num(c.x(p.x)) + " " + num(p.y))
	}
	if closed {
		d.WriteByte('Z')
	}
	fmt.Fprintf(&c.b, `<path%s d="%s"/>`, c.o.attributes(r), d.String())
}

// text writes one line with its baseline at y.
func (c *canvas) text(r role, at point, size float64, a anchor, bold bool, s string) {
	if s == "" {
		return
	}
	weight := ""
	if bold {
		weight = ` font-weight="600"`
	}
	c.write(`<text`, c.o.attributes(r), ` x="`, num(c.x(at.x)), `" y="`, num(at.y), `" font-size="`, num(size),
		`" text-anchor="`, string(a), `"`, weight, `>`, escape(c.isolated(s)), `</text>`)
}

// lines writes wrapped text downwards and returns the y below it.
func (c *canvas) lines(r role, at point, size float64, a anchor, bold bool, lines []string) float64 {
	for _, l := range lines {
		c.text(r, at, size, a, bold, l)
		at.y += size * lineHeight
	}
	return at.y
}

// lineHeight is the distance of two lines as a multiple of their size.
const lineHeight = 1.25

// slanted writes a column head that rises away from its column.
func (c *canvas) slanted(at point, size float64, s string) {
	angle, x := -55.0, c.x(at.x)
	if c.o.RTL {
		angle = 55
	}
	fmt.Fprintf(&c.b, `<g transform="translate(%s %s) rotate(%s)"><text%s font-size="%s" text-anchor="start">%s</text></g>`,
		num(x), num(at.y), num(angle), c.o.attributes("ink"), num(size), escape(c.isolated(s)))
}

// figure closes the drawing at its height.
func (c *canvas) figure(kind string, height float64, t Table) Figure {
	o := c.o
	if t.Caption == "" {
		t.Caption = o.Title
	}
	if o.Description == "" {
		o.Description = describe(t)
	}
	id := escape(o.ID)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart chart--%s" role="img" aria-labelledby="%s-title %s-desc" viewBox="0 0 %s %s" width="%s" height="%s"`,
		kind, id, id, num(c.width), num(height), num(c.width), num(height))
	if o.Standalone {
		b.WriteString(` xmlns="http://www.w3.org/2000/svg" font-family="Fira Sans, Noto Sans, Noto Sans Arabic, Arial, sans-serif"`)
	}
	if o.RTL {
		b.WriteString(` direction="rtl"`)
	}
	fmt.Fprintf(&b, `><title id="%s-title">%s</title><desc id="%s-desc">%s</desc>`, id, escape(o.Title), id, escape(o.Description))
	if c.hatched {
		fmt.Fprintf(&b, `<defs><pattern id="%s-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line%s x1="0" y1="0" x2="0" y2="6" stroke-width="2"/></pattern></defs>`, id, o.attributes("hatch"))
	}
	b.Grow(c.b.Len() + len(`</svg>`))
	b.WriteString(c.b.String())
	b.WriteString(`</svg>`)
	return Figure{SVG: b.String(), Title: o.Title, Description: o.Description, Table: t}
}
