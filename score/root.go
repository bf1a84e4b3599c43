package score

import (
	"math"
	"math/big"
	"slices"
)

// maxRoot is the highest root taken exactly; beyond it float64 is used.
const maxRoot = 64

// rootDigits is after how many decimals an irrational root is cut off.
const rootDigits = 30

// geometricMean returns the weighted geometric mean. It is not defined (false)
// for negative values or weights, or where all weights are 0.
func geometricMean(values, weights []rat) (rat, bool) {
	values, weights = positive(values, weights)
	for i, v := range values {
		if v.sign() < 0 || weights[i].sign() < 0 {
			return zero, false
		}
	}
	if len(values) == 0 || slices.ContainsFunc(values, func(v rat) bool { return v.sign() == 0 }) {
		return zero, len(values) > 0
	}
	powers, degree, ok := wholeWeights(weights)
	if !ok {
		return floatGeometric(values, weights)
	}
	product := big.NewRat(1, 1)
	for i, v := range values {
		b, e := v.toBig(), big.NewInt(powers[i])
		n, d := new(big.Int).Exp(b.Num(), e, nil), new(big.Int).Exp(b.Denom(), e, nil)
		product.Mul(product, new(big.Rat).SetFrac(n, d))
	}
	return root(product, degree), true
}

// positive leaves out what has the weight 0.
func positive(values, weights []rat) (v, w []rat) {
	for i := range values {
		if weights[i].sign() != 0 {
			v, w = append(v, values[i]), append(w, weights[i])
		}
	}
	return v, w
}

// wholeWeights turns weights into the smallest whole numbers in the same
// proportion, and their sum; false if the sum exceeds maxRoot.
func wholeWeights(weights []rat) (powers []int64, sum int64, ok bool) {
	multiple, divisor := big.NewInt(1), new(big.Int)
	for _, w := range weights {
		d := w.toBig().Denom()
		g := new(big.Int).GCD(nil, nil, multiple, d)
		multiple.Mul(multiple, new(big.Int).Quo(d, g))
	}
	scaled := make([]*big.Int, len(weights))
	for i, w := range weights {
		b := w.toBig()
		scaled[i] = new(big.Int).Mul(b.Num(), new(big.Int).Quo(multiple, b.Denom()))
		divisor.GCD(nil, nil, divisor, scaled[i])
	}
	for _, s := range scaled {
		s.Quo(s, divisor)
		if !s.IsInt64() || s.Int64() > maxRoot {
			return nil, 0, false
		}
		powers, sum = append(powers, s.Int64()), sum+s.Int64()
	}
	return powers, sum, sum <= maxRoot
}

// root returns the n-th root of x > 0: exactly where it is a fraction, else
// cut off after rootDigits decimals. What was cut off is never 0, so half up
// rounds the result as it rounds the true root.
func root(x *big.Rat, n int64) rat {
	if num, ok := wholeRoot(x.Num(), n); ok {
		if den, ok := wholeRoot(x.Denom(), n); ok {
			return fromBig(new(big.Rat).SetFrac(num, den))
		}
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(rootDigits), nil)
	scaled := new(big.Int).Mul(x.Num(), new(big.Int).Exp(unit, big.NewInt(n), nil))
	num, _ := wholeRoot(scaled.Quo(scaled, x.Denom()), n)
	return fromBig(new(big.Rat).SetFrac(num, unit))
}

// wholeRoot returns the largest whole number whose n-th power is not above
// a > 0, and whether it is exactly a (Newton's method from above).
func wholeRoot(a *big.Int, n int64) (*big.Int, bool) {
	degree, less := big.NewInt(n), big.NewInt(n-1)
	x := new(big.Int).Lsh(big.NewInt(1), uint((int64(a.BitLen())+n-1)/n))
	for {
		next := new(big.Int).Exp(x, less, nil)
		next.Quo(a, next)
		next.Add(next, new(big.Int).Mul(x, less))
		next.Quo(next, degree)
		if next.Cmp(x) >= 0 {
			break
		}
		x = next
	}
	return x, new(big.Int).Exp(x, degree, nil).Cmp(a) == 0
}

// floatGeometric is the mean of logarithms in float64.
func floatGeometric(values, weights []rat) (rat, bool) {
	sum, weight := 0.0, 0.0
	for i, v := range values {
		sum += weights[i].float() * math.Log(v.float())
		weight += weights[i].float()
	}
	return fromFloat(math.Exp(sum / weight))
}
