package i18n_test

import (
	"testing"

	"chancencheck/internal/i18n"
)

func TestContains(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, part string
		want       bool
	}{
		{"Jürgen Müller", "jurgen", true},
		{"Jürgen Müller", "MÜLL", true},
		{"Agnieszka Zielińska", "zielinska", true},
		{"Leitung: Straßenverkehr", "straßen", true},
		{"Jürgen Müller", "", true},
		{"Jürgen Müller", "Meier", false},
	} {
		if got := i18n.Contains(c.text, c.part); got != c.want {
			t.Errorf("%q contains %q: %v", c.text, c.part, got)
		}
	}
}
