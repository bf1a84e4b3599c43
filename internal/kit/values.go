package kit

import (
	"fmt"
	"math/big"
	"strings"

	"chancencheck/instrument"
)

// Columns of the calculation of a unit, from working.units on.
const (
	unitAnswered = iota
	unitOf
	unitWeight
	unitOK
	unitExact
	unitShown
	unitUp
)

// unit names a cell of the calculation of a unit.
func (b *book) unit(column, at int) string {
	return ref(b.names.calc, b.e.working().units+column, at+first)
}

// value writes what one unit comes to: whether it has a value, and the value
// before and after rounding and as values above take it.
func (b *book) value(i int) {
	u, w := b.e.units[i], b.e.working()
	put := func(column int, formula string) { b.formula(b.names.calc, w.units+column, i+first, "", formula) }
	put(unitAnswered, b.below(u, w.answered))
	put(unitOf, b.below(u, w.of))
	if u.beyond {
		for _, column := range []int{unitOK, unitExact, unitShown, unitUp} {
			put(column, "0")
		}
		return
	}
	numerator, weight, divisor := b.terms(u)
	put(unitWeight, weight)
	put(unitOK, b.enough(u, i))
	if u.rule.Method != instrument.Sum {
		divisor += "*" + b.unit(unitWeight, i)
	}
	put(unitExact, fmt.Sprintf("IF(%s=1,(%s)/(%s),0)", b.unit(unitOK, i), numerator, divisor))
	shown := b.rounded(u, i)
	put(unitShown, shown)
	if u.rule.Round.At != instrument.AtEvery {
		shown = b.unit(unitExact, i)
	}
	put(unitUp, shown)
}

// below adds a column over all questions below a unit.
func (b *book) below(u unit, column int) string {
	var cells []string
	for _, row := range u.below {
		cells = append(cells, b.calc(column, row))
	}
	return sum(cells)
}

// terms are the sum of the members' measures, the sum of the weights of those
// that count, and what to divide by beside it. Everything but values of units is
// a whole number, so that the one division is exact where a tie is.
func (b *book) terms(u unit) (numerator, weight, divisor string) {
	measure, scale := b.e.working().share, big.NewRat(100, 1)
	if u.rule.Scale.IsSet() {
		scale = u.rule.Scale.Rat()
	}
	if u.rule.Measure == instrument.Points {
		measure, scale = b.e.working().points, big.NewRat(1, 1)
	}
	whole := big.NewInt(1) // makes all weights whole
	for _, p := range append(u.questions[:len(u.questions):len(u.questions)], u.units...) {
		whole = lcm(whole, p.weight.Denom())
	}
	weighted := func(p part, cell string) string {
		return new(big.Rat).Mul(p.weight, new(big.Rat).SetInt(whole)).RatString() + "*" + cell
	}
	var questions, units, weights []string
	for _, p := range u.questions {
		questions = append(questions, weighted(p, b.calc(b.e.working().use, p.at)+"*"+b.calc(measure, p.at)))
		weights = append(weights, weighted(p, b.calc(b.e.working().use, p.at)))
	}
	for _, p := range u.units {
		units = append(units, weighted(p, b.unit(unitOK, p.at)+"*"+b.unit(unitUp, p.at)))
		weights = append(weights, weighted(p, b.unit(unitOK, p.at)))
	}
	parts := new(big.Int).Mul(b.common, scale.Denom()).String()
	divisor = "1"
	switch {
	case len(units) == 0:
		numerator, divisor = scale.Num().String()+"*"+sum(questions), parts
	case len(questions) == 0:
		numerator = sum(units)
	default:
		numerator = fmt.Sprintf("%s*%s/%s+%s", scale.Num(), sum(questions), parts, sum(units))
	}
	if u.rule.Method == instrument.Sum {
		divisor += "*" + whole.String()
	}
	return numerator, sum(weights), divisor
}

// enough is 1 if there are answers enough for a value.
func (b *book) enough(u unit, i int) string {
	answered, of := b.unit(unitAnswered, i), b.unit(unitOf, i)
	tests := []string{of + ">0", b.unit(unitWeight, i) + ">0"}
	if m := u.rule.MinCoverage; m.IsSet() {
		tests = append(tests, fmt.Sprintf("%s*%s>=%s*%s", answered, m.Rat().Denom(), of, m.Rat().Num()))
	}
	if m := u.rule.MinAnswered; m.IsSet() {
		tests = append(tests, fmt.Sprintf("%s*%s>=%s", answered, m.Rat().Denom(), m.Rat().Num()))
	}
	return "IF(AND(" + strings.Join(tests, ",") + "),1,0)"
}

// guardDigits are the digits to which a value is cleaned before it is rounded:
// means of fractions are off by less than that.
const guardDigits = 9

// rounded is the value as it is shown.
func (b *book) rounded(u unit, i int) string {
	exact, round := b.unit(unitExact, i), u.rule.Round
	if !round.Digits.IsSet() || round.At == instrument.AtTotal && !u.total {
		return exact
	}
	return fmt.Sprintf("%s(ROUND(%s,%d),%s)", roundings[round.Mode], exact, guardDigits, round.Digits)
}
