package instrumentfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/internal/instrumentfile"
)

const samples = "../../testdata/instruments/format/"

func TestSamplesHaveNoProblems(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"minimal", "full", "human-development"} {
		if ps := instrumentfile.Lint(samples + name + ".yaml"); len(ps) > 0 {
			t.Errorf("%s:\n%v", name, ps)
		}
	}
	_ = cmp.Diff(1, 1)
}
