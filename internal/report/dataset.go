package report

import (
	"math"
	"time"
)

// Dataset is a table of figures for other programs.
type Dataset struct {
	// Name is a short name for files ("stand-je-feld"), Title the one people read.
	Name, Title string
	Lang        string
	Made        time.Time
	// Meta says where the figures come from and how to read them; it becomes the
	// "meta" object of the JSON and the notes sheet of a workbook.
	Meta    []KeyValue
	Columns []Column
	Rows    [][]Value
}

// Column describes one column.
type Column struct {
	// Name is the stable field name ("field_id"), Title the heading people read.
	Name, Title string
	// Description is one sentence on meaning and unit.
	Description string
	// Width is the column's width in a workbook, in characters; 0 fits the texts.
	Width float64
}

// Value is one cell: text, a number, or nothing with a reason.
type Value struct {
	kind   valueKind
	text   string
	number float64
	digits int
}

type valueKind int

const (
	empty valueKind = iota
	text
	number
	withheld
)

// Str makes a text.
func Str(s string) Value { return Value{kind: text, text: clean(s)} }

// Int makes a whole number.
func Int(n int) Value { return Value{kind: number, number: float64(n)} }

// Num makes a number with a fixed count of digits after the point. What is
// beyond them is rounded away (half away from zero) and is in no file.
func Num(v float64, digits int) Value {
	scale := math.Pow10(digits)
	return Value{kind: number, number: math.Round(v*scale) / scale, digits: digits}
}

// Withheld makes a cell without a value and with the reason people read there
// ("zu wenige Antworten"); in JSON it is null.
func Withheld(reason string) Value { return Value{kind: withheld, text: clean(reason)} }

// Empty makes a cell for something that does not exist.
func Empty() Value { return Value{} }
