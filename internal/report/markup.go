package report

import (
	"encoding/xml"
	"strings"
)

// markup builds XML or HTML text; everything but WriteString is escaped.
type markup struct{ strings.Builder }

// open writes a start tag; attrs alternate names and values.
func (m *markup) open(tag string, attrs ...string) {
	m.tag(tag, attrs)
	m.WriteByte('>')
}

// empty writes an element without content.
func (m *markup) empty(tag string, attrs ...string) {
	m.tag(tag, attrs)
	m.WriteString("/>")
}

func (m *markup) tag(tag string, attrs []string) {
	m.WriteByte('<')
	m.WriteString(tag)
	for i := 0; i+1 < len(attrs); i += 2 {
		m.WriteByte(' ')
		m.WriteString(attrs[i])
		m.WriteString(`="`)
		m.text(attrs[i+1])
		m.WriteByte('"')
	}
}

// close writes an end tag.
func (m *markup) close(tag string) {
	m.WriteString("</")
	m.WriteString(tag)
	m.WriteByte('>')
}

// element writes an element that holds only text.
func (m *markup) element(tag, text string, attrs ...string) {
	m.open(tag, attrs...)
	m.text(text)
	m.close(tag)
}

// text writes escaped text without the characters no document can carry.
func (m *markup) text(s string) {
	// A strings.Builder never fails to write.
	_ = xml.EscapeText(m, []byte(clean(s)))
}
