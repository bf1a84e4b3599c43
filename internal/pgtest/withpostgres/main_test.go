package main

import (
	"testing"

	"chancencheck/internal/pgtest"
)

func TestStatusIsThatOfTheCommand(t *testing.T) {
	t.Setenv(pgtest.Variable, "postgres://named")
	cases := []struct {
		args   []string
		status int
		failed bool
	}{
		{[]string{"sh", "-c", "exit 3"}, 3, false},
		{[]string{"sh", "-c", `test "$TEST_POSTGRES" = postgres://named`}, 0, false},
		{[]string{"sh", "-c", "kill -9 $$"}, 1, false},
		{[]string{"/nowhere/to/be/found"}, 1, true},
		{nil, 2, true},
	}
	for _, tc := range cases {
		status, err := run(tc.args)
		if status != tc.status || (err != nil) != tc.failed {
			t.Errorf("%q: status %d, error %v; want %d, error %v", tc.args, status, err, tc.status, tc.failed)
		}
	}
}
