package report

import (
	"fmt"
	"io"
	"time"

	"golang.org/x/text/language"
)

const odtMime = "application/vnd.oasis.opendocument.text"

// ODT writes the document as an OpenDocument text that is meant to be edited:
// real heading styles with outline levels, list styles, repeated table headers,
// captions with counted fields, alternative texts, languages, hyphenation, and
// page numbers in the foot. Pictures are SVG.
func ODT(w io.Writer, d *Document) error {
	c := newODTContent(d)
	for _, b := range d.Blocks {
		c.block(b)
	}
	parts := []part{
		{"mimetype", odtMime},
		{"META-INF/manifest.xml", odtManifest(c.pictures)},
		{"meta.xml", odtMeta(d)},
		{"settings.xml", odtSettings},
		{"styles.xml", odtStyles(d)},
		{"content.xml", c.document()},
	}
	if err := writeZip(w, d.Made, append(parts, c.pictures...)); err != nil {
		return fmt.Errorf("write text document %q: %w", d.Title, err)
	}
	return nil
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// odtNamespaces are declared on every root element, in pairs for markup.open.
var odtNamespaces = []string{
	"xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
	"xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
	"xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
	"xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
	"xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
	"xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
	"xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
	"xmlns:xlink", "http://www.w3.org/1999/xlink",
	"xmlns:dc", "http://purl.org/dc/elements/1.1/",
	"xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
	"xmlns:ooow", "http://openoffice.org/2004/writer",
	"xmlns:loext", "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
	"office:version", "1.3",
}

const odtSettings = xmlHead + `<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:settings/></office:document-settings>`

func odtManifest(pictures []part) string {
	m := &markup{}
	m.WriteString(xmlHead)
	m.open("manifest:manifest", "xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest:version", "1.3")
	m.empty("manifest:file-entry", "manifest:full-path", "/", "manifest:version", "1.3", "manifest:media-type", odtMime)
	for _, name := range []string{"content.xml", "styles.xml", "meta.xml", "settings.xml"} {
		m.empty("manifest:file-entry", "manifest:full-path", name, "manifest:media-type", "text/xml")
	}
	for _, p := range pictures {
		m.empty("manifest:file-entry", "manifest:full-path", p.name, "manifest:media-type", "image/svg+xml")
	}
	m.close("manifest:manifest")
	return m.String()
}

func odtMeta(d *Document) string {
	m := &markup{}
	made := fileTime(d.Made).Format(time.RFC3339)
	m.WriteString(xmlHead)
	m.open("office:document-meta", odtNamespaces...)
	m.open("office:meta")
	m.element("meta:generator", "ChancenCheck")
	m.element("dc:title", d.Title)
	if d.Subtitle != "" {
		m.element("dc:subject", d.Subtitle)
	}
	m.element("meta:initial-creator", d.Organisation)
	m.element("dc:creator", d.Organisation)
	m.element("meta:creation-date", made)
	m.element("dc:date", made)
	m.element("dc:language", d.lang())
	m.close("office:meta")
	m.close("office:document-meta")
	return m.String()
}

// odtLanguage returns the attributes that give text its language. Languages in
// scripts written from right to left are "complex" in OpenDocument, Chinese,
// Japanese and Korean "asian".
func odtLanguage(tag string) []string {
	t, _ := language.Parse(tag) // what cannot be parsed is "und"
	base, _, _ := t.Raw()       // Base would guess English for no language
	region, _ := t.Region()
	lang, country := base.String(), region.String()
	switch {
	case lang == "und":
		lang, country = "zxx", "none"
	case lang == "en" && tag == "en":
		country = "GB"
	}
	switch {
	case Direction(tag) == "rtl":
		return []string{"style:language-complex", lang, "style:country-complex", country}
	case lang == "zh" || lang == "ja" || lang == "ko":
		return []string{"style:language-asian", lang, "style:country-asian", country}
	}
	return []string{"fo:language", lang, "fo:country", country}
}
