package page_test

import (
	"testing"

	"chancencheck/internal/web/page"
)

func TestWith(t *testing.T) {
	t.Parallel()
	cases := []struct {
		path  string
		query []string
		want  string
	}{
		{"/rounds", nil, "/rounds"},
		{"/rounds", []string{"done", ""}, "/rounds"},
		{"/rounds", []string{"done", "round.opened"}, "/rounds?done=round.opened"},
		{"/talk/item?item=a%2Fb", []string{"done", "agreed"}, "/talk/item?item=a%2Fb&done=agreed"},
	}
	for _, c := range cases {
		if got := page.With(c.path, c.query...); got != c.want {
			t.Errorf("With(%q, %q) = %q, want %q", c.path, c.query, got, c.want)
		}
	}
}
