package report

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// picture is a checked SVG, ready to be named and placed.
type picture struct {
	attrs []xml.Attr // of the root, names with their prefix in Space
	inner string     // everything between the root's tags
	w, h  float64    // size of the viewBox
}

var errSVG = errors.New("report: not a drawing")

// parseSVG accepts one well-formed <svg> with a viewBox and nothing in it that
// runs or fetches.
func parseSVG(s string) (*picture, error) {
	d := xml.NewDecoder(strings.NewReader(s))
	var p *picture
	start, end, depth := int64(0), int64(0), 0
	for {
		before := d.InputOffset()
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errSVG, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := harmless(t); err != nil {
				return nil, err
			}
			if depth == 0 {
				if p != nil || t.Name.Local != "svg" {
					return nil, errSVG
				}
				p, start = &picture{attrs: t.Copy().Attr}, d.InputOffset()
			}
			depth++
		case xml.EndElement:
			if depth--; depth == 0 {
				end = before
			}
		case xml.ProcInst, xml.Directive:
			if p != nil {
				return nil, errSVG
			}
		}
	}
	if p == nil || wellFormed(s) != nil {
		return nil, errSVG
	}
	p.inner = s[start:max(start, end)]
	return p, p.measure()
}

// wellFormed reads the whole text with matching tags checked.
func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// harmless refuses elements and attributes that run code or fetch something.
func harmless(e xml.StartElement) error {
	switch strings.ToLower(e.Name.Local) {
	case "script", "foreignobject", "image", "iframe":
		return fmt.Errorf("%w: element %s", errSVG, e.Name.Local)
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		if strings.HasPrefix(name, "on") || name == "href" && !strings.HasPrefix(a.Value, "#") {
			return fmt.Errorf("%w: attribute %s", errSVG, a.Name.Local)
		}
	}
	return nil
}

// measure reads the size from the viewBox.
func (p *picture) measure() error {
	f := strings.Fields(strings.ReplaceAll(p.attr("viewBox"), ",", " "))
	if len(f) != 4 {
		return fmt.Errorf("%w: no viewBox", errSVG)
	}
	p.w, _ = strconv.ParseFloat(f[2], 64)
	p.h, _ = strconv.ParseFloat(f[3], 64)
	if !(p.w > 0 && p.h > 0 && p.w < 1e6 && p.h < 1e6) {
		return fmt.Errorf("%w: empty viewBox", errSVG)
	}
	return nil
}

func (p *picture) attr(name string) string {
	for _, a := range p.attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// write returns the drawing with the root attributes in set replacing its own.
func (p *picture) write(set ...string) string {
	own := map[string]bool{"aria-labelledby": true, "aria-describedby": true, "style": true}
	m := &markup{}
	for i := 0; i < len(set); i += 2 {
		own[set[i]] = true
	}
	for _, a := range p.attrs {
		name := a.Name.Local
		if a.Name.Space != "" {
			name = a.Name.Space + ":" + name
		}
		if !own[name] {
			set = append(set, name, a.Value)
		}
	}
	m.open("svg", set...)
	m.WriteString(p.inner)
	m.close("svg")
	return m.String()
}

// forPage returns the drawing for an HTML page, named for people who do not see it.
func (p *picture) forPage(alt string) string {
	return p.write("role", "img", "aria-label", clean(alt), "focusable", "false")
}

// forFile returns the drawing as a file of its own.
func (p *picture) forFile() string {
	size := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return xml.Header + p.write("xmlns", "http://www.w3.org/2000/svg", "width", size(p.w), "height", size(p.h))
}
