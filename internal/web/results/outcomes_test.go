package results

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/check"
	"chancencheck/result"
)

func TestOutcomesAreRemembered(t *testing.T) {
	t.Parallel()
	var m outcomes
	for range 2 {
		for n := range mostOutcomes + 5 { // more than are remembered
			doc := fmt.Appendf(nil, `{"check": "c%d", "items": {"q": "weak"}}`, n)
			got, err := m.decode(doc)
			want := result.Outcome{Check: check.ID(fmt.Sprint("c", n)), Items: map[check.ItemID]result.Standing{"q": result.Weak}}
			if err != nil || cmp.Diff(want, got) != "" {
				t.Fatalf("%v, %s", err, cmp.Diff(want, got))
			}
		}
	}
	if n := len(m.known); n == 0 || n > mostOutcomes {
		t.Errorf("%d outcomes are remembered", n)
	}
	for range 2 { // a mistake is not remembered as a result
		if _, err := m.decode([]byte("{")); err == nil {
			t.Error("half a document was read")
		}
	}
}
