package instrument_test

import (
	"testing"

	"pgregory.net/rapid"

	. "chancencheck/instrument"
)

func TestTextFallsBack(t *testing.T) {
	t.Parallel()
	text := NewText(Translation{"de", "Frage"}, Translation{"en", "question"}, Translation{"fr", ""})
	cases := []struct{ lang, want, actual string }{
		{"de", "Frage", "de"},
		{"en", "question", "en"},
		{"EN", "question", "en"},
		{"en-x-easy", "question", "en"},
		{"de-simple", "Frage", "de"},
		{"fr", "Frage", "de"},
		{"", "Frage", "de"},
	}
	for _, c := range cases {
		if s, actual := text.In(c.lang); s != c.want || actual != c.actual {
			t.Errorf("In(%q) = %q in %q", c.lang, s, actual)
		}
	}
	if s, actual := (Text{}).In("de"); s != "" || actual != "" {
		t.Errorf("empty text gives %q in %q", s, actual)
	}
}

func TestTextIsNotSharedWithCallers(t *testing.T) {
	t.Parallel()
	text := NewText(Translation{"de", "Frage"})
	text.Translations()[0].Text = "verändert"
	if s, _ := text.In("de"); s != "Frage" {
		t.Errorf("changed from outside to %q", s)
	}
	other := NewText(Translation{"de", "Frage"}, Translation{"en", "question"})
	if text.Equal(other) || !text.Equal(NewText(Translation{"de", "Frage"})) || text.IsEmpty() {
		t.Error("comparison is wrong")
	}
}

func TestNumberSpelling(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"3": "3", "03.50": "3.5", "+1": "1", "-0": "0", "-0.250": "-0.25", "1/3": "1/3", "2/4": "0.5",
		"26.25": "26.25", "100/3": "100/3", "010/08": "1.25", "-007": "-7", "000": "0", "1/1048576": "1/1048576", "0.000000000000000001": "0.000000000000000001",
	} {
		n, err := ParseNumber(in)
		if err != nil || n.String() != want {
			t.Errorf("ParseNumber(%q) = %q, %v; want %q", in, n, err, want)
		}
	}
	for _, in := range []string{"", "1,5", "1e3", "0x10", "1_000", "1/0", ".5", "1.", "--1", "1/-3", "NaN", " 1", "1 ", "1234567890123456789", "½"} {
		if n, err := ParseNumber(in); err == nil {
			t.Errorf("ParseNumber(%q) = %v, want an error", in, n)
		}
	}
}

func TestNumberComparesByValue(t *testing.T) {
	t.Parallel()
	if MustNumber("0.50") != MustNumber("1/2") || MustNumber("0.5").Cmp(MustNumber("1/3")) != 1 {
		t.Error("equal values differ or order is wrong")
	}
	var unset Number
	if unset.IsSet() || unset.Or(One) != One || MustNumber("0").Or(One) != MustNumber("0") || unset.Rat().Sign() != 0 {
		t.Error("unset is confused with 0")
	}
	if NumberOf(nil).IsSet() || unset.IsWhole() || !MustNumber("4/2").IsWhole() || MustNumber("0.1").IsWhole() {
		t.Error("wholeness or nil is wrong")
	}
}

func TestNumberSpellingRoundTrips(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching(`-?[0-9]{1,18}(\.[0-9]{1,18}|/[1-9][0-9]{0,17})?`).Draw(t, "number")
		n := MustNumber(in)
		if again, err := ParseNumber(n.String()); err != nil || again != n {
			t.Fatalf("%q is spelt %q, which reads as %v, %v", in, n, again, err)
		}
	})
}
