package main

import (
	"strings"
	"testing"
)

// TestBench: what can be measured is named, and anything else is a usage error
// before anything has been measured. The measuring itself is tested with it.
func TestBench(t *testing.T) {
	t.Parallel()
	if status, _, stderr := tool(t, "bench", "everything"); status != statusUsage || !strings.Contains(stderr, "pages") {
		t.Errorf("status %d: %s", status, stderr)
	}
	status, stdout, _ := tool(t, "bench", "--help")
	for _, want := range []string{"pages", "responses", "start", "--quick"} {
		if status != 0 || !strings.Contains(stdout, want) {
			t.Errorf("status %d, %q is missing in %s", status, want, stdout)
		}
	}
}
