package report

import (
	"strconv"
	"strings"
)

// automatic returns the name of the automatic style with these properties,
// defining it at its first use.
func (c *odtContent) automatic(family, prefix string, attrs []string, properties func(*markup)) string {
	var m markup
	properties(&m)
	key := family + strings.Join(attrs, "\x00") + m.String()
	if name, ok := c.known[key]; ok {
		return name
	}
	name := prefix + strconv.Itoa(len(c.known)+1)
	c.known[key] = name
	c.auto.open("style:style", append([]string{"style:name", name, "style:family", family}, attrs...)...)
	c.auto.WriteString(m.String())
	c.auto.close("style:style")
	return name
}

func (c *odtContent) runs(t Text) {
	for _, r := range t {
		c.run(r)
	}
}

func (c *odtContent) run(r Run) {
	href, style := safeLink(r.Link), c.runStyle(r)
	if href != "" {
		c.open("text:a", "xlink:type", "simple", "xlink:href", href, "text:style-name", "Internet_20_link")
	}
	if style != "" {
		c.open("text:span", "text:style-name", style)
	}
	c.spaced(r.Text)
	if style != "" {
		c.close("text:span")
	}
	if href != "" {
		c.close("text:a")
	}
}

// runStyle returns the automatic text style of a run, "" for plain text.
func (c *odtContent) runStyle(r Run) string {
	var props []string
	if r.Bold {
		props = append(props, "fo:font-weight", "bold", "style:font-weight-asian", "bold", "style:font-weight-complex", "bold")
	}
	if r.Italic {
		props = append(props, "fo:font-style", "italic", "style:font-style-asian", "italic", "style:font-style-complex", "italic")
	}
	if r.Lang != "" && r.Lang != c.doc.Lang {
		props = append(props, odtLanguage(r.Lang)...)
	}
	if props == nil {
		return ""
	}
	return c.automatic("text", "T", nil, func(m *markup) { m.empty("style:text-properties", props...) })
}

// spaced writes text with the white space OpenDocument would fold kept.
func (c *odtContent) spaced(s string) {
	s = clean(s)
	for s != "" {
		i := strings.IndexAny(s, " \t\n")
		if i < 0 {
			c.text(s)
			return
		}
		c.text(s[:i])
		switch s[i] {
		case '\t':
			c.empty("text:tab")
		case '\n':
			c.empty("text:line-break")
		default:
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], " "))
			c.spaces(n, i == 0)
			s = s[i+n:]
			continue
		}
		s = s[i+1:]
	}
}

// spaces writes n spaces; folding reaches over tags, so that a space at the
// start of a stretch is written as an element, too.
func (c *odtContent) spaces(n int, first bool) {
	if !first {
		c.WriteByte(' ')
		n--
	}
	if n > 0 {
		c.empty("text:s", "text:c", strconv.Itoa(n))
	}
}
