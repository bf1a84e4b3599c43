package scorefile_test

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"testing"
)

// checkOutput checks that ranked values are well-formed CSV within bounds.
func checkOutput(t *testing.T, out []byte) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if len(row) != 5 {
			t.Fatalf("row %q", row)
		}
		if row[2] == "" {
			if row[4] != "" {
				t.Errorf("no value, but rank %s", row[4])
			}
			continue
		}
		v, err := strconv.ParseFloat(row[2], 64)
		if err != nil || v < 0 || v > 100 {
			t.Errorf("value %s: %v", row[2], err)
		}
	}
}
