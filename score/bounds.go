package score

import (
	"math"

	"chancencheck/instrument"
)

// bounds is a compiled instrument.Bounds.
type bounds struct {
	min, max rat
	clamp    bool
	log      bool
}

func (c *compiler) bounds(b *instrument.Bounds) *bounds {
	if b == nil {
		return nil
	}
	out := &bounds{number(b.Min), number(b.Max), b.Clamp, b.Log}
	if !b.Min.IsSet() || !b.Max.IsSet() || out.min.cmp(out.max) == 0 {
		c.fail("score.bounds_empty")
	}
	if b.Log && (out.min.sign() <= 0 || out.max.sign() <= 0) {
		c.fail("score.bounds_log")
	}
	return out
}

// position returns where v lies between the bounds: 0 at min, 1 at max. It is
// not defined (false) for the logarithm of a value not above 0.
func (b *bounds) position(v rat) (rat, bool) {
	if b.clamp {
		lo, hi := lower(b.min, b.max), higher(b.min, b.max)
		v = v.within(&lo, &hi)
	}
	if !b.log {
		return v.sub(b.min).quo(b.max.sub(b.min)), true
	}
	switch {
	case v.sign() <= 0:
		return zero, false
	case v.cmp(b.min) == 0:
		return zero, true
	case v.cmp(b.max) == 0:
		return one, true
	}
	least := math.Log(b.min.float())
	return fromFloat((math.Log(v.float()) - least) / (math.Log(b.max.float()) - least))
}
