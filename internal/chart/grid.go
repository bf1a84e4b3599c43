package chart

import (
	"math"
	"slices"
	"strconv"
)

// grid is where the columns of a matrix stand.
type grid struct {
	left, right, top, step float64
}

// column is the middle of the i-th column.
func (g grid) column(i int) float64 { return g.left + (float64(i)+0.5)*g.step }

// headSize is the size of column heads.
const headSize = 13.5

// grid writes the column heads of a matrix and leaves left units for row
// labels: upright where there is room, else slanted, and where even that would
// cut them, as numbers; numbered then says that a list of names has to follow.
func (c *canvas) grid(y float64, heads []string, left float64) (g grid, numbered bool) {
	const leastUpright, leastSlanted, longest = 84.0, 30.0, 240.0
	columns := float64(max(len(heads), 1))
	if step := (c.width - left - 8) / columns; step >= leastUpright {
		return c.uprightGrid(y, heads, left, min(step, 150)), false
	}
	widest := 0.0
	for _, h := range heads {
		widest = max(widest, textWidth(h, headSize))
	}
	slant := 55 * math.Pi / 180
	step := (c.width - left - widest*math.Cos(slant)) / columns
	if widest > longest || step < leastSlanted {
		return c.numberedGrid(y, len(heads), left), true
	}
	g = grid{left: left, right: left + step*columns, top: y + widest*math.Sin(slant) + 18, step: step}
	for i, h := range heads {
		c.slanted(point{g.column(i) + 3, g.top - 8}, headSize, h)
	}
	return g, false
}

// uprightGrid writes wrapped heads that end on one line above the columns.
func (c *canvas) uprightGrid(y float64, heads []string, left, step float64) grid {
	wrapped, most := make([][]string, len(heads)), 0
	for i, h := range heads {
		wrapped[i] = wrap(h, headSize, step-4, 7)
		most = max(most, len(wrapped[i]))
	}
	g := grid{left: left, right: left + step*float64(len(heads)), top: y + float64(most)*headSize*lineHeight + 14, step: step}
	for i, lines := range wrapped {
		c.lines("ink", point{g.column(i), g.top - 10 - float64(len(lines)-1)*headSize*lineHeight}, headSize, atMiddle, false, lines)
	}
	return g
}

// numberedGrid writes numbers as column heads; their names follow in a list.
func (c *canvas) numberedGrid(y float64, columns int, left float64) grid {
	step := min((c.width-8-left)/float64(max(columns, 1)), 56)
	g := grid{left: left, right: left + step*float64(columns), top: y + 24, step: step}
	for i := range columns {
		c.text("quiet", point{g.column(i), y + 14}, 13, atMiddle, true, strconv.Itoa(i+1))
	}
	return g
}

// numberedNames lists what the numbers of a numberedGrid stand for.
func (c *canvas) numberedNames(y float64, names []string) float64 {
	for i, name := range names {
		c.text("quiet", point{28, y + 14}, 14, atEnd, true, strconv.Itoa(i+1))
		y = c.lines("ink", point{36, y + 14}, 14, atStart, false, wrap(name, 14, c.width-44, 2)) - 11
	}
	return y
}

// tone is the step of the sequential scale for a fraction, and its writing.
func tone(fraction float64) (cell, ink role) {
	tones := []role{"tone0", "tone1", "tone2", "tone3", "tone4"}
	i := slices.Index([]bool{fraction < 0.2, fraction < 0.4, fraction < 0.6, fraction < 0.8, true}, true)
	if i < 3 {
		return tones[i], "on-light"
	}
	return tones[i], "on-dark"
}
