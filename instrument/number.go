package instrument

import (
	"fmt"
	"math/big"
	"regexp"
)

// Number is an exact number: a decimal such as 26.25 or a fraction such as 1/3.
// It is kept in one canonical spelling, so == compares values. The zero Number
// is "not set", which is not the same as 0: a level without points is not scored.
type Number struct {
	text string
}

// One is the number 1, the weight of whatever names none.
var One = Number{"1"}

// maxDigits is how many digits people may write on either side of the point:
// plenty for any points, and it keeps arithmetic on hostile input small.
const maxDigits = 18

// numberForm is what people may write, with maxDigits on either side.
var numberForm = regexp.MustCompile(`^([+-]?)0*([0-9]{1,18})(?:(\.[0-9]{1,18})|/0*([0-9]{1,18}))?$`)

// ParseNumber reads "3", "-0.5", "26.250" or "1/3". Exponents, digit grouping
// and decimal commas are refused.
func ParseNumber(s string) (Number, error) {
	parts := numberForm.FindStringSubmatch(s)
	if parts == nil {
		return Number{}, fmt.Errorf("%q is not a decimal number or a fraction", s)
	}
	r, ok := new(big.Rat).SetString(parts[1] + parts[2] + parts[3]) // without leading zeros: big.Rat would read octal
	if !ok {
		return Number{}, fmt.Errorf("%q is not a decimal number or a fraction", s)
	}
	if parts[4] != "" {
		d, ok := new(big.Rat).SetString(parts[4])
		if !ok || d.Sign() == 0 {
			return Number{}, fmt.Errorf("%q divides by zero", s)
		}
		r.Quo(r, d)
	}
	return NumberOf(r), nil
}

// MustNumber is ParseNumber for constants and tests; it panics on bad input.
func MustNumber(s string) Number {
	n, err := ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return n
}

// NumberOf returns the Number with the value of r, or the unset Number for nil.
func NumberOf(r *big.Rat) Number {
	if r == nil {
		return Number{}
	}
	if r.IsInt() {
		return Number{r.Num().String()}
	}
	digits, exact := r.FloatPrec()
	if !exact || digits > maxDigits {
		return Number{r.String()}
	}
	return Number{r.FloatString(digits)}
}

// IsSet reports whether there is a number at all.
func (n Number) IsSet() bool { return n.text != "" }

// Or returns n, or other if n is not set.
func (n Number) Or(other Number) Number {
	if n.IsSet() {
		return n
	}
	return other
}

// Rat returns the exact value as a new rational; 0 if n is not set.
func (n Number) Rat() *big.Rat {
	r := new(big.Rat)
	if n.IsSet() {
		r.SetString(n.text)
	}
	return r
}

// Cmp compares values: -1, 0 or +1. An unset number counts as 0.
func (n Number) Cmp(o Number) int { return n.Rat().Cmp(o.Rat()) }

// IsWhole reports whether n is a set whole number.
func (n Number) IsWhole() bool { return n.IsSet() && n.Rat().IsInt() }

// String returns the canonical spelling with a decimal point, "" if not set.
func (n Number) String() string { return n.text }

// whole returns the Number for an int.
func whole(i int) Number { return NumberOf(big.NewRat(int64(i), 1)) }
