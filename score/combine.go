package score

import (
	"slices"

	"chancencheck/instrument"
)

// combine makes one value of at least one; members is how many there would be
// if all counted. False where the method has no result.
func combine(method instrument.Method, values, weights []rat, members int) (rat, bool) {
	switch method {
	case instrument.Sum:
		return weighted(values, weights), true
	case instrument.GeometricMean:
		return geometricMean(values, weights)
	case instrument.HarmonicMean:
		return harmonicMean(values, weights)
	case instrument.Median:
		return median(values), true
	case instrument.Min:
		return slices.MinFunc(values, rat.cmp), true
	case instrument.Max:
		return slices.MaxFunc(values, rat.cmp), true
	case instrument.Product:
		return product(values), true
	case instrument.Ratio:
		if len(values) != members || values[1].sign() == 0 {
			return zero, false
		}
		return values[0].quo(values[1]), true
	}
	weight := total(weights)
	if weight.sign() == 0 {
		return zero, false
	}
	return weighted(values, weights).quo(weight), true
}

func weighted(values, weights []rat) rat {
	sum := zero
	for i, v := range values {
		sum = sum.add(v.mul(weights[i]))
	}
	return sum
}

func total(list []rat) rat {
	sum := zero
	for _, x := range list {
		sum = sum.add(x)
	}
	return sum
}

func product(list []rat) rat {
	out := one
	for _, x := range list {
		out = out.mul(x)
	}
	return out
}

// harmonicMean is the sum of weights over the sum of weight / value; 0 if a
// value is 0, not defined below.
func harmonicMean(values, weights []rat) (rat, bool) {
	sum := zero
	for i, v := range values {
		if v.sign() <= 0 {
			return zero, v.sign() == 0
		}
		sum = sum.add(weights[i].quo(v))
	}
	if sum.sign() == 0 {
		return zero, false
	}
	return total(weights).quo(sum), true
}

// median sorts the values in place.
func median(values []rat) rat {
	slices.SortFunc(values, rat.cmp)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	return values[middle-1].add(values[middle]).quo(whole(2))
}
