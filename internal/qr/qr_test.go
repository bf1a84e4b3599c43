package qr_test

import (
	"encoding/xml"
	"image"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	reader "github.com/makiuchi-d/gozxing/qrcode"
	"pgregory.net/rapid"

	"chancencheck/internal/qr"
)

// module is the size of a module in the test's picture, in pixels.
const module = 4

type drawing struct {
	XMLName xml.Name `xml:"svg"`
	ViewBox string   `xml:"viewBox,attr"`
	Label   string   `xml:"aria-label,attr"`
	Role    string   `xml:"role,attr"`
	Ground  struct {
		Width  string `xml:"width,attr"`
		Height string `xml:"height,attr"`
		Fill   string `xml:"fill,attr"`
	} `xml:"rect"`
	Path struct {
		D string `xml:"d,attr"`
	} `xml:"path"`
}

func parse(t testing.TB, svg string) drawing {
	t.Helper()
	var d drawing
	if err := xml.Unmarshal([]byte(svg), &d); err != nil {
		t.Fatalf("not well-formed: %v in %.200s", err, svg)
	}
	return d
}

var stroke = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`)

// paint draws the SVG's rectangles as a browser would.
func (d drawing) paint(t testing.TB) *image.Gray {
	t.Helper()
	size := number(t, strings.Fields(d.ViewBox)[2])
	img := image.NewGray(image.Rect(0, 0, size*module, size*module))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	if rest := stroke.ReplaceAllString(d.Path.D, ""); rest != "" {
		t.Fatalf("unknown strokes %q", rest)
	}
	for _, m := range stroke.FindAllStringSubmatch(d.Path.D, -1) {
		x, y, w := number(t, m[1]), number(t, m[2]), number(t, m[3])
		for py := y * module; py < (y+1)*module; py++ {
			for px := x * module; px < (x+w)*module; px++ {
				img.SetGray(px, py, color.Gray{})
			}
		}
	}
	return img
}

func number(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// decode reads the drawn code with another library.
func decode(t testing.TB, svg string) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(parse(t, svg).paint(t))
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_CHARACTER_SET: "UTF-8", gozxing.DecodeHintType_PURE_BARCODE: true}
	result, err := reader.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		t.Fatalf("cannot be read: %v", err)
	}
	return result.GetText()
}

func TestCodesCanBeRead(t *testing.T) {
	t.Parallel()
	texts := []string{"1", "https://musterhafen.example/e/k7p4", "HTTPS://MUSTERHAFEN.EXAMPLE/E/K7P4", "Grüße aus Musterhafen", "مرحبا", "😀",
		strings.Repeat("0123456789", 50), "https://musterhafen.example/" + strings.Repeat("langer-pfad/", 30), strings.Repeat("x", 2900)}
	for _, text := range texts {
		if got := decode(t, qr.SVG(text, "T")); got != text {
			t.Errorf("%.60q reads %.60q", text, got)
		}
	}
}

func TestAnyAddressCanBeRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		text := "https://musterhafen.example/" + rapid.StringMatching(`[a-zA-Z0-9/?=&%._~-]{0,200}`).Draw(r, "path")
		if got := decode(t, qr.SVG(text, "T")); got != text {
			r.Fatalf("%q reads %q", text, got)
		}
	})
}

func TestDrawing(t *testing.T) {
	t.Parallel()
	svg := qr.SVG("https://musterhafen.example/e/k7p4", `Code "K7P4" & <mehr>`)
	d := parse(t, svg)
	if d.Role != "img" || d.Label != `Code "K7P4" & <mehr>` {
		t.Errorf("role %q, name %q", d.Role, d.Label)
	}
	size := strings.Fields(d.ViewBox)[2]
	if d.Ground.Fill != "#fff" || d.Ground.Width != size || d.Ground.Height != size {
		t.Errorf("ground %+v does not cover %s", d.Ground, d.ViewBox)
	}
	if strings.Contains(svg, "style=") {
		t.Error("a style attribute is blocked by the page's policy")
	}
	img := d.paint(t)
	n := img.Bounds().Dx()
	for i := range n {
		for depth := range 4 * module {
			for _, p := range []image.Point{{i, depth}, {depth, i}, {i, n - 1 - depth}, {n - 1 - depth, i}} {
				if img.GrayAt(p.X, p.Y).Y == 0 {
					t.Fatalf("quiet zone is marked at %v", p)
				}
			}
		}
	}
	if img.GrayAt(4*module, 4*module).Y != 0 {
		t.Error("the finder pattern does not start after four modules")
	}
}

func TestTextsWithoutCode(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", strings.Repeat("ä", 1500)} {
		if svg := qr.SVG(text, "T"); svg != "" {
			t.Errorf("%d bytes became %.80s", len(text), svg)
		}
	}
}
