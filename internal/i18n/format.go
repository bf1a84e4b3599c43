package i18n

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/number"
	"golang.org/x/text/search"
)

// absent stands where there is no number to show.
const absent = "–"

// Count writes a whole number with the language's separators: 5.510.
func (p *Printer) Count(n int) string {
	return p.decimal(float64(n), 0)
}

// Number writes x with exactly this many decimals, halves rounded away from
// zero as people expect of a printed figure.
func (p *Printer) Number(x float64, digits int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return absent
	}
	return p.decimal(round(x, digits), digits)
}

// Percent writes a share between 0 and 1 with exactly this many decimals:
// 0.254 is 25 %.
func (p *Printer) Percent(share float64, digits int) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return absent
	}
	return p.T("format.percent", "number", literal(p.Number(share*100, digits)))
}

// upTo writes x with at most this many decimals.
func (p *Printer) upTo(x float64, digits int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return absent
	}
	return p.decimal(round(x, digits), -digits)
}

// written is a number with its decimals: exactly so many, or at most so many
// where negative.
type written struct {
	x      float64
	digits int
}

// mostWritten bounds how many numbers are remembered per language.
const mostWritten = 4096

// decimal writes a number with the language's separators. Pages show the same
// few numbers over and over, and composing one takes longer than finding it.
func (p *Printer) decimal(x float64, digits int) string {
	key := written{x, digits}
	if text, ok := p.written.Load(key); ok {
		return text.(string)
	}
	option := number.Scale(digits)
	if digits < 0 {
		option = number.MaxFractionDigits(-digits)
	}
	text := p.numbers.Sprint(number.Decimal(x, option))
	if p.remembered.Add(1) <= mostWritten {
		p.written.Store(key, text)
	}
	return text
}

// round also turns a negative zero into zero.
func round(x float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(x*scale)/scale + 0
}

// Date writes the day of t in t's own zone: 5. März 2026. Convert the instant
// to the organisation's zone first.
func (p *Printer) Date(t time.Time) string {
	return p.T("format.date",
		"day", literal(strconv.Itoa(t.Day())),
		"month", literal(p.T("format.month_"+strconv.Itoa(int(t.Month())))),
		"year", literal(strconv.Itoa(t.Year())))
}

// Time writes the time of day of t in t's own zone: 14:30.
func (p *Printer) Time(t time.Time) string {
	return p.T("format.time", "hour", literal(fmt.Sprintf("%02d", t.Hour())), "minute", literal(fmt.Sprintf("%02d", t.Minute())))
}

// DateTime writes day and time of day of t in t's own zone.
func (p *Printer) DateTime(t time.Time) string {
	return p.T("format.datetime", "date", literal(p.Date(t)), "time", literal(p.Time(t)))
}

// Join writes a list as a sentence does: a, b und c.
func (p *Printer) Join(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	head := strings.Join(list[:len(list)-1], p.T("format.list_comma"))
	return p.T("format.list_and", "head", literal(head), "last", literal(list[len(list)-1]))
}

// SortBy sorts items by a text as the language's dictionaries do: Äpfel before
// Birnen. Equal texts keep their order.
func SortBy[T any](p *Printer, items []T, text func(T) string) {
	c := collate.New(p.tag)
	var buf collate.Buffer
	keys := make([][]byte, len(items))
	order := make([]int, len(items))
	for i, item := range items {
		keys[i], order[i] = c.KeyFromString(&buf, text(item)), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(keys[a], keys[b]) })
	sorted := make([]T, len(items))
	for i, from := range order {
		sorted[i] = items[from]
	}
	copy(items, sorted)
}

// Contains reports whether a text contains another as somebody would look for
// it who has no accents at hand and does not mind case: Jürgen contains jurg.
// No language's own rules count, for those would write ü as ue.
func Contains(text, part string) bool {
	if part == "" {
		return true
	}
	at, _ := search.New(language.Und, search.Loose).IndexString(text, part)
	return at >= 0
}
