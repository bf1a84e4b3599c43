package opinion_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chancencheck/opinion"
)

// near is the largest difference that rounding explains.
const near = 1e-9

func close(a, b float64) bool { return math.Abs(a-b) <= near*math.Max(1, math.Abs(b)) }

// streams draws a conversation of two or three camps with changed minds.
func streams(t *rapid.T) []cast {
	people := rapid.IntRange(12, 60).Draw(t, "people")
	statements := rapid.IntRange(3, 14).Draw(t, "statements")
	camps := rapid.IntRange(1, 3).Draw(t, "camps")
	seed := rapid.Uint64().Draw(t, "seed")
	return invented(people, statements, camps, seed)
}

// invented makes the stream of votes of people in camps, from one number.
func invented(people, statements, camps int, seed uint64) []cast {
	next := func(below int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int((seed >> 33) % uint64(below))
	}
	var stream []cast
	for p := range people {
		for s := range statements {
			if next(10) < 3 {
				continue
			}
			vote := opinion.Vote(next(3) - 1)
			if next(10) < 7 {
				vote = opinion.Vote((s*5+p%camps*(s%3+1))%3 - 1)
			}
			stream = append(stream, cast{fmt.Sprint(p), fmt.Sprint(s), vote})
			if next(12) == 0 {
				stream = append(stream, cast{fmt.Sprint(p), fmt.Sprint(s), opinion.Vote(next(3) - 1)})
			}
		}
	}
	return append(stream, cast{"0", "0", opinion.Agree})
}

// counted casts a stream.
func counted(t testing.TB, stream []cast, out map[string]bool) *opinion.Votes {
	t.Helper()
	v := &opinion.Votes{}
	for id := range out {
		v.LeaveOut(id)
	}
	for _, c := range stream {
		if err := v.Cast(c.person, c.statement, c.vote); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// TestFormulas compares everything with the formulas as they are written down,
// on full matrices.
func TestFormulas(t *testing.T) {
	t.Parallel()
	axes := 0
	rapid.Check(t, func(r *rapid.T) {
		stream := streams(r)
		out := map[string]bool{}
		if rapid.Bool().Draw(r, "moderated") {
			out["1"] = true
		}
		d, v := matrix(stream, out), counted(t, stream, out)
		m := opinion.Draw(v)
		v.Divide(m)
		groupOf := map[string]int{}
		for _, p := range m.People {
			groupOf[p.ID] = p.Group
		}
		p := d.picture()
		if p.apart > 1e-3 {
			axes++
			checkPicture(r, p, m)
		}
		for j, id := range d.statements {
			if d.out[j] {
				continue
			}
			agree, disagree, seen := d.counts(j, everybody)
			tally := v.Tally(id)
			if float64(tally.Agree) != agree || float64(tally.Disagree) != disagree || float64(tally.Seen()) != seen {
				r.Fatalf("statement %s: %+v, want %v %v %v", id, tally, agree, disagree, seen)
			}
			spot, _ := m.Statement(id)
			importance := (1 - (seen-agree-disagree+1)/(seen+2)) * (spot.Extremity + 1) * (agree + 1) / (seen + 2)
			if want := math.Pow(importance*(1+8*math.Pow(2, -seen/5)), 2); !close(v.Priority(id, m), want) {
				r.Fatalf("priority of %s: %v, want %v", id, v.Priority(id, m), want)
			}
			across := 1.0
			for g := range m.Groups {
				a, _, s := d.counts(j, func(person string) bool { return groupOf[person] == g })
				across *= (a + 1) / (s + 2)
			}
			if !close(v.Across(id, opinion.Agree), across) {
				r.Fatalf("across groups: %v, want %v", v.Across(id, opinion.Agree), across)
			}
		}
		for g := range m.Groups {
			checkTraits(r, d, v, g, groupOf)
		}
		checkConsensus(r, d, v)
	})
	if axes == 0 {
		t.Error("no conversation had axes to compare")
	}
}

func checkPicture(r *rapid.T, p picture, m *opinion.Map) {
	// The turn of an axis whose cubes nearly cancel out is a matter of rounding.
	turn := func(want func(string) float64, got func(opinion.Place) float64) float64 {
		same := 0.0
		for _, place := range m.People {
			same += want(place.ID) * got(place)
		}
		return math.Copysign(1, same)
	}
	x := turn(func(id string) float64 { return p.x[id] }, func(p opinion.Place) float64 { return p.X })
	y := turn(func(id string) float64 { return p.y[id] }, func(p opinion.Place) float64 { return p.Y })
	for _, place := range m.People {
		if math.Abs(x*place.X-p.x[place.ID]) > 1e-7 || math.Abs(y*place.Y-p.y[place.ID]) > 1e-7 {
			r.Fatalf("%s stands at %v %v, want %v %v", place.ID, place.X, place.Y, p.x[place.ID], p.y[place.ID])
		}
	}
	for _, s := range m.Statements {
		if math.Abs(s.Extremity-p.extremity[s.ID]) > 1e-8 {
			r.Fatalf("extremity of %s is %v, want %v", s.ID, s.Extremity, p.extremity[s.ID])
		}
	}
}

// proportion is (p, z) of one share, as written down in the specification.
func proportion(n, seen float64) (p, z float64) {
	return (n + 1) / (seen + 2), 2 * math.Sqrt(seen+1) * ((n+1)/(seen+1) - 0.5)
}

// two is the z of two shares.
func two(n1, s1, n2, s2 float64) float64 {
	p1, p2, p := (n1+1)/(s1+1), (n2+1)/(s2+1), (n1+1+n2+1)/(s1+1+s2+1)
	if p == 1 {
		return 0
	}
	return (p1 - p2) / math.Sqrt(p*(1-p)*(1/(s1+1)+1/(s2+1)))
}

type trait struct {
	id                          string
	agree                       bool
	pa, pat, ra, rat, pd, pdt   float64
	rd, rdt, na, nd             float64
	ratio, test, p, z, strength float64
}

// written is the selection of representative statements step by step.
func written(d dense, group int, groupOf map[string]int) []trait {
	var enough []trait
	var bestAgree, best *trait
	for j, id := range d.statements {
		if d.out[j] {
			continue
		}
		na, nd, ns := d.counts(j, func(p string) bool { return groupOf[p] == group })
		oa, od, os := d.counts(j, func(p string) bool { return groupOf[p] >= 0 && groupOf[p] != group })
		c := trait{id: id, na: na, nd: nd}
		c.pa, c.pat = proportion(na, ns)
		c.pd, c.pdt = proportion(nd, ns)
		c.ra, c.rd = c.pa/((oa+1)/(os+2)), c.pd/((od+1)/(os+2))
		c.rat, c.rdt = two(na, ns, oa, os), two(nd, ns, od, os)
		c.agree = c.rat > c.rdt
		c.ratio, c.test, c.p, c.z = c.rd, c.rdt, c.pd, c.pdt
		if c.agree {
			c.ratio, c.test, c.p, c.z = c.ra, c.rat, c.pa, c.pat
		}
		c.strength = c.ratio * c.test * c.p * c.z
		const z90 = 1.2816
		if c.rat > z90 && c.pat > z90 || c.rdt > z90 && c.pdt > z90 {
			enough = append(enough, c)
		} else if best == nil || math.Max(c.rat, c.rdt) > math.Max(best.rat, best.rdt) {
			best = &c
		}
		if na == 0 && nd == 0 {
			continue
		}
		switch {
		case bestAgree == nil:
			if c.pat > z90 || c.ra > 1 && c.pa > 0.5 {
				bestAgree = &c
			}
		case bestAgree.ra > 1:
			if c.ra*c.rat*c.pa*c.pat > bestAgree.ra*bestAgree.rat*bestAgree.pa*bestAgree.pat {
				bestAgree = &c
			}
		case c.pa*c.pat > bestAgree.pa*bestAgree.pat:
			bestAgree = &c
		}
	}
	return put(enough, bestAgree, best)
}

func put(enough []trait, bestAgree, best *trait) []trait {
	var list []trait
	if bestAgree != nil {
		b := *bestAgree
		b.agree, b.ratio, b.test, b.p, b.z = true, b.ra, b.rat, b.pa, b.pat
		list = append(list, b)
	}
	if len(enough) == 0 {
		if bestAgree == nil && best != nil {
			list = append(list, *best)
		}
		return list
	}
	slices.SortStableFunc(enough, func(a, b trait) int { return cmp.Compare(b.strength, a.strength) })
	for _, c := range enough {
		if bestAgree == nil || c.id != bestAgree.id {
			list = append(list, c)
		}
	}
	list = list[:min(5, len(list))]
	var agrees, others []trait
	for _, c := range list {
		if c.agree {
			agrees = append(agrees, c)
		} else {
			others = append(others, c)
		}
	}
	return append(agrees, others...)
}

func checkTraits(r *rapid.T, d dense, v *opinion.Votes, g int, groupOf map[string]int) {
	got, want := v.Representative(g), written(d, g, groupOf)
	if len(got) != len(want) {
		r.Fatalf("group %d: %d representative statements, want %d", g, len(got), len(want))
	}
	for i, w := range want {
		c := got[i]
		if c.Statement != w.id || (c.Side == opinion.Agree) != w.agree || !close(c.Share, w.p) || !close(c.Test, w.z) ||
			!close(c.Ratio, w.ratio) || !close(c.RatioTest, w.test) {
			r.Fatalf("group %d, place %d: %+v, want %+v", g, i, c, w)
		}
	}
}

func checkConsensus(r *rapid.T, d dense, v *opinion.Votes) {
	type item struct {
		id   string
		p, z float64
	}
	var want [2][]item
	for j, id := range d.statements {
		if d.out[j] {
			continue
		}
		agree, disagree, seen := d.counts(j, everybody)
		for side, n := range []float64{agree, disagree} {
			if p, z := proportion(n, seen); p > 0.5 && z > 1.2816 {
				want[side] = append(want[side], item{id, p, z})
			}
		}
	}
	agreed, rejected := v.Consensus()
	for side, got := range [][]opinion.Common{agreed, rejected} {
		slices.SortStableFunc(want[side], func(a, b item) int {
			return cmp.Compare(b.p*b.z, a.p*a.z)
		})
		want[side] = want[side][:min(5, len(want[side]))]
		if len(got) != len(want[side]) {
			r.Fatalf("consensus has %d statements, want %d", len(got), len(want[side]))
		}
		for i, w := range want[side] {
			if got[i].Statement != w.id || !close(got[i].Share, w.p) || !close(got[i].Test, w.z) {
				r.Fatalf("consensus %d is %+v, want %+v", i, got[i], w)
			}
		}
	}
}
