// Package qr draws QR codes as SVG, for posters, table cards and the projector.
//
// A code is dark on its own white ground with the quiet zone the standard asks
// for, so that it can be read on dark pages, too. Its modules are whole units of
// the viewBox: scaled to any size, their edges stay sharp.
package qr

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// quiet is the width of the quiet zone in modules (ISO/IEC 18004, 9.1: at least 4).
const quiet = 4

// SVG returns an <svg> element with the code of text; title is its name for
// people who do not see it ("QR-Code: musterhafen.de/k7p4"). Error correction is
// level M (15 percent), L (7 percent) for texts that would not fit otherwise.
// The result is empty for an empty text and for one that fits into no code,
// which is over some 2,900 bytes.
func SVG(text, title string) string {
	code, err := encode(text)
	if text == "" || err != nil {
		return ""
	}
	return draw(code, title)
}

func encode(text string) (barcode.Barcode, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		code, err = qr.Encode(text, qr.L, qr.Auto)
	}
	return code, err
}

func draw(code barcode.Barcode, title string) string {
	n := code.Bounds().Dx()
	var name, b strings.Builder
	_ = xml.EscapeText(&name, []byte(title)) // a strings.Builder takes everything
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 %d %d" role="img" aria-label="%s" focusable="false" shape-rendering="crispEdges">`,
		n+2*quiet, n+2*quiet, name.String())
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/><path fill="#000" d="`, n+2*quiet, n+2*quiet)
	for y := range n {
		drawRow(&b, code, y, n)
	}
	b.WriteString(`"/></svg>`)
	return b.String()
}

// drawRow draws each run of dark modules as one rectangle.
func drawRow(b *strings.Builder, code barcode.Barcode, y, n int) {
	for x := 0; x < n; x++ {
		start := x
		for x < n && dark(code, x, y) {
			x++
		}
		if x > start {
			fmt.Fprintf(b, "M%d %dh%dv1h-%dz", start+quiet, y+quiet, x-start, x-start)
		}
	}
}

func dark(code barcode.Barcode, x, y int) bool {
	r, _, _, _ := code.At(x, y).RGBA()
	return r == 0
}
