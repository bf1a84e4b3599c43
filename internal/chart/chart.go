// Package chart draws the pictures of a result as SVG text on the server.
//
// Each function takes plain, already translated data and returns a Figure: the
// picture, its title and description, and the same content as a table, because
// a picture is never the only way to a number. What disclosure withholds comes
// as a sentence instead of a figure; a withheld Value's number is never looked at.
//
// The pictures carry no style attribute, style element or script, so that the
// strictest content policy allows them. Inline they use currentColor and the
// classes of chart.css (light, dark, high contrast); without the style sheet
// they are still readable. With Options.Standalone they carry fixed colours and
// a namespace, for PDF, ODT and files. Nothing is told by colour alone: levels
// have shapes, series have strokes, tones have numbers, missing values a hatch.
//
// One unit of a drawing is one CSS pixel at its own width. Under 560 units the
// layout for phones is drawn; Responsive draws both and lets the style sheet choose.
package chart

import (
	"math"
	"strings"

	"chancencheck/disclosure"
)

const (
	// Narrow is the width of the phone layout: the narrowest screen we support.
	Narrow = 320
	// Wide is the width of the layout for screens and paper.
	Wide = 760
	// narrowBelow is the width under which the phone layout is drawn.
	narrowBelow = 560
)

// Options are what every chart needs to know.
type Options struct {
	// ID starts every id in the drawing; unique on its page, letters, digits and hyphens.
	ID string
	// Title and Description are read out. An empty Description is made from the table.
	Title, Description string
	// Width in CSS pixels; 0 means Narrow, and Wide with Standalone.
	Width int
	// RTL mirrors the drawing for Arabic and other languages written from the right.
	RTL bool
	// Standalone writes fixed colours and the namespace, for files and documents.
	Standalone bool
}

// Figure is a picture together with its table.
type Figure struct {
	// SVG is safe to be written into a page as it is.
	SVG                string
	Title, Description string
	Table              Table
}

// Table has the content of a picture in rows of text.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// Value is one figure as it is drawn.
type Value struct {
	// Text is the figure in the reader's language, "62" or "at least 90".
	Text string
	// Fraction is its place on the axis, 0 to 1.
	Fraction float64
	// Coverage says what is behind it, "answered: 20 of 25"; may be empty.
	Coverage string
	// Withheld says why there is no figure. If set, nothing else is looked at.
	Withheld string
}

// words returns what is written for the value, in pictures and tables.
func (v Value) words() string {
	if v.Withheld != "" {
		return v.Withheld
	}
	return v.Text
}

func (v Value) coverage() string {
	if v.Withheld != "" {
		return ""
	}
	return v.Coverage
}

// fraction returns the place on the axis; a withheld value has none.
func (v Value) fraction() (float64, bool) {
	if v.Withheld != "" {
		return 0, false
	}
	return clamp(v.Fraction), true
}

func clamp(f float64) float64 {
	if math.IsNaN(f) {
		return 0
	}
	return min(max(f, 0), 1)
}

// Words turn a disclosure decision into the reader's language.
type Words struct {
	// Number writes a shown number with its unit and bound.
	Number func(disclosure.Shown) string
	// Coverage writes "answered: 20 of 25"; may be nil.
	Coverage func(disclosure.Coverage) string
	// Reason writes why there is none.
	Reason func(disclosure.Reason) string
}

// FromShown makes a Value of a decision, on an axis from low to high.
func FromShown(s disclosure.Shown, low, high float64, w Words) Value {
	number, ok := s.Value()
	if !ok {
		return Value{Withheld: w.Reason(s.Reason())}
	}
	v := Value{Text: w.Number(s)}
	if high > low {
		v.Fraction = clamp((number - low) / (high - low))
	}
	if w.Coverage != nil {
		v.Coverage = w.Coverage(s.Coverage())
	}
	return v
}

// Responsive draws a chart in both layouts; chart.css shows the one that fits.
// Standalone gives the layout of o.Width alone.
func Responsive(o Options, draw func(Options) Figure) Figure {
	if o.Standalone {
		return draw(o)
	}
	narrow, wide := o, o
	narrow.ID, narrow.Width = o.ID+"-narrow", Narrow
	wide.ID, wide.Width = o.ID+"-wide", max(o.Width, Wide)
	f := draw(wide)
	f.SVG = `<div class="chart-narrow">` + draw(narrow).SVG + `</div><div class="chart-wide">` + f.SVG + `</div>`
	return f
}

// manyColumns is the number of cells a listener can follow without their heads.
const manyColumns = 4

// describe reads a table aloud: "Finding out: 62, answered 20 of 25. …". In
// tables of many columns every value is introduced by the head of its column.
func describe(t Table) string {
	var sentences []string
	for _, row := range t.Rows {
		var said []string
		for i, cell := range row[1:] {
			if cell != "" && len(row) > manyColumns {
				cell = t.Head[i+1] + " " + cell
			}
			if cell != "" {
				said = append(said, cell)
			}
		}
		sentences = append(sentences, row[0]+": "+strings.Join(said, ", ")+".")
	}
	return strings.Join(sentences, " ")
}
