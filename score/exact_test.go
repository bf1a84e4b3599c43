package score

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chancencheck/instrument"
)

func parse(s string) rat { return number(instrument.MustNumber(s)) }

// fractions draws small and huge fractions, so that both ways of calculating
// are tried and the change between them.
var fractions = rapid.Custom(func(t *rapid.T) rat {
	ints := rapid.OneOf(rapid.Int64Range(-50, 50), rapid.Int64Range(-math.MaxInt64, math.MaxInt64))
	den := rapid.OneOf(rapid.Int64Range(1, 50), rapid.Int64Range(1, math.MaxInt64))
	return fromBig(big.NewRat(ints.Draw(t, "num"), den.Draw(t, "den")))
})

func TestArithmeticAgreesWithBigRat(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x, y := fractions.Draw(t, "x"), fractions.Draw(t, "y")
		a, b := x.toBig(), y.toBig()
		same := func(what string, got rat, want *big.Rat) {
			if got.toBig().Cmp(want) != 0 {
				t.Fatalf("%v %s %v = %v, not %v", a, what, b, got.toBig(), want)
			}
			if want.Num().IsInt64() && want.Denom().IsInt64() && want.Num().Int64() != math.MinInt64 && got.big != nil {
				t.Fatalf("%v is kept big without need", want)
			}
		}
		same("+", x.add(y), new(big.Rat).Add(a, b))
		same("-", x.sub(y), new(big.Rat).Sub(a, b))
		same("*", x.mul(y), new(big.Rat).Mul(a, b))
		if b.Sign() != 0 {
			same("/", x.quo(y), new(big.Rat).Quo(a, b))
		}
		if x.cmp(y) != a.Cmp(b) || x.sign() != a.Sign() {
			t.Fatalf("%v and %v are compared wrongly", a, b)
		}
	})
}

func TestRound(t *testing.T) {
	t.Parallel()
	cases := []struct {
		value  string
		digits int
		mode   instrument.RoundMode
		want   string
	}{
		{"26.25", 1, instrument.HalfUp, "26.3"},
		{"26.25", 1, instrument.HalfEven, "26.2"},
		{"26.35", 1, instrument.HalfEven, "26.4"},
		{"26.251", 1, instrument.HalfEven, "26.3"},
		{"26.25", 1, "", "26.3"},
		{"26.29", 1, instrument.Down, "26.2"},
		{"26.21", 1, instrument.Up, "26.3"},
		{"-2.5", 0, instrument.HalfUp, "-3"},
		{"-2.5", 0, instrument.HalfEven, "-2"},
		{"-2.9", 0, instrument.Down, "-2"},
		{"-2.1", 0, instrument.Up, "-3"},
		{"2/3", 3, instrument.HalfUp, "0.667"},
		{"0.5", 0, instrument.HalfUp, "1"},
		{"0.4999999999999999", 0, instrument.HalfUp, "0"},
		{"1234", -2, instrument.HalfUp, "1200"},
		{"1250", -2, instrument.HalfEven, "1200"},
		{"123456789012345678", -17, instrument.HalfUp, "100000000000000000"},
		{"1/3", 20, instrument.HalfUp, "0.3333333333"}, // written with 10 decimals
		{"100", 1, instrument.Up, "100"},
	}
	for _, c := range cases {
		got := string(parse(c.value).round(c.digits, c.mode).appendDecimal(nil))
		if got != c.want {
			t.Errorf("%s to %d digits, %s: %s, want %s", c.value, c.digits, c.mode, got, c.want)
		}
	}
}

func TestRoundLaws(t *testing.T) {
	t.Parallel()
	modes := []instrument.RoundMode{instrument.HalfUp, instrument.HalfEven, instrument.Down, instrument.Up}
	rapid.Check(t, func(t *rapid.T) {
		x, digits := fractions.Draw(t, "x"), rapid.IntRange(-3, 15).Draw(t, "digits")
		mode := rapid.SampledFrom(modes).Draw(t, "mode")
		r := x.round(digits, mode)
		if r.round(digits, mode).cmp(r) != 0 {
			t.Fatalf("rounding %v twice differs from rounding it once", x.toBig())
		}
		if x.neg().round(digits, mode).cmp(r.neg()) != 0 {
			t.Fatalf("rounding %v is not the mirror of rounding its negative", x.toBig())
		}
		unit := one
		for range max(digits, -digits) {
			unit = unit.mul(whole(10))
		}
		if digits > 0 {
			unit = one.quo(unit)
		}
		distance := r.sub(x)
		if distance.sign() < 0 {
			distance = distance.neg()
		}
		if distance.cmp(unit) >= 0 || mode == instrument.HalfUp && distance.add(distance).cmp(unit) > 0 {
			t.Fatalf("%v rounds to %v, too far away", x.toBig(), r.toBig())
		}
	})
}

func TestAppendDecimal(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"0": "0", "-0.5": "-0.5", "62.5": "62.5", "1/3": "0.3333333333", "2/3": "0.6666666667", "-2/3": "-0.6666666667",
		"0.001": "0.001", "0.000061035": "0.000061035", "12345678901234567": "12345678901234567", "3.14159265358979": "3.1415926536",
	} {
		if got := string(parse(value).appendDecimal(nil)); got != want {
			t.Errorf("%s is written %s, want %s", value, got, want)
		}
	}
}

func TestGeometricMean(t *testing.T) {
	t.Parallel()
	cases := []struct{ values, weights, want string }{
		{"20 80", "1 1", "40"},
		{"1/3 1/27", "1 1", "1/9"},
		{"8 27 1/216", "2 2 2", "1"},
		{"10 20", "2 1", "12.599210498948731647672106072782"}, // the cube root of 2000
		{"10 20 0", "2 1 0", "12.599210498948731647672106072782"},
		{"0.25 0.25", "0.3 0.7", "0.25"},
		{"5 0", "1 1", "0"},
		{"0.5 0.5", "0.199 0.310", "0.5"}, // weights too fine for an exact root
	}
	for _, c := range cases {
		got, ok := geometricMean(list(c.values), list(c.weights))
		want, _ := new(big.Rat).SetString(c.want)
		if !ok || got.toBig().Cmp(want) != 0 {
			t.Errorf("geometric mean of %s with %s is %s, want %s", c.values, c.weights, got.toBig().FloatString(30), c.want)
		}
	}
	for _, c := range []struct{ values, weights string }{{"-1 4", "1 1"}, {"1 4", "1 -1"}, {"1 4", "0 0"}} {
		if _, ok := geometricMean(list(c.values), list(c.weights)); ok {
			t.Errorf("geometric mean of %s with %s has a value", c.values, c.weights)
		}
	}
}

func list(text string) []rat {
	var out []rat
	for s := range strings.FieldsSeq(text) {
		out = append(out, parse(s))
	}
	return out
}

func TestRootIsTheLargestWithinItsDigits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := big.NewRat(rapid.Int64Range(1, 1e12).Draw(t, "num"), rapid.Int64Range(1, 1e12).Draw(t, "den"))
		n := rapid.Int64Range(1, 8).Draw(t, "n")
		r := root(x, n).toBig()
		unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(rootDigits), nil))
		if power(r, n).Cmp(x) > 0 || power(unit.Add(unit, r), n).Cmp(x) <= 0 {
			t.Fatalf("root %d of %v is not %s", n, x, r.FloatString(rootDigits))
		}
	})
}

func power(x *big.Rat, n int64) *big.Rat {
	out := big.NewRat(1, 1)
	for range n {
		out.Mul(out, x)
	}
	return out
}
