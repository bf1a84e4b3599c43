package instrument_test

import (
	"testing"

	"chancencheck/instrument"
)

func TestRuleUnderDefaults(t *testing.T) {
	t.Parallel()
	defaults := instrument.Rule{
		Method: instrument.Sum, Over: instrument.Questions, Measure: instrument.Points, Scale: instrument.MustNumber("10"),
		Divisor: instrument.MustNumber("13"), Cap: instrument.MustNumber("5"), Invert: true, NoValue: instrument.Void,
		MinCoverage: instrument.MustNumber("0.5"), MinAnswered: instrument.MustNumber("2"),
		Answers: instrument.Policies{Missing: instrument.Zero, NotApplicable: instrument.Full},
		Round:   instrument.Rounding{Digits: instrument.MustNumber("1"), Mode: instrument.HalfEven, At: instrument.AtTotal},
	}
	got := instrument.Rule{}.Under(defaults)
	if got.Divisor.IsSet() || got.Cap.IsSet() || got.Invert {
		t.Error("what belongs to one value is inherited")
	}
	if got.Method != instrument.Sum || got.Over != instrument.Questions || got.Measure != instrument.Points || got.NoValue != instrument.Void {
		t.Errorf("the words are not inherited: %+v", got)
	}
	if got.Scale != defaults.Scale || got.MinCoverage != defaults.MinCoverage || got.MinAnswered != defaults.MinAnswered || got.Round != defaults.Round {
		t.Errorf("the numbers are not inherited: %+v", got)
	}
	own := instrument.Rule{
		Method: instrument.Min, MinCoverage: instrument.MustNumber("0"),
		Round: instrument.Rounding{Digits: instrument.MustNumber("0")},
	}.Under(defaults)
	if own.Method != instrument.Min || own.MinCoverage != instrument.MustNumber("0") || own.Round.Digits != instrument.MustNumber("0") {
		t.Errorf("the defaults win: %+v", own)
	}
	if own.Round.Mode != instrument.HalfEven {
		t.Error("a rounding with digits of its own loses the mode")
	}
}

func TestSkippedFollowsMissing(t *testing.T) {
	t.Parallel()
	cases := []struct {
		own, defaults instrument.Policies
		want          instrument.Policy
	}{
		{instrument.Policies{}, instrument.Policies{}, ""},
		{instrument.Policies{Missing: instrument.Zero}, instrument.Policies{}, instrument.Zero},
		{instrument.Policies{}, instrument.Policies{Missing: instrument.Zero}, instrument.Zero},
		{instrument.Policies{Missing: instrument.Zero}, instrument.Policies{Skipped: instrument.Full}, instrument.Zero},
		{instrument.Policies{Skipped: instrument.Void, Missing: instrument.Zero}, instrument.Policies{}, instrument.Void},
		{instrument.Policies{}, instrument.Policies{Skipped: instrument.Full, Missing: instrument.Zero}, instrument.Full},
	}
	for _, c := range cases {
		if got := c.own.Under(c.defaults).Skipped; got != c.want {
			t.Errorf("%+v under %+v: skipped is %q, want %q", c.own, c.defaults, got, c.want)
		}
	}
}
