package check

import (
	"errors"
	"testing"
)

func TestPassages(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		p    Passage
		want error
	}{
		{Passage{"Frau Beispiel", "Name einer Person"}, nil}, {Passage{"x", "Name"}, ErrPassageShort}, {Passage{"", "Name"}, ErrPassageShort},
		{Passage{"Frau Beispiel", ""}, ErrNoRedactReason}, {Passage{"Frau Beispiel", "weil frau beispiel es will"}, ErrReasonTells},
	} {
		if err := tc.p.check(); !errors.Is(err, tc.want) || (err == nil) != (tc.want == nil) {
			t.Errorf("%+v: %v", tc.p, err)
		}
	}
	text, found := "Frau Beispiel fragt Frau Beispiel.", 1
	Passage{Text: "Frau Beispiel"}.blacken(&text, &found)
	if text != Blackened+" fragt "+Blackened+"." || found != 3 {
		t.Errorf("%q, %d", text, found)
	}
}
