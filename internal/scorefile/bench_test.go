package scorefile_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"chancencheck/internal/scorefile"
)

// BenchmarkWBL scores the WBL assessments (192,850 answers at 1x) from the long
// CSV to JSON, and reports the time as a ratio to parsing the same text with
// encoding/csv in the same run (x-csv; the aim is below 5) and per answer
// (ns/answer; equal at 1x, 2x and 4x when growth is linear).
//
//	go test ./internal/scorefile -run '^$' -bench WBL
func BenchmarkWBL(b *testing.B) {
	ins := published(b, "wbl.yaml")
	for _, times := range []int{1, 2, 4} {
		answers, _ := wbl(b, times)
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(answers)))
			var parsing, scoring time.Duration
			for b.Loop() {
				begun := time.Now()
				parseOnly(b, answers)
				parsed := time.Now()
				opt := scorefile.Options{Instrument: ins, Answers: strings.NewReader(answers), Format: scorefile.JSON}
				if err := scorefile.Run(context.Background(), opt, io.Discard); err != nil {
					b.Fatal(err)
				}
				parsing, scoring = parsing+parsed.Sub(begun), scoring+time.Since(parsed)
			}
			b.ReportMetric(float64(scoring)/float64(parsing), "x-csv")
			b.ReportMetric(float64(scoring.Nanoseconds())/float64(b.N*192_850*times), "ns/answer")
		})
	}
}

// parseOnly is the reference: every record read, none kept.
func parseOnly(b *testing.B, text string) {
	r := csv.NewReader(strings.NewReader(text))
	for {
		if _, err := r.Read(); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}
