package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"chancencheck/internal/exchange"
	"chancencheck/organisation"
)

// BenchmarkReadLargest reads as many rows as an upload may have, in a circle as
// long as the table, with the same person again and again: the slowest input.
func BenchmarkReadLargest(b *testing.B) {
	var units, people strings.Builder
	units.WriteString("id;parent;name;kind\n")
	people.WriteString("id;unit;name;role;language\n")
	for i := range 50_000 {
		fmt.Fprintf(&units, "u%d;u%d;Einheit;Publikum\n", i, (i+1)%50_000)
		fmt.Fprintf(&people, "p1;u%d;Ayşe Kaya;Leitung;Deutsch\n", i)
	}
	for b.Loop() {
		_, report, err := exchange.Read(organisation.Organisation{ID: "mh"}, nil, exchange.Files{
			Units: file("u", units.String()), People: file("p", people.String()),
		})
		if err != nil || len(report.Problems) != 1 {
			b.Fatal(report, err)
		}
	}
}
