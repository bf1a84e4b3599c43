package disclosure_test

import (
	"errors"
	"testing"

	"chancencheck/disclosure"
	"chancencheck/fault"
)

var open = disclosure.Standing{Entitled: true, Closed: true, Signed: true}

func policy(t testing.TB, class disclosure.Class, threshold int) disclosure.Policy {
	t.Helper()
	p, err := disclosure.NewPolicy(class, threshold)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNewPolicyThresholds(t *testing.T) {
	t.Parallel()
	for threshold, want := range map[int]int{0: 7, 5: 5, 12: 12} {
		if got := policy(t, disclosure.AnonymousAnswers, threshold).Threshold(); got != want {
			t.Errorf("threshold %d became %d, want %d", threshold, got, want)
		}
	}
	for _, threshold := range []int{-1, 1, 4} {
		_, err := disclosure.NewPolicy(disclosure.AnonymousAnswers, threshold)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("threshold %d below the floor gave %v", threshold, err)
		}
	}
	if _, err := disclosure.NewPolicy("other", 0); fault.KindOf(err) != fault.Invalid {
		t.Error("unknown class accepted")
	}
}

func TestThresholdOnlyRises(t *testing.T) {
	t.Parallel()
	p := policy(t, disclosure.AnonymousAnswers, 8)
	if up, err := p.Raise(10); err != nil || up.Threshold() != 10 {
		t.Errorf("raising gave %v, %v", up, err)
	}
	if same, err := p.Raise(7); err == nil || same.Threshold() != 8 {
		t.Errorf("lowering gave %v, %v", same, err)
	}
	if _, err := policy(t, disclosure.Named, 0).Raise(9); !errors.Is(err, fault.New(fault.Invalid, "disclosure.threshold_only_upwards")) {
		t.Errorf("a class without threshold was raised: %v", err)
	}
}

func TestShowGivesTheFirstReasonThatHolds(t *testing.T) {
	t.Parallel()
	type S = disclosure.Standing
	full := disclosure.Answered(20, 25)
	cases := []struct {
		name  string
		class disclosure.Class
		n     int
		cov   disclosure.Coverage
		s     S
		want  disclosure.Reason
	}{
		{"private sheet, everything else fine", disclosure.PrivateSheet, 50, full, open, disclosure.NotEntitled},
		{"zero policy", "", 50, full, open, disclosure.NotEntitled},
		{"anonymous, no access", disclosure.AnonymousAnswers, 50, full, S{Closed: true}, disclosure.NotEntitled},
		{"anonymous, still open", disclosure.AnonymousAnswers, 50, full, S{Entitled: true}, disclosure.NotClosed},
		{"anonymous, six people", disclosure.AnonymousAnswers, 6, full, open, disclosure.TooFew},
		{"anonymous, nobody", disclosure.AnonymousAnswers, 0, full, open, disclosure.TooFew},
		{"anonymous, seven people", disclosure.AnonymousAnswers, 7, full, open, ""},
		{"anonymous, little answered", disclosure.AnonymousAnswers, 7, disclosure.Answered(5, 25), open, disclosure.BelowCoverage},
		{"agreed, unsigned", disclosure.AgreedSigned, 1, full, S{Entitled: true, Closed: true}, disclosure.NotSigned},
		{"agreed, one answer is enough", disclosure.AgreedSigned, 1, full, S{Entitled: true, Signed: true}, ""},
		{"agreed, nothing", disclosure.AgreedSigned, 0, full, open, disclosure.NoAnswers},
		{"named, before close", disclosure.Named, 1, full, S{Entitled: true}, ""},
	}
	for _, c := range cases {
		p := disclosure.Policy{}
		if c.class != "" {
			p = policy(t, c.class, 0)
		}
		got := p.Show(disclosure.Figure{Value: 62.5, N: c.n, Coverage: c.cov, MinCoverage: 0.5}, c.s)
		if got.Reason() != c.want || got.Withheld() != (c.want != "") {
			t.Errorf("%s: reason %q, want %q", c.name, got.Reason(), c.want)
		}
	}
}

func TestShowKeepsAgreedValuesExactAndBluntsAnonymousOnes(t *testing.T) {
	t.Parallel()
	cases := []struct {
		class     disclosure.Class
		value     float64
		low, high float64
		want      string
		bound     disclosure.Bound
	}{
		{disclosure.AgreedSigned, 100, 0, 100, "100", disclosure.Exact},
		{disclosure.AgreedSigned, 62.3456, 0, 100, "62.3456", disclosure.Exact},
		{disclosure.AnonymousAnswers, 62.3456, 0, 100, "62.3", disclosure.Exact},
		{disclosure.AnonymousAnswers, 100, 0, 100, "90", disclosure.AtLeast},
		{disclosure.AnonymousAnswers, 90, 0, 100, "90", disclosure.Exact},
		{disclosure.AnonymousAnswers, 0.1, 0, 4, "0.4", disclosure.AtMost},
		{disclosure.AnonymousAnswers, 3.97, 0, 4, "3.6", disclosure.AtLeast},
		{disclosure.AnonymousAnswers, 0.456, 0, 1, "0.46", disclosure.Exact},
		{disclosure.AnonymousAnswers, 4, 0, 0, "4", disclosure.Exact},
	}
	for _, c := range cases {
		f := disclosure.Figure{Value: c.value, N: 9, Low: c.low, High: c.high}
		got := policy(t, c.class, 0).Show(f, open)
		if text, _ := got.Decimal(); text != c.want || got.Bound() != c.bound {
			t.Errorf("%s %v in %v..%v: %s %q, want %s %q", c.class, c.value, c.low, c.high, text, got.Bound(), c.want, c.bound)
		}
	}
}

func TestShareIsPeopleBelowTwentyAndBoundedAtTheEnds(t *testing.T) {
	t.Parallel()
	cases := []struct {
		class   disclosure.Class
		part, n int
		want    float64
		unit    disclosure.Unit
		bound   disclosure.Bound
	}{
		{disclosure.AgreedSigned, 19, 19, 19, disclosure.People, disclosure.Exact},
		{disclosure.AgreedSigned, 1, 3, 1, disclosure.People, disclosure.Exact},
		{disclosure.AgreedSigned, 13, 20, 65, disclosure.Percent, disclosure.Exact},
		{disclosure.AnonymousAnswers, 4, 9, 4, disclosure.People, disclosure.Exact},
		{disclosure.AnonymousAnswers, 9, 9, 8, disclosure.People, disclosure.AtLeast},
		{disclosure.AnonymousAnswers, 0, 9, 1, disclosure.People, disclosure.AtMost},
		{disclosure.AnonymousAnswers, 39, 40, 90, disclosure.Percent, disclosure.AtLeast},
		{disclosure.AnonymousAnswers, 2, 40, 10, disclosure.Percent, disclosure.AtMost},
	}
	for _, c := range cases {
		got := policy(t, c.class, 0).Share(c.part, c.n, open)
		if v, _ := got.Value(); v != c.want || got.Unit() != c.unit || got.Bound() != c.bound {
			t.Errorf("%s %d of %d: %v %s %s", c.class, c.part, c.n, v, got.Unit(), got.Bound())
		}
	}
	if got := policy(t, disclosure.AnonymousAnswers, 0).Share(3, 6, open); got.Reason() != disclosure.TooFew {
		t.Errorf("share of six people: %q", got.Reason())
	}
}

func TestParticipation(t *testing.T) {
	t.Parallel()
	p := policy(t, disclosure.AnonymousAnswers, 0)
	if got := p.Participation(6, 6, open); got.Reason() != disclosure.TooFew {
		t.Errorf("six of six: %q", got.Reason())
	}
	got := p.Participation(8, 12, open)
	if v, ok := got.Value(); !ok || v != 8 || got.Coverage().Of != 12 {
		t.Errorf("eight of twelve: %v %v", v, got.Coverage())
	}
}
