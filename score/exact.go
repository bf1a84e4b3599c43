package score

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"

	"chancencheck/instrument"
)

// rat is an exact fraction: num/den in 64 bits while they suffice, which they
// do for nearly every index, and big beyond. It is reduced, with den > 0.
type rat struct {
	num, den int64
	big      *big.Rat // not nil: num and den are unused; never changed once set
}

var (
	zero = rat{num: 0, den: 1}
	one  = rat{num: 1, den: 1}
)

func whole(n int64) rat { return rat{num: n, den: 1} }

// number converts an author's number; one that is not given is 0.
func number(n instrument.Number) rat { return fromBig(n.Rat()) }

// optional converts an author's number; nil if it is not given.
func optional(n instrument.Number) *rat {
	if !n.IsSet() {
		return nil
	}
	r := number(n)
	return &r
}

// fromBig takes r over; r must not be changed afterwards.
func fromBig(r *big.Rat) rat {
	n, d := r.Num(), r.Denom()
	if n.IsInt64() && d.IsInt64() && n.Int64() != math.MinInt64 {
		return rat{num: n.Int64(), den: d.Int64()}
	}
	return rat{big: r}
}

// toBig returns the fraction for reading.
func (x rat) toBig() *big.Rat {
	if x.big != nil {
		return x.big
	}
	return big.NewRat(x.num, x.den)
}

// fraction reduces n/d, d > 0.
func fraction(n, d int64) rat {
	if d == 1 {
		return rat{num: n, den: 1}
	}
	a, b := n, d
	if a < 0 {
		a = -a
	}
	for a != 0 {
		a, b = b%a, a
	}
	return rat{num: n / b, den: d / b}
}

func addInt(a, b int64) (int64, bool) {
	s := a + b
	return s, (s > a) == (b > 0) && s != math.MinInt64
}

func mulInt(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return uint64(-a)
	}
	return uint64(a)
}

func (x rat) add(y rat) rat {
	if x.big == nil && y.big == nil {
		if x.den == y.den {
			if s, ok := addInt(x.num, y.num); ok {
				return fraction(s, x.den)
			}
		} else if a, ok := mulInt(x.num, y.den); ok {
			b, okB := mulInt(y.num, x.den)
			d, okD := mulInt(x.den, y.den)
			if s, okS := addInt(a, b); okB && okD && okS {
				return fraction(s, d)
			}
		}
	}
	return fromBig(new(big.Rat).Add(x.toBig(), y.toBig()))
}

func (x rat) neg() rat {
	if x.big != nil {
		return fromBig(new(big.Rat).Neg(x.big))
	}
	return rat{num: -x.num, den: x.den}
}

func (x rat) sub(y rat) rat { return x.add(y.neg()) }

func (x rat) mul(y rat) rat {
	if x.big == nil && y.big == nil {
		n, ok := mulInt(x.num, y.num)
		if d, okD := mulInt(x.den, y.den); ok && okD {
			return fraction(n, d)
		}
	}
	return fromBig(new(big.Rat).Mul(x.toBig(), y.toBig()))
}

// quo divides by y, which must not be 0.
func (x rat) quo(y rat) rat {
	if y.big != nil {
		return fromBig(new(big.Rat).Quo(x.toBig(), y.big))
	}
	if y.num < 0 {
		return x.neg().mul(rat{num: y.den, den: -y.num})
	}
	return x.mul(rat{num: y.den, den: y.num})
}

func (x rat) cmp(y rat) int {
	if x.big == nil && y.big == nil {
		a, okA := mulInt(x.num, y.den)
		if b, okB := mulInt(y.num, x.den); okA && okB {
			switch {
			case a < b:
				return -1
			case a > b:
				return 1
			}
			return 0
		}
	}
	return x.toBig().Cmp(y.toBig())
}

func (x rat) sign() int {
	if x.big != nil {
		return x.big.Sign()
	}
	return x.cmp(zero)
}

func lower(x, y rat) rat {
	if y.cmp(x) < 0 {
		return y
	}
	return x
}

func higher(x, y rat) rat {
	if y.cmp(x) > 0 {
		return y
	}
	return x
}

// within limits x to [lo, hi]; nil is no limit, and hi wins over lo.
func (x rat) within(lo, hi *rat) rat {
	if lo != nil {
		x = higher(x, *lo)
	}
	if hi != nil {
		x = lower(x, *hi)
	}
	return x
}

func (x rat) float() float64 {
	f, _ := x.toBig().Float64()
	return f
}

// fromFloat takes 15 significant decimal digits of f over: those that float64
// carries, so that 0.1+0.2 is 0.3 again. False for infinities and NaN.
func fromFloat(f float64) (rat, bool) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return zero, false
	}
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', 15, 64))
	if !ok {
		return zero, false
	}
	return fromBig(r), true
}

// appendDecimal writes x, exactly if it ends within 10 decimals, else rounded
// half up to 10. There are no trailing zeros.
func (x rat) appendDecimal(dst []byte) []byte {
	if x.big == nil && x.den == 1 {
		return strconv.AppendInt(dst, x.num, 10)
	}
	x = x.round(10, instrument.HalfUp)
	if x.big == nil && x.den <= 1000 {
		return x.appendSmall(dst)
	}
	b := x.toBig()
	digits, _ := b.FloatPrec()
	return append(dst, b.FloatString(digits)...)
}

// appendSmall is appendDecimal for a small denominator, without allocating.
func (x rat) appendSmall(dst []byte) []byte {
	if x.num < 0 {
		dst, x.num = append(dst, '-'), -x.num
	}
	dst = strconv.AppendInt(dst, x.num/x.den, 10)
	rest := x.num % x.den
	if rest > 0 {
		dst = append(dst, '.')
	}
	for rest > 0 {
		rest *= 10
		dst = append(dst, byte('0'+rest/x.den))
		rest %= x.den
	}
	return dst
}
