package score

import (
	"math/big"

	"chancencheck/instrument"
)

// rounding is a compiled instrument.Rounding; off by default.
type rounding struct {
	on     bool
	digits int
	mode   instrument.RoundMode
}

// maxDigits bounds the work a rounding can ask for.
const maxDigits = 30

func (r rounding) apply(x rat) rat {
	if !r.on {
		return x
	}
	return x.round(r.digits, r.mode)
}

// round returns x with at most digits decimals (tens, hundreds … below 0).
func (x rat) round(digits int, mode instrument.RoundMode) rat {
	if x.big == nil && x.den == 1 && digits >= 0 {
		return x
	}
	if r, ok := x.roundSmall(digits, mode); ok {
		return r
	}
	power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(digits, -digits))), nil))
	if digits < 0 {
		power.Inv(power)
	}
	scaled := new(big.Rat).Mul(x.toBig(), power)
	q, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	twice := rest.Abs(rest).Lsh(rest, 1).Cmp(scaled.Denom())
	if rest.Sign() != 0 && away(mode, twice, q.Bit(0) == 1) {
		q.Add(q, big.NewInt(int64(scaled.Sign())))
	}
	return fromBig(new(big.Rat).Quo(new(big.Rat).SetInt(q), power))
}

// roundSmall is round in 64 bits; false if they do not suffice.
func (x rat) roundSmall(digits int, mode instrument.RoundMode) (rat, bool) {
	if x.big != nil || digits < 0 || digits > 12 {
		return zero, false
	}
	power := int64(1)
	for range digits {
		power *= 10
	}
	n, ok := mulInt(x.num, power)
	if !ok || x.den > 1<<61 {
		return zero, false
	}
	q, rest := n/x.den, n%x.den
	twice := 2*int64(magnitude(rest)) - x.den
	switch {
	case rest == 0 || !away(mode, sign(twice), q%2 != 0):
	case n < 0:
		q--
	default:
		q++
	}
	return fraction(q, power), true
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// away decides whether a rest that is not 0 rounds away from zero. half is the
// rest compared to one half; odd is the last digit kept.
func away(mode instrument.RoundMode, half int, odd bool) bool {
	switch mode {
	case instrument.Down:
		return false
	case instrument.Up:
		return true
	case instrument.HalfEven:
		return half > 0 || half == 0 && odd
	}
	return half >= 0
}
