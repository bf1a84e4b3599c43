package kit_test

import (
	"testing"

	"chancencheck/internal/pdf"
)

// BenchmarkKit makes the whole kit of the service check, the start of the
// browser included.
func BenchmarkKit(b *testing.B) {
	pages, files := 0, 0
	for b.Loop() {
		printer, err := pdf.Find()
		if err != nil {
			b.Fatal(err)
		}
		all, err := german(b, service(b)).Make(b.Context(), printer, func(int, int) {})
		printer.Close()
		if err != nil {
			b.Fatal(err)
		}
		pages, files = 0, len(all)
		for _, f := range all {
			pages += f.Pages
		}
	}
	b.ReportMetric(float64(pages), "pages")
	b.ReportMetric(float64(files), "files")
}
